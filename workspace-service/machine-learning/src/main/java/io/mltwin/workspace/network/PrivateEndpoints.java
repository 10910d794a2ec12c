package io.mltwin.workspace.network;

import io.mltwin.access.AccessClient;
import io.mltwin.access.AccessClient.Check;
import io.mltwin.access.LinkedAccessAuthorizer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.machinelearning.WorkspaceNetwork;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.workspace.index.ResourceIndex;
import io.mltwin.workspace.locks.Locks;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.Workspaces;
import io.mltwin.workspace.machinelearning.privatelink.PrivateEndpointConnections;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Creates and deletes private endpoints, and with them their connections in workspaces. The
 * connection of a caller who may approve connections of the workspace is approved at once; another
 * caller requests one (a manual connection), which is pending.
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
    private final LinkedAccessAuthorizer linked;
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
            LinkedAccessAuthorizer linked,
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

    /** Asks others whether they let it happen, before anything is written. */
    PrivateEndpointRequest prepare(ArmCall call, PrivateEndpointBody body) {
        PrivateEndpointRequest request = PrivateEndpointValidator.validate(call.id(), body);
        linked.require(call, JOIN, request.subnet());
        if (!request.manual()) {
            linked.require(call, APPROVAL, request.workspace());
        }
        Workspace workspace = workspaces.find(request.workspace()).orElse(null);
        if (workspace == null || !workspace.tenantId().equals(call.caller().tenantId())) {
            Check check = new Check(READ, request.workspace().toString(), false);
            if (!access.isAllowed(call.caller(), check)) {
                throw LinkedAccessAuthorizer.refusal(call, READ, request.workspace());
            }
            throw ArmErrors.resourceNotFound(request.workspace());
        }
        locks.requireUnlocked(request.workspace(), READ, "PUT");
        return request;
    }

    @Transactional
    Outcome put(ArmResourceId id, PrivateEndpointRequest request) {
        PrivateEndpointEntity row = rows.lockedById(id.key());
        boolean created = row == null;
        if (created) {
            row = create(id, request);
            connections.connect(new PrivateEndpointConnections.Request(
                    request.workspace(),
                    id,
                    row.address,
                    request.subnet().toString(),
                    request.message(),
                    !request.manual()));
        } else {
            requireSame(row, request);
        }
        row.tags = request.tags();
        rows.persist(row);
        if (created) {
            changes.fire(new EndpointChange(row.address, true));
        }
        return Outcome.saved(created, body(row));
    }

    private PrivateEndpointEntity create(ArmResourceId id, PrivateEndpointRequest request) {
        PrivateEndpointEntity row = new PrivateEndpointEntity();
        row.key = id.key();
        row.id = id.toString();
        row.subscriptionId = AsciiCase.lower(id.subscriptionId());
        row.resourceGroup = AsciiCase.lower(id.resourceGroup());
        row.location = request.location();
        row.address = WorkspaceNetwork.privateAddress(rows.nextNumber());
        row.subnetId = request.subnet().toString();
        row.connectionName = request.connectionName();
        row.manual = request.manual();
        row.targetId = request.workspace().toString();
        row.requestMessage = request.message();
        row.createdAt = clock.instant();
        return row;
    }

    private static void requireSame(PrivateEndpointEntity row, PrivateEndpointRequest request) {
        boolean same = row.location.equals(request.location())
                && row.manual == request.manual()
                && AsciiCase.equal(row.subnetId, request.subnet().toString())
                && AsciiCase.equal(row.targetId, request.workspace().toString())
                && AsciiCase.equal(row.connectionName, request.connectionName());
        if (!same) {
            throw PrivateEndpointValidator.fault(
                    "PrivateEndpointCannotBeChanged",
                    "Location, subnet and connection of a private endpoint cannot be changed.");
        }
    }

    @Transactional
    Outcome retag(ArmResourceId id, Map<String, String> tags) {
        PrivateEndpointEntity row = require(id);
        if (tags != null) {
            row.tags = tags;
        }
        return Outcome.ok(body(row));
    }

    @Transactional
    PrivateEndpointBody get(ArmResourceId id) {
        return body(require(id));
    }

    @Transactional
    List<PrivateEndpointBody> list(ArmResourceId scope) {
        return rows.in(scope).stream().map(this::body).toList();
    }

    @Transactional
    Outcome delete(ArmResourceId id) {
        connections.disconnect(id).ifPresent(index::remove);
        PrivateEndpointEntity row = rows.findById(id.key());
        if (row == null) {
            return Outcome.noContent();
        }
        changes.fire(new EndpointChange(row.address, false));
        rows.delete(row);
        return Outcome.ok(null);
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
