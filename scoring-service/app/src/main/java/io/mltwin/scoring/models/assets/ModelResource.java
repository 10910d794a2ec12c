package io.mltwin.scoring.models.assets;

import static io.mltwin.armweb.AzureException.notBuilt;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.scoring.models.metrics.ModelMetrics;
import io.mltwin.scoring.workspaces.Page;
import io.mltwin.scoring.workspaces.WorkspacePath;
import io.mltwin.tokencheck.CallerContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code /models} of model management (2019-09-30). */
@Path(WorkspacePath.TEMPLATE + "/models")
public class ModelResource {

    private final ModelService models;
    private final CallerContext caller;
    private final ModelMetrics metrics;

    public ModelResource(ModelService models, CallerContext caller, ModelMetrics metrics) {
        this.models = models;
        this.caller = caller;
        this.metrics = metrics;
    }

    @POST
    public ModelBody register(ModelBody body) {
        WorkspacePath path = path();
        return metrics.countRegistration(path.id().toString(), () -> models.register(caller.caller(), path, body));
    }

    @GET
    public Page<ModelBody> list(
            @RestQuery String name,
            @RestQuery String framework,
            @RestQuery String description,
            @RestQuery String tags,
            @RestQuery String properties,
            @RestQuery String runId,
            @RestQuery Integer count,
            @QueryParam("$skipToken") String skipToken) {
        ModelFilter filter = new ModelFilter(name, framework, description, tags, properties, runId);
        return Page.of(
                models.list(caller.caller(), path(), filter), count, skipToken, caller.request(), Function.identity());
    }

    @GET
    @Path("{id}")
    public ModelBody get(@RestPath String id) {
        return models.get(caller.caller(), path(), id);
    }

    @GET
    @Path("{id}/metrics")
    public Response metrics(@RestPath String id) {
        throw notBuilt("The metrics of a model");
    }

    @PATCH
    @Path("{id}")
    @Consumes({"application/json-patch+json", "application/json"})
    public ModelBody patch(@RestPath String id, JsonNode operations) {
        return models.patch(caller.caller(), path(), id, operations);
    }

    @DELETE
    @Path("{id}")
    public Response delete(@RestPath String id) {
        return Response.status(models.delete(caller.caller(), path(), id) ? 200 : 204)
                .build();
    }

    private WorkspacePath path() {
        return WorkspacePath.of(caller.request());
    }
}
