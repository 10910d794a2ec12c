package io.mltwin.console.models;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A registered model of model management: what the pages show of it. */
public record ModelBody(
        String id,
        String name,
        String url,
        Integer version,
        String framework,
        String frameworkVersion,
        String description,
        String runId,
        Map<String, String> kvTags,
        Instant createdTime) {

    /** An image of model management. */
    record Image(String id, String creationState, String imageLocation, Instant createdTime) {}

    /** {@code ModelVersion} of Azure Resource Manager. */
    record Version(VersionProperties properties) {}

    record VersionProperties(String modelType, String stage, Map<String, JsonNode> flavors) {}

    /** An image manifest of the registry. */
    record Manifest(String mediaType, Layer config, List<Layer> layers) {}

    /** A descriptor. */
    public record Layer(String mediaType, String digest, long size) {}

    record RefreshToken(@JsonProperty("refresh_token") String token) {
        @Override
        public String toString() {
            return "refresh token";
        }
    }

    record AccessToken(@JsonProperty("access_token") String token) {
        @Override
        public String toString() {
            return "access token";
        }
    }
}
