package io.mltwin.console.endpoints;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** {@code OnlineEndpoint} and {@code BatchEndpoint}: what the pages show of them. */
@JsonIgnoreProperties(ignoreUnknown = true)
record EndpointBody(String id, String name, Properties properties) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Properties(
            String authMode,
            String description,
            String scoringUri,
            String provisioningState,
            String compute,
            Map<String, Integer> traffic,
            Map<String, Integer> mirrorTraffic,
            Defaults defaults) {}

    /** Of a batch endpoint. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Defaults(String deploymentName) {}

    /** {@code OnlineDeployment} and {@code BatchDeployment}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Deployment(String id, String name, Sku sku, DeploymentProperties properties) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Sku(Integer capacity) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record DeploymentProperties(String provisioningState, JsonNode model, String instanceType, String compute) {}

    /** A page of {@code BatchJobResourceArmPaginatedResult}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Jobs(List<Job> value) {}

    /** {@code BatchJobResource}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Job(String name, JobProperties properties, SystemData systemData) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record JobProperties(String status, Map<String, JobInput> inputData) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record JobInput(String uri) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record SystemData(String createdAt, String createdBy) {}

    /** {@code ServiceResponse} of model management. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Service(
            String id,
            String name,
            String description,
            String state,
            String computeType,
            String imageId,
            String scoringUri,
            Boolean authEnabled,
            Boolean aadAuthEnabled,
            ServiceError error) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record ServiceError(String code, String message) {}

    /** {@code AuthKeys}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Keys(String primaryKey, String secondaryKey) {
        @Override
        public String toString() {
            return "keys";
        }
    }

    /** {@code AuthToken}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Token(String accessToken) {
        @Override
        public String toString() {
            return "token";
        }
    }

    /** {@code DeploymentLogs}, and the log of a web service. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Log(String content) {
        @Override
        public String toString() {
            return "a log";
        }
    }
}
