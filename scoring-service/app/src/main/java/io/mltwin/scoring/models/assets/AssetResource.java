package io.mltwin.scoring.models.assets;

import com.fasterxml.jackson.databind.JsonNode;
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

/** {@code /assets} of model management (2019-09-30). */
@Path(WorkspacePath.TEMPLATE + "/assets")
public class AssetResource {

    private final AssetService assets;
    private final CallerContext caller;

    public AssetResource(AssetService assets, CallerContext caller) {
        this.assets = assets;
        this.caller = caller;
    }

    @POST
    public AssetBody create(AssetBody body) {
        return assets.create(caller.caller(), path(), body);
    }

    @GET
    public Page<AssetBody> list(
            @RestQuery String runId,
            @RestQuery String name,
            @RestQuery Integer count,
            @QueryParam("$skipToken") String skipToken) {
        return Page.of(
                assets.list(caller.caller(), path(), runId, name),
                count,
                skipToken,
                caller.request(),
                Function.identity());
    }

    @GET
    @Path("{id}")
    public AssetBody get(@RestPath String id) {
        return assets.get(caller.caller(), path(), id);
    }

    @PATCH
    @Path("{id}")
    @Consumes({"application/json-patch+json", "application/json"})
    public AssetBody patch(@RestPath String id, JsonNode operations) {
        return assets.patch(caller.caller(), path(), id, operations);
    }

    @DELETE
    @Path("{id}")
    public Response delete(@RestPath String id) {
        return Response.status(assets.delete(caller.caller(), path(), id) ? 200 : 204)
                .build();
    }

    private WorkspacePath path() {
        return WorkspacePath.of(caller.request());
    }
}
