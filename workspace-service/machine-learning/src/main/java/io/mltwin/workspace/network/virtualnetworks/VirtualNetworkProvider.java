package io.mltwin.workspace.network.virtualnetworks;

import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import jakarta.inject.Singleton;
import java.util.List;

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
class VirtualNetworkProvider implements ResourceProvider {

    private final VirtualNetworks networks;
    private final Subnets subnets;

    VirtualNetworkProvider(VirtualNetworks networks, Subnets subnets) {
        this.networks = networks;
        this.subnets = subnets;
    }

    @Override
    public List<ResourceType> types() {
        return List.of(
                ResourceType.named(VirtualNetworkValidator.TYPE)
                        .get(call -> networks.get(call.id()))
                        .list(call -> networks.list(call.id()))
                        .put(ResourceChange.reading(VirtualNetworkBody.class, "virtual network")
                                .prepare(networks::prepare)
                                .apply((call, body, request) -> networks.put(call.id(), request)))
                        .patch(ResourceChange.reading(VirtualNetworkBody.class, "virtual network")
                                .apply((call, body) -> networks.retag(call.id(), body.tags())))
                        .delete(call -> networks.delete(call.id()))
                        .build(),
                ResourceType.named(SubnetValidator.TYPE)
                        .get(call -> subnets.get(call.id()))
                        .list(call -> subnets.list(call.id()))
                        .put(ResourceChange.reading(SubnetBody.class, "subnet")
                                .prepare(subnets::prepare)
                                .apply((call, body, request) -> subnets.put(call.id(), request)))
                        .delete(call -> subnets.delete(call.id()))
                        .build());
    }
}
