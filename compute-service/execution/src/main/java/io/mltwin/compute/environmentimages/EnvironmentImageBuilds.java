package io.mltwin.compute.environmentimages;

import io.mltwin.compute.execution.ExecutionService;
import io.mltwin.compute.execution.ExecutionService.Submission;
import io.mltwin.compute.workspaces.Workspace.WorkspaceDeleted;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** The builds of images, in the database: one at a time for one content. */
@Singleton
public class EnvironmentImageBuilds {

    private final EnvironmentImageRepository repository;
    private final ExecutionService execution;

    EnvironmentImageBuilds(EnvironmentImageRepository repository, ExecutionService execution) {
        this.repository = repository;
        this.execution = execution;
    }

    @Transactional
    Optional<EnvironmentImageBuild> find(String workspaceId, String contentKey, String operation) {
        return repository.find(workspaceId, contentKey, operation);
    }

    /** Notes that an operation waits for a build, and will be told its end. */
    @Transactional
    void join(String workspaceId, String contentKey, String runId, String operation) {
        repository.join(workspaceId, contentKey, runId, operation);
    }

    /**
     * Queues the run of a build and notes it, both or neither.
     *
     * @param old the run of the build that it takes the place of, empty for none
     * @return false where another build was begun meanwhile, so that this one is not needed
     */
    @Transactional
    boolean begin(Submission run, String contentKey, String operation, String old) {
        boolean isFirst = repository.replace(
                run.history().workspaceId(), contentKey, run.given().runId(), operation, old);
        if (isFirst) {
            execution.queue(run);
        }
        return isFirst;
    }

    /** Notes the image that a node has for its run; of a run that is no build nothing is noted. */
    @Transactional
    public void report(String workspaceId, String runId, ReportedImage image) {
        repository.report(workspaceId, runId, image);
    }

    void gone(@Observes WorkspaceDeleted workspace) {
        repository.deleteWorkspace(workspace.workspaceId());
    }

    /**
     * The newest build of an image.
     *
     * @param runId that builds it or has built it
     * @param isAwaited whether the operation that asks waits for this build
     * @param image once the node has reported it
     */
    record EnvironmentImageBuild(String runId, boolean isAwaited, Optional<ReportedImage> image) {}
}
