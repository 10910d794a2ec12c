package io.mltwin.compute.automl;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.execution.ExecutionService;
import io.mltwin.compute.jobs.CommandJobs;
import io.mltwin.compute.jobs.JobRequest;
import io.mltwin.compute.jobs.NewJob;
import io.mltwin.compute.orchestration.OrchestratedRuns;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspaceClient;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/** Adds the runs that an automated ML job leads, and ends them with it. */
@Singleton
class AutoMLChildren {

    private static final Set<Integer> REFUSALS = Set.of(400, 403, 404, 409, 501);

    private final OrchestratedRuns orchestrated;
    private final CommandJobs commands;
    private final ExecutionService execution;
    private final WorkspaceClient workspaces;

    AutoMLChildren(
            OrchestratedRuns orchestrated,
            CommandJobs commands,
            ExecutionService execution,
            WorkspaceClient workspaces) {
        this.orchestrated = orchestrated;
        this.commands = commands;
        this.execution = execution;
        this.workspaces = workspaces;
    }

    /** Returns the job that was submitted; empty when its workspace is gone. */
    Optional<JobRequest> parent(AutoMLLead lead) {
        ArmResourceId id = ArmResourceId.parse(lead.content().workspaceArmId());
        Optional<Workspace> workspace =
                workspaces
                        .find(id)
                        .filter(found -> found.workspaceId().equals(lead.run().workspaceId()));
        if (workspace.isEmpty()) {
            orchestrated.remove(lead.run());
        }
        return workspace.map(
                found ->
                        new JobRequest(
                                new OpenWorkspace(found, lead.history()),
                                id.child("jobs", lead.id()),
                                lead.content().definition(),
                                lead.content().caller(),
                                lead.content().correlationId(),
                                null));
    }

    /** Adds the child of this number; false when there is to be none. */
    boolean add(AutoMLLead lead, int number, JobRequest job) {
        NewJob child;
        try {
            child = commands.prepare(job);
        } catch (AzureException refused) {
            if (!REFUSALS.contains(refused.status())) {
                throw refused;
            }
            fail(lead, refused.code(), refused.getMessage());
            return false;
        }
        return orchestrated.addChild(lead.run(), number, child::add);
    }

    /** Cancels the children that have not ended. */
    void cancel(AutoMLLead lead) {
        execution.cancelChildren(lead.history(), lead.id());
    }

    /** Ends the job as Failed, with its children. */
    void fail(AutoMLLead lead, String code, String message) {
        orchestrated.fail(lead.history(), lead.id(), code, message);
        cancel(lead);
    }
}
