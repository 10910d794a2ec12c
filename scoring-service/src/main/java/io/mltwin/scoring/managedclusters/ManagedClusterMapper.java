package io.mltwin.scoring.managedclusters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Between rows and Azure's {@code ManagedCluster}. */
final class ManagedClusterMapper {

    private static final List<String> KEPT = List.of("tags", "sku", "properties");

    private ManagedClusterMapper() {}

    /** What is kept of a request: no secret, nothing that the service says itself. */
    static ObjectNode content(JsonNode body, ObjectMapper json) {
        ObjectNode content = json.createObjectNode();
        for (String member : KEPT) {
            if (body.hasNonNull(member)) {
                content.set(member, body.path(member).deepCopy());
            }
        }
        ManagedClusterRules.dropSecrets(content.withObject("/properties"));
        return content;
    }

    static ObjectNode arm(ManagedClusterEntity row, ObjectMapper json) {
        ObjectNode body =
                json.createObjectNode()
                        .put("id", row.armId)
                        .put("name", row.name)
                        .put("type", ManagedClusterService.TYPE)
                        .put("location", row.location);
        body.putObject("tags");
        body.setAll(read(row.content, json));
        if (row.principalId != null) {
            body.putObject("identity")
                    .put("type", ManagedClusterRules.SYSTEM_ASSIGNED)
                    .put("principalId", row.principalId)
                    .put("tenantId", row.tenantId);
        }
        body.withObject("/properties").put("provisioningState", "Succeeded");
        return body;
    }

    static ObjectNode read(String text, ObjectMapper json) {
        try {
            return (ObjectNode) json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored cluster is no JSON", e);
        }
    }
}
