package io.mltwin.compute.mlflow;

import io.mltwin.compute.access.Actor;
import io.mltwin.compute.access.Operation;
import io.mltwin.compute.access.WorkspaceAuthorizer;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.experiments.ExperimentBody;
import io.mltwin.compute.mlflow.MlflowExperimentBody.ExperimentRequest;
import io.mltwin.compute.mlflow.MlflowRunBody.KeyValueBody;
import io.mltwin.compute.queries.PageBody;
import io.mltwin.compute.workspaces.WorkspacePath;
import io.mltwin.tokencheck.CallerContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Map;

/** {@code experiments/…} of MLflow's REST API 2.0. */
@Path(MlflowPath.API)
@MlflowErrorForm
public class MlflowExperimentResource {

    private final WorkspaceAuthorizer access;
    private final CallerContext caller;
    private final MlflowExperimentService experiments;

    MlflowExperimentResource(WorkspaceAuthorizer access, CallerContext caller, MlflowExperimentService experiments) {
        this.access = access;
        this.caller = caller;
        this.experiments = experiments;
    }

    @POST
    @Path("mlflow/experiments/create")
    public MlflowExperimentBody.Created create(@BeanParam WorkspacePath path, byte[] body) {
        RunHistory history = access.open(path, Operation.WRITE_EXPERIMENT).history();
        return new MlflowExperimentBody.Created(experiments
                .create(history, MlflowBodyReader.read(body, ExperimentRequest.class))
                .experimentId());
    }

    @GET
    @Path("mlflow/experiments/get")
    public MlflowExperimentBody.One get(@BeanParam WorkspacePath path, @QueryParam("experiment_id") String id) {
        RunHistory history = readable(path);
        return one(experiments.get(history, MlflowValidator.require("experiment_id", id), actor()));
    }

    @GET
    @Path("mlflow/experiments/get-by-name")
    public MlflowExperimentBody.One getByName(
            @BeanParam WorkspacePath path, @QueryParam("experiment_name") String name) {
        RunHistory history = readable(path);
        return one(experiments.getByName(history, MlflowValidator.require("experiment_name", name), actor()));
    }

    @GET
    @Path("mlflow/experiments/list")
    public MlflowExperimentBody.Page list(
            @BeanParam WorkspacePath path,
            @QueryParam("view_type") String viewType,
            @QueryParam("max_results") String maxResults,
            @QueryParam("page_token") String pageToken) {
        return page(
                path, new ExperimentRequest.Search(null, null, viewType, MlflowValidator.count(maxResults), pageToken));
    }

    @GET
    @Path("mlflow/experiments/search")
    public MlflowExperimentBody.Page searchByQuery(
            @BeanParam WorkspacePath path,
            @QueryParam("filter") String filter,
            @QueryParam("order_by") List<String> orderBy,
            @QueryParam("view_type") String viewType,
            @QueryParam("max_results") String maxResults,
            @QueryParam("page_token") String pageToken) {
        return page(
                path,
                new ExperimentRequest.Search(filter, orderBy, viewType, MlflowValidator.count(maxResults), pageToken));
    }

    @POST
    @Path("mlflow/experiments/search")
    public MlflowExperimentBody.Page search(@BeanParam WorkspacePath path, byte[] body) {
        return page(path, MlflowBodyReader.read(body, ExperimentRequest.Search.class));
    }

    @POST
    @Path("mlflow/experiments/update")
    public MlflowEmptyBody update(@BeanParam WorkspacePath path, byte[] body) {
        RunHistory history = access.open(path, Operation.WRITE_EXPERIMENT).history();
        ExperimentRequest request = MlflowBodyReader.read(body, ExperimentRequest.class);
        experiments.rename(
                history, MlflowValidator.require("experiment_id", request.experimentId()), request.newName());
        return new MlflowEmptyBody();
    }

    @POST
    @Path("mlflow/experiments/delete")
    public MlflowEmptyBody delete(@BeanParam WorkspacePath path, byte[] body) {
        return archive(path, body, true);
    }

    @POST
    @Path("mlflow/experiments/restore")
    public MlflowEmptyBody restore(@BeanParam WorkspacePath path, byte[] body) {
        return archive(path, body, false);
    }

    @POST
    @Path("mlflow/experiments/set-experiment-tag")
    public MlflowEmptyBody setTag(@BeanParam WorkspacePath path, byte[] body) {
        RunHistory history = access.open(path, Operation.WRITE_EXPERIMENT).history();
        ExperimentRequest request = MlflowBodyReader.read(body, ExperimentRequest.class);
        Map<String, String> tag = MlflowValidator.tags(List.of(new KeyValueBody(request.key(), request.value())));
        experiments.setTags(history, MlflowValidator.require("experiment_id", request.experimentId()), tag);
        return new MlflowEmptyBody();
    }

    private MlflowEmptyBody archive(WorkspacePath path, byte[] body, boolean archive) {
        RunHistory history = access.open(path, Operation.WRITE_EXPERIMENT).history();
        ExperimentRequest request = MlflowBodyReader.read(body, ExperimentRequest.class);
        experiments.archive(history, MlflowValidator.require("experiment_id", request.experimentId()), archive);
        return new MlflowEmptyBody();
    }

    private MlflowExperimentBody.Page page(WorkspacePath path, ExperimentRequest.Search request) {
        RunHistory history = access.open(path, Operation.READ_EXPERIMENTS).history();
        PageBody<ExperimentBody> page = experiments.search(history, request);
        return new MlflowExperimentBody.Page(
                page.value().stream().map(MlflowExperimentMapper::body).toList(), page.continuationToken());
    }

    /** The run history for a caller that may read experiments, or for a run that reads its own. */
    private RunHistory readable(WorkspacePath path) {
        return access.open(path, Operation.READ_OWN_EXPERIMENT, actor().runId()).history();
    }

    private static MlflowExperimentBody.One one(ExperimentBody experiment) {
        return new MlflowExperimentBody.One(MlflowExperimentMapper.body(experiment));
    }

    private Actor actor() {
        return Actor.of(caller.token());
    }
}
