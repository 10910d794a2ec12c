package io.mltwin.compute.batchscoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import jakarta.inject.Singleton;
import java.time.Duration;

/** The step of a batch job that scores its input: a command on the deployment's cluster. */
@Singleton
public class BatchStep {

    /** As Azure ML names it. */
    public static final String NAME = "batchscoring";

    /** The input of the step and of its job. */
    public static final String INPUT = "job_data_path";

    /** The output of the step. */
    public static final String OUTPUT = "score";

    private static final String MODEL = "model";

    private final ObjectMapper json;

    BatchStep(ObjectMapper json) {
        this.json = json;
    }

    /**
     * What the program on the node is told.
     *
     * @param script path of the scoring script
     * @param modelName name of the model's file or folder; null for no model
     * @param timeout of a call of the script, in seconds
     */
    record Instructions(
            String script,
            String modelName,
            long miniBatchSize,
            int errorThreshold,
            int maxRetries,
            double timeout,
            int workers,
            String outputFileName,
            String loggingLevel) {}

    /**
     * Returns the properties of the command job, which are those of the step too.
     *
     * @param snapshotId of the code
     * @param data null while a deployment is validated
     */
    public ObjectNode job(
            ArmResourceId workspace,
            BatchDeployment deployment,
            BatchSettings settings,
            String snapshotId,
            BatchData data) {
        if (settings.instanceCount() > 1) {
            throw AzureException.settingNotBuilt(
                    "properties.resources.instanceCount",
                    "a batch job runs on one node",
                    "Leave it out, and give a higher maxConcurrencyPerInstance.");
        }
        ObjectNode job = json.createObjectNode();
        job.put("jobType", "Command")
                .put("type", "command")
                .put("is_deterministic", false)
                .put("displayName", NAME)
                .put("command", command(deployment, settings))
                .put("codeId", workspace.child("codes", snapshotId) + "/versions/1")
                .put("environmentId", deployment.environmentId())
                .put("computeId", deployment.compute());
        job.set("environmentVariables", json.valueToTree(deployment.environmentVariables()));
        ObjectNode inputs = job.putObject("inputs");
        if (data != null) {
            inputs.putObject(INPUT)
                    .put("jobInputType", data.type())
                    .put("uri", data.uri())
                    .put("mode", data.mode());
        }
        if (deployment.model() != null) {
            inputs.putObject(MODEL)
                    .put("jobInputType", "custom_model")
                    .put("uri", deployment.model().uri());
        }
        ObjectNode output = job.putObject("outputs").putObject(OUTPUT);
        output.put("jobOutputType", "uri_folder");
        if (data != null && data.outputUri() != null) {
            output.put("uri", data.outputUri());
        }
        return job;
    }

    private String command(BatchDeployment deployment, BatchSettings settings) {
        BatchModel model = deployment.model();
        Instructions instructions =
                new Instructions(
                        deployment.script() == null
                                ? BatchScoringCode.MLFLOW_SCRIPT
                                : BatchScoringCode.FOLDER + deployment.script(),
                        model == null ? null : model.fileName(),
                        settings.miniBatchSize(),
                        settings.errorThreshold(),
                        settings.retrySettings().maxRetries(),
                        Duration.parse(settings.retrySettings().timeout()).toMillis() / 1000.0,
                        settings.maxConcurrencyPerInstance(),
                        settings.outputFileName(),
                        settings.loggingLevel());
        return "python3 " + BatchScoringCode.MAIN + " " + argument(instructions);
    }

    /** Neither the shell nor the expressions of jobs find anything to fill in. */
    private String argument(Instructions instructions) {
        try {
            return "'"
                    + json.writeValueAsString(instructions)
                            .replace("'", "\\u0027")
                            .replace("$", "\\u0024")
                    + "'";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Instructions cannot be written", e);
        }
    }
}
