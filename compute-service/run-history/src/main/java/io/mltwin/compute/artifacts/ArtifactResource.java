package io.mltwin.compute.artifacts;

import static io.mltwin.armweb.AzureException.notBuiltIf;

import io.mltwin.compute.access.Operation;
import io.mltwin.compute.queries.PageBody;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspacePath;
import io.mltwin.platform.bodies.ReceivedBody;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * Azure ML's artifact service ({@code /artifact/v2.0}) for the origins ExperimentRun and
 * LocalUpload.
 *
 * <p>Deviation: other origins, registration, batches that write or delete, and appending answer
 * 501.
 */
@Path("/artifact/" + WorkspacePath.TEMPLATE)
public class ArtifactResource {

    private final ArtifactAuthorizer authorizer;
    private final ArtifactService artifacts;

    ArtifactResource(ArtifactAuthorizer authorizer, ArtifactService artifacts) {
        this.authorizer = authorizer;
        this.artifacts = artifacts;
    }

    @GET
    @Path(ArtifactPath.TEMPLATE)
    public PageBody<ArtifactBody> list(@BeanParam ArtifactPath path, @QueryParam("continuationToken") String page) {
        Workspace workspace = authorizer.require(path, Operation.READ_ARTIFACTS);
        return artifacts.page(workspace, path.in(), path.artifact, page);
    }

    @GET
    @Path(ArtifactPath.TEMPLATE + "/metadata")
    public ArtifactBody metadata(@BeanParam ArtifactPath path) {
        Workspace workspace = authorizer.require(path, Operation.READ_ARTIFACTS);
        return artifacts.metadata(workspace, path.in(), path.artifact);
    }

    @GET
    @Path(ArtifactPath.TEMPLATE + "/content")
    public Response content(@BeanParam ArtifactPath path) {
        Workspace workspace = authorizer.require(path, Operation.READ_ARTIFACTS);
        return Response.ok(artifacts.open(workspace, path.in(), path.artifact), MediaType.APPLICATION_OCTET_STREAM_TYPE)
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    @POST
    @Path(ArtifactPath.TEMPLATE + "/content")
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    public ArtifactBody write(
            @BeanParam ArtifactPath path,
            @QueryParam("append") boolean append,
            @QueryParam("allowOverwrite") boolean allowOverwrite,
            RoutingContext context,
            byte[] content) {
        Workspace workspace = authorizer.require(path, Operation.WRITE_ARTIFACTS);
        ReceivedBody.requireRead(context);
        notBuiltIf(append, "Appending to an artifact");
        artifacts.write(workspace, path.in(), path.artifact, content, allowOverwrite);
        return artifacts.metadata(workspace, path.in(), path.artifact);
    }
}
