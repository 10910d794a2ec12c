package io.mltwin.compute.artifacts;

import io.mltwin.compute.access.Operation;
import io.mltwin.compute.artifacts.ArtifactBody.ArtifactContentBody;
import io.mltwin.compute.queries.PageBody;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspacePath;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

/**
 * Addresses of artifacts ({@code /artifact/v2.0}, 2019-09-30): signed ones, which open a blob for
 * an hour without another credential, and those of the storage account.
 */
@Path("/artifact/" + WorkspacePath.TEMPLATE)
public class ArtifactContentResource {

    private final ArtifactAuthorizer authorizer;
    private final ArtifactService artifacts;
    private final ArtifactBatches batches;

    ArtifactContentResource(ArtifactAuthorizer authorizer, ArtifactService artifacts, ArtifactBatches batches) {
        this.authorizer = authorizer;
        this.artifacts = artifacts;
        this.batches = batches;
    }

    @GET
    @Path(ArtifactPath.TEMPLATE + "/contentinfo")
    public ArtifactContentBody contentInformation(@BeanParam ArtifactPath path) {
        Workspace workspace = authorizer.require(path, Operation.READ_ARTIFACTS);
        return artifacts.contentInformation(workspace, path.in(), path.artifact);
    }

    @GET
    @Path(ArtifactPath.TEMPLATE + "/contentinfo/storageuri")
    public ArtifactContentBody storageInformation(@BeanParam ArtifactPath path) {
        Workspace workspace = authorizer.require(path, Operation.READ_ARTIFACTS);
        return artifacts.storageInformation(workspace, path.in(), path.artifact);
    }

    @GET
    @Path(ArtifactPath.TEMPLATE + "/write")
    public ArtifactContentBody writableInformation(@BeanParam ArtifactPath path) {
        Workspace workspace = authorizer.require(path, Operation.WRITE_ARTIFACTS);
        return artifacts.writableInformation(workspace, path.in(), path.artifact);
    }

    @GET
    @Path(ArtifactPath.TEMPLATE + "/prefix/contentinfo")
    public PageBody<ArtifactContentBody> contentInformationBelow(
            @BeanParam ArtifactPath path, @QueryParam("continuationToken") String page) {
        Workspace workspace = authorizer.require(path, Operation.READ_ARTIFACTS);
        return artifacts.informationPage(workspace, path.in(), path.artifact, page, true);
    }

    @GET
    @Path(ArtifactPath.TEMPLATE + "/prefix/contentinfo/storageuri")
    public PageBody<ArtifactContentBody> storageInformationBelow(
            @BeanParam ArtifactPath path, @QueryParam("continuationToken") String page) {
        Workspace workspace = authorizer.require(path, Operation.READ_ARTIFACTS);
        return artifacts.informationPage(workspace, path.in(), path.artifact, page, false);
    }

    @POST
    @Path("artifacts/batch/metadata")
    public ArtifactBatchBody batch(@BeanParam WorkspacePath path, ArtifactBatchBody.Ids body) {
        return batches.byId(path, body, ArtifactBatches.Uri.SIGNED);
    }

    @POST
    @Path("artifacts/storageuri/batch/metadata")
    public ArtifactBatchBody storageBatch(@BeanParam WorkspacePath path, ArtifactBatchBody.Ids body) {
        return batches.byId(path, body, ArtifactBatches.Uri.STORAGE);
    }
}
