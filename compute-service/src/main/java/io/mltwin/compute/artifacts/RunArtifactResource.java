package io.mltwin.compute.artifacts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mltwin.compute.access.Operation;
import io.mltwin.compute.access.WorkspaceAuthorizer;
import io.mltwin.compute.queries.PageBody;
import io.mltwin.compute.runs.RunService;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspacePath;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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
    private final ArtifactBatches batches;

    RunArtifactResource(
            WorkspaceAuthorizer access,
            RunService runs,
            ArtifactService artifacts,
            ArtifactBatches batches) {
        this.access = access;
        this.runs = runs;
        this.artifacts = artifacts;
        this.batches = batches;
    }

    @GET
    @Path(ARTIFACTS)
    public PageBody<ArtifactBody> list(
            @BeanParam WorkspacePath path,
            @RestPath String experiment,
            @RestPath String run,
            @QueryParam("$continuationToken") String continuationToken) {
        Workspace workspace = require(path, experiment, run);
        return PageBody.of(
                artifacts.list(workspace, ArtifactContainer.ofRun(run), null),
                ArtifactResource.page(continuationToken));
    }

    @GET
    @Path(ARTIFACTS + "/path")
    public PageBody<ArtifactBody> below(
            @BeanParam WorkspacePath path,
            @RestPath String experiment,
            @RestPath String run,
            @QueryParam("path") String below,
            @QueryParam("$continuationToken") String continuationToken) {
        Workspace workspace = require(path, experiment, run);
        return PageBody.of(
                artifacts.list(workspace, ArtifactContainer.ofRun(run), below),
                ArtifactResource.page(continuationToken));
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

    /** Returns the signed address alone, as a JSON string. */
    @GET
    @Path(ARTIFACTS + "/artifacturi")
    public JsonNode uri(
            @BeanParam WorkspacePath path,
            @RestPath String experiment,
            @RestPath String run,
            @QueryParam("path") String artifact) {
        return TextNode.valueOf(contentInformation(path, experiment, run, artifact).contentUri());
    }

    @GET
    @Path(ARTIFACTS + "/prefix/contentinfo")
    public PageBody<ArtifactContentBody> contentInformationBelow(
            @BeanParam WorkspacePath path,
            @RestPath String experiment,
            @RestPath String run,
            @QueryParam("path") String below,
            @QueryParam("$continuationToken") String continuationToken) {
        Workspace workspace = require(path, experiment, run);
        return ArtifactContentResource.informationBelow(
                artifacts, workspace, ArtifactContainer.ofRun(run), below, continuationToken, true);
    }

    @POST
    @Path(ARTIFACTS + "/batch/metadata")
    public ArtifactBatchBody batch(
            @BeanParam WorkspacePath path,
            @RestPath String experiment,
            @RestPath String run,
            ArtifactBatchBody.Paths body) {
        Workspace workspace = require(path, experiment, run);
        return batches.byPath(workspace, ArtifactContainer.ofRun(run), body);
    }

    private Workspace require(WorkspacePath path, String experiment, String run) {
        Workspace workspace = access.require(path, Operation.READ_ARTIFACTS, run);
        runs.requireExists(workspace.workspaceId(), experiment, run);
        return workspace;
    }
}
