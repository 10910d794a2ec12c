package io.mltwin.compute.batchscoring;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;

/** {@code BatchDeployment} as a client PUTs or PATCHes it (2022-05-01 to 2024-04-01). */
public record BatchDeploymentBody(String location, Map<String, String> tags, JsonNode identity, Properties properties) {

    /**
     * {@code BatchDeploymentProperties}.
     *
     * @param compute ARM id of a cluster
     * @param errorThreshold files that may fail, -1 for any number
     * @param miniBatchSize files that the script gets at once
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @RecordBuilder
    public record Properties(
            String description,
            Map<String, String> properties,
            String compute,
            CodeConfiguration codeConfiguration,
            String environmentId,
            Map<String, String> environmentVariables,
            Model model,
            Integer errorThreshold,
            String loggingLevel,
            Integer maxConcurrencyPerInstance,
            Long miniBatchSize,
            String outputAction,
            String outputFileName,
            Resources resources,
            RetrySettings retrySettings,
            JsonNode deploymentConfiguration)
            implements BatchDeploymentBodyPropertiesBuilder.With {}

    /** {@code CodeConfiguration}. */
    public record CodeConfiguration(String codeId, String scoringScript) {}

    /** {@code AssetReferenceBase}: of {@code referenceType} Id. */
    public record Model(String referenceType, String assetId) {}

    /** {@code DeploymentResourceConfiguration}. */
    public record Resources(Integer instanceCount, String instanceType, Map<String, JsonNode> properties) {}

    /**
     * {@code BatchRetrySettings}.
     *
     * @param timeout of one call of the script, ISO 8601
     */
    public record RetrySettings(Integer maxRetries, String timeout) {}
}
