package io.mltwin.compute.execution;

import io.mltwin.compute.execution.RunRequirements.JobIdentity;
import io.mltwin.compute.snapshots.SnapshotBody.SnapshotFile;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Reads what a run was submitted with, while it waits or is on a node. */
@Singleton
public record SubmittedJobs(SealedJobs sealed) {

    /**
     * The request that submitted a run.
     *
     * @param traceParent null when it was not traced
     */
    public record Origin(String correlationId, String traceParent) {}

    /** Returns the request that submitted a run; empty when the run has ended. */
    public Optional<Origin> origin(String workspaceId, String runId) {
        return sealed.load(workspaceId, runId)
                .map(job -> job.content())
                .map(content -> new Origin(content.correlationId(), content.traceParent()));
    }

    /** Returns a file of the code of a run; empty when it has none of this path. */
    public Optional<SnapshotFile> file(String workspaceId, String runId, String path) {
        return sealed.load(workspaceId, runId).stream()
                .flatMap(job -> job.content().files().stream())
                .filter(file -> file.path().equals(path))
                .findFirst();
    }

    /** Returns a data reference of a run; empty when it has none of this name. */
    public Optional<RunData> data(String workspaceId, String runId, String name) {
        return sealed.load(workspaceId, runId).stream()
                .flatMap(job -> job.content().data().stream())
                .filter(data -> data.name().equals(name))
                .findFirst();
    }

    /** Returns the identity that a run asks for; empty where it says nothing of it. */
    public Optional<JobIdentity> identity(String workspaceId, String runId) {
        return sealed.load(workspaceId, runId)
                .map(job -> job.content().requirements().identity());
    }
}
