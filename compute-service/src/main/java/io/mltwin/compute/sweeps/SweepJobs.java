package io.mltwin.compute.sweeps;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.BodyErrors;
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
import io.mltwin.compute.runs.RunErrors;
import io.mltwin.compute.runs.RunId;
import io.mltwin.compute.runs.RunService;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code SweepJob} (2022-05-01 to 2024-04-01): a run that leads trials, each of them a command job
 * with other values.
 *
 * <p>Deviation: Bayesian sampling, nested search spaces and sweeps over components answer 501, and
 * so does the rule Sobol for more than 21 parameters. A sweep has no log of its own; which trials
 * end early, and how a sweep ends whose trials have failed, Azure's documents leave open in
 * details.
 */
@Singleton
class SweepJobs implements JobType {

    /** The job type, and the kind of its runs. */
    static final String TYPE = "Sweep";

    private static final String RUN_TYPE = "hyperdrive";

    private final OrchestratedRuns orchestrated;
    private final CommandJobs commands;
    private final ExperimentService experiments;
    private final RunService runs;
    private final SecureRandom random;
    private final ObjectMapper json;

    SweepJobs(
            OrchestratedRuns orchestrated,
            CommandJobs commands,
            ExperimentService experiments,
            RunService runs,
            SecureRandom random,
            ObjectMapper json) {
        this.orchestrated = orchestrated;
        this.commands = commands;
        this.experiments = experiments;
        this.runs = runs;
        this.random = random;
        this.json = json;
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
        return List.of(
                "objective",
                "samplingAlgorithm",
                "searchSpace",
                "trial",
                "limits",
                "earlyTermination",
                "inputs",
                "outputs");
    }

    @Override
    public NewJob prepare(JobRequest request) {
        RunHistory history = request.workspace().history();
        String runId = RunId.check(request.id().name());
        SweepJobBody body = read(request.properties());
        long seed = random.nextLong();
        SweepPlan plan = SweepValidator.read(body, seed);
        if (runs.status(history.workspaceId(), runId).isPresent()) {
            throw RunErrors.exists(runId);
        }
        RunId.check(trialId(runId, plan.trials() - 1));
        // what is wrong with the command, its compute or its environment is known now
        ArmResourceId workspace = request.id().parent();
        commands.prepare(trial(request, plan, 0));
        ExperimentBody experiment =
                experiments.ensure(
                        history, body.experimentName() == null ? "Default" : body.experimentName());
        CreateRunRequest run = run(request, runId, body, plan);
        byte[] content =
                history.seal(
                        OrchestratedRun.place(runId),
                        new SweepContent(
                                workspace.toString(),
                                request.properties(),
                                seed,
                                request.caller(),
                                request.correlationId()));
        return () -> {
            runs.add(history, experiment, runId, run, request.submitter(), null);
            orchestrated.add(history, runId, TYPE, plan.timeout(), content);
        };
    }

    /** Returns the job of a trial. */
    JobRequest trial(JobRequest sweep, SweepPlan plan, int number) {
        String name = trialId(sweep.id().name(), number);
        return new JobRequest(
                sweep.workspace(),
                sweep.id().parent().child("jobs", name),
                plan.trial().job(name, plan.sampling().trial(number), json),
                sweep.caller(),
                sweep.correlationId(),
                sweep.id().name());
    }

    /** The id of a trial's run, as HyperDrive names it. */
    private static String trialId(String runId, int number) {
        return runId + "_" + number;
    }

    /** Reads a sweep's properties. */
    SweepJobBody read(JsonNode properties) {
        try {
            return json.treeToValue(properties, SweepJobBody.class);
        } catch (JsonProcessingException e) {
            throw ArmErrors.invalidRequestContent(
                    "The job cannot be read: " + BodyErrors.reason(e));
        }
    }

    private CreateRunRequest run(
            JobRequest request, String runId, SweepJobBody body, SweepPlan plan) {
        Map<String, String> properties = new TreeMap<>();
        if (body.properties() != null) {
            properties.putAll(body.properties());
        }
        properties.put("azureml.runsource", RUN_TYPE);
        properties.put("runTemplate", "HyperDrive");
        properties.put("platform", "AML");
        properties.put(
                "primary_metric_config",
                json.createObjectNode()
                        .put("name", plan.objective().primaryMetric())
                        .put("goal", plan.objective().isMaximum() ? "maximize" : "minimize")
                        .toString());
        properties.put(
                "space_size",
                plan.sampling()
                        .space()
                        .size()
                        .map(size -> Long.toString(size))
                        .orElse("infinite_space_size"));
        return CreateRunRequest.of(runId)
                .displayName(body.displayName() == null ? runId : body.displayName())
                .description(body.description())
                .runType(RUN_TYPE)
                .tags(body.tags() == null ? Map.of() : body.tags())
                .properties(properties)
                .runDefinition(request.properties())
                .parentRunId(request.parentRunId())
                .build();
    }
}
