package io.mltwin.workspace.network;

import static io.mltwin.armweb.ArmErrors.resourceNotFound;

import io.mltwin.access.AccessClient;
import io.mltwin.access.AccessClient.Check;
import io.mltwin.access.LinkedAccessAuthorizer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.machinelearning.WorkspaceNetwork;
import io.mltwin.platform.Addresses;
import io.mltwin.workspace.index.ResourceIndex;
import io.mltwin.workspace.locks.Locks;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.WorkspaceNotebooks.NotebookInfo;
import io.mltwin.workspace.machinelearning.Workspaces;
import io.mltwin.workspace.machinelearning.notebooks.Notebooks;
import io.mltwin.workspace.machinelearning.privatelink.LinkStatus;
import io.mltwin.workspace.machinelearning.privatelink.PrivateEndpointConnections;
import io.mltwin.workspace.network.EndpointListeners.EndpointChange;
import io.mltwin.workspace.network.PrivateEndpointEntity.PrivateEndpointRepository;
import io.mltwin.workspace.network.PrivateEndpointValidator.PrivateEndpointRequest;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Creates and deletes private endpoints, and with them their connections in workspaces. The
 * connection of a caller who may approve connections of the workspace is approved at once; another
 * caller requests one (a manual connection), which is pending.
 */
@Singleton
record PrivateEndpoints(
        PrivateEndpointRepository rows,
        PrivateEndpointConnections connections,
        Workspaces workspaces,
        LinkedAccessAuthorizer linked,
        AccessClient access,
        Locks locks,
        ResourceIndex index,
        WorkspaceHostNames hosts,
        Event<EndpointChange> changes) {
    private static final String APPROVAL =
            "Microsoft.MachineLearningServices/workspaces/privateEndpointConnectionsApproval/action";
    private static final String JOIN = "Microsoft.Network/virtualNetworks/subnets/join/action";
    private static final String READ = "Microsoft.MachineLearningServices/workspaces/read";

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

    /** Maps between a private endpoint's row and its wire form. */
    static final class PrivateEndpointMapper {

        private static final String SUCCEEDED = "Succeeded";

        private PrivateEndpointMapper() {}

        /**
         * The body.
         *
         * @param state null when the workspace removed the connection
         * @param hosts that resolve to its address
         */
        static PrivateEndpointBody body(
                PrivateEndpointEntity row, PrivateEndpointConnections.State state, List<String> hosts) {
            String kind = row.manual ? "manualPrivateLinkServiceConnections" : "privateLinkServiceConnections";
            PrivateEndpointBody.Connection connection = new PrivateEndpointBody.Connection(
                    row.id + "/" + kind + "/" + row.connectionName,
                    row.connectionName,
                    PrivateEndpointValidator.TYPE + "/" + kind,
                    new PrivateEndpointBody.ConnectionProperties(
                            SUCCEEDED,
                            row.targetId,
                            List.of(PrivateEndpointConnections.GROUP),
                            row.requestMessage,
                            state(state)));
            return new PrivateEndpointBody(new PrivateEndpointBody.Properties(
                    SUCCEEDED,
                    new PrivateEndpointBody.Subnet(row.subnetId),
                    row.manual ? List.of() : List.of(connection),
                    row.manual ? List.of(connection) : List.of(),
                    List.of(),
                    hosts.stream().map(host -> dns(host, row.address)).toList(),
                    null,
                    null));
        }

        private static PrivateEndpointBody.DnsConfig dns(String host, String address) {
            return new PrivateEndpointBody.DnsConfig(host, List.of(address));
        }

        private static PrivateEndpointBody.State state(PrivateEndpointConnections.State state) {
            return state == null
                    ? new PrivateEndpointBody.State(
                            LinkStatus.DISCONNECTED.text(), "The connection was removed.", "None")
                    : new PrivateEndpointBody.State(state.status().text(), state.description(), "None");
        }
    }

    /**
     * The host names that resolve to the address of a private endpoint: of run history and model
     * management in the workspace's region, and of its notebook resource.
     */
    @Singleton
    record WorkspaceHostNames(Workspaces workspaces, Notebooks notebooks, Addresses addresses) {
        /** Without ports; none of a workspace that is gone. */
        List<String> of(ArmResourceId id) {
            List<String> names = new ArrayList<>();
            workspaces.find(id).ifPresent(workspace -> add(workspace, names));
            return names;
        }

        private void add(Workspace workspace, List<String> names) {
            for (String host :
                    List.of(addresses.regionHost(workspace.location()), addresses.modelsHost(workspace.location()))) {
                names.add(host.substring(0, host.lastIndexOf(':')));
            }
            NotebookInfo info = notebooks.of(List.of(workspace.key())).get(workspace.key());
            if (info != null) {
                names.add(info.fqdn());
            }
        }
    }
}
