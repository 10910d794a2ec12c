package io.mltwin.compute.automl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.Json;
import io.mltwin.encoding.Sha256;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A training algorithm of Azure's with the hyperparameters that are tried.
 *
 * @param algorithm as Azure names it
 * @param module of scikit-learn
 * @param estimator its class
 * @param scalers that are tried before it, the usual one first
 * @param fixed hyperparameters that every trial has
 * @param choices values that are tried, the usual ones first
 */
record Learner(
        String algorithm,
        String module,
        String estimator,
        List<String> scalers,
        Map<String, JsonNode> fixed,
        LinkedHashMap<String, List<JsonNode>> choices) {

    private static final int ID_LENGTH = 40;

    /** Counts its pipelines. */
    int size() {
        int size = scalers.size();
        for (List<JsonNode> values : choices.values()) {
            size *= values.size();
        }
        return size;
    }

    /** Returns a pipeline; number 0 has all that is usual, and the first choice changes fastest. */
    TrialPipeline pipeline(int number) {
        ObjectNode parameters = Json.object();
        fixed.forEach(parameters::set);
        int rest = number;
        for (Map.Entry<String, List<JsonNode>> choice : choices.entrySet()) {
            List<JsonNode> values = choice.getValue();
            parameters.set(choice.getKey(), values.get(rest % values.size()));
            rest /= values.size();
        }
        String scaler = scalers.get(rest);
        ObjectNode spec = Json.object();
        spec.putArray("objects")
                .add(step("preproc", "sklearn.preprocessing", scaler, Json.object()))
                .add(step("sklearn", module, estimator, parameters));
        spec.put("pipeline_id", Sha256.hex(spec.toString()).substring(0, ID_LENGTH));
        return new TrialPipeline(algorithm, scaler, spec);
    }

    private static ObjectNode step(String kind, String module, String name, ObjectNode parameters) {
        ObjectNode step = Json.object();
        step.put("spec_class", kind).put("module", module).put("class_name", name);
        step.putArray("param_args");
        step.set("param_kwargs", parameters);
        return step;
    }
}
