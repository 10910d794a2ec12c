package io.mltwin.compute.assets;

import io.mltwin.resourceprovider.SystemData;
import java.util.UUID;

/**
 * A version of an asset.
 *
 * @param snapshotId of code: the snapshot that its runs execute
 */
public record AssetVersion(
        AssetKind kind,
        String name,
        String version,
        UUID snapshotId,
        AssetProperties properties,
        SystemData systemData) {}
