package io.mltwin.compute.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.compute.access.Actor;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.jobs.CommandJobs;
import io.mltwin.compute.jobs.JobRequest;
import io.mltwin.compute.jobs.JobType.NewJob;
import io.mltwin.compute.orchestration.OrchestratedJobContent;
import io.mltwin.compute.orchestration.OrchestratedJobs;
import io.mltwin.compute.orchestration.OrchestratedRun;
import io.mltwin.compute.orchestration.OrchestratedRuns;
import io.mltwin.compute.orchestration.RunLeader;
import io.mltwin.compute.pipelines.PipelineGraph.State;
import io.mltwin.compute.runs.ChildRuns;
import io.mltwin.compute.runs.ChildRuns.Child;
import io.mltwin.compute.runs.CreateRunRequest;
import io.mltwin.compute.runs.RunBody;
import io.mltwin.compute.runs.RunService;
import io.mltwin.compute.runs.RunStatus;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings pipelines on: submits the steps that can begin, and ends the pipeline after the last. */
@Singleton
record PipelineProgress(
        OrchestratedRuns orchestrated,
        OrchestratedJobs submitted,
        PipelineJobs jobs,
        CommandJobs commands,
        StepReuse reuse,
        ChildRuns children,
        RunService runs)
        implements RunLeader {

    @Override
    public String kind() {
        return PipelineJobs.TYPE;
    }

    @Override
    public void advance(RunHistory history, OrchestratedRun pipeline) {
        OrchestratedJobContent content = OrchestratedJobContent.open(history, pipeline);
        PipelinePlan plan = PipelineValidator.read(jobs.read(content.definition()));
        Map<String, State> states = states(pipeline, plan);
        List<String> ready = plan.graph().ready(states, plan.continues());
        if (!ready.isEmpty()) {
            submitted.reopen(history, pipeline, content).ifPresent(request -> begin(request, pipeline, plan, ready));
        } else if (!states.containsValue(State.ACTIVE)) {
            showResults(history, pipeline.runId(), plan, states);
            end(history, pipeline, states);
        }
    }

    private Map<String, State> states(OrchestratedRun pipeline, PipelinePlan plan) {
        Map<String, State> byRun = new HashMap<>();
        children.of(pipeline.workspaceId(), pipeline.runId()).forEach(child -> byRun.put(child.runId(), state(child)));
        Map<String, State> states = new HashMap<>();
        plan.graph()
                .needs()
                .keySet()
                .forEach(step -> states.put(
                        step, byRun.getOrDefault(PipelineJobs.stepId(pipeline.runId(), step), State.WAITING)));
        return states;
    }

    private static State state(Child child) {
        if (child.isActive()) {
            return State.ACTIVE;
        }
        return child.status() == RunStatus.Completed ? State.COMPLETED : State.FAILED;
    }

    private void begin(JobRequest request, OrchestratedRun pipeline, PipelinePlan plan, List<String> ready) {
        RunHistory history = request.workspace().history();
        StepOutputs outputs = (step, output) -> StepOutputs.of(
                runs.get(history, null, PipelineJobs.stepId(pipeline.runId(), step))
                        .runDefinition(),
                output);
        submitted.submit(
                history, pipeline, ready, step -> prepare(history, jobs.step(request, plan, step, outputs), plan));
    }

    /** Prepares a run of the step, or one that has the outputs of an earlier run. */
    private NewJob prepare(RunHistory history, JobRequest step, PipelinePlan plan) {
        Optional<RunBody> earlier = plan.forcesRerun() ? Optional.empty() : reuse.find(history, step.properties());
        return earlier.<NewJob>map(run -> () -> reuse.add(history, step, run)).orElseGet(() -> commands.prepare(step));
    }

    /** Names the outputs of completed steps as those of the pipeline; the second time changes nothing. */
    private void showResults(RunHistory history, String runId, PipelinePlan plan, Map<String, State> states) {
        if (plan.results().isEmpty()) {
            return;
        }
        ObjectNode definition = runs.get(history, null, runId).runDefinition().deepCopy();
        plan.results().forEach((name, of) -> {
            if (states.get(of.step()) == State.COMPLETED) {
                JsonNode output = runs.get(history, null, PipelineJobs.stepId(runId, of.step()))
                        .runDefinition()
                        .path("outputs")
                        .path(of.name());
                definition.withObject("/outputs").set(name, output);
            }
        });
        CreateRunRequest change =
                CreateRunRequest.of(runId).runDefinition(definition).build();
        runs.update(history, null, runId, change, Actor.SERVICE);
    }

    private void end(RunHistory history, OrchestratedRun pipeline, Map<String, State> states) {
        List<String> failed = states.entrySet().stream()
                .filter(step -> step.getValue() == State.FAILED)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        if (failed.isEmpty()) {
            orchestrated.end(history, pipeline.runId(), RunStatus.Completed);
        } else {
            orchestrated.fail(history, pipeline.runId(), "UserError", "The steps " + failed + " have not completed.");
        }
    }
}
