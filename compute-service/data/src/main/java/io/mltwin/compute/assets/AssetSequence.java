package io.mltwin.compute.assets;

import io.mltwin.compute.assets.AssetVersionEntity.AssetVersionRepository;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Numbers the versions of an asset, and tells which one is the latest: clients that leave numbering
 * to Azure ML ask for {@code nextVersion} and PUT that.
 */
@Singleton
record AssetSequence(AssetVersionRepository versions) {

    static final String FIRST = "1";

    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");

    /** The version as a number; null where it is no whole number. */
    static Long number(String version) {
        return NUMBER.matcher(version).matches() ? Long.valueOf(version) : null;
    }

    /** Notes in the asset's row, which is locked, what its versions come to. */
    void refresh(AssetEntity asset) {
        List<AssetVersionEntity> all = versions.ofName(asset.workspaceId, asset.kind, asset.nameKey);
        asset.latestVersion = all.stream()
                .filter(version -> !version.isArchived)
                .map(version -> version.version)
                .findFirst()
                .orElse(null);
        long highest = all.stream()
                .map(version -> version.number)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
        asset.nextVersion = Long.toString(highest + 1);
    }
}
