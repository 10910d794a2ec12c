package io.mltwin.compute.batchscoring;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** {@code BatchDeployment} as a client PUTs or PATCHes it (2022-05-01 to 2024-04-01). */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BatchDeploymentBody(String location, Map<String, String> tags, JsonNode identity, Properties properties) {

    /**
     * {@code BatchDeploymentProperties}.
     *
     * @param compute ARM id of a cluster
     * @param errorThreshold files that may fail, -1 for any number
     * @param miniBatchSize files that the script gets at once
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
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
            JsonNode deploymentConfiguration) {

        /** Returns the same properties with another description. */
        public Properties withDescription(String changed) {
            return new Properties(
                    changed,
                    properties,
                    compute,
                    codeConfiguration,
                    environmentId,
                    environmentVariables,
                    model,
                    errorThreshold,
                    loggingLevel,
                    maxConcurrencyPerInstance,
                    miniBatchSize,
                    outputAction,
                    outputFileName,
                    resources,
                    retrySettings,
                    deploymentConfiguration);
        }

        /** Returns properties that say how input is scored, and nothing else. */
        public static Properties ofSettings(
                Integer errorThreshold,
                String loggingLevel,
                Integer maxConcurrencyPerInstance,
                Long miniBatchSize,
                String outputFileName,
                Resources resources,
                RetrySettings retrySettings) {
            return new Properties(
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    errorThreshold,
                    loggingLevel,
                    maxConcurrencyPerInstance,
                    miniBatchSize,
                    null,
                    outputFileName,
                    resources,
                    retrySettings,
                    null);
        }
    }

    /** {@code CodeConfiguration}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CodeConfiguration(String codeId, String scoringScript) {}

    /** {@code AssetReferenceBase}: of {@code referenceType} Id. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Model(String referenceType, String assetId) {}

    /** {@code DeploymentResourceConfiguration}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Resources(Integer instanceCount, String instanceType, Map<String, JsonNode> properties) {}

    /**
     * {@code BatchRetrySettings}.
     *
     * @param timeout of one call of the script, ISO 8601
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RetrySettings(Integer maxRetries, String timeout) {}
}
