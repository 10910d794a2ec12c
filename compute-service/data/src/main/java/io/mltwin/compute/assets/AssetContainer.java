package io.mltwin.compute.assets;

import io.mltwin.resourceprovider.SystemData;

/** The asset that versions are of: {@code CodeContainer} and its siblings. */
record AssetContainer(
        AssetKind kind,
        String name,
        boolean isArchived,
        String latestVersion,
        String nextVersion,
        AssetProperties properties,
        SystemData systemData) {}
