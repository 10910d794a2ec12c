package io.mltwin.compute.artifacts;

import io.mltwin.compute.access.Operation;
import io.mltwin.compute.queries.PageBody;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspacePath;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;

/**
 * Addresses of artifacts ({@code /artifact/v2.0}, 2019-09-30): signed ones, which open a blob for
 * an hour without another credential, and those of the storage account.
 */
@Path("/artifact/" + WorkspacePath.TEMPLATE)
public class ArtifactContentResource {

    private static final String CONTAINER = "artifacts/{origin}/{container}";

    private final ArtifactAuthorizer authorizer;
    private final ArtifactService artifacts;
    private final ArtifactBatches batches;

    ArtifactContentResource(
            ArtifactAuthorizer authorizer, ArtifactService artifacts, ArtifactBatches batches) {
        this.authorizer = authorizer;
        this.artifacts = artifacts;
        this.batches = batches;
    }

    @GET
    @Path(CONTAINER + "/contentinfo")
    public ArtifactContentBody contentInformation(
            @BeanParam WorkspacePath path,
            @RestPath String origin,
            @RestPath String container,
            @QueryParam("path") String artifact) {
        ArtifactContainer in = ArtifactContainer.parse(origin, container);
        Workspace workspace = authorizer.require(path, Operation.READ_ARTIFACTS, in);
        return artifacts.contentInformation(workspace, in, artifact);
    }

    @GET
    @Path(CONTAINER + "/contentinfo/storageuri")
    public ArtifactContentBody storageInformation(
            @BeanParam WorkspacePath path,
            @RestPath String origin,
            @RestPath String container,
            @QueryParam("path") String artifact) {
        ArtifactContainer in = ArtifactContainer.parse(origin, container);
        Workspace workspace = authorizer.require(path, Operation.READ_ARTIFACTS, in);
        return artifacts.storageInformation(workspace, in, artifact);
    }

    @GET
    @Path(CONTAINER + "/write")
    public ArtifactContentBody writableInformation(
            @BeanParam WorkspacePath path,
            @RestPath String origin,
            @RestPath String container,
            @QueryParam("path") String artifact) {
        ArtifactContainer in = ArtifactContainer.parse(origin, container);
        Workspace workspace = authorizer.require(path, Operation.WRITE_ARTIFACTS, in);
        return artifacts.writableInformation(workspace, in, artifact);
    }

    @GET
    @Path(CONTAINER + "/prefix/contentinfo")
    public PageBody<ArtifactContentBody> contentInformationBelow(
            @BeanParam WorkspacePath path,
            @RestPath String origin,
            @RestPath String container,
            @QueryParam("path") String below,
            @QueryParam("continuationToken") String continuationToken) {
        ArtifactContainer in = ArtifactContainer.parse(origin, container);
        Workspace workspace = authorizer.require(path, Operation.READ_ARTIFACTS, in);
        return informationBelow(artifacts, workspace, in, below, continuationToken, true);
    }

    @GET
    @Path(CONTAINER + "/prefix/contentinfo/storageuri")
    public PageBody<ArtifactContentBody> storageInformationBelow(
            @BeanParam WorkspacePath path,
            @RestPath String origin,
            @RestPath String container,
            @QueryParam("path") String below,
            @QueryParam("continuationToken") String continuationToken) {
        ArtifactContainer in = ArtifactContainer.parse(origin, container);
        Workspace workspace = authorizer.require(path, Operation.READ_ARTIFACTS, in);
        return informationBelow(artifacts, workspace, in, below, continuationToken, false);
    }

    @POST
    @Path("artifacts/batch/metadata")
    public ArtifactBatchBody batch(@BeanParam WorkspacePath path, ArtifactBatchBody.Ids body) {
        return batches.byId(path, body, ArtifactBatches.Uri.SIGNED);
    }

    @POST
    @Path("artifacts/storageuri/batch/metadata")
    public ArtifactBatchBody storageBatch(
            @BeanParam WorkspacePath path, ArtifactBatchBody.Ids body) {
        return batches.byId(path, body, ArtifactBatches.Uri.STORAGE);
    }

    /** Returns a page of what lies below a path, with its addresses. */
    static PageBody<ArtifactContentBody> informationBelow(
            ArtifactService artifacts,
            Workspace workspace,
            ArtifactContainer in,
            String below,
            String continuationToken,
            boolean signed) {
        PageBody<ArtifactBody> page =
                PageBody.of(
                        artifacts.list(workspace, in, below),
                        ArtifactResource.page(continuationToken));
        List<ArtifactId> ids =
                page.value().stream().map(found -> new ArtifactId(in, found.path())).toList();
        return new PageBody<>(
                artifacts.information(workspace, ids, signed), page.continuationToken(), null);
    }
}
