package io.mltwin.scoring.models.managedclusters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.resourceprovider.TrackedResource;
import java.util.List;

/** Maps between rows and Azure's {@code ManagedCluster}. */
final class ManagedClusterMapper {

    private static final List<String> KEPT = List.of("sku", "properties");

    private ManagedClusterMapper() {}

    /** Returns what is kept of a request: no secret, and nothing that the service itself adds. */
    static ObjectNode content(JsonNode body) {
        ObjectNode content = TrackedResource.kept(body, KEPT);
        ManagedClusterValidator.dropSecrets(content.withObject("/properties"));
        return content;
    }

    /** Returns what a cluster shows beyond what each tracked resource does. */
    static ObjectNode members(ManagedClusterEntity row) {
        ObjectNode body = TrackedResource.read(row.content);
        if (row.principalId != null) {
            body.putObject("identity")
                    .put("type", ManagedClusterValidator.SYSTEM_ASSIGNED)
                    .put("principalId", row.principalId)
                    .put("tenantId", row.tenantId);
        }
        body.withObject("/properties").put("provisioningState", "Succeeded");
        return body;
    }
}
