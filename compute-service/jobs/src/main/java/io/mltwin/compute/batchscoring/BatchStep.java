package io.mltwin.compute.batchscoring;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Json;
import io.mltwin.compute.batchscoring.BatchDeployment.BatchData;
import io.mltwin.compute.batchscoring.BatchDeployment.BatchModel;
import io.mltwin.compute.jobs.CommandJobs;
import java.time.Duration;

/**
 * The steps of a batch job: one that scores its input on the deployment's cluster, or one for each
 * node and one that joins what they have.
 */
public final class BatchStep {

    /** As Azure ML names it. */
    public static final String NAME = "batchscoring";

    /** The input of the step and of its job. */
    public static final String INPUT = "job_data_path";

    /** The output of the step. */
    public static final String OUTPUT = "score";

    private static final String MODEL = "model";
    private static final String PART = "part";

    private BatchStep() {}

    /**
     * The instructions for the program on a node.
     *
     * @param script path of the scoring script
     * @param modelName name of the model's file or folder; null for no model
     * @param timeout of a call of the script, in seconds
     * @param instance number of the node, from 0
     * @param instances number of nodes
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
            String loggingLevel,
            int instance,
            int instances) {}

    /** The instructions for the program that joins the parts. */
    record JoinInstructions(int instances, int errorThreshold, String outputFileName) {}

    /** A deployment with the settings of one job, and the snapshot that has its code. */
    public record Plan(
            ArmResourceId workspace, BatchDeployment deployment, BatchSettings settings, String snapshotId) {}

    /** Returns the steps of a job by name. */
    public static ObjectNode steps(Plan plan, BatchData data) {
        ObjectNode steps = Json.object();
        int instances = plan.settings().instanceCount();
        if (instances == 1) {
            steps.set(NAME, scoring(plan, data, 0));
            return steps;
        }
        ObjectNode join = command(plan, BatchScoringCode.JOINING, join(plan.settings()));
        for (int instance = 0; instance < instances; instance++) {
            String name = NAME + "_" + (instance + 1);
            steps.set(name, scoring(plan, data, instance));
            join.withObject("/inputs")
                    .putObject(PART + "_" + (instance + 1))
                    .put("job_input_type", "literal")
                    .put("value", "${{parent.jobs." + name + ".outputs." + PART + "}}");
        }
        addOutput(join, OUTPUT, data.outputUri());
        steps.set(NAME, join);
        return steps;
    }

    /** Returns a command job that is refused where the jobs of a deployment would be. */
    public static ObjectNode check(Plan plan) {
        ObjectNode job = scoring(plan, null, 0);
        int instances = plan.settings().instanceCount();
        if (instances > 1) {
            job.putObject("resources").put("instanceCount", instances);
            job.putObject("distribution").put("distributionType", "PyTorch");
        }
        return job;
    }

    /** The command job of a node, which is the properties of its step too. */
    private static ObjectNode scoring(Plan plan, BatchData data, int instance) {
        ObjectNode job =
                command(plan, BatchScoringCode.MAIN, instructions(plan.deployment(), plan.settings(), instance));
        ObjectNode inputs = job.putObject("inputs");
        if (data != null) {
            inputs.putObject(INPUT)
                    .put("jobInputType", data.type())
                    .put("uri", data.uri())
                    .put("mode", data.mode());
        }
        if (plan.deployment().model() != null) {
            inputs.putObject(MODEL)
                    .put("jobInputType", "custom_model")
                    .put("uri", plan.deployment().model().uri());
        }
        boolean isWhole = plan.settings().instanceCount() == 1;
        addOutput(job, isWhole ? OUTPUT : PART, isWhole && data != null ? data.outputUri() : null);
        return job;
    }

    private static ObjectNode command(Plan plan, String script, Object instructions) {
        BatchDeployment deployment = plan.deployment();
        ObjectNode job = Json.object();
        job.put("jobType", "Command")
                .put("type", "command")
                .put("is_deterministic", false)
                .put("command", "python3 " + script + " " + CommandJobs.argument(instructions))
                .put("codeId", plan.workspace().child("codes", plan.snapshotId()) + "/versions/1")
                .put("environmentId", deployment.environmentId())
                .put("computeId", deployment.compute());
        job.set("environmentVariables", Json.tree(deployment.environmentVariables()));
        return job;
    }

    private static void addOutput(ObjectNode job, String name, String uri) {
        ObjectNode output = job.putObject("outputs").putObject(name);
        output.put("jobOutputType", "uri_folder");
        if (uri != null) {
            output.put("uri", uri);
        }
    }

    private static Instructions instructions(BatchDeployment deployment, BatchSettings settings, int instance) {
        BatchModel model = deployment.model();
        return new Instructions(
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
                settings.loggingLevel(),
                instance,
                settings.instanceCount());
    }

    private static JoinInstructions join(BatchSettings settings) {
        return new JoinInstructions(settings.instanceCount(), settings.errorThreshold(), settings.outputFileName());
    }
}
