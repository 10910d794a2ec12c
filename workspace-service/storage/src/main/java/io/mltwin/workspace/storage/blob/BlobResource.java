package io.mltwin.workspace.storage.blob;

import io.mltwin.workspace.storage.access.Authorizer;
import io.mltwin.workspace.storage.access.Grant;
import io.mltwin.workspace.storage.cors.CorsAnswer;
import io.mltwin.workspace.storage.wire.ClientBody;
import io.mltwin.workspace.storage.wire.RequestBody;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
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

    private final MemoryFirst memory;
    private final BlobCalls calls;
    private final Authorizer authorizer;
    private final ServiceAnswers service;
    private final ContainerAnswers containers;
    private final BlobAnswers blobs;
    private final BlockAnswers blocks;
    private final LeaseAnswers leases;
    private final CopyAnswers copies;
    private final SnapshotAnswers snapshots;
    private final AppendAnswers appends;
    private final PageAnswers pages;
    private final TagAnswers tags;
    private final MetadataAnswers metadata;
    private final BatchAnswers batches;

    BlobResource(
            MemoryFirst memory,
            BlobCalls calls,
            Authorizer authorizer,
            ServiceAnswers service,
            ContainerAnswers containers,
            BlobAnswers blobs,
            BlockAnswers blocks,
            LeaseAnswers leases,
            CopyAnswers copies,
            SnapshotAnswers snapshots,
            AppendAnswers appends,
            PageAnswers pages,
            TagAnswers tags,
            MetadataAnswers metadata,
            BatchAnswers batches) {
        this.memory = memory;
        this.calls = calls;
        this.authorizer = authorizer;
        this.service = service;
        this.containers = containers;
        this.blobs = blobs;
        this.blocks = blocks;
        this.leases = leases;
        this.copies = copies;
        this.snapshots = snapshots;
        this.appends = appends;
        this.pages = pages;
        this.tags = tags;
        this.metadata = metadata;
        this.batches = batches;
    }

    /** Preflight of a browser, which has no credential; what it names need not exist. */
    @OPTIONS
    public Response preflight(@Context RoutingContext context) {
        return CorsAnswer.preflight(calls.corsRules(context), context.request().headers());
    }

    @GET
    public Response get(@Context RoutingContext context) throws IOException {
        return answer(context, InputStream.nullInputStream());
    }

    @HEAD
    public Response head(@Context RoutingContext context) throws IOException {
        return answer(context, InputStream.nullInputStream());
    }

    /** Nothing takes it, which is said in Azure's form. */
    @PATCH
    public Response patch(@Context RoutingContext context) throws IOException {
        return answer(context, InputStream.nullInputStream());
    }

    @DELETE
    public Response delete(@Context RoutingContext context) throws IOException {
        return answer(context, InputStream.nullInputStream());
    }

    @PUT
    public Response put(@Context RoutingContext context) throws IOException {
        try (InputStream body = RequestBody.of(context)) {
            return answer(context, new ClientBody(body));
        }
    }

    @POST
    public Response post(@Context RoutingContext context) throws IOException {
        try (InputStream body = RequestBody.of(context)) {
            return answer(context, new ClientBody(body));
        }
    }

    private Response answer(RoutingContext context, InputStream body) throws IOException {
        return memory.answer(context, body, this::answer);
    }

    private Response answer(BlobCall asked, InputStream body) throws IOException {
        Grant grant = authorizer.authorize(asked);
        BlobCall call = calls.withKey(asked);
        return switch (call.operation()) {
            case LIST_CONTAINERS -> containers.list(call);
            case GET_SERVICE_PROPERTIES -> service.properties(call);
            case SET_SERVICE_PROPERTIES -> service.setProperties(call, body);
            case GET_SERVICE_STATS -> service.stats();
            case GET_ACCOUNT_INFORMATION -> service.accountInformation(call);
            case GET_USER_DELEGATION_KEY -> service.delegationKey(call, grant, body);
            case FIND_BLOBS, FIND_BLOBS_IN_CONTAINER -> tags.find(call);
            case CREATE_CONTAINER -> containers.create(call);
            case GET_CONTAINER -> containers.get(call);
            case SET_CONTAINER_METADATA -> containers.setMetadata(call);
            case GET_CONTAINER_ACL -> containers.getAcl(call);
            case SET_CONTAINER_ACL -> containers.setAcl(call, body);
            case LEASE_CONTAINER -> leases.ofContainer(call);
            case RESTORE_CONTAINER -> containers.restore(call);
            case DELETE_CONTAINER -> containers.delete(call);
            case BATCH -> batches.answer(call, body);
            case LIST_BLOBS -> blobs.list(call);
            case PUT_BLOB -> blobs.put(call, grant, body);
            case COPY_BLOB -> copies.copy(call, grant);
            case ABORT_COPY -> copies.abort(call);
            case SNAPSHOT_BLOB -> snapshots.snapshot(call);
            case LEASE_BLOB -> leases.ofBlob(call);
            case SET_BLOB_TIER -> blobs.setTier(call);
            case GET_BLOB -> blobs.get(call, grant);
            case GET_BLOB_PROPERTIES -> blobs.properties(call, grant);
            case SET_BLOB_METADATA -> metadata.set(call);
            case SET_BLOB_PROPERTIES -> pages.setProperties(call);
            case GET_TAGS -> tags.get(call);
            case SET_TAGS -> tags.set(call, body);
            case DELETE_BLOB, DELETE_BLOB_VERSION, DELETE_BLOB_FOR_GOOD -> blobs.delete(call);
            case UNDELETE_BLOB -> blobs.undelete(call);
            case PUT_BLOCK -> blocks.put(call, grant, body);
            case PUT_BLOCK_LIST -> blocks.commit(call, grant, body);
            case GET_BLOCK_LIST -> blocks.list(call);
            case APPEND_BLOCK -> appends.append(call, grant, body);
            case SEAL_BLOB -> appends.seal(call);
            case PUT_PAGE -> pages.put(call, grant, body);
            case GET_PAGE_RANGES -> pages.ranges(call);
        };
    }
}
