package io.mltwin.compute.batchscoring;

import static io.mltwin.encoding.Absence.orEmpty;

import java.util.Map;

/**
 * The model of a batch deployment.
 *
 * @param armId of the version
 * @param type {@code custom_model}, {@code mlflow_model} or {@code triton_model}
 * @param uri where its files lie, in a datastore
 * @param flavors of an MLflow model: settings by flavor
 */
public record BatchModel(String armId, String type, String uri, Map<String, Map<String, String>> flavors) {

    public BatchModel {
        flavors = orEmpty(flavors);
    }

    /** Returns the name of its file, or of the folder that has its files. */
    public String fileName() {
        String path = uri.replaceAll("/+$", "");
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
