package io.mltwin.compute.batchendpoints;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.Json;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;

/** Maps what is kept to what Azure's {@code BatchEndpoint} and {@code BatchDeployment} have of their own. */
final class BatchEndpointMapper {

    private static final String SUCCEEDED = "Succeeded";

    private BatchEndpointMapper() {}

    static ObjectNode endpoint(BatchEndpointEntity row, Addresses addresses) {
        BatchEndpointEntity.Content content = row.content();
        ObjectNode body = Json.object().put("kind", content.kind());
        body.putObject("identity").put("type", "None");
        String host = "https://" + addresses.host(row.hostKey + ".inference", ServiceName.COMPUTE) + "/";
        ObjectNode properties = body.putObject("properties")
                .put("authMode", "AADToken")
                .put("description", content.description())
                .put("scoringUri", host + "jobs")
                .put("provisioningState", SUCCEEDED);
        properties.set("properties", Json.tree(content.properties()));
        ObjectNode defaults = properties.putObject("defaults");
        if (content.defaultDeployment() != null) {
            defaults.put("deploymentName", content.defaultDeployment());
        }
        return body;
    }

    static ObjectNode deployment(BatchDeploymentEntity row) {
        BatchDeploymentEntity.Content content = row.content();
        ObjectNode body = Json.object();
        ObjectNode properties = body.putObject("properties");
        properties.setAll((ObjectNode) Json.tree(content.given()));
        properties.setAll((ObjectNode) Json.tree(content.settings()));
        properties.put("provisioningState", SUCCEEDED);
        return body;
    }
}
