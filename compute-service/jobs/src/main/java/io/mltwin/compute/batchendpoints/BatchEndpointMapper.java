package io.mltwin.compute.batchendpoints;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Json;
import io.mltwin.compute.batchscoring.BatchDeploymentBody.Properties;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;

/** Maps what is kept to Azure's {@code BatchEndpoint} and {@code BatchDeployment}. */
@Singleton
record BatchEndpointMapper(Addresses addresses) {

    private static final String SUCCEEDED = "Succeeded";

    /** Returns {@code {name}.{region}} of an endpoint's host. */
    static String hostKey(String name, String region) {
        return AsciiCase.lower(name) + "." + region;
    }

    ObjectNode endpoint(BatchEndpointContent content) {
        ArmResourceId id = ArmResourceId.parse(content.armId());
        ObjectNode body = resource(id, content.location());
        body.set("tags", Json.tree(content.tags()));
        body.put("kind", content.kind());
        body.putObject("identity").put("type", "None");
        String host = "https://"
                + addresses.host(hostKey(id.name(), content.location()) + ".inference", ServiceName.COMPUTE)
                + "/";
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
        body.set("systemData", Json.tree(content.systemData()));
        return body;
    }

    ObjectNode deployment(BatchDeploymentContent content) {
        ObjectNode body = resource(ArmResourceId.parse(content.armId()), content.location());
        body.set("tags", Json.tree(content.tags()));
        Properties given = content.given();
        ObjectNode properties = body.putObject("properties");
        properties.setAll((ObjectNode) Json.tree(given));
        properties.setAll((ObjectNode) Json.tree(content.settings()));
        properties.put("provisioningState", SUCCEEDED);
        body.set("systemData", Json.tree(content.systemData()));
        return body;
    }

    private ObjectNode resource(ArmResourceId id, String location) {
        return Json.object()
                .put("id", id.toString())
                .put("name", id.name())
                .put("type", id.type())
                .put("location", location);
    }
}
