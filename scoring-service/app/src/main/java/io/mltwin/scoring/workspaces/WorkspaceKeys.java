package io.mltwin.scoring.workspaces;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.datakeys.DataKey;
import io.mltwin.datakeys.DataKeys;
import io.mltwin.datakeys.DataKeys.KeyWrapper;
import io.mltwin.datakeys.RootKeys;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.memory.BoundedMemory;
import io.mltwin.platform.reset.Resettable;
import io.mltwin.resourceprovider.Queries;
import io.mltwin.resourceprovider.SealedRow;
import io.quarkus.arc.Arc;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.List;

/**
 * The data key of each workspace's metadata: wrapped by the root keys or, in a workspace with a
 * customer-managed key, by compute-service under the key of its run history, which is asked once
 * for each request and each step of background work.
 */
@Singleton
public class WorkspaceKeys implements SealedRow.Keys, Resettable {

    private static final String AWAY = "KeyVaultServiceUnavailable";

    private final EntityManager database;
    private final RootKeys rootKeys;
    private final WorkspaceClient workspaces;
    private final ComputeServiceClient compute;
    private final OpenedKeys opened;
    private final BoundedMemory<String, DataKey> kept = BoundedMemory.ofSmall(Duration.ofHours(1));

    WorkspaceKeys(
            EntityManager database,
            RootKeys rootKeys,
            WorkspaceClient workspaces,
            ComputeServiceClient compute,
            OpenedKeys opened) {
        this.database = database;
        this.rootKeys = rootKeys;
        this.workspaces = workspaces;
        this.compute = compute;
        this.opened = opened;
    }

    /** A key that compute-service wraps or has wrapped. */
    record KeyBody(String workspace, byte[] key) {
        @Override
        public String toString() {
            return "key of " + workspace;
        }
    }

    /**
     * Opens the metadata of a workspace before the transactions that read it; what refuses it is
     * thrown where they do.
     *
     * @return whether it is open
     */
    public boolean prepare(String workspaceKey) {
        try {
            of(workspaceKey);
            return true;
        } catch (AzureException refused) {
            return false;
        }
    }

    @Override
    public DataKey of(String workspaceKey) {
        DataKey key = kept.find(workspaceKey).orElse(null);
        return key != null
                ? key
                : Arc.container().requestContext().isActive()
                        ? opened.find(workspaceKey, () -> open(workspaceKey))
                        : open(workspaceKey);
    }

    private DataKey open(String workspaceKey) {
        WorkspaceKeyEntity row = find(workspaceKey);
        if (row == null) {
            row = add(workspaceKey);
        }
        DataKey key = DataKeys.open(row.wrapped, wrapper(row.underCustomerKey), context(workspaceKey));
        if (!row.underCustomerKey) {
            kept.of(workspaceKey).put(workspaceKey, key);
        }
        return key;
    }

    private WorkspaceKeyEntity add(String workspaceKey) {
        boolean underCustomerKey =
                workspaces.get(ArmResourceId.parse(workspaceKey)).customerKey() != null;
        byte[] wrapped = DataKeys.generate(wrapper(underCustomerKey), context(workspaceKey));
        QuarkusTransaction.requiringNew()
                .run(() -> Queries.sql(
                                database,
                                "insert into workspace_key values (?1, ?2, ?3) on conflict do nothing",
                                workspaceKey,
                                underCustomerKey,
                                wrapped)
                        .executeUpdate());
        return find(workspaceKey);
    }

    private WorkspaceKeyEntity find(String workspaceKey) {
        return QuarkusTransaction.requiringNew().call(() -> database.find(WorkspaceKeyEntity.class, workspaceKey));
    }

    /** The workspaces whose customer's key was revoked; not those whose vault is away. */
    public List<String> revoked() {
        return underCustomerKeys().stream().filter(this::isRevoked).toList();
    }

    private boolean isRevoked(String workspaceKey) {
        try {
            of(workspaceKey);
            return false;
        } catch (AzureException refused) {
            return refused.status() == 403 && !AWAY.equals(refused.content().innerCode());
        }
    }

    private List<String> underCustomerKeys() {
        return QuarkusTransaction.requiringNew()
                .call(() -> database.createQuery(
                                "select workspaceKey from WorkspaceKeyEntity where underCustomerKey", String.class)
                        .getResultList());
    }

    private KeyWrapper wrapper(boolean underCustomerKey) {
        return underCustomerKey ? new RemoteWrapper() : rootKeys;
    }

    private final class RemoteWrapper implements KeyWrapper {

        @Override
        public byte[] wrap(byte[] material, String context) {
            return ask("wrap", material, context);
        }

        @Override
        public byte[] unwrap(byte[] wrapped, String context) {
            return ask("unwrap", wrapped, context);
        }

        private byte[] ask(String what, byte[] key, String context) {
            return compute.request("POST", "/_internal/workspace-keys/" + what)
                    .json(new KeyBody(context.substring(context.indexOf(':') + 1), key))
                    .send()
                    .orFault()
                    .as(KeyBody.class)
                    .key();
        }
    }

    void delete(@Observes WorkspaceDeleted workspace) {
        kept.remove(workspace.workspaceKey());
        Queries.sql(database, "delete from workspace_key where workspace_key = ?1", workspace.workspaceKey())
                .executeUpdate();
    }

    @Override
    public void clear() {
        kept.clear();
    }

    private static String context(String workspaceKey) {
        return "metadata:" + workspaceKey;
    }

    /** Fired again and again while the customer's key of a workspace is revoked. */
    public record WorkspaceKeyRevoked(String workspaceKey) {

        /** Returns whether it is the workspace of a resource. */
        public boolean concerns(String armId) {
            return AsciiCase.lower(armId + "/").startsWith(workspaceKey + "/");
        }
    }
}
