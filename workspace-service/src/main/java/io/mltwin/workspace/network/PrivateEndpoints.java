package io.mltwin.workspace.network;

import io.mltwin.access.AccessClient;
import io.mltwin.access.AccessClient.Check;
import io.mltwin.access.LinkedAccess;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.WorkspaceNetwork;
import io.mltwin.workspace.index.ResourceIndex;
import io.mltwin.workspace.locks.Locks;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.Workspaces;
import io.mltwin.workspace.machinelearning.privatelink.PrivateEndpointConnections;
import io.mltwin.workspace.network.PrivateEndpointRules.Wanted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;

/**
 * Makes and deletes private endpoints, and with them their connections in workspaces. Whoever may
 * approve connections of the workspace has the connection approved at once; whoever may not asks
 * for one (a manual connection), which waits.
 */
@ApplicationScoped
class PrivateEndpoints {

    private static final String APPROVAL =
            "Microsoft.MachineLearningServices/workspaces/privateEndpointConnectionsApproval/action";
    private static final String JOIN = "Microsoft.Network/virtualNetworks/subnets/join/action";
    private static final String READ = "Microsoft.MachineLearningServices/workspaces/read";

    private final PrivateEndpointRepository rows;
    private final PrivateEndpointConnections connections;
    private final Workspaces workspaces;
    private final LinkedAccess linked;
    private final AccessClient access;
    private final Locks locks;
    private final ResourceIndex index;
    private final WorkspaceHostNames hosts;
    private final Event<EndpointChange> changes;
    private final Clock clock;

    PrivateEndpoints(
            PrivateEndpointRepository rows,
            PrivateEndpointConnections connections,
            Workspaces workspaces,
            LinkedAccess linked,
            AccessClient access,
            Locks locks,
            ResourceIndex index,
            WorkspaceHostNames hosts,
            Event<EndpointChange> changes,
            Clock clock) {
        this.rows = rows;
        this.connections = connections;
        this.workspaces = workspaces;
        this.linked = linked;
        this.access = access;
        this.locks = locks;
        this.index = index;
        this.hosts = hosts;
        this.changes = changes;
        this.clock = clock;
    }

    /** A written private endpoint, and whether it is new. */
    record Written(PrivateEndpointBody endpoint, boolean created) {}

    /** What others must let happen is asked before anything is written. */
    void requireAllowed(ArmCall call, Wanted wanted) {
        linked.require(call, JOIN, wanted.subnet());
        if (!wanted.manual()) {
            linked.require(call, APPROVAL, wanted.workspace());
        }
        Workspace workspace = workspaces.find(wanted.workspace()).orElse(null);
        if (workspace == null || !workspace.tenantId().equals(call.caller().tenantId())) {
            Check check = new Check(READ, wanted.workspace().toString(), false);
            if (!access.isAllowed(call.caller(), check)) {
                throw LinkedAccess.refusal(call, READ, wanted.workspace());
            }
            throw ArmErrors.resourceNotFound(wanted.workspace());
        }
        locks.requireUnlocked(wanted.workspace(), READ, "PUT");
    }

    @Transactional
    Written put(ArmResourceId id, Wanted wanted) {
        PrivateEndpointEntity row = rows.lockedByName(id.key());
        boolean created = row == null;
        if (created) {
            row = create(id, wanted);
            connections.connect(
                    new PrivateEndpointConnections.Request(
                            wanted.workspace(),
                            id,
                            row.address,
                            wanted.subnet().toString(),
                            wanted.message(),
                            !wanted.manual()));
        } else {
            requireSame(row, wanted);
        }
        row.tags = wanted.tags();
        rows.persist(row);
        if (created) {
            changes.fire(new EndpointChange(row.address, true));
        }
        return new Written(body(row), created);
    }

    private PrivateEndpointEntity create(ArmResourceId id, Wanted wanted) {
        PrivateEndpointEntity row = new PrivateEndpointEntity();
        row.key = id.key();
        row.id = id.toString();
        row.subscriptionId = AsciiCase.lower(id.subscriptionId());
        row.resourceGroup = AsciiCase.lower(id.resourceGroup());
        row.location = wanted.location();
        row.address = WorkspaceNetwork.privateAddress(rows.nextNumber());
        row.subnetId = wanted.subnet().toString();
        row.connectionName = wanted.connectionName();
        row.manual = wanted.manual();
        row.targetId = wanted.workspace().toString();
        row.requestMessage = wanted.message();
        row.createdAt = clock.instant();
        return row;
    }

    private static void requireSame(PrivateEndpointEntity row, Wanted wanted) {
        boolean same =
                row.location.equals(wanted.location())
                        && row.manual == wanted.manual()
                        && AsciiCase.equal(row.subnetId, wanted.subnet().toString())
                        && AsciiCase.equal(row.targetId, wanted.workspace().toString())
                        && AsciiCase.equal(row.connectionName, wanted.connectionName());
        if (!same) {
            throw PrivateEndpointRules.fault(
                    "PrivateEndpointCannotBeChanged",
                    "Location, subnet and connection of a private endpoint cannot be changed.");
        }
    }

    @Transactional
    PrivateEndpointBody retag(ArmResourceId id, Map<String, String> tags) {
        PrivateEndpointEntity row = require(id);
        if (tags != null) {
            row.tags = tags;
        }
        return body(row);
    }

    @Transactional
    PrivateEndpointBody get(ArmResourceId id) {
        return body(require(id));
    }

    @Transactional
    PrivateEndpointBody.Page list(ArmResourceId scope) {
        return new PrivateEndpointBody.Page(rows.in(scope).stream().map(this::body).toList());
    }

    /** False when there was none. */
    @Transactional
    boolean delete(ArmResourceId id) {
        connections.disconnect(id).ifPresent(index::remove);
        PrivateEndpointEntity row = rows.findById(id.key());
        if (row == null) {
            return false;
        }
        changes.fire(new EndpointChange(row.address, false));
        rows.delete(row);
        return true;
    }

    private PrivateEndpointEntity require(ArmResourceId id) {
        return rows.findByIdOptional(id.key()).orElseThrow(() -> ArmErrors.resourceNotFound(id));
    }

    private PrivateEndpointBody body(PrivateEndpointEntity row) {
        return PrivateEndpointMapper.body(
                row,
                connections.of(ArmResourceId.parse(row.id)).orElse(null),
                hosts.of(ArmResourceId.parse(row.targetId)));
    }
}
