package io.mltwin.compute.mlflow;

import static io.mltwin.compute.mlflow.errors.MlflowErrors.invalidIf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.mltwin.armweb.Json;

/** The tag in which a run keeps what it knows of the models that it logged: a list in JSON. */
final class ModelHistory {

    static final String TAG = "mlflow.log-model.history";
    private static final int LONGEST = 1_000_000;

    private ModelHistory() {}

    /**
     * The list with one more model.
     *
     * @param history the tag's value, null for none
     */
    static String add(String history, String model) {
        ArrayNode models = Json.array();
        if (history != null && read(history) instanceof ArrayNode old) {
            models.addAll(old);
        }
        JsonNode added = model == null ? null : read(model);
        invalidIf(added == null || !added.isObject(), "model_json must be a JSON object.");
        String text = models.add(added).toString();
        invalidIf(text.length() > LONGEST, "The models of a run are described by at most %s characters.", LONGEST);
        return text;
    }

    /** Null for what is no JSON. */
    private static JsonNode read(String text) {
        return Json.find(text).orElse(null);
    }
}
