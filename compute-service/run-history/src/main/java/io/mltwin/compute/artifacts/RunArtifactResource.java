package io.mltwin.compute.artifacts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mltwin.compute.access.Operation;
import io.mltwin.compute.access.WorkspaceAuthorizer;
import io.mltwin.compute.artifacts.ArtifactBody.ArtifactContentBody;
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
            WorkspaceAuthorizer access, RunService runs, ArtifactService artifacts, ArtifactBatches batches) {
        this.access = access;
        this.runs = runs;
        this.artifacts = artifacts;
        this.batches = batches;
    }

    @GET
    @Path(ARTIFACTS)
    public PageBody<ArtifactBody> list(@BeanParam RunPath path, @QueryParam("$continuationToken") String page) {
        return artifacts.page(require(path), path.in(), null, page);
    }

    @GET
    @Path(ARTIFACTS + "/path")
    public PageBody<ArtifactBody> below(
            @BeanParam RunPath path, @QueryParam("path") String below, @QueryParam("$continuationToken") String page) {
        return artifacts.page(require(path), path.in(), below, page);
    }

    @GET
    @Path(ARTIFACTS + "/metadata")
    public ArtifactBody metadata(@BeanParam RunPath path, @QueryParam("path") String artifact) {
        return artifacts.metadata(require(path), path.in(), artifact);
    }

    @GET
    @Path(ARTIFACTS + "/contentinfo")
    public ArtifactContentBody contentInformation(@BeanParam RunPath path, @QueryParam("path") String artifact) {
        return artifacts.contentInformation(require(path), path.in(), artifact);
    }

    /** Returns the signed address alone, as a JSON string. */
    @GET
    @Path(ARTIFACTS + "/artifacturi")
    public JsonNode uri(@BeanParam RunPath path, @QueryParam("path") String artifact) {
        return TextNode.valueOf(contentInformation(path, artifact).contentUri());
    }

    @GET
    @Path(ARTIFACTS + "/prefix/contentinfo")
    public PageBody<ArtifactContentBody> contentInformationBelow(
            @BeanParam RunPath path, @QueryParam("path") String below, @QueryParam("$continuationToken") String page) {
        return artifacts.informationPage(require(path), path.in(), below, page, true);
    }

    @POST
    @Path(ARTIFACTS + "/batch/metadata")
    public ArtifactBatchBody batch(@BeanParam RunPath path, ArtifactBatchBody.Paths body) {
        return batches.byPath(require(path), path.in(), body);
    }

    private Workspace require(RunPath path) {
        Workspace workspace = access.require(path, Operation.READ_ARTIFACTS, path.run);
        runs.requireExists(workspace.workspaceId(), path.experiment, path.run);
        return workspace;
    }

    /** The run that a path names. */
    public static class RunPath extends WorkspacePath {
        @RestPath
        public String experiment;

        @RestPath
        public String run;

        ArtifactContainer in() {
            return ArtifactContainer.ofRun(run);
        }
    }
}
