package io.mltwin.compute.environments;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.Queries;
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

/** A row of {@code environment}; {@code content} is ciphertext. */
@Entity
@Table(name = "environment")
@IdClass(EnvironmentEntity.Key.class)
class EnvironmentEntity {

    /** The version of the row that stands for the environment itself. */
    static final String ITSELF = "";

    /** Primary key; names are compared without case. */
    record Key(String workspaceId, String nameKey, String version) implements Serializable {}

    @Id
    String workspaceId;

    @Id
    String nameKey;

    @Id
    String version;

    Instant created;
    Instant modified;
    byte[] content;

    String place() {
        return "environment:" + workspaceId + ":" + nameKey + ":" + version;
    }

    /** Queries of environments. */
    @Singleton
    static class EnvironmentRepository implements PanacheRepositoryBase<EnvironmentEntity, EnvironmentEntity.Key> {

        private static final String ONE = "workspaceId = ?1 and nameKey = ?2 and version = ?3";

        List<EnvironmentEntity> ofWorkspace(String workspaceId) {
            return list("workspaceId = ?1 order by nameKey", workspaceId);
        }

        List<EnvironmentEntity> ofName(String workspaceId, String name) {
            return list("workspaceId = ?1 and nameKey = ?2", workspaceId, key(name));
        }

        Optional<EnvironmentEntity> byVersion(String workspaceId, String name, String version) {
            return find(ONE, workspaceId, key(name), version).firstResultOptional();
        }

        /**
         * Adds the row of an environment without versions; returns false when the environment has a
         * row.
         */
        boolean addItself(EnvironmentEntity row) {
            return Queries.sql(
                                    getEntityManager(),
                                    "insert into environment (workspace_id, name_key, version, created,"
                                            + " modified, content) values (?1, ?2, '', ?3, ?4, ?5)"
                                            + " on conflict do nothing",
                                    row.workspaceId,
                                    row.nameKey,
                                    row.created,
                                    row.modified,
                                    row.content)
                            .executeUpdate()
                    == 1;
        }

        /** Locks an environment, so that one request at a time changes its versions. */
        EnvironmentEntity lock(String workspaceId, String name) {
            return find(ONE, workspaceId, key(name), EnvironmentEntity.ITSELF)
                    .withLock(LockModeType.PESSIMISTIC_WRITE)
                    .singleResult();
        }

        static String key(String name) {
            return AsciiCase.lower(name);
        }
    }
}
