package io.mltwin.workspace.machinelearning.connections;

import static io.mltwin.armweb.ArmErrors.resourceNotFound;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.ResourceClaim;
import io.mltwin.resourceprovider.SystemData;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.Workspaces;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Connections of workspaces to registries, feeds and repositories outside. Credentials are in the
 * workspace's vault before their connection can be seen, and gone before the connection is: a
 * request that a crash ended in between was not answered, and repeating it does both again.
 */
@ApplicationScoped
public class Connections {

    private static final Logger LOG = Logger.getLogger(Connections.class);

    private final ConnectionRepository rows;
    private final Workspaces workspaces;
    private final ConnectionVault vault;
    private final Clock clock;

    Connections(ConnectionRepository rows, Workspaces workspaces, ConnectionVault vault, Clock clock) {
        this.rows = rows;
        this.workspaces = workspaces;
        this.vault = vault;
        this.clock = clock;
    }

    /** Brings the vault to what the request says. */
    ConnectionRequest preparePut(ArmCall call, ConnectionBody body, ResourceClaim claim) {
        ConnectionRequest request = ConnectionValidator.validate(call, body);
        Workspace workspace = workspaces.requireReady(call.id().parent());
        boolean hadSecret = find(call.id()).map(row -> row.hasSecret).orElse(false);
        boolean hasSecret = !request.secrets().isEmpty();
        if (hasSecret) {
            vault.set(workspace, call.id(), request.secrets());
        }
        if (hasSecret && !hadSecret) {
            claim.undoBy(() -> vault.remove(workspace, call.id()));
        } else if (hadSecret && !hasSecret) {
            vault.remove(workspace, call.id());
        }
        return request;
    }

    @Transactional
    Outcome put(ArmCall call, ConnectionRequest given) {
        Workspace workspace = workspaces.holdReady(call.id().parent());
        ConnectionEntity row = rows.findById(call.id().key());
        if (row == null) {
            row = create(call, workspace);
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
        rows.persist(row);
        return Outcome.ok(ConnectionMapper.body(row));
    }

    private ConnectionEntity create(ArmCall call, Workspace workspace) {
        ConnectionEntity row = new ConnectionEntity();
        row.key = call.id().key();
        row.id = call.id().toString();
        row.workspaceKey = workspace.key();
        row.createdAt = clock.instant();
        row.createdBy = call.caller().displayName();
        row.createdByType = SystemData.typeOf(call.caller());
        return row;
    }

    ConnectionBody get(ArmResourceId id) {
        return ConnectionMapper.body(require(id));
    }

    ConnectionBody getWithSecrets(ArmResourceId id) {
        ConnectionEntity row = require(id);
        return row.hasSecret
                ? ConnectionMapper.body(row, vault.get(workspaces.requireReady(id.parent()), id))
                : ConnectionMapper.body(row);
    }

    /** Those with the target and of the category, where they are given. */
    @Transactional
    List<ConnectionBody> list(ArmResourceId workspace, String target, String category) {
        return rows.of(workspaces.requireReady(workspace).key()).stream()
                .filter(row -> target == null || AsciiCase.equal(target, row.target))
                .filter(row -> category == null || AsciiCase.equal(category, row.category))
                .map(ConnectionMapper::body)
                .toList();
    }

    /** Removes the credentials. */
    void prepareDelete(ArmResourceId id) {
        Workspace workspace = workspaces.requireReady(id.parent());
        if (find(id).map(row -> row.hasSecret).orElse(false)) {
            vault.remove(workspace, id);
        }
    }

    @Transactional
    Outcome delete(ArmResourceId id) {
        workspaces.holdReady(id.parent());
        return Outcome.deleted(rows.deleteById(id.key()));
    }

    /**
     * Deletes those of a workspace that is being deleted; a vault that does not let it happen does
     * not keep that. The rows go last, so that a crash in between leaves no credentials behind.
     */
    public void deleteAll(Workspace workspace) {
        List<ConnectionEntity> all = QuarkusTransaction.requiringNew().call(() -> rows.of(workspace.key()));
        for (ConnectionEntity row : all) {
            if (row.hasSecret && workspace.identity().isRegistered()) {
                removeIfAllowed(workspace, ArmResourceId.parse(row.id));
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

    private Optional<ConnectionEntity> find(ArmResourceId id) {
        return QuarkusTransaction.joiningExisting().call(() -> rows.findByIdOptional(id.key()));
    }

    private ConnectionEntity require(ArmResourceId id) {
        return find(id).orElseThrow(() -> resourceNotFound(id));
    }
}
