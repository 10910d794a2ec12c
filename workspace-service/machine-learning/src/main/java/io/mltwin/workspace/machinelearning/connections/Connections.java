package io.mltwin.workspace.machinelearning.connections;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.Absence;
import io.mltwin.resourceprovider.ChildRows;
import io.mltwin.resourceprovider.ResourceClaim;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.resourceprovider.SystemData;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.Workspaces;
import io.mltwin.workspace.machinelearning.connections.ConnectionProvider.ConnectionMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Connections of workspaces to registries, feeds and repositories outside. Credentials are in the
 * workspace's vault before their connection can be seen, and gone before the connection is: a
 * request that a crash ended in between was not answered, and repeating it does both again.
 */
@Singleton
public record Connections(ConnectionRepository rows, Workspaces workspaces, ConnectionVault vault, Clock clock) {

    /** The secrets with which a connection signs in, as they lie in the workspace's vault. */
    record Secrets(String value, JsonNode credentials) {

        boolean isEmpty() {
            return value == null && (Absence.isEmpty(credentials));
        }

        @Override
        public String toString() {
            return "secrets of a connection";
        }
    }

    /** A connection as a request wants it, checked. */
    record ConnectionRequest(
            String authType,
            String category,
            String target,
            String valueFormat,
            Map<String, String> metadata,
            Secrets secrets) {}

    private static final Logger LOG = Logger.getLogger(Connections.class);

    /** Brings the vault to what the request says. */
    ConnectionRequest prepare(ArmCall call, ConnectionBody body, ConnectionEntity row, ResourceClaim claim) {
        ConnectionRequest request = ConnectionValidator.validate(call, body);
        Workspace workspace = workspaces.requireReady(call.id().parent());
        boolean hasSecret = !request.secrets().isEmpty();
        if (hasSecret) {
            vault.set(workspace, call.id(), request.secrets());
        }
        if (hasSecret && !row.hasSecret) {
            claim.undoBy(() -> vault.remove(workspace, call.id()));
        } else if (row.hasSecret && !hasSecret) {
            vault.remove(workspace, call.id());
        }
        return request;
    }

    void change(ArmCall call, ConnectionEntity row, ConnectionRequest given) {
        if (row.isNew()) {
            row.createdBy = call.caller().displayName();
            row.createdByType = SystemData.typeOf(call.caller());
        }
        row.authType = given.authType();
        row.category = given.category();
        row.target = given.target();
        row.valueFormat = given.valueFormat();
        row.metadata = given.metadata();
        row.hasSecret = !given.secrets().isEmpty();
        row.modifiedAt = clock.instant();
        row.modifiedBy = call.caller().displayName();
        row.modifiedByType = SystemData.typeOf(call.caller());
    }

    /** Refuses calls for a workspace that does not stand; a change holds it as it is. */
    void requireReady(ArmCall call, ArmResourceId workspace) {
        if (call.isList()) {
            workspaces.requireReady(workspace);
        } else if (!call.isGet()) {
            workspaces.holdReady(workspace);
        }
    }

    ConnectionBody getWithSecrets(ArmResourceId id) {
        ConnectionEntity row = RowTransactions.inOne(() -> rows.require(id));
        return row.hasSecret
                ? ConnectionMapper.body(row, vault.get(workspaces.requireReady(id.parent()), id))
                : ConnectionMapper.body(row);
    }

    /** Removes the credentials. */
    void prepareDelete(ConnectionEntity row) {
        if (row.hasSecret) {
            vault.remove(workspaces.requireReady(row.armId().parent()), row.armId());
        }
    }

    /**
     * Deletes those of a workspace that is being deleted; a vault that does not let it happen does
     * not keep that. The rows go last, so that a crash in between leaves no credentials behind.
     */
    public void deleteAll(Workspace workspace) {
        List<ConnectionEntity> all = QuarkusTransaction.requiringNew().call(() -> rows.of(workspace.key()));
        for (ConnectionEntity row : all) {
            if (row.hasSecret && workspace.identity().isRegistered()) {
                removeIfAllowed(workspace, row.armId());
            }
        }
        QuarkusTransaction.requiringNew().run(() -> rows.deleteOf(workspace.key()));
    }

    private void removeIfAllowed(Workspace workspace, ArmResourceId id) {
        try {
            vault.remove(workspace, id);
        } catch (AzureException fault) {
            if (fault.status() >= 500) {
                throw fault;
            }
            LOG.warnf("The credentials of %s stay in the vault: %s", id, fault.getMessage());
        }
    }

    /** Connections by workspace. */
    @Singleton
    static class ConnectionRepository implements ChildRows<ConnectionEntity> {

        void deleteOf(String workspaceKey) {
            delete("parentKey", workspaceKey);
        }
    }
}
