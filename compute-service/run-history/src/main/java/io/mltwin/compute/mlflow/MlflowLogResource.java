package io.mltwin.compute.mlflow;

import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.compute.access.Actor;
import io.mltwin.compute.access.Operation;
import io.mltwin.compute.access.WorkspaceAuthorizer;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.metrics.ScalarMetrics.ScalarPoint;
import io.mltwin.compute.mlflow.MlflowRunBody.KeyValueBody;
import io.mltwin.compute.mlflow.MlflowRunBody.MlflowMetricBody;
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

/** The calls with which MLflow's clients log in a run, and the history of its metrics. */
@Path(MlflowPath.API)
@MlflowErrorForm
public class MlflowLogResource {

    private final WorkspaceAuthorizer access;
    private final CallerContext caller;
    private final MlflowLogService log;

    MlflowLogResource(WorkspaceAuthorizer access, CallerContext caller, MlflowLogService log) {
        this.access = access;
        this.caller = caller;
        this.log = log;
    }

    @POST
    @Path("mlflow/runs/log-metric")
    public MlflowEmptyBody logMetric(@BeanParam WorkspacePath path, byte[] body) {
        RunRequest.Metric request = MlflowBodyReader.read(body, RunRequest.Metric.class);
        String run = request.requireRun();
        RunHistory history = access.open(path, Operation.WRITE_METRICS, run).history();
        List<ScalarPoint> point = List.of(MlflowValidator.point(request.metric()));
        return log(history, run, point, Map.of(), Map.of());
    }

    @POST
    @Path("mlflow/runs/log-parameter")
    public MlflowEmptyBody logParameter(@BeanParam WorkspacePath path, byte[] body) {
        RunRequest request = MlflowBodyReader.read(body, RunRequest.class);
        String run = request.requireRun();
        RunHistory history = access.open(path, Operation.WRITE_RUN, run).history();
        Map<String, String> param = MlflowValidator.params(List.of(pair(request)));
        return log(history, run, List.of(), param, Map.of());
    }

    @POST
    @Path("mlflow/runs/set-tag")
    public MlflowEmptyBody setTag(@BeanParam WorkspacePath path, byte[] body) {
        RunRequest request = MlflowBodyReader.read(body, RunRequest.class);
        String run = request.requireRun();
        RunHistory history = access.open(path, Operation.WRITE_RUN, run).history();
        Map<String, String> tag = MlflowValidator.tags(List.of(pair(request)));
        return log(history, run, List.of(), Map.of(), tag);
    }

    @POST
    @Path("mlflow/runs/delete-tag")
    public MlflowEmptyBody deleteTag(@BeanParam WorkspacePath path, byte[] body) {
        RunRequest request = MlflowBodyReader.read(body, RunRequest.class);
        String run = request.requireRun();
        RunHistory history = access.open(path, Operation.WRITE_RUN, run).history();
        log.deleteTag(history, run, MlflowValidator.requireKey("tag", request.key()), actor());
        return new MlflowEmptyBody();
    }

    @POST
    @Path("mlflow/runs/log-batch")
    public MlflowEmptyBody logBatch(@BeanParam WorkspacePath path, byte[] body) {
        MlflowValidator.validateSize(body == null ? 0 : body.length);
        RunRequest request = MlflowBodyReader.read(body, RunRequest.class);
        String run = request.requireRun();
        RunHistory history = access.open(path, Operation.WRITE_RUN, run).history();
        List<MlflowMetricBody> metrics = orEmpty(request.metrics());
        List<KeyValueBody> params = orEmpty(request.params());
        List<KeyValueBody> tags = orEmpty(request.tags());
        MlflowValidator.validateCounts(metrics.size(), params.size(), tags.size());
        return log(
                history,
                run,
                metrics.stream().map(MlflowValidator::point).toList(),
                MlflowValidator.params(params),
                MlflowValidator.tags(tags));
    }

    @POST
    @Path("mlflow/runs/log-model")
    public MlflowEmptyBody logModel(@BeanParam WorkspacePath path, byte[] body) {
        RunRequest.Model request = MlflowBodyReader.read(body, RunRequest.Model.class);
        String run = RunRequest.requireRun(request.runId(), null);
        RunHistory history = access.open(path, Operation.WRITE_RUN, run).history();
        log.logModel(history, run, request.modelJson(), actor());
        return new MlflowEmptyBody();
    }

    @GET
    @Path("mlflow/metrics/get-history")
    public MlflowRunBody.History history(
            @BeanParam WorkspacePath path,
            @QueryParam("run_id") String runId,
            @QueryParam("run_uuid") String runUuid,
            @QueryParam("metric_key") String key,
            @QueryParam("max_results") String maxResults,
            @QueryParam("page_token") String pageToken) {
        String run = RunRequest.requireRun(runId, runUuid);
        RunHistory history = access.open(path, Operation.READ_METRICS, run).history();
        PageBody<ScalarPoint> page = log.history(
                history, run, MlflowValidator.requireKey("metric", key), MlflowValidator.count(maxResults), pageToken);
        return new MlflowRunBody.History(
                page.value().stream().map(MlflowRunMapper::metric).toList(), page.continuationToken());
    }

    private MlflowEmptyBody log(
            RunHistory history,
            String run,
            List<ScalarPoint> points,
            Map<String, String> params,
            Map<String, String> tags) {
        log.log(history, run, points, params, tags, actor());
        return new MlflowEmptyBody();
    }

    private static KeyValueBody pair(RunRequest request) {
        return new KeyValueBody(request.key(), request.value());
    }

    private Actor actor() {
        return Actor.of(caller.token());
    }
}
