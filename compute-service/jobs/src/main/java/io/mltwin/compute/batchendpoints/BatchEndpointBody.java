package io.mltwin.compute.batchendpoints;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** {@code BatchEndpoint} as a client PUTs or PATCHes it (2022-05-01 to 2024-04-01). */
public record BatchEndpointBody(
        String location, Map<String, String> tags, String kind, Identity identity, Properties properties) {

    /** {@code ManagedServiceIdentity}. */
    public record Identity(String type) {}

    /**
     * {@code BatchEndpointProperties}.
     *
     * @param keys that no batch endpoint has
     */
    public record Properties(
            String authMode, String description, Map<String, String> properties, JsonNode keys, Defaults defaults) {

        @Override
        public String toString() {
            return "properties of a batch endpoint";
        }
    }

    /** {@code BatchEndpointDefaults}. */
    public record Defaults(String deploymentName) {}
}
