package io.mltwin.compute.orchestration;

import static io.mltwin.encoding.Absence.orEmpty;
import static java.util.Objects.requireNonNullElse;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.execution.RunCancellation;
import io.mltwin.compute.experiments.ExperimentBody;
import io.mltwin.compute.experiments.ExperimentService;
import io.mltwin.compute.jobs.JobRequest;
import io.mltwin.compute.jobs.JobType;
import io.mltwin.compute.jobs.JobType.NewJob;
import io.mltwin.compute.runs.CreateRunRequest;
import io.mltwin.compute.runs.RunErrors;
import io.mltwin.compute.runs.RunService;
import io.mltwin.compute.workspaces.WorkspaceClient;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Prepares jobs whose runs lead others, and submits the jobs that they lead. */
@Singleton
public record OrchestratedJobs(
        OrchestratedRuns orchestrated,
        ExperimentService experiments,
        RunService runs,
        RunCancellation cancellation,
        WorkspaceClient workspaces) {

    private static final Set<Integer> REFUSALS = Set.of(400, 403, 404, 409, 501);

    /**
     * Passes when there is no run of the job's name.
     *
     * @throws AzureException 409
     */
    public void requireNew(JobRequest request) {
        String runId = request.id().name();
        if (runs.status(request.workspace().history().workspaceId(), runId).isPresent()) {
            throw RunErrors.exists(runId);
        }
    }

    /**
     * Prepares the run of a job that has been validated.
     *
     * @param properties that Azure ML gives the run besides its own
     * @param timeout after which the run is canceled; null for none
     * @param content what is kept of the job, for its leader
     */
    public NewJob prepare(
            JobRequest request,
            JobType type,
            JobDescription job,
            Map<String, String> properties,
            Duration timeout,
            OrchestratedJobContent content) {
        RunHistory history = request.workspace().history();
        String runId = request.id().name();
        ExperimentBody experiment = experiments.ensure(history, requireNonNullElse(job.experimentName(), "Default"));
        CreateRunRequest run = run(request, type.runType(), job, properties);
        byte[] sealed = history.seal(OrchestratedRun.place(runId), content);
        return () -> {
            runs.add(history, experiment, runId, run, request.submitter(), null);
            orchestrated.add(history, runId, type.jobType(), timeout, sealed);
        };
    }

    private static CreateRunRequest run(
            JobRequest request, String runType, JobDescription job, Map<String, String> properties) {
        String runId = request.id().name();
        Map<String, String> all = new TreeMap<>(orEmpty(job.properties()));
        all.put("azureml.runsource", runType);
        all.putAll(properties);
        return CreateRunRequest.of(runId)
                .displayName(job.displayName() == null ? runId : job.displayName())
                .description(job.description())
                .runType(runType)
                .tags(orEmpty(job.tags()))
                .properties(all)
                .runDefinition(request.properties())
                .parentRunId(request.parentRunId())
                .build()
                .withWarnings(job.warnings());
    }

    /**
     * Returns the job of a run again, to submit what it leads. Forgets the run and returns empty
     * when its workspace is gone.
     */
    public Optional<JobRequest> reopen(RunHistory history, OrchestratedRun run, OrchestratedJobContent content) {
        ArmResourceId id = ArmResourceId.parse(content.workspaceArmId());
        Optional<JobRequest> request = workspaces
                .find(id)
                .filter(workspace -> workspace.workspaceId().equals(run.workspaceId()))
                .map(workspace -> new JobRequest(
                        new OpenWorkspace(workspace, history),
                        id.child("jobs", run.runId()),
                        content.definition(),
                        content.caller(),
                        content.correlationId(),
                        null));
        if (request.isEmpty()) {
            orchestrated.remove(run);
        }
        return request;
    }

    /**
     * Submits the next jobs of a run, in their order. The run fails with the first refused one.
     *
     * @param prepare prepares the job of a child
     */
    public <C> void submit(RunHistory history, OrchestratedRun run, List<C> children, Function<C, NewJob> prepare) {
        int number = run.nextChild();
        for (C child : children) {
            if (!submit(history, run, number, () -> prepare.apply(child))) {
                return;
            }
            number++;
        }
    }

    /**
     * Submits the child of this number; false when there is to be none. The run fails when the
     * child is refused.
     */
    public boolean submit(RunHistory history, OrchestratedRun run, int number, Supplier<NewJob> prepare) {
        NewJob job;
        try {
            job = prepare.get();
        } catch (AzureException refused) {
            if (!REFUSALS.contains(refused.status())) {
                throw refused;
            }
            fail(history, run.runId(), refused.code(), refused.getMessage());
            return false;
        }
        return orchestrated.addChild(run, number, job::add);
    }

    /** Ends a run as Failed, and cancels its children. */
    public void fail(RunHistory history, String runId, String code, String message) {
        orchestrated.fail(history, runId, code, message);
        cancellation.cancelChildren(history, runId);
    }
}
