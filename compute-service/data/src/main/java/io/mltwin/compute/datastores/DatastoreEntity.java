package io.mltwin.compute.datastores;

import io.mltwin.encoding.AsciiCase;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A row of {@code datastore}; {@code content} is ciphertext, and no secret is in it either. */
@Entity
@Table(name = "datastore")
@IdClass(DatastoreEntity.Key.class)
class DatastoreEntity {

    /** Primary key; names are compared without case. */
    record Key(String workspaceId, String nameKey) implements Serializable {}

    @Id
    String workspaceId;

    @Id
    String nameKey;

    boolean isDefault;

    Instant created;
    Instant modified;
    byte[] content;

    String place() {
        return "datastore:" + workspaceId + ":" + nameKey;
    }

    /** Queries of datastores. */
    @Singleton
    static class DatastoreRepository implements PanacheRepositoryBase<DatastoreEntity, DatastoreEntity.Key> {

        Optional<DatastoreEntity> byName(String workspaceId, String name) {
            return find("workspaceId = ?1 and nameKey = ?2", workspaceId, key(name))
                    .firstResultOptional();
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
}
