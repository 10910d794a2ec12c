package io.mltwin.workspace.storage.blob;

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

/** Lease Blob and Lease Container. */
@ApplicationScoped
class LeaseAnswers {

    private final ContainerRepository containers;
    private final BlobRepository blobs;
    private final BlobGuard guard;
    private final Clock clock;

    LeaseAnswers(
            ContainerRepository containers, BlobRepository blobs, BlobGuard guard, Clock clock) {
        this.containers = containers;
        this.blobs = blobs;
        this.guard = guard;
        this.clock = clock;
    }

    @Transactional
    Response ofBlob(BlobCall call) {
        LeaseRequest request = LeaseRequest.of(call.headers());
        UUID container = container(call).id;
        blobs.lockName(container, call.blob());
        BlobEntity blob = blobs.find(container, call.blob()).orElseThrow(DataErrors::blobNotFound);
        guard.checkConditions(blob, call.conditions(), call.account()::dataKey);
        Instant now = clock.instant();
        blob.lease = request.apply(blob.lease, now);
        return answer(request, blob.lease, now, blob.etag, blob.modified);
    }

    @Transactional
    Response ofContainer(BlobCall call) {
        LeaseRequest request = LeaseRequest.of(call.headers());
        containers.lockName(call.account().id(), call.container());
        ContainerEntity container = container(call);
        call.conditions().checkWrite(container.version());
        Instant now = clock.instant();
        container.lease = request.apply(container.lease, now);
        return answer(request, container.lease, now, container.etag, container.modified);
    }

    private ContainerEntity container(BlobCall call) {
        return containers
                .find(call.account().id(), call.container())
                .orElseThrow(DataErrors::containerNotFound);
    }

    private static Response answer(
            LeaseRequest request, Lease lease, Instant now, String etag, Instant modified) {
        ResponseBuilder answer =
                Response.status(request.status())
                        .header("ETag", etag)
                        .header("Last-Modified", HttpDates.format(modified));
        if (request.action().equals("break")) {
            answer.header("x-ms-lease-time", lease.secondsToBreak(now));
        } else if (lease != null) {
            answer.header("x-ms-lease-id", lease.id());
        }
        return answer.build();
    }
}
