package io.mltwin.compute.sweeps;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.execution.ExecutionService;
import io.mltwin.compute.jobs.CommandJobs;
import io.mltwin.compute.jobs.JobRequest;
import io.mltwin.compute.jobs.NewJob;
import io.mltwin.compute.metrics.MetricService;
import io.mltwin.compute.orchestration.OrchestratedRun;
import io.mltwin.compute.orchestration.OrchestratedRuns;
import io.mltwin.compute.orchestration.RunLeader;
import io.mltwin.compute.runs.ChildRuns;
import io.mltwin.compute.runs.ChildRuns.Child;
import io.mltwin.compute.runs.RunService;
import io.mltwin.compute.runs.RunStatus;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspaceClient;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Brings sweeps on: compares their trials, gives up those that the policy does not want, adds the
 * next ones, and ends them.
 */
@Singleton
class SweepProgress implements RunLeader {

    private static final Set<Integer> REFUSALS = Set.of(400, 403, 404, 409, 501);

    private final OrchestratedRuns orchestrated;
    private final SweepJobs jobs;
    private final CommandJobs commands;
    private final Trials trials;
    private final MetricService metrics;
    private final ChildRuns children;
    private final RunService runs;
    private final ExecutionService execution;
    private final WorkspaceClient workspaces;

    SweepProgress(
            OrchestratedRuns orchestrated,
            SweepJobs jobs,
            CommandJobs commands,
            Trials trials,
            MetricService metrics,
            ChildRuns children,
            RunService runs,
            ExecutionService execution,
            WorkspaceClient workspaces) {
        this.orchestrated = orchestrated;
        this.jobs = jobs;
        this.commands = commands;
        this.trials = trials;
        this.metrics = metrics;
        this.children = children;
        this.runs = runs;
        this.execution = execution;
        this.workspaces = workspaces;
    }

    @Override
    public String kind() {
        return SweepJobs.TYPE;
    }

    @Override
    public void advance(RunHistory history, OrchestratedRun sweep) {
        SweepContent content =
                history.open(
                        OrchestratedRun.place(sweep.runId()), sweep.content(), SweepContent.class);
        SweepPlan plan = SweepValidator.read(jobs.read(content.definition()), content.seed());
        List<Child> all = children.of(sweep.workspaceId(), sweep.runId());
        compare(history, sweep, plan, all);
        long active = all.stream().filter(Child::isActive).count();
        if (sweep.nextChild() < plan.trials() && active < plan.concurrentTrials()) {
            Optional<Workspace> workspace =
                    workspaces.find(ArmResourceId.parse(content.workspaceArmId()));
            if (workspace.isEmpty() || !workspace.get().workspaceId().equals(sweep.workspaceId())) {
                orchestrated.remove(sweep);
                return;
            }
            OpenWorkspace open = new OpenWorkspace(workspace.get(), history);
            addTrials(open, sweep, content, plan, active);
        } else if (sweep.nextChild() >= plan.trials() && active == 0) {
            end(history, sweep, all);
        }
    }

    private void compare(
            RunHistory history, OrchestratedRun sweep, SweepPlan plan, List<Child> all) {
        long newest = metrics.newestOfChildren(sweep.workspaceId(), sweep.runId());
        if (newest <= sweep.metricsSeen()) {
            return;
        }
        Map<String, List<Double>> logged =
                trials.logged(history, all, plan.objective().primaryMetric());
        describeBest(history, sweep, plan.objective(), logged);
        if (plan.earlyTermination() != null) {
            Set<String> active = new HashSet<>();
            all.stream().filter(Child::isActive).forEach(trial -> active.add(trial.runId()));
            plan.earlyTermination()
                    .losers(logged, active, plan.objective())
                    .forEach(trial -> execution.cancelUnlessEnded(history, trial));
        }
        orchestrated.compared(sweep, newest);
    }

    /** As HyperDrive writes it, where Azure's clients read it. */
    private void describeBest(
            RunHistory history,
            OrchestratedRun sweep,
            Objective objective,
            Map<String, List<Double>> logged) {
        String best = null;
        double score = 0;
        for (Map.Entry<String, List<Double>> trial : logged.entrySet()) {
            double own = objective.best(trial.getValue());
            if (best == null || objective.isBetter(own, score)) {
                best = trial.getKey();
                score = own;
            }
        }
        if (best != null) {
            runs.describe(
                    history,
                    sweep.runId(),
                    Map.of(
                            "best_child_run_id",
                            best,
                            "score",
                            Double.toString(score),
                            "best_metric_status",
                            "Succeeded",
                            "best_data_container_id",
                            "dcid." + best));
        }
    }

    private void addTrials(
            OpenWorkspace workspace,
            OrchestratedRun sweep,
            SweepContent content,
            SweepPlan plan,
            long active) {
        ArmResourceId id = ArmResourceId.parse(content.workspaceArmId());
        JobRequest request =
                new JobRequest(
                        workspace,
                        id.child("jobs", sweep.runId()),
                        content.definition(),
                        content.caller(),
                        content.correlationId(),
                        null);
        long free = plan.concurrentTrials() - active;
        int end = (int) Math.min(plan.trials(), sweep.nextChild() + free);
        for (int number = sweep.nextChild(); number < end; number++) {
            NewJob trial;
            try {
                trial = commands.prepare(jobs.trial(request, plan, number));
            } catch (AzureException refused) {
                if (!REFUSALS.contains(refused.status())) {
                    throw refused;
                }
                fail(workspace.history(), sweep, refused.code(), refused.getMessage());
                return;
            }
            if (!orchestrated.addChild(sweep, number, trial::add)) {
                return;
            }
        }
    }

    private void end(RunHistory history, OrchestratedRun sweep, List<Child> all) {
        if (all.stream().allMatch(trial -> trial.status() == RunStatus.Failed)) {
            orchestrated.fail(
                    history, sweep.runId(), "UserError", "All trials of the sweep have failed.");
        } else {
            orchestrated.end(history, sweep.runId(), RunStatus.Completed);
        }
    }

    /** A trial cannot be submitted any more. */
    private void fail(RunHistory history, OrchestratedRun sweep, String code, String message) {
        orchestrated.fail(history, sweep.runId(), code, message);
        execution.cancelChildren(history, sweep.runId());
    }
}
