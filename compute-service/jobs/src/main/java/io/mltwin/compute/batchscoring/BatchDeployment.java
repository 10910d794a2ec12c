package io.mltwin.compute.batchscoring;

import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.armweb.ArmResourceId;
import java.util.Map;

/**
 * A batch deployment as its jobs need to know it.
 *
 * @param compute ARM id of its cluster
 * @param script path in the code; null for an MLflow model without one
 * @param codeSnapshotId snapshot of the code; null where there is none
 * @param model null for none
 */
public record BatchDeployment(
        ArmResourceId id,
        String compute,
        String script,
        String codeSnapshotId,
        BatchModel model,
        String environmentId,
        Map<String, String> environmentVariables,
        BatchSettings settings) {
    /**
     * The input of a batch job, and the place of its output.
     *
     * @param type {@code uri_folder} or {@code uri_file}
     * @param mode {@code ReadOnlyMount} or {@code Download}
     * @param outputUri folder for what is written; null for the usual one
     */
    public record BatchData(String type, String uri, String mode, String outputUri) {}

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
}
