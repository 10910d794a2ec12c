package io.mltwin.workspace.machinelearning.notebooks.contents;

import static io.mltwin.armweb.AzureException.notBuilt;
import static io.mltwin.armweb.AzureException.notBuiltIf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.OriginalRequest;
import io.mltwin.platform.requests.HostToPath;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.storage.wire.ClientBody;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/**
 * Jupyter Server's contents API (version 2) at a notebook resource: list, get, save and delete
 * files of the workspace's users.
 *
 * <p>Deviation: renaming, copying, checkpoints, saving in chunks, sessions, kernels and terminals
 * answer 501: there is no compute instance behind a notebook resource.
 */
@Path("/notebook/{path:.*}")
public class ContentsResource {

    private static final String API = "/api/contents";

    private final NotebookAuthorizer authorizer;
    private final ContentsService contents;
    private final ObjectMapper json;

    ContentsResource(NotebookAuthorizer authorizer, ContentsService contents, ObjectMapper json) {
        this.authorizer = authorizer;
        this.contents = contents;
        this.json = json;
    }

    @GET
    public Response get(@Context RoutingContext context) throws IOException {
        Workspace workspace = authorizer.enter("read");
        ContentPath path = path(context);
        return Response.ok(
                        contents.get(
                                workspace,
                                path,
                                query(context, "type"),
                                query(context, "format"),
                                !"0".equals(query(context, "content"))),
                        "application/json")
                .build();
    }

    @PUT
    public Response put(@Context RoutingContext context, InputStream body) throws IOException {
        Workspace workspace = authorizer.enter("write");
        ContentPath path = path(context);
        JsonNode model = model(body);
        notBuiltIf(model.has("chunk"), "Saving a file in chunks");
        ContentsService.Saved saved = contents.put(workspace, path, model);
        if (!saved.isNew()) {
            return Response.ok(saved.model(), "application/json").build();
        }
        return Response.created(URI.create(OriginalRequest.of(context).path()))
                .type("application/json")
                .entity(saved.model())
                .build();
    }

    @DELETE
    public Response delete(@Context RoutingContext context) {
        contents.delete(authorizer.enter("delete"), path(context));
        return Response.noContent().build();
    }

    @POST
    public Response post(@Context RoutingContext context) {
        authorizer.enter("write");
        throw notBuilt("POST " + OriginalRequest.of(context).path());
    }

    @PATCH
    public Response patch(@Context RoutingContext context) {
        authorizer.enter("write");
        throw notBuilt("PATCH " + OriginalRequest.of(context).path());
    }

    private static ContentPath path(RoutingContext context) {
        String internal = HostToPath.internalPath(context).substring("/notebook/".length());
        int slash = internal.indexOf('/');
        String asked = slash < 0 ? "/" : internal.substring(slash);
        if (!asked.equals(API) && !asked.startsWith(API + "/")) {
            throw notBuilt("%s %s", OriginalRequest.of(context).method(), asked);
        }
        notBuiltIf(asked.endsWith("/checkpoints"), "Checkpoints");
        return ContentPath.of(asked.substring(API.length()));
    }

    private static String query(RoutingContext context, String name) {
        return context.request().getParam(name);
    }

    private JsonNode model(InputStream body) throws IOException {
        byte[] bytes = new ClientBody(body).readNBytes(ContentsService.LARGEST + 1);
        if (bytes.length > ContentsService.LARGEST) {
            throw new AzureException(
                    413, "RequestEntityTooLarge", "A model has at most %s bytes.", ContentsService.LARGEST);
        }
        JsonNode model = json.readTree(bytes);
        if (model == null || !model.isObject()) {
            throw ContentText.bad("The body is no JSON object.");
        }
        return model;
    }
}
