package io.mltwin.scoring.models.assets;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.armweb.ArmErrors.resourceNotFound;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.platform.ServiceName;
import io.mltwin.scoring.models.assets.RegisteredModelBody.ChangeBody;
import io.mltwin.scoring.models.assets.RegisteredModelBody.ListBody;
import io.mltwin.scoring.models.assets.RegisteredModelBody.NewBody;
import io.mltwin.scoring.models.assets.RegisteredModelBody.NewVersionBody;
import io.mltwin.scoring.models.assets.RegisteredModelBody.VersionBody;
import io.mltwin.scoring.models.assets.RegisteredModelBody.VersionChangeBody;
import io.mltwin.scoring.models.metrics.ModelMetrics;
import io.mltwin.scoring.workspaces.WorkspaceKeys;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestQuery;

/** Registered models for compute-service, which plays MLflow's registry. */
@Path("/_internal/registered-models")
public class RegisteredModelResource {

    private final CallerContext caller;
    private final ServiceCallers callers;
    private final RegisteredModels models;
    private final ModelVersionService versions;
    private final ModelMetrics metrics;
    private final WorkspaceKeys keys;

    public RegisteredModelResource(
            CallerContext caller,
            ServiceCallers callers,
            RegisteredModels models,
            ModelVersionService versions,
            ModelMetrics metrics,
            WorkspaceKeys keys) {
        this.caller = caller;
        this.callers = callers;
        this.models = models;
        this.versions = versions;
        this.metrics = metrics;
        this.keys = keys;
    }

    @GET
    public ListBody list(@QueryParam("workspace") String workspaceId, @RestQuery String name) {
        return new ListBody(models.list(require(workspaceId).key(), name));
    }

    @POST
    public RegisteredModelBody create(@QueryParam("workspace") String workspaceId, NewBody body) {
        return models.create(require(workspaceId).key(), body);
    }

    @PATCH
    public RegisteredModelBody change(
            @QueryParam("workspace") String workspaceId, @RestQuery String name, ChangeBody body) {
        return models.change(require(workspaceId).key(), name, body);
    }

    @DELETE
    public void delete(@QueryParam("workspace") String workspaceId, @RestQuery String name) {
        models.delete(require(workspaceId).key(), name);
    }

    @POST
    @Path("versions")
    public VersionBody addVersion(
            @QueryParam("workspace") String workspaceId, @RestQuery String name, NewVersionBody body) {
        ArmResourceId workspace = require(workspaceId);
        return metrics.countRegistration(workspace.toString(), () -> models.addVersion(workspace, name, body));
    }

    /** The version as Azure Resource Manager shows it; without {@code version} the latest. */
    @GET
    @Path("versions")
    public Response findVersion(
            @QueryParam("workspace") String workspaceId, @RestQuery String name, @RestQuery String version) {
        ArmResourceId model = require(workspaceId).child("models", name);
        return Response.ok(versions.findOrLatest(model, version).orElseThrow(() -> resourceNotFound(model)))
                .build();
    }

    @PATCH
    @Path("versions")
    public VersionBody changeVersion(
            @QueryParam("workspace") String workspaceId,
            @RestQuery String name,
            @RestQuery int version,
            VersionChangeBody body) {
        return models.changeVersion(require(workspaceId).key(), name, version, body);
    }

    @DELETE
    @Path("versions")
    public void deleteVersion(
            @QueryParam("workspace") String workspaceId, @RestQuery String name, @RestQuery int version) {
        models.deleteVersion(require(workspaceId).key(), name, version);
    }

    private ArmResourceId require(String workspaceId) {
        callers.requireOneOf(caller, ServiceName.COMPUTE);
        invalidRequestContentIf(workspaceId == null, "Give ?workspace= with the workspace's id.");
        ArmResourceId workspace = ArmResourceId.parse(workspaceId);
        keys.prepare(workspace.key());
        return workspace;
    }
}
