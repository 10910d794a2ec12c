package io.mltwin.compute.automl;

import io.mltwin.compute.execution.RunCancellation;
import io.mltwin.compute.jobs.CommandJobs;
import io.mltwin.compute.jobs.JobRequest;
import io.mltwin.compute.orchestration.OrchestratedJobs;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Adds the runs that an automated ML job leads, and ends them with it. */
@Singleton
record AutoMLChildren(OrchestratedJobs orchestrated, CommandJobs commands, RunCancellation cancellation) {

    /** Returns the job that was submitted; empty when its workspace is gone. */
    Optional<JobRequest> parent(AutoMLLead lead) {
        return orchestrated.reopen(lead.history(), lead.run(), lead.content());
    }

    /** Adds the child of this number; false when there is to be none. */
    boolean add(AutoMLLead lead, int number, JobRequest job) {
        return orchestrated.submit(lead.history(), lead.run(), number, () -> commands.prepare(job));
    }

    /** Cancels the children that have not ended. */
    void cancel(AutoMLLead lead) {
        cancellation.cancelChildren(lead.history(), lead.id());
    }

    /** Ends the job as Failed, with its children. */
    void fail(AutoMLLead lead, String code, String message) {
        orchestrated.fail(lead.history(), lead.id(), code, message);
    }
}
