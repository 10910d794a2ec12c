package io.mltwin.workspace.network.virtualnetworks;

import io.mltwin.armweb.ArmCall;
import io.mltwin.resourceprovider.ChildRows;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.TrackedRows;
import io.mltwin.resourceprovider.TrackedTypes;
import io.mltwin.workspace.network.virtualnetworks.VirtualNetworkValidator.VirtualNetworkRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/**
 * Microsoft.Network/virtualNetworks and their subnets behind Azure Resource Manager (API
 * 2021-08-01): PUT, PATCH of a network's tags, GET, list, DELETE. A PUT without {@code subnets}
 * leaves them, as Azure's newer versions do. Peerings, DNS servers, service endpoints, route
 * tables, delegations and IPv6 answer 501.
 *
 * <p>Deviation: a virtual network carries no traffic: nodes keep the address of their machine, and
 * policies of private endpoints are kept and change nothing. A compute target in a subnet is one of
 * its {@code serviceAssociationLinks}; Azure shows the network interfaces of its nodes.
 */
@Singleton
record VirtualNetworkProvider(
        TrackedTypes kit, TrackedRows<VirtualNetworkEntity> rows, ChildRows<SubnetEntity> subnetRows, Subnets subnets)
        implements ResourceProvider {
    @Override
    public List<ResourceType> types() {
        return List.of(
                kit.of(
                                VirtualNetworkValidator.TYPE,
                                rows,
                                VirtualNetworkEntity::new,
                                VirtualNetworkBody.class,
                                "virtual network")
                        .prepare(this::prepare)
                        .apply((call, row, body, request) -> change(row, request))
                        .show(row -> VirtualNetworkMapper.body(row, subnets.of(row.key)))
                        .beforeDelete((call, row) -> subnets.deleteAll(row))
                        .type()
                        .build(),
                kit.of(SubnetValidator.TYPE, subnetRows, SubnetEntity::new, SubnetBody.class, "subnet")
                        .below(subnets::requireNetwork)
                        .prepare(subnets::prepare)
                        .apply((call, row, body, request) -> subnets.put(row, request))
                        .show(subnets::body)
                        .beforeDelete((call, row) -> subnets.requireUnused(row))
                        .type()
                        .build());
    }

    /** Validates, and asks whether the caller may use the security groups that are named. */
    private VirtualNetworkRequest prepare(ArmCall call, VirtualNetworkBody body) {
        VirtualNetworkRequest request = VirtualNetworkValidator.validate(call.id(), body);
        request.subnets().ifPresent(all -> all.forEach(subnet -> subnets.requireJoin(call, subnet)));
        return request;
    }

    private void change(VirtualNetworkEntity row, VirtualNetworkRequest request) {
        if (row.isNew()) {
            row.resourceGuid = UUID.randomUUID().toString();
        }
        row.space = VirtualNetworkMapper.storedSpace(request.space());
        rows.persistAndFlush(row);
        subnets.replace(row, request);
    }
}
