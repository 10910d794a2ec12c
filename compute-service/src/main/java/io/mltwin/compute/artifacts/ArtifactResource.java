package io.mltwin.compute.artifacts;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.access.Operation;
import io.mltwin.compute.access.WorkspaceAuthorizer;
import io.mltwin.compute.queries.PageBody;
import io.mltwin.compute.runs.RunService;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspacePath;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestPath;

/**
 * Azure ML's artifact service ({@code /artifact/v2.0}) for the origins ExperimentRun and
 * LocalUpload.
 *
 * <p>Deviation: other origins, SAS URIs, batches, registration and appending answer 501.
 */
@Path("/artifact/" + WorkspacePath.TEMPLATE)
public class ArtifactResource {

    private static final String CONTAINER = "artifacts/{origin}/{container}";

    private final WorkspaceAuthorizer access;
    private final RunService runs;
    private final ArtifactService artifacts;

    ArtifactResource(WorkspaceAuthorizer access, RunService runs, ArtifactService artifacts) {
        this.access = access;
        this.runs = runs;
        this.artifacts = artifacts;
    }

    @GET
    @Path(CONTAINER)
    public PageBody<ArtifactBody> list(
            @BeanParam WorkspacePath path,
            @RestPath String origin,
            @RestPath String container,
            @QueryParam("path") String below) {
        ArtifactContainer in = ArtifactContainer.parse(origin, container);
        return PageBody.whole(
                artifacts.list(require(path, Operation.READ_ARTIFACTS, in), in, below));
    }

    @GET
    @Path(CONTAINER + "/metadata")
    public ArtifactBody metadata(
            @BeanParam WorkspacePath path,
            @RestPath String origin,
            @RestPath String container,
            @QueryParam("path") String artifact) {
        ArtifactContainer in = ArtifactContainer.parse(origin, container);
        return artifacts.metadata(require(path, Operation.READ_ARTIFACTS, in), in, artifact);
    }

    @GET
    @Path(CONTAINER + "/contentinfo")
    public ArtifactContentBody contentInformation(
            @BeanParam WorkspacePath path,
            @RestPath String origin,
            @RestPath String container,
            @QueryParam("path") String artifact) {
        ArtifactContainer in = ArtifactContainer.parse(origin, container);
        return artifacts.contentInformation(
                require(path, Operation.READ_ARTIFACTS, in), in, artifact);
    }

    @GET
    @Path(CONTAINER + "/content")
    public Response content(
            @BeanParam WorkspacePath path,
            @RestPath String origin,
            @RestPath String container,
            @QueryParam("path") String artifact) {
        ArtifactContainer in = ArtifactContainer.parse(origin, container);
        Workspace workspace = require(path, Operation.READ_ARTIFACTS, in);
        return Response.ok(
                        artifacts.open(workspace, in, artifact),
                        MediaType.APPLICATION_OCTET_STREAM_TYPE)
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    @POST
    @Path(CONTAINER + "/content")
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    public ArtifactBody write(
            @BeanParam WorkspacePath path,
            @RestPath String origin,
            @RestPath String container,
            @QueryParam("path") String artifact,
            @QueryParam("append") boolean append,
            @QueryParam("allowOverwrite") boolean allowOverwrite,
            byte[] content) {
        ArtifactContainer in = ArtifactContainer.parse(origin, container);
        Workspace workspace = require(path, Operation.WRITE_ARTIFACTS, in);
        if (append) {
            throw AzureException.notBuilt("Appending to an artifact");
        }
        artifacts.write(workspace, in, artifact, content, allowOverwrite);
        return artifacts.metadata(workspace, in, artifact);
    }

    private Workspace require(WorkspacePath path, Operation operation, ArtifactContainer in) {
        Workspace workspace = access.require(path, operation, in.runId());
        if (in.runId() != null) {
            runs.requireExists(workspace.workspaceId(), null, in.runId());
        }
        return workspace;
    }
}
