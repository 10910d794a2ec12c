package io.mltwin.compute.encryption;

import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.Workspace.WorkspaceObserved;
import io.mltwin.datakeys.DataKey;
import io.mltwin.datakeys.DataKeys;
import io.mltwin.datakeys.RootKeys;
import io.mltwin.memory.BoundedMemory;
import io.mltwin.platform.reset.Resettable;
import io.mltwin.resourceprovider.Queries;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * More encryption in Microsoft's environments for workspaces of high business impact ("Enterprise
 * security and governance", Encryption at rest): what the execution layer keeps of a run while it
 * waits and runs, its definition, variables and token, is encrypted a second time, under a data key
 * of the workspace that protects nothing else and that no key of the customer opens.
 */
@Singleton
public class ScratchKeys implements Resettable {

    /** No ciphertext of a workspace's data key begins so. */
    private static final byte MARK = 'H';

    private static final String SCOPE = "hbi:";

    private final EntityManager database;
    private final RootKeys rootKeys;
    private final Clock clock;
    private final BoundedMemory<String, DataKey> open = BoundedMemory.ofSmall(Duration.ofDays(1));

    ScratchKeys(EntityManager database, RootKeys rootKeys, Clock clock) {
        this.database = database;
        this.rootKeys = rootKeys;
        this.clock = clock;
    }

    /**
     * A workspace's scratch, for the administrator.
     *
     * @param keyScope what the key protects and nothing else
     * @param runs that wait or run now
     */
    public record ScopeBody(String workspace, boolean encrypted, String keyScope, Instant keySince, long runs) {}

    void seen(@Observes WorkspaceObserved event) {
        Workspace workspace = event.workspace();
        if (workspace.hbiWorkspace() && !open.of(null).containsKey(workspace.workspaceId())) {
            byte[] wrapped = DataKeys.generate(rootKeys, SCOPE + workspace.workspaceId());
            QuarkusTransaction.requiringNew().run(() -> add(workspace, wrapped));
            find(workspace.workspaceId());
        }
    }

    private void add(Workspace workspace, byte[] wrapped) {
        Queries.sql(
                        database,
                        "insert into scratch_key (workspace_id, arm_id, wrapped, created)"
                                + " values (?1, ?2, ?3, ?4) on conflict do nothing",
                        workspace.workspaceId(),
                        workspace.id(),
                        wrapped,
                        clock.instant())
                .executeUpdate();
    }

    private Optional<DataKey> find(String workspaceId) {
        DataKey known = open.of(null).get(workspaceId);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<DataKey> key =
                wrapped(workspaceId).map(wrapped -> DataKeys.open(wrapped, rootKeys, SCOPE + workspaceId));
        key.ifPresent(found -> open.of(null).put(workspaceId, found));
        return key;
    }

    private Optional<byte[]> wrapped(String workspaceId) {
        List<?> rows = QuarkusTransaction.requiringNew()
                .call(() -> Queries.sql(
                                database, "select wrapped from scratch_key where workspace_id = ?1", workspaceId)
                        .getResultList());
        return rows.stream().map(byte[].class::cast).findFirst();
    }

    /**
     * Encrypts what is sealed already once more, where the workspace is of high business impact.
     */
    public byte[] seal(String workspaceId, String place, byte[] sealed) {
        return find(workspaceId)
                .map(key -> key.encrypt(sealed, place))
                .map(twice -> ByteBuffer.allocate(twice.length + 1)
                        .put(MARK)
                        .put(twice)
                        .array())
                .orElse(sealed);
    }

    public byte[] open(String workspaceId, String place, byte[] stored) {
        if (stored.length == 0 || stored[0] != MARK) {
            return stored;
        }
        byte[] twice = new byte[stored.length - 1];
        System.arraycopy(stored, 1, twice, 0, twice.length);
        return find(workspaceId)
                .orElseThrow(() -> new IllegalStateException("The key of the run's scratch is missing"))
                .decrypt(twice, place);
    }

    List<ScopeBody> list() {
        List<?> rows = database.createNativeQuery(
                        "select arm_id, workspace_id, created,"
                                + " (select count(*) from job j where j.workspace_id = k.workspace_id)"
                                + " from scratch_key k order by created",
                        Tuple.class)
                .getResultList();
        return rows.stream()
                .map(Tuple.class::cast)
                .map(row -> new ScopeBody(
                        (String) row.get(0),
                        true,
                        SCOPE + row.get(1),
                        row.get(2, Instant.class),
                        ((Number) row.get(3)).longValue()))
                .toList();
    }

    /** With a workspace its key goes, within the caller's transaction. */
    void delete(String workspaceId) {
        open.of(null).remove(workspaceId);
        Queries.sql(database, "delete from scratch_key where workspace_id = ?1", workspaceId)
                .executeUpdate();
    }

    @Override
    public void clear() {
        open.clear();
    }
}
