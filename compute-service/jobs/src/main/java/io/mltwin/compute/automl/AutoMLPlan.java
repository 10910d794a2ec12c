package io.mltwin.compute.automl;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * An automated ML job as it was asked for, validated.
 *
 * @param settings what the code on the compute is told
 * @param pipelines that may be tried, in their order
 */
record AutoMLPlan(
        AutoMLJobBody body,
        AutoMLTask task,
        PrimaryMetric metric,
        AutoMLLimits limits,
        AutoMLSettings settings,
        List<TrialPipeline> pipelines) {

    /** Returns the number of trials at most. */
    int trials() {
        return Math.min(limits.trials(), pipelines.size());
    }

    /**
     * The settings of a job for the code on the compute.
     *
     * @param folds number of cross validations; null for none
     * @param validationSize part of the rows that validates; null for none
     * @param featurizes whether columns are featurized, or taken as they are
     * @param verbosity of Python's logging
     */
    record AutoMLSettings(
            String task,
            String target,
            @JsonProperty("primary_metric") String primaryMetric,
            Integer folds,
            @JsonProperty("validation_size") Double validationSize,
            boolean featurizes,
            int cores,
            String verbosity) {}

    /**
     * The pipeline that one trial trains.
     *
     * @param algorithm as Azure names it
     * @param preprocessor the scaler before it
     * @param spec {@code pipeline_spec} in the form of Azure's automated ML
     */
    record TrialPipeline(String algorithm, String preprocessor, ObjectNode spec) {

        String id() {
            return spec.path("pipeline_id").asText();
        }
    }
}
