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
import io.mltwin.compute.runs.RunBody;
import io.mltwin.compute.runs.RunService;
import io.mltwin.compute.runs.RunStatus;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings automated ML jobs on: when their data is prepared it begins trials, until there are
 * enough, and names the best one.
 */
@Singleton
record AutoMLProgress(
        OrchestratedRuns orchestrated,
        AutoMLJobs jobs,
        AutoMLChildren children,
        AutoMLResults results,
        ChildRuns childRuns,
        RunService runs,
        Clock clock)
        implements RunLeader {

    private static final String USER_ERROR = "UserError";
    private static final String NEEDED =
            " Automated ML needs Python 3 with pip, scikit-learn, pandas and PyYAML: install"
                    + " Debian's python3-pip, python3-sklearn, python3-pandas and python3-yaml, or"
                    + " give a package index that has them (mltwin.python.index).";

    @Override
    public String kind() {
        return AutoMLJobs.TYPE;
    }

    @Override
    public void advance(RunHistory history, OrchestratedRun run) {
        OrchestratedJobContent content = OrchestratedJobContent.open(history, run);
        Map<String, Child> byId = new HashMap<>();
        childRuns.of(run.workspaceId(), run.runId()).forEach(child -> byId.put(child.runId(), child));
        AutoMLLead lead = new AutoMLLead(
                history,
                run,
                content,
                jobs.read(content.definition()),
                !content.noTrialAfter().isAfter(clock.instant()),
                byId);
        if (lead.isOver() && !lead.active().isEmpty()) {
            children.cancel(lead);
        } else if (isPrepared(lead)) {
            leadTrials(lead);
        }
    }

    /**
     * Tells whether the data is there; else begins what it needs, waits for it, or fails the job. One run checks the
     * table, the next featurizes it.
     */
    private boolean isPrepared(AutoMLLead lead) {
        List<String> ids = List.of(AutoMLChildJobs.setupId(lead.id()), AutoMLChildJobs.featurizeId(lead.id()));
        for (int number = 0; number < ids.size(); number++) {
            Child preparation = lead.children().get(ids.get(number));
            boolean isCompleted = preparation != null && preparation.status() == RunStatus.Completed;
            if (!isCompleted && lead.isOver()) {
                children.fail(lead, USER_ERROR, "The job has reached its timeout without a trial.");
            } else if (preparation == null) {
                begin(lead, number);
            } else if (!isCompleted && !preparation.isActive()) {
                children.fail(lead, USER_ERROR, reason(lead, preparation));
            }
            if (!isCompleted) {
                return false;
            }
        }
        return true;
    }

    private void begin(AutoMLLead lead, int number) {
        if (number > 0) {
            results.describeProblem(lead.history(), lead.id());
        }
        children.parent(lead).ifPresent(parent -> children.add(lead, number, preparationJob(lead, number, parent)));
    }

    private JobRequest preparationJob(AutoMLLead lead, int number, JobRequest parent) {
        String code = lead.content().code();
        return number == 0
                ? AutoMLChildJobs.setup(parent, lead.plan(), code)
                : AutoMLChildJobs.featurize(parent, lead.plan(), code);
    }

    /** Tells the error of a run without which there is no trial, and what its compute may lack. */
    private String reason(AutoMLLead lead, Child preparation) {
        RunBody run = runs.get(lead.history(), null, preparation.runId());
        String error = run.error() == null
                ? "It is " + preparation.status() + "."
                : run.error().at("/error/message").asText();
        boolean neverRan = preparation.status() == RunStatus.Failed && run.startTimeUtc() == null;
        return "The run '" + preparation.runId() + "' has not completed. " + error + (neverRan ? NEEDED : "");
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
                    USER_ERROR,
                    lead.isOver()
                            ? "The job has reached its timeout before a trial has completed."
                            : "No trial has completed with a score; see the logs of the trials.");
        }
    }
}
