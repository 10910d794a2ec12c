package io.mltwin.compute.automl;

import io.mltwin.compute.automl.TrialScores.Score;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.jobs.JobRequest;
import io.mltwin.compute.orchestration.OrchestratedJobContent;
import io.mltwin.compute.orchestration.OrchestratedRun;
import io.mltwin.compute.orchestration.OrchestratedRuns;
import io.mltwin.compute.orchestration.RunLeader;
import io.mltwin.compute.runs.ChildRuns;
import io.mltwin.compute.runs.ChildRuns.Child;
import io.mltwin.compute.runs.RunStatus;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Brings automated ML jobs on: when their data is prepared it begins trials, until there are
 * enough, and names the best one.
 */
@Singleton
class AutoMLProgress implements RunLeader {

    private final OrchestratedRuns orchestrated;
    private final AutoMLJobs jobs;
    private final AutoMLPreparation preparation;
    private final AutoMLChildren children;
    private final AutoMLResults results;
    private final ChildRuns runs;
    private final Clock clock;

    AutoMLProgress(
            OrchestratedRuns orchestrated,
            AutoMLJobs jobs,
            AutoMLPreparation preparation,
            AutoMLChildren children,
            AutoMLResults results,
            ChildRuns runs,
            Clock clock) {
        this.orchestrated = orchestrated;
        this.jobs = jobs;
        this.preparation = preparation;
        this.children = children;
        this.results = results;
        this.runs = runs;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return AutoMLJobs.TYPE;
    }

    @Override
    public void advance(RunHistory history, OrchestratedRun run) {
        OrchestratedJobContent content = OrchestratedJobContent.open(history, run);
        Map<String, Child> byId = new HashMap<>();
        runs.of(run.workspaceId(), run.runId()).forEach(child -> byId.put(child.runId(), child));
        AutoMLLead lead = new AutoMLLead(
                history,
                run,
                content,
                jobs.read(content.definition()),
                !content.noTrialAfter().isAfter(clock.instant()),
                byId);
        if (lead.isOver() && !lead.active().isEmpty()) {
            children.cancel(lead);
        } else if (preparation.isDone(lead)) {
            leadTrials(lead);
        }
    }

    /** While all slots are taken there is nothing to decide: a trial logs its score at its end. */
    private void leadTrials(AutoMLLead lead) {
        AutoMLLimits limits = lead.plan().limits();
        int active = lead.active().size();
        if (active >= limits.concurrentTrials()) {
            return;
        }
        TrialScores scores = results.scores(lead);
        boolean isReached = scores.reaches(limits.exitScore());
        boolean isEnough = lead.isOver()
                || isReached
                || limits.endsEarly() && scores.isStale()
                || lead.trials() >= lead.plan().trials();
        if (!isEnough) {
            addTrials(lead, limits.concurrentTrials() - active);
        } else if (active == 0) {
            end(lead, scores);
        } else if (isReached) {
            children.cancel(lead);
        }
    }

    private void addTrials(AutoMLLead lead, int free) {
        Optional<JobRequest> parent = children.parent(lead);
        if (parent.isEmpty()) {
            return;
        }
        int end = Math.min(lead.plan().trials(), lead.trials() + free);
        for (int trial = lead.trials(); trial < end; trial++) {
            JobRequest job = AutoMLChildJobs.trial(
                    parent.get(), lead.plan(), lead.content().code(), trial);
            if (!children.add(lead, AutoMLLead.PREPARATIONS + trial, job)) {
                return;
            }
        }
    }

    private void end(AutoMLLead lead, TrialScores scores) {
        Optional<Score> best = scores.best();
        if (best.isPresent()) {
            results.describeBest(lead.history(), lead.id(), scores, best.get());
            orchestrated.end(lead.history(), lead.id(), RunStatus.Completed);
        } else {
            children.fail(
                    lead,
                    "UserError",
                    lead.isOver()
                            ? "The job has reached its timeout before a trial has completed."
                            : "No trial has completed with a score; see the logs of the trials.");
        }
    }
}
