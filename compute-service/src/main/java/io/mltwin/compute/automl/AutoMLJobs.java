package io.mltwin.compute.automl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.BodyErrors;
import io.mltwin.compute.automl.AutoMLJobBody.TrainingBody;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.experiments.ExperimentBody;
import io.mltwin.compute.experiments.ExperimentService;
import io.mltwin.compute.jobs.CommandJobs;
import io.mltwin.compute.jobs.JobRequest;
import io.mltwin.compute.jobs.JobType;
import io.mltwin.compute.jobs.NewJob;
import io.mltwin.compute.orchestration.OrchestratedRun;
import io.mltwin.compute.orchestration.OrchestratedRuns;
import io.mltwin.compute.runs.CreateRunRequest;
import io.mltwin.compute.runs.RunBody.WarningBody;
import io.mltwin.compute.runs.RunErrors;
import io.mltwin.compute.runs.RunId;
import io.mltwin.compute.runs.RunService;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
class AutoMLJobs implements JobType {

    /** The job type, and the kind of its runs. */
    static final String TYPE = "AutoML";

    /** The type of such runs in run history, and the source of all that they lead. */
    static final String RUN_TYPE = "automl";

    private final OrchestratedRuns orchestrated;
    private final CommandJobs commands;
    private final AutoMLValidator validator;
    private final AutoMLChildJobs childJobs;
    private final AutoMLCode code;
    private final ExperimentService experiments;
    private final RunService runs;
    private final ObjectMapper json;
    private final Clock clock;

    AutoMLJobs(
            OrchestratedRuns orchestrated,
            CommandJobs commands,
            AutoMLValidator validator,
            AutoMLChildJobs childJobs,
            AutoMLCode code,
            ExperimentService experiments,
            RunService runs,
            ObjectMapper json,
            Clock clock) {
        this.orchestrated = orchestrated;
        this.commands = commands;
        this.validator = validator;
        this.childJobs = childJobs;
        this.code = code;
        this.experiments = experiments;
        this.runs = runs;
        this.json = json;
        this.clock = clock;
    }

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
        if (runs.status(request.workspace().history().workspaceId(), runId).isPresent()) {
            throw RunErrors.exists(runId);
        }
        RunId.check(AutoMLChildJobs.featurizeId(runId));
        commands.validate(List.of(childJobs.setup(request, plan, null)));
        return plan;
    }

    @Override
    public NewJob prepare(JobRequest request) {
        RunHistory history = request.workspace().history();
        String runId = request.id().name();
        AutoMLPlan plan = plan(request);
        String snapshot = code.store(request.workspace().workspace());
        String name = plan.body().experimentName();
        ExperimentBody experiment = experiments.ensure(history, name == null ? "Default" : name);
        CreateRunRequest run = run(request, runId, plan);
        byte[] content =
                history.seal(
                        OrchestratedRun.place(runId),
                        new AutoMLContent(
                                request.id().parent().toString(),
                                request.properties(),
                                snapshot,
                                clock.instant().plus(plan.limits().timeout()),
                                request.caller(),
                                request.correlationId()));
        return () -> {
            runs.add(history, experiment, runId, run, request.submitter(), null);
            // the leader minds the deadline, since a job that ends there keeps its best model
            orchestrated.add(history, runId, TYPE, null, content);
        };
    }

    /** Reads the plan of a job. */
    AutoMLPlan read(JsonNode properties) {
        try {
            return validator.read(json.treeToValue(properties, AutoMLJobBody.class));
        } catch (JsonProcessingException e) {
            throw ArmErrors.invalidRequestContent(
                    "The job cannot be read: " + BodyErrors.reason(e));
        }
    }

    private static CreateRunRequest run(JobRequest request, String runId, AutoMLPlan plan) {
        AutoMLJobBody body = plan.body();
        AutoMLSettings settings = plan.settings();
        Map<String, String> properties = new TreeMap<>();
        if (body.properties() != null) {
            properties.putAll(body.properties());
        }
        properties.put("azureml.runsource", RUN_TYPE);
        properties.put("runTemplate", TYPE);
        properties.put("Orchestrator", TYPE);
        properties.put("training_type", "TrainFull");
        properties.put("environment_cpu_name", "AzureML-AutoML");
        properties.put("task_type", settings.task());
        properties.put("primary_metric", settings.primaryMetric());
        properties.put("num_iterations", Integer.toString(plan.trials()));
        properties.put(
                "num_cross_validation",
                settings.folds() == null ? "" : Integer.toString(settings.folds()));
        properties.put("SetupRunId", AutoMLChildJobs.setupId(runId));
        properties.put("SetupRunContainerId", "dcid." + AutoMLChildJobs.setupId(runId));
        properties.put("FeaturizationRunId", AutoMLChildJobs.featurizeId(runId));
        return CreateRunRequest.of(runId)
                .displayName(body.displayName() == null ? runId : body.displayName())
                .description(body.description())
                .runType(RUN_TYPE)
                .tags(body.tags() == null ? Map.of() : body.tags())
                .properties(properties)
                .runDefinition(request.properties())
                .parentRunId(request.parentRunId())
                .build()
                .withWarnings(warnings(body));
    }

    /** Azure's own examples set it, so it is no reason to refuse a job. */
    private static List<WarningBody> warnings(AutoMLJobBody body) {
        TrainingBody training = body.taskDetails().trainingSettings();
        return training != null && Boolean.TRUE.equals(training.enableModelExplainability())
                ? List.of(
                        new WarningBody(
                                TYPE,
                                "trainingSettings.enableModelExplainability has no effect: the best"
                                        + " model is not explained."))
                : List.of();
    }
}
