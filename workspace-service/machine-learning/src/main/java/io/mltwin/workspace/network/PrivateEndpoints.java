package io.mltwin.workspace.network;

import static io.mltwin.armweb.ArmErrors.resourceNotFound;

import io.mltwin.access.AccessClient;
import io.mltwin.access.AccessClient.Check;
import io.mltwin.access.LinkedAccessAuthorizer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.machinelearning.WorkspaceNetwork;
import io.mltwin.workspace.index.ResourceIndex;
import io.mltwin.workspace.locks.Locks;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.Workspaces;
import io.mltwin.workspace.machinelearning.privatelink.PrivateEndpointConnections;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

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

    PrivateEndpoints(
            PrivateEndpointRepository rows,
            PrivateEndpointConnections connections,
            Workspaces workspaces,
            LinkedAccessAuthorizer linked,
            AccessClient access,
            Locks locks,
            ResourceIndex index,
            WorkspaceHostNames hosts,
            Event<EndpointChange> changes) {
        this.rows = rows;
        this.connections = connections;
        this.workspaces = workspaces;
        this.linked = linked;
        this.access = access;
        this.locks = locks;
        this.index = index;
        this.hosts = hosts;
        this.changes = changes;
    }

    /** Asks others whether they let it happen, before anything is written. */
    PrivateEndpointRequest prepare(ArmCall call, PrivateEndpointBody body) {
        PrivateEndpointRequest request = PrivateEndpointValidator.validate(body);
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
            throw resourceNotFound(request.workspace());
        }
        locks.requireUnlocked(request.workspace(), READ, "PUT");
        return request;
    }

    /** Makes a new endpoint with its connection; one that exists stays what it is. */
    void change(PrivateEndpointEntity row, PrivateEndpointRequest request) {
        if (!row.isNew()) {
            requireSame(row, request);
            return;
        }
        row.address = WorkspaceNetwork.privateAddress(rows.nextNumber());
        row.subnetId = request.subnet().toString();
        row.connectionName = request.connectionName();
        row.manual = request.manual();
        row.targetId = request.workspace().toString();
        row.requestMessage = request.message();
        connections.connect(new PrivateEndpointConnections.Request(
                request.workspace(),
                row.armId(),
                row.address,
                request.subnet().toString(),
                request.message(),
                !request.manual()));
        rows.persist(row);
        changes.fire(new EndpointChange(row.address, true));
    }

    private static void requireSame(PrivateEndpointEntity row, PrivateEndpointRequest request) {
        boolean same = row.manual == request.manual()
                && AsciiCase.equal(row.subnetId, request.subnet().toString())
                && AsciiCase.equal(row.targetId, request.workspace().toString())
                && AsciiCase.equal(row.connectionName, request.connectionName());
        if (!same) {
            throw PrivateEndpointValidator.fault(
                    "PrivateEndpointCannotBeChanged", "Subnet and connection of a private endpoint cannot be changed.");
        }
    }

    /** Ends the connection of an endpoint that is deleted. */
    void end(PrivateEndpointEntity row) {
        connections.disconnect(row.armId()).ifPresent(index::remove);
        changes.fire(new EndpointChange(row.address, false));
    }

    PrivateEndpointBody body(PrivateEndpointEntity row) {
        return PrivateEndpointMapper.body(
                row, connections.of(row.armId()).orElse(null), hosts.of(ArmResourceId.parse(row.targetId)));
    }
}
