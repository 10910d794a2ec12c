package io.mltwin.scoring.models.endpoints;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.Json;
import io.mltwin.managedidentities.HostedIdentity;
import io.mltwin.managedidentities.IdentityBody;
import io.mltwin.platform.Addresses;
import io.mltwin.resourceprovider.Sealed;
import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.models.services.AuthKeys.AuthKeysBody;
import java.util.Map;
import java.util.TreeMap;

/** Maps between rows and Azure's {@code OnlineEndpoint}. */
final class OnlineEndpointMapper {

    static final String TYPE = "Microsoft.MachineLearningServices/workspaces/onlineEndpoints";

    private OnlineEndpointMapper() {}

    static Map<String, Integer> percents(String stored) {
        Map<String, Integer> percents = new TreeMap<>();
        JsonText.node(stored)
                .properties()
                .forEach(one -> percents.put(one.getKey(), one.getValue().intValue()));
        return percents;
    }

    /** Returns what an endpoint shows beyond what each tracked resource does. */
    static ObjectNode members(OnlineEndpointEntity row, Addresses addresses) {
        EndpointContent content = JsonText.as(row.content, EndpointContent.class);
        ObjectNode body = Json.object().put("kind", requireNonNullElse(content.kind(), "Managed"));
        IdentityBody identity = IdentityBody.of(row.id, HostedIdentity.read(row.identities));
        body.set("identity", identity == null ? Json.object().put("type", "None") : Json.tree(identity));
        String host = "https://" + addresses.inferenceHost(row.hostKey);
        ObjectNode properties = body.putObject("properties")
                .put("authMode", content.authMode().wireName())
                .put("description", content.description())
                .put("scoringUri", host + "/score")
                .put("swaggerUri", host + "/swagger.json")
                .put("publicNetworkAccess", content.publicNetworkAccess())
                .put("provisioningState", "Succeeded");
        if (content.compute() != null) {
            properties.put("compute", content.compute());
        }
        properties.set("properties", Json.tree(content.properties()));
        properties.set("traffic", JsonText.node(row.traffic));
        properties.set("mirrorTraffic", JsonText.node(row.mirrorTraffic));
        return body;
    }

    static AuthKeysBody keys(OnlineEndpointEntity row) {
        return new AuthKeysBody(Sealed.text(row.primaryKey), Sealed.text(row.secondaryKey));
    }

    static void setKeys(OnlineEndpointEntity row, AuthKeysBody keys) {
        row.primaryKey = Sealed.of(keys.primaryKey());
        row.secondaryKey = Sealed.of(keys.secondaryKey());
    }

    static ServedEndpoint served(OnlineEndpointEntity row) {
        AuthKeysBody keys = keys(row);
        EndpointContent content = JsonText.as(row.content, EndpointContent.class);
        return new ServedEndpoint(
                row.hostKey,
                row.id,
                row.armId().parent().toString(),
                row.name,
                content.authMode().authentication(),
                keys.primaryKey(),
                keys.secondaryKey(),
                row.componentId,
                row.highBusinessImpact,
                content.isPublic(),
                content.compute() == null ? "Managed" : "Kubernetes",
                percents(row.traffic),
                percents(row.mirrorTraffic));
    }
}
