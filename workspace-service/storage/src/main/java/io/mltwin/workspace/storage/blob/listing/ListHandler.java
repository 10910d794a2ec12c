package io.mltwin.workspace.storage.blob.listing;

import io.mltwin.platform.Addresses;
import io.mltwin.workspace.storage.blob.containers.ContainerService;
import io.mltwin.workspace.storage.blob.containers.ContainerState;
import io.mltwin.workspace.storage.blob.request.BlobRequest;
import io.mltwin.workspace.storage.blob.state.ListedBlob;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;

/** Answers List Containers and List Blobs. */
@Singleton
public record ListHandler(
        ContainerService containers, BlobPages pages, ListXml lists, Addresses addresses, Clock clock) {
    /** Answers List Containers. */
    public Response containers(BlobRequest request) {
        ListQuery query = ListQuery.of(request.query());
        NamePages.Page<ContainerState> page =
                QuarkusTransaction.joiningExisting().call(() -> page(request, query));
        return Response.ok(lists.containers(endpoint(request), query, page), "application/xml")
                .build();
    }

    private NamePages.Page<ContainerState> page(BlobRequest request, ListQuery query) {
        Instant now = query.withDeleted() ? clock.instant() : null;
        return NamePages.read(
                (from, before, limit) -> {
                    if (from.indexOf('\0') >= 0) {
                        throw NamePages.foreignMarker(query.marker());
                    }
                    return containers.list(request.account(), from, before, limit, query.withMetadata(), now);
                },
                ContainerState::listKey,
                query.prefix(),
                null,
                query.marker(),
                query.most());
    }

    /** Answers List Blobs. */
    public Response blobs(BlobRequest request) {
        ListQuery query = ListQuery.of(request.query());
        NamePages.Page<ListedBlob> page = pages.page(request.account(), request.container(), query);
        return Response.ok(
                        lists.blobs(endpoint(request), request.account(), request.container(), query, page),
                        "application/xml")
                .build();
    }

    private String endpoint(BlobRequest request) {
        return "https://" + addresses.blobHost(request.account().name()) + "/";
    }
}
