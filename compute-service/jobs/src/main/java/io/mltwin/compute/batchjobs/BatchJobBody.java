package io.mltwin.compute.batchjobs;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.compute.batchscoring.BatchDeploymentBody.RetrySettings;
import java.util.List;
import java.util.Map;

/** {@code BatchJobResource} as a client POSTs it (2020-09-01-dataplanepreview). */
public record BatchJobBody(Properties properties) {

    /**
     * {@code BatchJob}.
     *
     * @param properties with {@code experimentName}
     */
    public record Properties(
            String name,
            String description,
            Map<String, Input> inputData,
            Map<String, Output> outputData,
            String outputFileName,
            Integer errorThreshold,
            String loggingLevel,
            Integer maxConcurrencyPerInstance,
            Long miniBatchSize,
            RetrySettings retrySettings,
            Compute compute,
            Map<String, String> properties,
            Map<String, String> tags,
            JsonNode dataset,
            JsonNode outputDataset,
            List<String> partitionKeys) {}

    /** {@code JobInput}. */
    public record Input(String jobInputType, String uri, String mode, String value) {}

    /** {@code JobOutputV2}. */
    public record Output(String jobOutputType, String uri, String mode) {}

    /** {@code ComputeConfiguration}. */
    public record Compute(Integer instanceCount, String instanceType, String target) {}
}
