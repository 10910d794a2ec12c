package io.mltwin.workspace.network.virtualnetworks;

import static io.mltwin.armweb.ArmErrors.parentResourceNotFound;
import static io.mltwin.armweb.ArmErrors.resourceNotFound;
import static io.mltwin.workspace.network.requests.NetworkErrors.prefixInUse;
import static io.mltwin.workspace.network.requests.NetworkErrors.subnetInUse;

import io.mltwin.access.LinkedAccessAuthorizer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.workspace.index.ResourceIndex;
import io.mltwin.workspace.network.securitygroups.SecurityGroups;
import io.mltwin.workspace.network.virtualnetworks.SubnetEntity.SubnetRepository;
import io.mltwin.workspace.network.virtualnetworks.SubnetValidator.SubnetRequest;
import io.mltwin.workspace.network.virtualnetworks.VirtualNetworkEntity.VirtualNetworkRepository;
import io.mltwin.workspace.network.virtualnetworks.VirtualNetworkValidator.VirtualNetworkRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes, changes and deletes subnets, alone and with their network. A subnet in which something is
 * keeps its addresses and cannot be deleted.
 */
@ApplicationScoped
class Subnets {

    private static final String JOIN = "Microsoft.Network/networkSecurityGroups/join/action";

    private final VirtualNetworkRepository networks;
    private final SubnetRepository rows;
    private final SubnetUses uses;
    private final SecurityGroups groups;
    private final LinkedAccessAuthorizer linked;
    private final ResourceIndex index;

    Subnets(
            VirtualNetworkRepository networks,
            SubnetRepository rows,
            SubnetUses uses,
            SecurityGroups groups,
            LinkedAccessAuthorizer linked,
            ResourceIndex index) {
        this.networks = networks;
        this.rows = rows;
        this.uses = uses;
        this.groups = groups;
        this.linked = linked;
        this.index = index;
    }

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

    @Transactional
    Outcome put(ArmResourceId id, SubnetRequest request) {
        VirtualNetworkEntity network = networks.lockedById(id.parent().key());
        if (network == null) {
            throw parentResourceNotFound(id.parent());
        }
        List<SubnetRequest> others = rows.ofNetwork(network.key).stream()
                .filter(row -> !row.key.equals(id.key()))
                .map(VirtualNetworkMapper::request)
                .toList();
        VirtualNetworkValidator.validateLayout(
                id.parent().name(),
                VirtualNetworkMapper.space(network),
                Stream.concat(others.stream(), Stream.of(request)).toList());
        boolean created = save(network, request);
        return Outcome.saved(created, body(rows.findById(id.key())));
    }

    /** Gives a network the subnets that it is to have, in the space that it has. */
    void replace(VirtualNetworkEntity network, VirtualNetworkRequest request) {
        List<SubnetEntity> existing = rows.ofNetwork(network.key);
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

    /** Makes or changes a subnet; true when it is new. */
    private boolean save(VirtualNetworkEntity network, SubnetRequest request) {
        ArmResourceId id = network.armId().child("subnets", request.name());
        SubnetEntity row = rows.findById(id.key());
        boolean created = row == null;
        if (created) {
            row = new SubnetEntity();
            row.key = id.key();
            row.id = id.toString();
            row.name = request.name();
            row.networkKey = network.key;
        } else if (!row.block.equals(request.block().toString()) && !users(row).isEmpty()) {
            throw prefixInUse(row.name, VirtualNetworkMapper.request(row).block());
        }
        if (request.securityGroup() != null) {
            groups.requireFor(request.securityGroup(), id, network.location);
        }
        row.block = request.block().toString();
        row.securityGroupKey =
                request.securityGroup() == null ? null : request.securityGroup().key();
        row.securityGroupId =
                request.securityGroup() == null ? null : request.securityGroup().toString();
        row.endpointPolicies = request.endpointPolicies();
        row.linkPolicies = request.linkPolicies();
        rows.persist(row);
        return created;
    }

    @Transactional
    SubnetBody get(ArmResourceId id) {
        return rows.findByIdOptional(id.key()).map(this::body).orElseThrow(() -> resourceNotFound(id));
    }

    @Transactional
    List<SubnetBody> list(ArmResourceId network) {
        if (networks.findById(network.key()) == null) {
            throw resourceNotFound(network);
        }
        return of(network.key());
    }

    /** The subnets of a network, as they are shown. */
    List<SubnetBody> of(String networkKey) {
        return rows.ofNetwork(networkKey).stream().map(this::body).toList();
    }

    @Transactional
    Outcome delete(ArmResourceId id) {
        networks.lockedById(id.parent().key());
        SubnetEntity row = rows.findById(id.key());
        if (row == null) {
            return Outcome.noContent();
        }
        remove(row);
        return Outcome.ok(null);
    }

    /** Deletes the subnets of a network. */
    void deleteAll(VirtualNetworkEntity network) {
        rows.ofNetwork(network.key).forEach(this::remove);
    }

    private void remove(SubnetEntity row) {
        List<String> users = users(row);
        if (!users.isEmpty()) {
            throw subnetInUse(row.name, users);
        }
        rows.delete(row);
        rows.flush();
    }

    private List<String> users(SubnetEntity row) {
        List<String> users = new ArrayList<>(uses.targets(row.key));
        users.addAll(uses.endpoints(row.key));
        return users;
    }

    private SubnetBody body(SubnetEntity row) {
        return VirtualNetworkMapper.body(row, uses.targets(row.key), uses.endpoints(row.key));
    }
}
