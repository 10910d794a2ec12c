package io.mltwin.workspace.network;

import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.TrackedRows;
import io.mltwin.resourceprovider.TrackedTypes;
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
record PrivateEndpointProvider(TrackedTypes kit, TrackedRows<PrivateEndpointEntity> rows, PrivateEndpoints endpoints)
        implements ResourceProvider {
    @Override
    public List<ResourceType> types() {
        return List.of(kit.of(
                        PrivateEndpointValidator.TYPE,
                        rows,
                        PrivateEndpointEntity::new,
                        PrivateEndpointBody.class,
                        "private endpoint")
                .named(PrivateEndpointValidator.NAME)
                .prepare(endpoints::prepare)
                .apply((call, row, body, request) -> endpoints.change(row, request))
                .show(endpoints::body)
                .beforeDelete((call, row) -> endpoints.end(row))
                .type()
                .build());
    }
}
