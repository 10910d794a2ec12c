package io.mltwin.workspace.storage.blob;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;

/**
 * The Blob service's REST interface (2018-11-09 to 2026-04-06), on {@code account.blob.core.BASE}
 * and in path style. Paths and parameters are read as sent, since signatures and blob names need
 * them so.
 */
@Path("/blob/{path:.*}")
public class BlobResource {

    private final BlobCalls calls;
    private final BlobAuthorizer authorizer;
    private final ContainerAnswers containers;
    private final BlobAnswers blobs;
    private final BlockAnswers blocks;

    BlobResource(
            BlobCalls calls,
            BlobAuthorizer authorizer,
            ContainerAnswers containers,
            BlobAnswers blobs,
            BlockAnswers blocks) {
        this.calls = calls;
        this.authorizer = authorizer;
        this.containers = containers;
        this.blobs = blobs;
        this.blocks = blocks;
    }

    @GET
    public Response get(@Context RoutingContext context) throws IOException {
        return answer(context, InputStream.nullInputStream());
    }

    @HEAD
    public Response head(@Context RoutingContext context) throws IOException {
        return answer(context, InputStream.nullInputStream());
    }

    @DELETE
    public Response delete(@Context RoutingContext context) throws IOException {
        return answer(context, InputStream.nullInputStream());
    }

    @PUT
    public Response put(@Context RoutingContext context, InputStream body) throws IOException {
        return answer(context, new ClientBody(body));
    }

    @POST
    public Response post(@Context RoutingContext context, InputStream body) throws IOException {
        return answer(context, new ClientBody(body));
    }

    private Response answer(RoutingContext context, InputStream body) throws IOException {
        BlobCall call = calls.read(context);
        Grant grant = authorizer.authorize(call);
        return switch (call.operation()) {
            case LIST_CONTAINERS -> containers.list(call);
            case CREATE_CONTAINER -> containers.create(call);
            case GET_CONTAINER -> containers.get(call);
            case SET_CONTAINER_METADATA -> containers.setMetadata(call);
            case DELETE_CONTAINER -> containers.delete(call);
            case LIST_BLOBS -> blobs.list(call);
            case PUT_BLOB -> blobs.put(call, grant, body);
            case GET_BLOB -> blobs.get(call, grant);
            case GET_BLOB_PROPERTIES -> blobs.properties(call, grant);
            case SET_BLOB_METADATA -> blobs.setMetadata(call);
            case SET_BLOB_PROPERTIES -> blobs.setProperties(call);
            case DELETE_BLOB -> blobs.delete(call);
            case PUT_BLOCK -> blocks.put(call, body);
            case PUT_BLOCK_LIST -> blocks.commit(call, grant, body);
            case GET_BLOCK_LIST -> blocks.list(call);
        };
    }
}
