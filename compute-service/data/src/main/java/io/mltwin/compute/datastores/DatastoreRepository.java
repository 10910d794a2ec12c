package io.mltwin.compute.datastores;

import io.mltwin.encoding.AsciiCase;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

/** Queries of datastores. */
@Singleton
class DatastoreRepository implements PanacheRepositoryBase<DatastoreEntity, DatastoreEntity.Key> {

    Optional<DatastoreEntity> byName(String workspaceId, String name) {
        return find("workspaceId = ?1 and nameKey = ?2", workspaceId, key(name)).firstResultOptional();
    }

    Optional<DatastoreEntity> lock(String workspaceId, String name) {
        return find("workspaceId = ?1 and nameKey = ?2", workspaceId, key(name))
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    List<DatastoreEntity> ofWorkspace(String workspaceId) {
        return list("workspaceId = ?1 order by nameKey", workspaceId);
    }

    void forgetDefault(String workspaceId) {
        update("isDefault = false where workspaceId = ?1 and isDefault = true", workspaceId);
    }

    static String key(String name) {
        return AsciiCase.lower(name);
    }
}
