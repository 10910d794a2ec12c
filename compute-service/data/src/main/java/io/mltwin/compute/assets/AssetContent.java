package io.mltwin.compute.assets;

import io.mltwin.resourceprovider.SystemData;

/** The part of a container or version that is ciphertext at rest. */
record AssetContent(AssetProperties properties, SystemData systemData) {}
