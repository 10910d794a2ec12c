package io.mltwin.workspace.storage.blob.leases;

import io.mltwin.workspace.storage.blob.containers.ContainerRepository;
import io.mltwin.workspace.storage.blob.containers.ContainerService;
import io.mltwin.workspace.storage.blob.containers.ContainerState;
import io.mltwin.workspace.storage.blob.request.BlobRequest;
import io.mltwin.workspace.storage.blob.state.BlobConditionValidator;
import io.mltwin.workspace.storage.blob.state.BlobEntity;
import io.mltwin.workspace.storage.blob.state.BlobRepository;
import io.mltwin.workspace.storage.lease.Lease;
import io.mltwin.workspace.storage.wire.DataErrors;
import io.mltwin.workspace.storage.wire.HttpDates;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** Answers Lease Blob and Lease Container. */
@ApplicationScoped
public class LeaseHandler {

    private final ContainerService containerService;
    private final ContainerRepository containers;
    private final BlobRepository blobs;
    private final BlobConditionValidator validator;
    private final Clock clock;

    LeaseHandler(
            ContainerService containerService,
            ContainerRepository containers,
            BlobRepository blobs,
            BlobConditionValidator validator,
            Clock clock) {
        this.containerService = containerService;
        this.containers = containers;
        this.blobs = blobs;
        this.validator = validator;
        this.clock = clock;
    }

    /** Answers Lease Blob. */
    @Transactional
    public Response ofBlob(BlobRequest request) {
        LeaseRequest change = LeaseRequest.of(request.headers());
        UUID container = containers.requireId(request.account(), request.container());
        blobs.lockName(container, request.blob());
        BlobEntity blob = blobs.find(container, request.blob()).orElseThrow(DataErrors::blobNotFound);
        validator.checkConditions(blob, request.conditions(), request.account()::dataKey);
        Instant now = clock.instant();
        blob.lease = change.apply(blob.lease, now);
        return answer(change, blob.lease, now, blob.etag, blob.modified);
    }

    /** Answers Lease Container. */
    public Response ofContainer(BlobRequest request) {
        LeaseRequest change = LeaseRequest.of(request.headers());
        Instant now = clock.instant();
        ContainerState container = containerService.changeLease(
                request.account(), request.container(), request.conditions(), lease -> change.apply(lease, now));
        return answer(change, container.lease(), now, container.etag(), container.modified());
    }

    private static Response answer(LeaseRequest change, Lease lease, Instant now, String etag, Instant modified) {
        ResponseBuilder answer = Response.status(change.status())
                .header("ETag", etag)
                .header("Last-Modified", HttpDates.format(modified));
        if (change.action().equals("break")) {
            answer.header("x-ms-lease-time", lease.secondsToBreak(now));
        } else if (lease != null) {
            answer.header("x-ms-lease-id", lease.id());
        }
        return answer.build();
    }
}
