package io.mltwin.workspace.machinelearning.connections;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import io.mltwin.armweb.Caller;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.Workspaces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import org.jboss.logging.Logger;

/**
 * Connections of workspaces to registries, feeds and repositories outside. Credentials are in the
 * workspace's vault before their connection can be seen, and gone before the connection is.
 */
@ApplicationScoped
public class Connections {

    private static final Logger LOG = Logger.getLogger(Connections.class);

    private final ConnectionRepository rows;
    private final Workspaces workspaces;
    private final ConnectionVault vault;
    private final Clock clock;

    Connections(
            ConnectionRepository rows, Workspaces workspaces, ConnectionVault vault, Clock clock) {
        this.rows = rows;
        this.workspaces = workspaces;
        this.vault = vault;
        this.clock = clock;
    }

    @Transactional
    ConnectionBody put(ArmCall call, Given given) {
        Workspace workspace = workspaces.holdReady(call.id().parent());
        ConnectionEntity row = rows.findById(call.id().key());
        boolean hadSecret = row != null && row.hasSecret;
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
        row.modifiedByType = type(call.caller());
        rows.persistAndFlush(row);
        if (row.hasSecret) {
            vault.set(workspace, call.id(), given.secrets());
        } else if (hadSecret) {
            vault.remove(workspace, call.id());
        }
        return ConnectionMapper.body(row);
    }

    private ConnectionEntity create(ArmCall call, Workspace workspace) {
        ConnectionEntity row = new ConnectionEntity();
        row.key = call.id().key();
        row.id = call.id().toString();
        row.workspaceKey = workspace.key();
        row.createdAt = clock.instant();
        row.createdBy = call.caller().displayName();
        row.createdByType = type(call.caller());
        return row;
    }

    @Transactional
    ConnectionBody get(ArmResourceId id) {
        return ConnectionMapper.body(require(id));
    }

    /** With its credentials. */
    @Transactional
    ConnectionBody withSecrets(ArmResourceId id) {
        ConnectionEntity row = require(id);
        return row.hasSecret
                ? ConnectionMapper.body(row, vault.get(workspaces.requireReady(id.parent()), id))
                : ConnectionMapper.body(row);
    }

    /** Those with the target and of the category, where they are given. */
    @Transactional
    ConnectionBody.Page list(ArmResourceId workspace, String target, String category) {
        return new ConnectionBody.Page(
                rows.of(workspaces.requireReady(workspace).key()).stream()
                        .filter(row -> target == null || AsciiCase.equal(target, row.target))
                        .filter(row -> category == null || AsciiCase.equal(category, row.category))
                        .map(ConnectionMapper::body)
                        .toList());
    }

    /** False when there was none. */
    @Transactional
    boolean delete(ArmResourceId id) {
        Workspace workspace = workspaces.holdReady(id.parent());
        ConnectionEntity row = rows.findById(id.key());
        if (row == null) {
            return false;
        }
        if (row.hasSecret) {
            vault.remove(workspace, id);
        }
        rows.delete(row);
        return true;
    }

    /** With their workspace; a vault that does not let it happen does not keep that. */
    @Transactional
    public void deleteAll(Workspace workspace) {
        for (ConnectionEntity row : rows.of(workspace.key())) {
            if (row.hasSecret && workspace.identity().isRegistered()) {
                removeIfAllowed(workspace, ArmResourceId.parse(row.id));
            }
            rows.delete(row);
        }
    }

    private void removeIfAllowed(Workspace workspace, ArmResourceId id) {
        try {
            vault.remove(workspace, id);
        } catch (AzureFault fault) {
            if (fault.status() >= 500) {
                throw fault;
            }
            LOG.warnf("The credentials of %s stay in the vault: %s", id, fault.getMessage());
        }
    }

    private ConnectionEntity require(ArmResourceId id) {
        return rows.findByIdOptional(id.key()).orElseThrow(() -> ArmErrors.resourceNotFound(id));
    }

    private static String type(Caller caller) {
        return caller.userPrincipalName() == null ? "Application" : "User";
    }
}
