package io.mltwin.compute.automl;

import com.fasterxml.jackson.databind.node.ObjectNode;

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
