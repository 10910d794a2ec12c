package io.mltwin.compute.sweeps;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.Json;
import io.mltwin.compute.jobs.CommandJobs;
import io.mltwin.compute.jobs.JobRequest;
import io.mltwin.compute.jobs.JobType;
import io.mltwin.compute.jobs.JobType.NewJob;
import io.mltwin.compute.jobs.JobTypes;
import io.mltwin.compute.orchestration.OrchestratedJobContent;
import io.mltwin.compute.orchestration.OrchestratedJobs;
import io.mltwin.compute.runs.RunId;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;

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
record SweepJobs(OrchestratedJobs orchestrated, CommandJobs commands, SecureRandom random) implements JobType {

    /** The job type, and the kind of its runs. */
    static final String TYPE = "Sweep";

    private static final String RUN_TYPE = "hyperdrive";

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
    public void validate(JobRequest request) {
        plan(request, read(request.properties()), random.nextLong());
    }

    /** Plans a new sweep; what is wrong with its command, compute or environment is known now. */
    private SweepPlan plan(JobRequest request, SweepJobBody body, long seed) {
        String runId = RunId.check(request.id().name());
        SweepPlan plan = SweepValidator.read(body, seed);
        orchestrated.requireNew(request);
        RunId.check(trialId(runId, plan.trials() - 1));
        commands.validate(List.of(trial(request, plan, 0)));
        return plan;
    }

    @Override
    public NewJob prepare(JobRequest request) {
        SweepJobBody body = read(request.properties());
        long seed = random.nextLong();
        SweepPlan plan = plan(request, body, seed);
        return orchestrated.prepare(
                request,
                this,
                body,
                properties(plan),
                plan.timeout(),
                OrchestratedJobContent.of(request).withSeed(seed));
    }

    /** Returns the job of a trial. */
    JobRequest trial(JobRequest sweep, SweepPlan plan, int number) {
        String name = trialId(sweep.id().name(), number);
        return sweep.child(name, plan.trial().job(name, plan.sampling().trial(number)));
    }

    /** The id of a trial's run, as HyperDrive names it. */
    private static String trialId(String runId, int number) {
        return runId + "_" + number;
    }

    /** Reads a sweep's properties. */
    SweepJobBody read(JsonNode properties) {
        return JobTypes.read(properties, SweepJobBody.class);
    }

    /** Returns the properties that HyperDrive gives a sweep. */
    private Map<String, String> properties(SweepPlan plan) {
        return Map.of(
                "runTemplate",
                "HyperDrive",
                "platform",
                "AML",
                "primary_metric_config",
                Json.object()
                        .put("name", plan.objective().primaryMetric())
                        .put("goal", plan.objective().isMaximum() ? "maximize" : "minimize")
                        .toString(),
                "space_size",
                plan.sampling().space().size().map(size -> Long.toString(size)).orElse("infinite_space_size"));
    }
}
