package io.mltwin.compute.discovery;

import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.resteasy.reactive.RestPath;

/**
 * {@code GET /discovery} and {@code /discovery/workspaces/{id}} of Azure ML: anonymous, a flat map
 * of service name to base URL. On the service's own address it tells addresses that need no name
 * resolution.
 */
@Path("/discovery/{region}")
public class DiscoveryResource {

    private final Addresses addresses;

    DiscoveryResource(Addresses addresses) {
        this.addresses = addresses;
    }

    @GET
    public Map<String, String> services(@RestPath String region) {
        boolean own = region.equals("-");
        String api = own ? addresses.address(ServiceName.COMPUTE) : "https://" + addresses.regionHost(region);
        String models = own ? addresses.address(ServiceName.SCORING) : "https://" + addresses.modelsHost(region);
        Map<String, String> map = new TreeMap<>();
        for (String name : new String[] {
            "api", "history", "experimentation", "execution", "metric", "content", "artifact", "datastore",
            "environment", "hyperdrive", "mlflow", "pipelines", "catalog", "gallery", "labeling", "studiocoreservices"
        }) {
            map.put(name, api);
        }
        map.put("modelmanagement", models);
        return map;
    }
}
