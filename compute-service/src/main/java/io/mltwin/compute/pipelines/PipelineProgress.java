package io.mltwin.compute.pipelines;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.execution.ExecutionService;
import io.mltwin.compute.jobs.CommandJobs;
import io.mltwin.compute.jobs.JobRequest;
import io.mltwin.compute.jobs.NewJob;
import io.mltwin.compute.orchestration.OrchestratedRun;
import io.mltwin.compute.orchestration.OrchestratedRuns;
import io.mltwin.compute.orchestration.RunLeader;
import io.mltwin.compute.pipelines.PipelineGraph.State;
import io.mltwin.compute.runs.ChildRuns;
import io.mltwin.compute.runs.ChildRuns.Child;
import io.mltwin.compute.runs.RunBody;
import io.mltwin.compute.runs.RunService;
import io.mltwin.compute.runs.RunStatus;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspaceClient;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Brings pipelines on: submits the steps that can begin, and ends the pipeline after the last. */
@Singleton
class PipelineProgress implements RunLeader {

    private static final Set<Integer> REFUSALS = Set.of(400, 403, 404, 409, 501);

    private final OrchestratedRuns orchestrated;
    private final PipelineJobs jobs;
    private final CommandJobs commands;
    private final StepReuse reuse;
    private final ChildRuns children;
    private final RunService runs;
    private final ExecutionService execution;
    private final WorkspaceClient workspaces;

    PipelineProgress(
            OrchestratedRuns orchestrated,
            PipelineJobs jobs,
            CommandJobs commands,
            StepReuse reuse,
            ChildRuns children,
            RunService runs,
            ExecutionService execution,
            WorkspaceClient workspaces) {
        this.orchestrated = orchestrated;
        this.jobs = jobs;
        this.commands = commands;
        this.reuse = reuse;
        this.children = children;
        this.runs = runs;
        this.execution = execution;
        this.workspaces = workspaces;
    }

    @Override
    public String kind() {
        return PipelineJobs.TYPE;
    }

    @Override
    public void advance(RunHistory history, OrchestratedRun pipeline) {
        PipelineContent content =
                history.open(
                        OrchestratedRun.place(pipeline.runId()),
                        pipeline.content(),
                        PipelineContent.class);
        PipelinePlan plan = PipelineValidator.read(jobs.read(content.definition()));
        Map<String, State> states = states(pipeline, plan);
        List<String> ready = plan.graph().ready(states, plan.continues());
        if (!ready.isEmpty()) {
            begin(history, pipeline, content, plan, ready);
        } else if (!states.containsValue(State.ACTIVE)) {
            end(history, pipeline, states);
        }
    }

    private Map<String, State> states(OrchestratedRun pipeline, PipelinePlan plan) {
        Map<String, State> byRun = new HashMap<>();
        children.of(pipeline.workspaceId(), pipeline.runId())
                .forEach(child -> byRun.put(child.runId(), state(child)));
        Map<String, State> states = new HashMap<>();
        plan.graph()
                .needs()
                .keySet()
                .forEach(
                        step ->
                                states.put(
                                        step,
                                        byRun.getOrDefault(
                                                PipelineJobs.stepId(pipeline.runId(), step),
                                                State.WAITING)));
        return states;
    }

    private static State state(Child child) {
        if (child.isActive()) {
            return State.ACTIVE;
        }
        return child.status() == RunStatus.Completed ? State.COMPLETED : State.FAILED;
    }

    private void begin(
            RunHistory history,
            OrchestratedRun pipeline,
            PipelineContent content,
            PipelinePlan plan,
            List<String> ready) {
        ArmResourceId id = ArmResourceId.parse(content.workspaceArmId());
        Optional<Workspace> workspace = workspaces.find(id);
        if (workspace.isEmpty() || !workspace.get().workspaceId().equals(pipeline.workspaceId())) {
            orchestrated.remove(pipeline);
            return;
        }
        JobRequest request =
                new JobRequest(
                        new OpenWorkspace(workspace.get(), history),
                        id.child("jobs", pipeline.runId()),
                        content.definition(),
                        content.caller(),
                        content.correlationId(),
                        null);
        StepOutputs outputs =
                (step, output) ->
                        StepOutputs.of(
                                runs.get(history, null, PipelineJobs.stepId(pipeline.runId(), step))
                                        .runDefinition(),
                                output);
        int number = pipeline.nextChild();
        for (String step : ready) {
            NewJob job;
            try {
                job = prepare(history, jobs.step(request, plan, step, outputs), plan);
            } catch (AzureException refused) {
                if (!REFUSALS.contains(refused.status())) {
                    throw refused;
                }
                fail(history, pipeline, refused.code(), refused.getMessage());
                return;
            }
            if (!orchestrated.addChild(pipeline, number, job::add)) {
                return;
            }
            number++;
        }
    }

    /** A run of the step, or one that has the outputs of an earlier run. */
    private NewJob prepare(RunHistory history, JobRequest step, PipelinePlan plan) {
        Optional<RunBody> earlier =
                plan.forcesRerun() ? Optional.empty() : reuse.find(history, step.properties());
        return earlier.<NewJob>map(run -> () -> reuse.add(history, step, run))
                .orElseGet(() -> commands.prepare(step));
    }

    private void end(RunHistory history, OrchestratedRun pipeline, Map<String, State> states) {
        List<String> failed =
                states.entrySet().stream()
                        .filter(step -> step.getValue() == State.FAILED)
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList();
        if (failed.isEmpty()) {
            orchestrated.end(history, pipeline.runId(), RunStatus.Completed);
        } else {
            orchestrated.fail(
                    history,
                    pipeline.runId(),
                    "UserError",
                    "The steps " + failed + " have not completed.");
        }
    }

    /** A step cannot be submitted any more. */
    private void fail(RunHistory history, OrchestratedRun pipeline, String code, String message) {
        orchestrated.fail(history, pipeline.runId(), code, message);
        execution.cancelChildren(history, pipeline.runId());
    }
}
