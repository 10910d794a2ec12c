package io.mltwin.compute.encryption;

import io.mltwin.resourceprovider.Queries;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads and writes the rows of {@code workspace_key}, in the caller's transaction. */
@Singleton
record WorkspaceKeyRepository(EntityManager database, Clock clock) {

    /**
     * One row.
     *
     * @param keyIdentifier the customer's key as the workspace was created with it, null for none
     * @param keyIdentity the user-assigned identity that opens it, null for Azure Cosmos DB's
     *     application
     */
    record Row(String armId, byte[] wrapped, String keyIdentifier, String keyIdentity) {
        @Override
        public String toString() {
            return keyIdentifier == null ? "wrapped by the root keys" : keyIdentifier;
        }
    }

    /** A workspace with a customer's key. */
    record Dedicated(String workspaceId, String armId, Row row, Instant rotated) {}

    Optional<Row> find(String workspaceId) {
        return Queries.sql(
                        database,
                        Tuple.class,
                        "select arm_id, wrapped, key_identifier, key_identity from workspace_key where workspace_id = ?1",
                        workspaceId)
                .getResultList()
                .stream()
                .findFirst()
                .map(row -> row(row.get(0), row.get(1), row.get(2), row.get(3)));
    }

    private static Row row(Object armId, Object wrapped, Object identifier, Object identity) {
        return new Row((String) armId, (byte[]) wrapped, (String) identifier, (String) identity);
    }

    /** Adds the row unless there is one, and returns the row that is stored. */
    Row addIfAbsent(String workspaceId, Row row) {
        Queries.sql(
                        database,
                        "insert into workspace_key (workspace_id, arm_id, wrapped, key_identifier, created, key_identity)"
                                + " values (?1, ?2, ?3, ?4, ?5, ?6) on conflict do nothing",
                        workspaceId,
                        row.armId(),
                        row.wrapped(),
                        row.keyIdentifier(),
                        clock.instant(),
                        row.keyIdentity())
                .executeUpdate();
        return find(workspaceId).orElseThrow();
    }

    /** Replaces a wrapped data key, unless it has changed in between. */
    void replace(String workspaceId, byte[] old, byte[] renewed, Instant now) {
        Queries.sql(
                        database,
                        "update workspace_key set wrapped = ?3, rotated = ?4 where workspace_id = ?1 and wrapped = ?2",
                        workspaceId,
                        old,
                        renewed,
                        now)
                .executeUpdate();
    }

    List<Dedicated> dedicated() {
        List<?> rows = database.createNativeQuery(
                        "select workspace_id, arm_id, wrapped, key_identifier, coalesce(rotated, created), key_identity"
                                + " from workspace_key where key_identifier is not null order by created",
                        Tuple.class)
                .getResultList();
        return rows.stream()
                .map(Tuple.class::cast)
                .map(row -> new Dedicated(
                        (String) row.get(0),
                        (String) row.get(1),
                        row(row.get(1), row.get(2), row.get(3), row.get(5)),
                        row.get(4, Instant.class)))
                .toList();
    }

    /** ARM ids of the workspaces with a store of their own, by their GUIDs. */
    Map<String, String> dedicatedWorkspaces() {
        Map<String, String> all = new HashMap<>();
        dedicated().forEach(one -> all.put(one.workspaceId(), one.armId()));
        return all;
    }

    void delete(String workspaceId) {
        Queries.sql(database, "delete from workspace_key where workspace_id = ?1", workspaceId)
                .executeUpdate();
    }
}
