package io.mltwin.compute.mlflow;

import static io.mltwin.compute.mlflow.errors.MlflowErrors.invalid;

import io.mltwin.compute.mlflow.registry.RegisteredModel;
import io.mltwin.compute.mlflow.registry.RegisteredModel.Change;
import io.mltwin.compute.queries.PageBody;
import io.mltwin.compute.workspaces.WorkspacePath;
import io.mltwin.encoding.AsciiCase;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;

/** {@code registered-models/…} of MLflow's REST API 2.0. */
@Path(MlflowPath.API)
@MlflowErrorForm
public class MlflowModelResource {

    private static final String MODELS = "mlflow/registered-models/";

    private final MlflowModelService models;

    MlflowModelResource(MlflowModelService models) {
        this.models = models;
    }

    @POST
    @Path(MODELS + "create")
    public MlflowModelBody.One create(@BeanParam WorkspacePath path, byte[] body) {
        return one(models.create(path, read(body)));
    }

    @GET
    @Path(MODELS + "get")
    public MlflowModelBody.One get(@BeanParam WorkspacePath path, @QueryParam("name") String name) {
        return one(models.get(path, MlflowValidator.require("name", name)));
    }

    @GET
    @Path(MODELS + "list")
    public MlflowModelBody.Page list(
            @BeanParam WorkspacePath path,
            @QueryParam("max_results") String maxResults,
            @QueryParam("page_token") String pageToken) {
        return search(path, null, null, maxResults, pageToken);
    }

    @GET
    @Path(MODELS + "search")
    public MlflowModelBody.Page search(
            @BeanParam WorkspacePath path,
            @QueryParam("filter") String filter,
            @QueryParam("order_by") List<String> orderBy,
            @QueryParam("max_results") String maxResults,
            @QueryParam("page_token") String pageToken) {
        PageBody<RegisteredModel> page = MlflowModelSearch.models(
                models.list(path), new ModelRequest.Search(filter, orderBy, maxResults, pageToken));
        return new MlflowModelBody.Page(
                page.value().stream().map(MlflowModelMapper::body).toList(), page.continuationToken());
    }

    @GET
    @Path(MODELS + "get-latest-versions")
    public MlflowModelBody.VersionPage latestByQuery(
            @BeanParam WorkspacePath path, @QueryParam("name") String name, @QueryParam("stages") List<String> stages) {
        return latest(path, MlflowValidator.require("name", name), stages);
    }

    @POST
    @Path(MODELS + "get-latest-versions")
    public MlflowModelBody.VersionPage latest(@BeanParam WorkspacePath path, byte[] body) {
        ModelRequest request = read(body);
        return latest(path, request.requireName(), request.stages());
    }

    @PATCH
    @Path(MODELS + "update")
    public MlflowModelBody.One update(@BeanParam WorkspacePath path, byte[] body) {
        ModelRequest request = read(body);
        return one(models.change(path, request.requireName(), Change.ofDescription(request.description())));
    }

    @DELETE
    @Path(MODELS + "delete")
    public MlflowEmptyBody delete(@BeanParam WorkspacePath path, byte[] body) {
        models.delete(path, read(body).requireName());
        return new MlflowEmptyBody();
    }

    @POST
    @Path(MODELS + "set-tag")
    public MlflowEmptyBody setTag(@BeanParam WorkspacePath path, byte[] body) {
        ModelRequest request = read(body);
        Change change = Change.ofTag(request.requireTag(), request.tagValue());
        models.change(path, request.requireName(), change);
        return new MlflowEmptyBody();
    }

    @DELETE
    @Path(MODELS + "delete-tag")
    public MlflowEmptyBody deleteTag(@BeanParam WorkspacePath path, byte[] body) {
        ModelRequest request = read(body);
        Change change = Change.withoutTag(request.requireTag());
        models.change(path, request.requireName(), change);
        return new MlflowEmptyBody();
    }

    @POST
    @Path(MODELS + "alias")
    public MlflowEmptyBody setAlias(@BeanParam WorkspacePath path, byte[] body) {
        ModelRequest request = read(body);
        String alias = request.requireAlias();
        models.change(path, request.requireName(), Change.ofAlias(alias, request.requireVersion()));
        return new MlflowEmptyBody();
    }

    @DELETE
    @Path(MODELS + "alias")
    public MlflowEmptyBody deleteAlias(@BeanParam WorkspacePath path, byte[] body) {
        ModelRequest request = read(body);
        String alias = request.requireAlias();
        models.change(path, request.requireName(), Change.withoutAlias(alias));
        return new MlflowEmptyBody();
    }

    @GET
    @Path(MODELS + "alias")
    public MlflowModelBody.OneVersion getByAlias(
            @BeanParam WorkspacePath path, @QueryParam("name") String name, @QueryParam("alias") String alias) {
        return new MlflowModelBody.OneVersion(MlflowModelMapper.body(models.getByAlias(
                path, MlflowValidator.require("name", name), MlflowValidator.require("alias", alias))));
    }

    private MlflowModelBody.VersionPage latest(WorkspacePath path, String name, List<String> stages) {
        RegisteredModel model = models.get(path, name);
        boolean isAll = stages == null || stages.isEmpty();
        List<String> asked = isAll ? MlflowModelMapper.STAGES : stages;
        for (String stage : asked) {
            if (MlflowModelMapper.STAGES.stream().noneMatch(AsciiCase.equalTo(stage))) {
                throw invalid("'%s' is no stage; use one of %s.", stage, MlflowModelMapper.STAGES);
            }
        }
        return new MlflowModelBody.VersionPage(MlflowModelMapper.latest(model, asked), null);
    }

    private ModelRequest read(byte[] body) {
        return MlflowBodyReader.read(body, ModelRequest.class);
    }

    private static MlflowModelBody.One one(RegisteredModel model) {
        return new MlflowModelBody.One(MlflowModelMapper.body(model));
    }
}
