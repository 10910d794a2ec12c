package io.mltwin.compute.automl;

import io.mltwin.compute.jobs.JobRequest;
import io.mltwin.compute.runs.ChildRuns.Child;
import io.mltwin.compute.runs.RunBody;
import io.mltwin.compute.runs.RunService;
import io.mltwin.compute.runs.RunStatus;
import jakarta.inject.Singleton;
import java.util.List;

/** Prepares the data of an automated ML job: one run checks the table, the next featurizes it. */
@Singleton
class AutoMLPreparation {

    private static final String USER_ERROR = "UserError";
    private static final String NEEDED =
            " Automated ML needs Python 3 with pip, scikit-learn, pandas and PyYAML: install"
                    + " Debian's python3-pip, python3-sklearn, python3-pandas and python3-yaml, or"
                    + " give a package index that has them (mltwin.python.index).";

    private final AutoMLChildren children;
    private final AutoMLResults results;
    private final RunService runs;

    AutoMLPreparation(AutoMLChildren children, AutoMLResults results, RunService runs) {
        this.children = children;
        this.results = results;
        this.runs = runs;
    }

    /**
     * Tells whether the data is there; else begins what it needs, waits for it, or fails the job.
     */
    boolean isDone(AutoMLLead lead) {
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
        children.parent(lead).ifPresent(parent -> children.add(lead, number, job(lead, number, parent)));
    }

    private JobRequest job(AutoMLLead lead, int number, JobRequest parent) {
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
}
