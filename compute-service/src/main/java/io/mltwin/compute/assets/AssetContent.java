package io.mltwin.compute.assets;

import io.mltwin.resourceprovider.SystemData;

/** What is ciphertext at rest of a container or a version. */
record AssetContent(AssetProperties properties, SystemData systemData) {}
