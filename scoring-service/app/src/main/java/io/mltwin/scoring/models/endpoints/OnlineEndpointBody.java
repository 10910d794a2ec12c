package io.mltwin.scoring.models.endpoints;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.scoring.models.services.AuthKeysBody;
import java.util.Map;

/** {@code OnlineEndpoint} as a client PUTs or PATCHes it (2022-02-01-preview to 2024-04-01). */
public record OnlineEndpointBody(
        String location, Map<String, String> tags, String kind, Identity identity, Properties properties) {

    /** {@code ManagedServiceIdentity}. */
    public record Identity(String type, Map<String, JsonNode> userAssignedIdentities) {}

    /**
     * {@code OnlineEndpointProperties}.
     *
     * @param keys of the caller's choice, never stored as they are
     * @param compute ARM id of the cluster of a Kubernetes endpoint, null for a managed one
     * @param traffic percent by deployment
     * @param mirrorTraffic percent of the live traffic that a deployment gets a copy of
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Properties(
            String authMode,
            String description,
            Map<String, String> properties,
            AuthKeysBody keys,
            String compute,
            Map<String, Integer> traffic,
            Map<String, Integer> mirrorTraffic,
            String publicNetworkAccess) {}
}
