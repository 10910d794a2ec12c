package io.mltwin.workspace.network.virtualnetworks;

import static io.mltwin.armweb.ArmErrors.parentResourceNotFound;
import static io.mltwin.armweb.ArmErrors.resourceNotFound;
import static io.mltwin.workspace.network.requests.NetworkErrors.prefixInUse;
import static io.mltwin.workspace.network.requests.NetworkErrors.subnetInUse;

import io.mltwin.access.LinkedAccessAuthorizer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.index.ResourceIndex;
import io.mltwin.workspace.network.securitygroups.SecurityGroups;
import io.mltwin.workspace.network.virtualnetworks.SubnetEntity.SubnetRepository;
import io.mltwin.workspace.network.virtualnetworks.SubnetValidator.SubnetRequest;
import io.mltwin.workspace.network.virtualnetworks.VirtualNetworkEntity.VirtualNetworkRepository;
import io.mltwin.workspace.network.virtualnetworks.VirtualNetworkValidator.VirtualNetworkRequest;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes, changes and deletes subnets, alone and with their network. A subnet in which something is
 * keeps its addresses and cannot be deleted.
 */
@Singleton
record Subnets(
        VirtualNetworkRepository networks,
        SubnetRepository rows,
        SubnetUses uses,
        SecurityGroups groups,
        LinkedAccessAuthorizer linked,
        ResourceIndex index,
        Clock clock) {

    private static final String JOIN = "Microsoft.Network/networkSecurityGroups/join/action";

    /** Validates, and asks whether the caller may use the security group that is named. */
    SubnetRequest prepare(ArmCall call, SubnetBody body) {
        SubnetRequest request = SubnetValidator.validate(call.id(), body);
        requireJoin(call, request);
        return request;
    }

    void requireJoin(ArmCall call, SubnetRequest request) {
        if (request.securityGroup() != null) {
            linked.require(call, JOIN, request.securityGroup());
        }
    }

    /** Passes where a network is there that subnets are listed of, or put to; a change of one locks it. */
    void requireNetwork(ArmCall call, ArmResourceId id) {
        VirtualNetworkEntity network =
                call.isGet() || call.isList() ? networks.present(id.key()) : networks.lockedById(id.key());
        if (network == null && call.isPut()) {
            throw parentResourceNotFound(id);
        } else if (network == null && call.isList()) {
            throw resourceNotFound(id);
        }
    }

    /** Makes or changes a subnet, in the space of its network. */
    void put(SubnetEntity row, SubnetRequest request) {
        VirtualNetworkEntity network = networks.present(row.parentKey);
        Stream<SubnetRequest> others = rows.of(network.key).stream()
                .filter(other -> !other.key.equals(row.key))
                .map(VirtualNetworkMapper::request);
        VirtualNetworkValidator.validateLayout(
                row.armId().parent().name(),
                VirtualNetworkMapper.space(network),
                Stream.concat(others, Stream.of(request)).toList());
        change(network, row, request);
    }

    /** Gives a network the subnets that it is to have, in the space that it has. */
    void replace(VirtualNetworkEntity network, VirtualNetworkRequest request) {
        List<SubnetEntity> existing = rows.of(network.key);
        List<SubnetRequest> wanted = request.subnets()
                .orElseGet(() ->
                        existing.stream().map(VirtualNetworkMapper::request).toList());
        for (SubnetEntity row : existing) {
            if (wanted.stream().noneMatch(subnet -> AsciiCase.equal(subnet.name(), row.name))) {
                remove(row);
                index.remove(ArmResourceId.parse(row.id));
            }
        }
        VirtualNetworkValidator.validateLayout(network.armId().name(), request.space(), wanted);
        wanted.forEach(subnet -> save(network, subnet));
    }

    private void save(VirtualNetworkEntity network, SubnetRequest request) {
        ArmResourceId id = network.armId().child("subnets", request.name());
        SubnetEntity row = rows.present(id.key());
        if (row == null) {
            row = new SubnetEntity();
            row.create(id, clock.instant());
        }
        change(network, row, request);
        rows.persist(row);
    }

    private void change(VirtualNetworkEntity network, SubnetEntity row, SubnetRequest request) {
        if (row.isNew()) {
            row.id = network.id + "/subnets/" + row.name;
        } else if (!row.block.equals(request.block().toString()) && !users(row).isEmpty()) {
            throw prefixInUse(row.name, VirtualNetworkMapper.request(row).block());
        }
        ArmResourceId group = request.securityGroup();
        if (group != null) {
            groups.requireFor(group, row.armId(), network.location);
        }
        row.block = request.block().toString();
        row.securityGroupKey = group == null ? null : group.key();
        row.securityGroupId = group == null ? null : group.toString();
        row.endpointPolicies = request.endpointPolicies();
        row.linkPolicies = request.linkPolicies();
    }

    /** The subnets of a network, as they are shown. */
    List<SubnetBody> of(String networkKey) {
        return rows.of(networkKey).stream().map(this::body).toList();
    }

    /** Deletes the subnets of a network. */
    void deleteAll(VirtualNetworkEntity network) {
        rows.of(network.key).forEach(this::remove);
    }

    void requireUnused(SubnetEntity row) {
        List<String> users = users(row);
        if (!users.isEmpty()) {
            throw subnetInUse(row.name, users);
        }
    }

    private void remove(SubnetEntity row) {
        requireUnused(row);
        rows.delete(row);
        rows.flush();
    }

    private List<String> users(SubnetEntity row) {
        List<String> users = new ArrayList<>(uses.targets(row.key));
        users.addAll(uses.endpoints(row.key));
        return users;
    }

    SubnetBody body(SubnetEntity row) {
        return VirtualNetworkMapper.body(row, uses.targets(row.key), uses.endpoints(row.key));
    }
}
