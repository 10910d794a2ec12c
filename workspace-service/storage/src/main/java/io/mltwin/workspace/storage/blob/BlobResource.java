package io.mltwin.workspace.storage.blob;

import io.mltwin.platform.bodies.StreamedBody;
import io.mltwin.workspace.storage.access.Authorizer;
import io.mltwin.workspace.storage.access.Grant;
import io.mltwin.workspace.storage.blob.append.AppendBlockHandler;
import io.mltwin.workspace.storage.blob.batch.BatchHandler;
import io.mltwin.workspace.storage.blob.block.BlockHandler;
import io.mltwin.workspace.storage.blob.block.PutBlobHandler;
import io.mltwin.workspace.storage.blob.containers.ContainerHandler;
import io.mltwin.workspace.storage.blob.copy.CopyHandler;
import io.mltwin.workspace.storage.blob.leases.LeaseHandler;
import io.mltwin.workspace.storage.blob.listing.ListHandler;
import io.mltwin.workspace.storage.blob.page.PageHandler;
import io.mltwin.workspace.storage.blob.properties.SetBlobMetadataHandler;
import io.mltwin.workspace.storage.blob.properties.SetBlobPropertiesHandler;
import io.mltwin.workspace.storage.blob.properties.SetBlobTierHandler;
import io.mltwin.workspace.storage.blob.read.GetBlobHandler;
import io.mltwin.workspace.storage.blob.request.BlobRequest;
import io.mltwin.workspace.storage.blob.request.BlobRequestParser;
import io.mltwin.workspace.storage.blob.service.ServiceHandler;
import io.mltwin.workspace.storage.blob.tags.TagHandler;
import io.mltwin.workspace.storage.blob.versions.DeleteBlobHandler;
import io.mltwin.workspace.storage.blob.versions.SnapshotHandler;
import io.mltwin.workspace.storage.cors.CorsResponse;
import io.mltwin.workspace.storage.wire.ClientBody;
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

    private final BlobRequestParser parser;
    private final Authorizer authorizer;
    private final ServiceHandler service;
    private final ContainerHandler containers;
    private final ListHandler lists;
    private final PutBlobHandler puts;
    private final GetBlobHandler gets;
    private final DeleteBlobHandler deletes;
    private final SetBlobTierHandler tiers;
    private final SetBlobPropertiesHandler properties;
    private final BlockHandler blocks;
    private final LeaseHandler leases;
    private final CopyHandler copies;
    private final SnapshotHandler snapshots;
    private final AppendBlockHandler appends;
    private final PageHandler pages;
    private final TagHandler tags;
    private final SetBlobMetadataHandler metadata;
    private final BatchHandler batches;

    BlobResource(
            BlobRequestParser parser,
            Authorizer authorizer,
            ServiceHandler service,
            ContainerHandler containers,
            ListHandler lists,
            PutBlobHandler puts,
            GetBlobHandler gets,
            DeleteBlobHandler deletes,
            SetBlobTierHandler tiers,
            SetBlobPropertiesHandler properties,
            BlockHandler blocks,
            LeaseHandler leases,
            CopyHandler copies,
            SnapshotHandler snapshots,
            AppendBlockHandler appends,
            PageHandler pages,
            TagHandler tags,
            SetBlobMetadataHandler metadata,
            BatchHandler batches) {
        this.parser = parser;
        this.authorizer = authorizer;
        this.service = service;
        this.containers = containers;
        this.lists = lists;
        this.puts = puts;
        this.gets = gets;
        this.deletes = deletes;
        this.tiers = tiers;
        this.properties = properties;
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
        return CorsResponse.preflight(
                parser.corsRules(context), context.request().headers());
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
        try (InputStream body = StreamedBody.of(context)) {
            return answer(context, new ClientBody(body));
        }
    }

    @POST
    public Response post(@Context RoutingContext context) throws IOException {
        try (InputStream body = StreamedBody.of(context)) {
            return answer(context, new ClientBody(body));
        }
    }

    private Response answer(RoutingContext context, InputStream body) throws IOException {
        BlobRequest asked = parser.read(context);
        Grant grant = authorizer.authorize(asked);
        BlobRequest request = parser.withKey(asked);
        return switch (request.operation()) {
            case LIST_CONTAINERS -> lists.containers(request);
            case GET_SERVICE_PROPERTIES -> service.properties(request);
            case SET_SERVICE_PROPERTIES -> service.setProperties(request, body);
            case GET_SERVICE_STATS -> service.stats();
            case GET_ACCOUNT_INFORMATION -> service.accountInformation(request);
            case GET_USER_DELEGATION_KEY -> service.delegationKey(request, grant, body);
            case FIND_BLOBS, FIND_BLOBS_IN_CONTAINER -> tags.find(request);
            case CREATE_CONTAINER -> containers.create(request);
            case GET_CONTAINER -> containers.get(request);
            case SET_CONTAINER_METADATA -> containers.setMetadata(request);
            case GET_CONTAINER_ACL -> containers.getAcl(request);
            case SET_CONTAINER_ACL -> containers.setAcl(request, body);
            case LEASE_CONTAINER -> leases.ofContainer(request);
            case RESTORE_CONTAINER -> containers.restore(request);
            case DELETE_CONTAINER -> containers.delete(request);
            case BATCH -> batches.answer(request, body);
            case LIST_BLOBS -> lists.blobs(request);
            case PUT_BLOB -> puts.put(request, grant, body);
            case COPY_BLOB -> copies.copy(request, grant);
            case ABORT_COPY -> copies.abort(request);
            case SNAPSHOT_BLOB -> snapshots.snapshot(request);
            case LEASE_BLOB -> leases.ofBlob(request);
            case SET_BLOB_TIER -> tiers.set(request);
            case GET_BLOB -> gets.get(request, grant);
            case GET_BLOB_PROPERTIES -> gets.properties(request, grant);
            case SET_BLOB_METADATA -> metadata.set(request);
            case SET_BLOB_PROPERTIES -> properties.set(request);
            case GET_TAGS -> tags.get(request);
            case SET_TAGS -> tags.set(request, body);
            case DELETE_BLOB, DELETE_BLOB_VERSION, DELETE_BLOB_FOR_GOOD -> deletes.delete(request);
            case UNDELETE_BLOB -> deletes.undelete(request);
            case PUT_BLOCK -> blocks.put(request, grant, body);
            case PUT_BLOCK_LIST -> blocks.commit(request, grant, body);
            case GET_BLOCK_LIST -> blocks.list(request);
            case APPEND_BLOCK -> appends.append(request, grant, body);
            case SEAL_BLOB -> appends.seal(request);
            case PUT_PAGE -> pages.put(request, grant, body);
            case GET_PAGE_RANGES -> pages.ranges(request);
        };
    }
}
