package io.mltwin.compute.automl;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Json;
import io.mltwin.compute.automl.AutoMLJobBody.InputBody;
import io.mltwin.compute.automl.AutoMLPlan.TrialPipeline;
import io.mltwin.compute.jobs.CommandJobs;
import io.mltwin.compute.jobs.JobRequest;
import java.time.Duration;

/** The command jobs that an automated ML job leads: setup, featurization and trials. */
final class AutoMLChildJobs {

    private static final String ENVIRONMENT = "azureml://registries/azureml/environments/AzureML-AutoML/versions/1";
    private static final String FEATURIZED = "featurized_data";

    private AutoMLChildJobs() {}

    /** Returns the id of the run that checks the table. */
    static String setupId(String parent) {
        return parent + "_setup";
    }

    /** Returns the id of the run that featurizes the table. */
    static String featurizeId(String parent) {
        return parent + "_featurize";
    }

    /** Returns the id of a trial's run, from 0. */
    static String trialId(String parent, int number) {
        return parent + "_" + number;
    }

    /**
     * Returns the job that checks the table.
     *
     * @param code id of a snapshot; null while the job is validated
     */
    static JobRequest setup(JobRequest parent, AutoMLPlan plan, String code) {
        String id = setupId(parent.id().name());
        ObjectNode job = job(parent, plan, id, code, "setup");
        addTables(job, plan);
        property(job, "runTemplate", "automl_setup");
        return parent.child(id, job);
    }

    /** Returns the job that featurizes the table, into the workspace's default datastore. */
    static JobRequest featurize(JobRequest parent, AutoMLPlan plan, String code) {
        String id = featurizeId(parent.id().name());
        ObjectNode job = job(parent, plan, id, code, "featurize");
        addTables(job, plan);
        job.putObject("outputs")
                .putObject(FEATURIZED)
                .put("jobOutputType", "uri_folder")
                .put("mode", "ReadWriteMount")
                .put("uri", featurizedPlace(parent.id().name()));
        property(job, "runTemplate", "automl_featurize");
        return parent.child(id, job);
    }

    /** Returns the job of a trial. */
    static JobRequest trial(JobRequest parent, AutoMLPlan plan, String code, int number) {
        String id = trialId(parent.id().name(), number);
        TrialPipeline pipeline = plan.pipelines().get(number);
        ObjectNode job = job(parent, plan, id, code, "train " + CommandJobs.argument(pipeline.spec()));
        job.putObject("inputs")
                .putObject(FEATURIZED)
                .put("jobInputType", "uri_folder")
                .put("uri", featurizedPlace(parent.id().name()));
        job.putObject("limits")
                .put("jobLimitsType", "Command")
                .put("timeout", plan.limits().trialTimeout().toString());
        property(job, "runTemplate", "automl_child");
        property(job, "iteration", Integer.toString(number));
        property(job, "pipeline_id", pipeline.id());
        property(job, "pipeline_spec", pipeline.spec().toString());
        property(job, "training_percent", "100");
        property(job, "run_preprocessor", pipeline.preprocessor());
        property(job, "run_algorithm", pipeline.algorithm());
        property(job, "primary_metric", plan.metric().loggedName());
        property(job, "model_output_path", "outputs/model.pkl");
        return parent.child(id, job);
    }

    /** Intermediate data lies in the workspace's own storage account, as its artifacts do. */
    private static String featurizedPlace(String parent) {
        return "azureml://datastores/workspaceblobstore/paths/ExperimentRun/dcid."
                + featurizeId(parent)
                + "/outputs/"
                + FEATURIZED
                + "/";
    }

    private static ObjectNode job(JobRequest parent, AutoMLPlan plan, String id, String code, String operation) {
        AutoMLJobBody body = plan.body();
        ArmResourceId workspace = parent.id().parent();
        ObjectNode job = Json.object();
        job.put("jobType", "Command")
                .put(
                        "command",
                        "python3 " + AutoMLCode.SCRIPT + " " + CommandJobs.argument(plan.settings()) + " " + operation)
                .put("codeId", code == null ? null : workspace.child("codes", code) + "/versions/1")
                .put("environmentId", requireNonNullElse(body.environmentId(), ENVIRONMENT))
                .put("computeId", body.computeId())
                .put("displayName", id);
        if (body.experimentName() != null) {
            job.put("experimentName", body.experimentName());
        }
        job.set("environmentVariables", body.environmentVariables());
        job.set("identity", body.identity());
        job.set("resources", body.resources());
        property(job, "azureml.runsource", AutoMLJobs.RUN_TYPE);
        return job;
    }

    private static void property(ObjectNode job, String name, String value) {
        job.withObject("/properties").put(name, value);
    }

    private static void addTables(ObjectNode job, AutoMLPlan plan) {
        ObjectNode inputs = job.putObject("inputs");
        addTable(inputs, "training_data", plan.body().taskDetails().trainingData());
        addTable(inputs, "validation_data", plan.body().taskDetails().validationData());
        Duration timeout = plan.limits().timeout();
        job.putObject("limits").put("jobLimitsType", "Command").put("timeout", timeout.toString());
    }

    private static void addTable(ObjectNode inputs, String name, InputBody table) {
        if (table != null) {
            inputs.putObject(name)
                    .put("jobInputType", requireNonNullElse(table.jobInputType(), "mltable"))
                    .put("mode", requireNonNullElse(table.mode(), "ReadOnlyMount"))
                    .put("uri", table.uri());
        }
    }
}
