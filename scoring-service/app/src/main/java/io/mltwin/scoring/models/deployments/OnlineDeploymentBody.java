package io.mltwin.scoring.models.deployments;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** {@code OnlineDeployment} as a client PUTs or PATCHes it (2022-02-01-preview to 2024-04-01). */
record OnlineDeploymentBody(String location, Map<String, String> tags, String kind, Sku sku, Properties properties) {

    /**
     * {@code Sku}.
     *
     * @param capacity number of instances
     */
    record Sku(String name, String tier, String size, String family, Integer capacity) {}

    /** {@code ManagedOnlineDeployment} and {@code KubernetesOnlineDeployment}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Properties(
            String endpointComputeType,
            String description,
            Map<String, String> properties,
            String model,
            String modelMountPath,
            CodeConfiguration codeConfiguration,
            String environmentId,
            Map<String, String> environmentVariables,
            String instanceType,
            Boolean appInsightsEnabled,
            RequestSettings requestSettings,
            ScaleSettings scaleSettings,
            Probe livenessProbe,
            Probe readinessProbe,
            String egressPublicNetworkAccess,
            Boolean privateNetworkConnection,
            JsonNode containerResourceRequirements,
            JsonNode dataCollector) {}

    /** {@code CodeConfiguration}. */
    record CodeConfiguration(String codeId, String scoringScript) {}

    /** {@code OnlineRequestSettings}; durations in the form of ISO 8601. */
    record RequestSettings(Integer maxConcurrentRequestsPerInstance, String maxQueueWait, String requestTimeout) {}

    /** {@code DefaultScaleSettings} and {@code TargetUtilizationScaleSettings}. */
    record ScaleSettings(
            String scaleType,
            Integer minInstances,
            Integer maxInstances,
            String pollingInterval,
            Integer targetUtilizationPercentage) {}

    /** {@code ProbeSettings}; durations in the form of ISO 8601. */
    record Probe(
            Integer failureThreshold, Integer successThreshold, String initialDelay, String period, String timeout) {}
}
