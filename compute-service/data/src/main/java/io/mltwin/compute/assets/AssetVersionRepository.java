package io.mltwin.compute.assets;

import io.mltwin.encoding.AsciiCase;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Queries of versions of assets. */
@Singleton
class AssetVersionRepository implements PanacheRepositoryBase<AssetVersionEntity, AssetVersionEntity.Key> {

    private static final String OF_NAME = "workspaceId = ?1 and kind = ?2 and nameKey = ?3";

    Optional<AssetVersionEntity> byVersion(String workspaceId, AssetKind kind, String name, String version) {
        return find(OF_NAME + " and version = ?4", workspaceId, kind, key(name), version)
                .firstResultOptional();
    }

    /** Newest first. */
    List<AssetVersionEntity> ofName(String workspaceId, AssetKind kind, String name) {
        return list(OF_NAME + " order by created desc, number desc, version desc", workspaceId, kind, key(name));
    }

    /** Code of any name with this content, newest first. */
    List<AssetVersionEntity> ofHash(String workspaceId, String hash) {
        return list("workspaceId = ?1 and codeHash = ?2 order by created desc, nameKey, version", workspaceId, hash);
    }

    long deleteOfName(String workspaceId, AssetKind kind, String name) {
        return delete(OF_NAME, workspaceId, kind, key(name));
    }

    static String key(String name) {
        return AsciiCase.lower(name);
    }
}
