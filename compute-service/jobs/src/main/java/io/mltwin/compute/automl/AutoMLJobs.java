package io.mltwin.compute.automl;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.compute.automl.AutoMLPlan.AutoMLSettings;
import io.mltwin.compute.jobs.CommandJobs;
import io.mltwin.compute.jobs.JobRequest;
import io.mltwin.compute.jobs.JobType;
import io.mltwin.compute.jobs.JobType.NewJob;
import io.mltwin.compute.jobs.JobTypes;
import io.mltwin.compute.orchestration.OrchestratedJobContent;
import io.mltwin.compute.orchestration.OrchestratedJobs;
import io.mltwin.compute.runs.RunId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * {@code AutoMLJob} (2023-04-01): a run that leads trials of learners on a table.
 *
 * <p>Deviation: the tasks are Classification and Regression, with the learners of scikit-learn and
 * Azure's names for them; pipelines are tried in a fixed order and not chosen by earlier scores.
 * There are no ensembles, explanations, ONNX models, tests and weights, and columns are featurized
 * before rows are split for validation. The best model is no asset: {@code best_model} names it
 * among the artifacts of its trial.
 */
@Singleton
record AutoMLJobs(
        OrchestratedJobs orchestrated, CommandJobs commands, AutoMLValidator validator, AutoMLCode code, Clock clock)
        implements JobType {

    /** The job type, and the kind of its runs. */
    static final String TYPE = "AutoML";

    /** The type of such runs in run history, and the source of all that they lead. */
    static final String RUN_TYPE = "automl";

    @Override
    public String jobType() {
        return TYPE;
    }

    @Override
    public String runType() {
        return RUN_TYPE;
    }

    @Override
    public List<String> fixed() {
        return List.of("taskDetails", "environmentId", "environmentVariables", "resources");
    }

    @Override
    public void validate(JobRequest request) {
        plan(request);
    }

    /** Reads a new job; what is wrong with its compute, environment or data is known now. */
    private AutoMLPlan plan(JobRequest request) {
        String runId = RunId.check(request.id().name());
        AutoMLPlan plan = read(request.properties());
        orchestrated.requireNew(request);
        RunId.check(AutoMLChildJobs.featurizeId(runId));
        commands.validate(List.of(AutoMLChildJobs.setup(request, plan, null)));
        return plan;
    }

    @Override
    public NewJob prepare(JobRequest request) {
        AutoMLPlan plan = plan(request);
        OrchestratedJobContent content = OrchestratedJobContent.of(request)
                .withCode(code.store(request.workspace().workspace()))
                .withNoTrialAfter(clock.instant().plus(plan.limits().timeout()));
        // the leader minds the deadline, since a job that ends there keeps its best model
        return orchestrated.prepare(
                request,
                this,
                plan.body(),
                properties(request.id().name(), plan.settings(), plan.trials()),
                null,
                content);
    }

    /** Reads the plan of a job. */
    AutoMLPlan read(JsonNode properties) {
        return validator.read(JobTypes.read(properties, AutoMLJobBody.class));
    }

    /** Returns the properties that Azure ML gives the run of an automated ML job. */
    private static Map<String, String> properties(String runId, AutoMLSettings settings, int trials) {
        Integer folds = settings.folds();
        return Map.ofEntries(
                Map.entry("runTemplate", TYPE),
                Map.entry("Orchestrator", TYPE),
                Map.entry("training_type", "TrainFull"),
                Map.entry("environment_cpu_name", "AzureML-AutoML"),
                Map.entry("task_type", settings.task()),
                Map.entry("primary_metric", settings.primaryMetric()),
                Map.entry("num_iterations", Integer.toString(trials)),
                Map.entry("num_cross_validation", folds == null ? "" : Integer.toString(folds)),
                Map.entry("SetupRunId", AutoMLChildJobs.setupId(runId)),
                Map.entry("SetupRunContainerId", "dcid." + AutoMLChildJobs.setupId(runId)),
                Map.entry("FeaturizationRunId", AutoMLChildJobs.featurizeId(runId)));
    }
}
