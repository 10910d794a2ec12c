package io.mltwin.compute.batchendpoints;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** {@code BatchEndpoint} as a client PUTs or PATCHes it (2022-05-01 to 2024-04-01). */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BatchEndpointBody(
        String location, Map<String, String> tags, String kind, Identity identity, Properties properties) {

    /** {@code ManagedServiceIdentity}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Identity(String type) {}

    /**
     * {@code BatchEndpointProperties}.
     *
     * @param keys that no batch endpoint has
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Properties(
            String authMode, String description, Map<String, String> properties, JsonNode keys, Defaults defaults) {

        @Override
        public String toString() {
            return "properties of a batch endpoint";
        }
    }

    /** {@code BatchEndpointDefaults}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Defaults(String deploymentName) {}
}
