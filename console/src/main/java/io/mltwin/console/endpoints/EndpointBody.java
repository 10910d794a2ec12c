package io.mltwin.console.endpoints;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** {@code OnlineEndpoint} and {@code BatchEndpoint}: what the pages show of them. */
record EndpointBody(String id, String name, Properties properties) {

    record Properties(
            String authMode,
            String description,
            String scoringUri,
            String provisioningState,
            String compute,
            Map<String, Integer> traffic,
            Map<String, Integer> mirrorTraffic,
            Defaults defaults) {}

    /** A batch endpoint names the deployment that is called without a name. */
    record Defaults(String deploymentName) {}

    /** {@code OnlineDeployment} and {@code BatchDeployment}. */
    record Deployment(String id, String name, Sku sku, DeploymentProperties properties) {}

    record Sku(Integer capacity) {}

    record DeploymentProperties(String provisioningState, JsonNode model, String instanceType, String compute) {}

    /** A page of {@code BatchJobResourceArmPaginatedResult}. */
    record Jobs(List<Job> value) {}

    /** {@code BatchJobResource}. */
    record Job(String name, JobProperties properties, SystemData systemData) {}

    record JobProperties(String status, Map<String, JobInput> inputData) {}

    record JobInput(String uri) {}

    record SystemData(String createdAt, String createdBy) {}

    /** {@code ServiceResponse} of model management. */
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

    record ServiceError(String code, String message) {}

    /** {@code AuthKeys}. */
    record Keys(String primaryKey, String secondaryKey) {
        @Override
        public String toString() {
            return "keys";
        }
    }

    /** {@code AuthToken}. */
    record Token(String accessToken) {
        @Override
        public String toString() {
            return "token";
        }
    }

    /** {@code DeploymentLogs}, and the log of a web service. */
    record Log(String content) {
        @Override
        public String toString() {
            return "a log";
        }
    }
}
