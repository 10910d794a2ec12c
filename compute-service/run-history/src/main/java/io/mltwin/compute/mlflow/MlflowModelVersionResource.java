package io.mltwin.compute.mlflow;

import io.mltwin.compute.access.Actor;
import io.mltwin.compute.mlflow.MlflowModelMapper.Place;
import io.mltwin.compute.mlflow.registry.RegisteredModel.VersionChange;
import io.mltwin.compute.queries.PageBody;
import io.mltwin.compute.workspaces.WorkspacePath;
import io.mltwin.tokencheck.CallerContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;

/** {@code model-versions/…} of MLflow's REST API 2.0. */
@Path(MlflowPath.API)
@MlflowErrorForm
public class MlflowModelVersionResource {

    private static final String VERSIONS = "mlflow/model-versions/";

    private final CallerContext caller;
    private final MlflowModelService models;

    MlflowModelVersionResource(CallerContext caller, MlflowModelService models) {
        this.caller = caller;
        this.models = models;
    }

    @POST
    @Path(VERSIONS + "create")
    public MlflowModelBody.OneVersion create(@BeanParam WorkspacePath path, byte[] body) {
        return one(models.createVersion(path, read(body), Actor.of(caller.token())));
    }

    @GET
    @Path(VERSIONS + "get")
    public MlflowModelBody.OneVersion get(
            @BeanParam WorkspacePath path, @QueryParam("name") String name, @QueryParam("version") String version) {
        return one(find(path, name, version));
    }

    @GET
    @Path(VERSIONS + "get-download-uri")
    public MlflowModelBody.DownloadUri downloadUri(
            @BeanParam WorkspacePath path, @QueryParam("name") String name, @QueryParam("version") String version) {
        return new MlflowModelBody.DownloadUri(
                ModelSource.downloadUri(find(path, name, version).version()));
    }

    @GET
    @Path(VERSIONS + "search")
    public MlflowModelBody.VersionPage search(
            @BeanParam WorkspacePath path,
            @QueryParam("filter") String filter,
            @QueryParam("order_by") List<String> orderBy,
            @QueryParam("max_results") String maxResults,
            @QueryParam("page_token") String pageToken) {
        PageBody<Place> page = MlflowModelSearch.versions(
                models.list(path), new ModelRequest.Search(filter, orderBy, maxResults, pageToken));
        return new MlflowModelBody.VersionPage(
                page.value().stream().map(MlflowModelMapper::body).toList(), page.continuationToken());
    }

    @PATCH
    @Path(VERSIONS + "update")
    public MlflowModelBody.OneVersion update(@BeanParam WorkspacePath path, byte[] body) {
        ModelRequest request = read(body);
        return one(change(path, request, VersionChange.ofDescription(request.description())));
    }

    @POST
    @Path(VERSIONS + "transition-stage")
    public MlflowModelBody.OneVersion transition(@BeanParam WorkspacePath path, byte[] body) {
        ModelRequest request = read(body);
        String stage = MlflowValidator.require("stage", request.stage());
        boolean archives = Boolean.TRUE.equals(request.archiveExistingVersions());
        return one(change(path, request, VersionChange.ofStage(stage, archives)));
    }

    @POST
    @Path(VERSIONS + "set-tag")
    public MlflowEmptyBody setTag(@BeanParam WorkspacePath path, byte[] body) {
        ModelRequest request = read(body);
        change(path, request, VersionChange.ofTag(request.requireTag(), request.tagValue()));
        return new MlflowEmptyBody();
    }

    @DELETE
    @Path(VERSIONS + "delete-tag")
    public MlflowEmptyBody deleteTag(@BeanParam WorkspacePath path, byte[] body) {
        ModelRequest request = read(body);
        change(path, request, VersionChange.withoutTag(request.requireTag()));
        return new MlflowEmptyBody();
    }

    @DELETE
    @Path(VERSIONS + "delete")
    public MlflowEmptyBody delete(@BeanParam WorkspacePath path, byte[] body) {
        ModelRequest request = read(body);
        models.deleteVersion(path, request.requireName(), request.requireVersion());
        return new MlflowEmptyBody();
    }

    private Place find(WorkspacePath path, String name, String version) {
        return models.getVersion(path, MlflowValidator.require("name", name), ModelRequest.parseVersion(version));
    }

    private Place change(WorkspacePath path, ModelRequest request, VersionChange change) {
        return models.changeVersion(path, request.requireName(), request.requireVersion(), change);
    }

    private ModelRequest read(byte[] body) {
        return MlflowBodyReader.read(body, ModelRequest.class);
    }

    private static MlflowModelBody.OneVersion one(Place place) {
        return new MlflowModelBody.OneVersion(MlflowModelMapper.body(place));
    }
}
