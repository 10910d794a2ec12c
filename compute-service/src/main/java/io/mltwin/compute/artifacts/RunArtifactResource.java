package io.mltwin.compute.artifacts;

import io.mltwin.compute.access.Operation;
import io.mltwin.compute.access.WorkspaceAuthorizer;
import io.mltwin.compute.queries.PageBody;
import io.mltwin.compute.runs.RunService;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspacePath;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.jboss.resteasy.reactive.RestPath;

/** Artifacts of a run in run history (2020-09-23). */
@Path("/history/" + WorkspacePath.TEMPLATE)
public class RunArtifactResource {

    private static final String ARTIFACTS = "experiments/{experiment}/runs/{run}/artifacts";

    private final WorkspaceAuthorizer access;
    private final RunService runs;
    private final ArtifactService artifacts;

    RunArtifactResource(WorkspaceAuthorizer access, RunService runs, ArtifactService artifacts) {
        this.access = access;
        this.runs = runs;
        this.artifacts = artifacts;
    }

    @GET
    @Path(ARTIFACTS)
    public PageBody<ArtifactBody> list(
            @BeanParam WorkspacePath path, @RestPath String experiment, @RestPath String run) {
        return PageBody.whole(
                artifacts.list(require(path, experiment, run), ArtifactContainer.ofRun(run), null));
    }

    @GET
    @Path(ARTIFACTS + "/path")
    public PageBody<ArtifactBody> below(
            @BeanParam WorkspacePath path,
            @RestPath String experiment,
            @RestPath String run,
            @QueryParam("path") String below) {
        return PageBody.whole(
                artifacts.list(
                        require(path, experiment, run), ArtifactContainer.ofRun(run), below));
    }

    @GET
    @Path(ARTIFACTS + "/metadata")
    public ArtifactBody metadata(
            @BeanParam WorkspacePath path,
            @RestPath String experiment,
            @RestPath String run,
            @QueryParam("path") String artifact) {
        return artifacts.metadata(
                require(path, experiment, run), ArtifactContainer.ofRun(run), artifact);
    }

    @GET
    @Path(ARTIFACTS + "/contentinfo")
    public ArtifactContentBody contentInformation(
            @BeanParam WorkspacePath path,
            @RestPath String experiment,
            @RestPath String run,
            @QueryParam("path") String artifact) {
        return artifacts.contentInformation(
                require(path, experiment, run), ArtifactContainer.ofRun(run), artifact);
    }

    private Workspace require(WorkspacePath path, String experiment, String run) {
        Workspace workspace = access.require(path, Operation.READ_ARTIFACTS, run);
        runs.requireExists(workspace.workspaceId(), experiment, run);
        return workspace;
    }
}
