package io.mltwin.compute.artifacts;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.access.Operation;
import io.mltwin.compute.queries.PageBody;
import io.mltwin.compute.queries.QueryBody;
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
 * <p>Deviation: other origins, registration, batches that write or delete, and appending answer
 * 501.
 */
@Path("/artifact/" + WorkspacePath.TEMPLATE)
public class ArtifactResource {

    private static final String CONTAINER = "artifacts/{origin}/{container}";
    private static final int PAGE = 500;

    private final ArtifactAuthorizer authorizer;
    private final ArtifactService artifacts;

    ArtifactResource(ArtifactAuthorizer authorizer, ArtifactService artifacts) {
        this.authorizer = authorizer;
        this.artifacts = artifacts;
    }

    /** Returns the query for a page of artifacts. */
    static QueryBody page(String continuationToken) {
        return new QueryBody(null, continuationToken, null, PAGE);
    }

    @GET
    @Path(CONTAINER)
    public PageBody<ArtifactBody> list(
            @BeanParam WorkspacePath path,
            @RestPath String origin,
            @RestPath String container,
            @QueryParam("path") String below,
            @QueryParam("continuationToken") String continuationToken) {
        ArtifactContainer in = ArtifactContainer.parse(origin, container);
        Workspace workspace = authorizer.require(path, Operation.READ_ARTIFACTS, in);
        return PageBody.of(artifacts.list(workspace, in, below), page(continuationToken));
    }

    @GET
    @Path(CONTAINER + "/metadata")
    public ArtifactBody metadata(
            @BeanParam WorkspacePath path,
            @RestPath String origin,
            @RestPath String container,
            @QueryParam("path") String artifact) {
        ArtifactContainer in = ArtifactContainer.parse(origin, container);
        return artifacts.metadata(
                authorizer.require(path, Operation.READ_ARTIFACTS, in), in, artifact);
    }

    @GET
    @Path(CONTAINER + "/content")
    public Response content(
            @BeanParam WorkspacePath path,
            @RestPath String origin,
            @RestPath String container,
            @QueryParam("path") String artifact) {
        ArtifactContainer in = ArtifactContainer.parse(origin, container);
        Workspace workspace = authorizer.require(path, Operation.READ_ARTIFACTS, in);
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
        Workspace workspace = authorizer.require(path, Operation.WRITE_ARTIFACTS, in);
        if (append) {
            throw AzureException.notBuilt("Appending to an artifact");
        }
        artifacts.write(workspace, in, artifact, content, allowOverwrite);
        return artifacts.metadata(workspace, in, artifact);
    }
}
