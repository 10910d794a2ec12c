package io.mltwin.workspace.network;

import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Microsoft.Network/privateEndpoints behind Azure Resource Manager (API 2021-08-01): PUT, PATCH of
 * tags, GET, list, DELETE. DNS zone groups and endpoints to anything but workspaces answer 501.
 *
 * <p>Deviation: a private endpoint's subnet is asked for the permission to join and not whether it
 * exists, its address is one of this machine's loopback addresses and none of the subnet's, it has
 * no network interface, and in containers nobody reaches it.
 */
@Singleton
class PrivateEndpointProvider implements ResourceProvider {

    private static final String NOUN = "private endpoint";

    private final PrivateEndpoints endpoints;

    PrivateEndpointProvider(PrivateEndpoints endpoints) {
        this.endpoints = endpoints;
    }

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named(PrivateEndpointValidator.TYPE)
                .get(call -> endpoints.get(call.id()))
                .list(call -> endpoints.list(call.id()))
                .put(ResourceChange.reading(PrivateEndpointBody.class, NOUN)
                        .prepare(endpoints::prepare)
                        .apply((call, body, request) -> endpoints.put(call.id(), request)))
                .patch(ResourceChange.reading(PrivateEndpointBody.class, NOUN)
                        .apply((call, body) -> endpoints.retag(call.id(), body.tags())))
                .delete(call -> endpoints.delete(call.id()))
                .build());
    }
}
