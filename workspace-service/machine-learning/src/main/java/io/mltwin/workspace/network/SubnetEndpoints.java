package io.mltwin.workspace.network;

import io.mltwin.workspace.network.PrivateEndpointEntity.PrivateEndpointRepository;
import jakarta.inject.Singleton;
import java.util.List;

/** The private endpoints that lie in a subnet. */
@Singleton
public record SubnetEndpoints(PrivateEndpointRepository rows) {
    /**
     * Ids of the endpoints.
     *
     * @param subnetKey id of the subnet in lower case
     */
    public List<String> in(String subnetKey) {
        return rows.inSubnet(subnetKey);
    }
}
