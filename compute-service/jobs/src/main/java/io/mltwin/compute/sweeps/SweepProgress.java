package io.mltwin.compute.sweeps;

import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.execution.RunCancellation;
import io.mltwin.compute.jobs.CommandJobs;
import io.mltwin.compute.jobs.JobRequest;
import io.mltwin.compute.metrics.MetricService;
import io.mltwin.compute.metrics.ScalarMetrics;
import io.mltwin.compute.metrics.ScalarMetrics.ScalarPoint;
import io.mltwin.compute.orchestration.OrchestratedJobContent;
import io.mltwin.compute.orchestration.OrchestratedJobs;
import io.mltwin.compute.orchestration.OrchestratedRun;
import io.mltwin.compute.orchestration.OrchestratedRuns;
import io.mltwin.compute.orchestration.RunLeader;
import io.mltwin.compute.runs.ChildRuns;
import io.mltwin.compute.runs.ChildRuns.Child;
import io.mltwin.compute.runs.RunService;
import io.mltwin.compute.runs.RunStatus;
import io.mltwin.compute.sweeps.SweepPlan.Objective;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Brings sweeps on: compares their trials, gives up those that the policy does not want, adds the
 * next ones, and ends them.
 */
@Singleton
record SweepProgress(
        OrchestratedRuns orchestrated,
        OrchestratedJobs submitted,
        SweepJobs jobs,
        CommandJobs commands,
        ScalarMetrics scalars,
        MetricService metrics,
        ChildRuns children,
        RunService runs,
        RunCancellation cancellation)
        implements RunLeader {

    @Override
    public String kind() {
        return SweepJobs.TYPE;
    }

    @Override
    public void advance(RunHistory history, OrchestratedRun sweep) {
        OrchestratedJobContent content = OrchestratedJobContent.open(history, sweep);
        SweepPlan plan = SweepValidator.read(jobs.read(content.definition()), content.seed());
        List<Child> all = children.of(sweep.workspaceId(), sweep.runId());
        compare(history, sweep, plan, all);
        long active = all.stream().filter(Child::isActive).count();
        if (sweep.nextChild() < plan.trials() && active < plan.concurrentTrials()) {
            long free = plan.concurrentTrials() - active;
            int end = (int) Math.min(plan.trials(), sweep.nextChild() + free);
            List<Integer> next = IntStream.range(sweep.nextChild(), end).boxed().toList();
            submitted.reopen(history, sweep, content).ifPresent(request -> addTrials(request, sweep, plan, next));
        } else if (sweep.nextChild() >= plan.trials() && active == 0) {
            end(history, sweep, all);
        }
    }

    private void compare(RunHistory history, OrchestratedRun sweep, SweepPlan plan, List<Child> all) {
        long newest = metrics.newestOfChildren(sweep.workspaceId(), sweep.runId());
        if (newest <= sweep.metricsSeen()) {
            return;
        }
        Map<String, List<Double>> logged = logged(history, all, plan.objective().primaryMetric());
        describeBest(history, sweep, plan.objective(), logged);
        if (plan.earlyTermination() != null) {
            Set<String> active = new HashSet<>();
            all.stream().filter(Child::isActive).forEach(trial -> active.add(trial.runId()));
            plan.earlyTermination()
                    .losers(logged, active, plan.objective())
                    .forEach(trial -> cancellation.cancelUnlessEnded(history, trial));
        }
        orchestrated.compared(sweep, newest);
    }

    /**
     * Returns the values of a metric by trial, in the order in which they were logged; without
     * trials that have none.
     */
    private Map<String, List<Double>> logged(RunHistory history, List<Child> trials, String metric) {
        Map<String, List<Double>> all = new LinkedHashMap<>();
        for (Child trial : trials) {
            List<Double> values = scalars.history(history, trial.runId(), metric, null, null).value().stream()
                    .map(ScalarPoint::value)
                    .filter(Double::isFinite)
                    .toList();
            if (!values.isEmpty()) {
                all.put(trial.runId(), values);
            }
        }
        return all;
    }

    /** As HyperDrive writes it, where Azure's clients read it. */
    private void describeBest(
            RunHistory history, OrchestratedRun sweep, Objective objective, Map<String, List<Double>> logged) {
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

    private void addTrials(JobRequest request, OrchestratedRun sweep, SweepPlan plan, List<Integer> next) {
        submitted.submit(
                request.workspace().history(),
                sweep,
                next,
                number -> commands.prepare(jobs.trial(request, plan, number)));
    }

    private void end(RunHistory history, OrchestratedRun sweep, List<Child> all) {
        if (all.stream().allMatch(trial -> trial.status() == RunStatus.Failed)) {
            orchestrated.fail(history, sweep.runId(), "UserError", "All trials of the sweep have failed.");
        } else {
            orchestrated.end(history, sweep.runId(), RunStatus.Completed);
        }
    }
}
