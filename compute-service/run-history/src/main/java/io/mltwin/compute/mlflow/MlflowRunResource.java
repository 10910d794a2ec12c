package io.mltwin.compute.mlflow;

import io.mltwin.compute.access.Actor;
import io.mltwin.compute.access.Operation;
import io.mltwin.compute.access.WorkspaceAuthorizer;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.queries.PageBody;
import io.mltwin.compute.workspaces.WorkspacePath;
import io.mltwin.tokencheck.CallerContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

/** {@code runs/…} of MLflow's REST API 2.0: runs themselves, not what is logged in them. */
@Path(MlflowPath.API)
@MlflowErrorForm
public class MlflowRunResource {

    private final WorkspaceAuthorizer access;
    private final CallerContext caller;
    private final MlflowRunService runs;
    private final MlflowRunSearch search;

    MlflowRunResource(WorkspaceAuthorizer access, CallerContext caller, MlflowRunService runs, MlflowRunSearch search) {
        this.access = access;
        this.caller = caller;
        this.runs = runs;
        this.search = search;
    }

    @POST
    @Path("mlflow/runs/create")
    public MlflowRunBody.One create(@BeanParam WorkspacePath path, byte[] body) {
        OpenWorkspace workspace = access.open(path, Operation.WRITE_RUN);
        RunRequest request = MlflowBodyReader.read(body, RunRequest.class);
        return new MlflowRunBody.One(runs.create(workspace, request, actor()));
    }

    @GET
    @Path("mlflow/runs/get")
    public MlflowRunBody.One get(
            @BeanParam WorkspacePath path, @QueryParam("run_id") String runId, @QueryParam("run_uuid") String runUuid) {
        String run = RunRequest.requireRun(runId, runUuid);
        RunHistory history = access.open(path, Operation.READ_RUN, run).history();
        return new MlflowRunBody.One(runs.get(history, run));
    }

    @POST
    @Path("mlflow/runs/update")
    public MlflowRunBody.Updated update(@BeanParam WorkspacePath path, byte[] body) {
        RunRequest request = MlflowBodyReader.read(body, RunRequest.class);
        RunHistory history = writable(path, request.requireRun());
        return new MlflowRunBody.Updated(runs.update(history, request, actor()));
    }

    @POST
    @Path("mlflow/runs/delete")
    public MlflowEmptyBody delete(@BeanParam WorkspacePath path, byte[] body) {
        return hide(path, body, true);
    }

    @POST
    @Path("mlflow/runs/restore")
    public MlflowEmptyBody restore(@BeanParam WorkspacePath path, byte[] body) {
        return hide(path, body, false);
    }

    @POST
    @Path("mlflow/runs/search")
    public MlflowRunBody.Page search(@BeanParam WorkspacePath path, byte[] body) {
        RunHistory history = access.open(path, Operation.LIST_RUNS).history();
        PageBody<MlflowRunBody> page = search.search(history, MlflowBodyReader.read(body, RunRequest.Search.class));
        return new MlflowRunBody.Page(page.value(), page.continuationToken());
    }

    private MlflowEmptyBody hide(WorkspacePath path, byte[] body, boolean hidden) {
        String run = MlflowBodyReader.read(body, RunRequest.class).requireRun();
        runs.hide(writable(path, run), run, hidden, actor());
        return new MlflowEmptyBody();
    }

    private RunHistory writable(WorkspacePath path, String run) {
        return access.open(path, Operation.WRITE_RUN, run).history();
    }

    private Actor actor() {
        return Actor.of(caller.token());
    }
}
