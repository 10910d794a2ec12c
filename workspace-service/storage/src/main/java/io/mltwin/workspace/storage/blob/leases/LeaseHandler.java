package io.mltwin.workspace.storage.blob.leases;

import static io.mltwin.workspace.storage.wire.RequestErrors.invalidHeader;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidHeaderIf;
import static io.mltwin.workspace.storage.wire.RequestErrors.missingHeaderIf;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.storage.blob.containers.ContainerRepository;
import io.mltwin.workspace.storage.blob.containers.ContainerService;
import io.mltwin.workspace.storage.blob.containers.ContainerState;
import io.mltwin.workspace.storage.blob.request.BlobConditions;
import io.mltwin.workspace.storage.blob.request.BlobRequest;
import io.mltwin.workspace.storage.blob.state.BlobConditionValidator;
import io.mltwin.workspace.storage.blob.state.BlobEntity;
import io.mltwin.workspace.storage.blob.state.BlobRepository;
import io.mltwin.workspace.storage.lease.Lease;
import io.mltwin.workspace.storage.wire.DataErrors;
import io.mltwin.workspace.storage.wire.HttpDates;
import io.vertx.core.MultiMap;
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

    /** The parsed headers of Lease Blob and Lease Container. */
    record LeaseRequest(String action, String id, String proposed, Integer seconds, Integer breakPeriod) {

        static LeaseRequest of(MultiMap headers) {
            String action = headers.get("x-ms-lease-action");
            missingHeaderIf(action == null, "x-ms-lease-action");
            Integer breakPeriod = number(headers, "x-ms-lease-break-period");
            invalidHeaderIf(
                    breakPeriod != null && (breakPeriod < 0 || breakPeriod > LONGEST_BREAK),
                    "x-ms-lease-break-period",
                    "it is 0 to 60 seconds.");
            return new LeaseRequest(
                    AsciiCase.lower(action),
                    BlobConditions.leaseId(headers, "x-ms-lease-id"),
                    BlobConditions.leaseId(headers, "x-ms-proposed-lease-id"),
                    number(headers, "x-ms-lease-duration"),
                    breakPeriod);
        }

        private static final int LONGEST_BREAK = 60;

        private static Integer number(MultiMap headers, String name) {
            String text = headers.get(name);
            if (text == null) {
                return null;
            }
            invalidHeaderIf(!text.matches("-?\\d{1,6}"), name, "give a number of seconds.");
            return Integer.parseInt(text);
        }

        /** The lease as it is after the request; null: none any more. */
        Lease apply(Lease current, Instant now) {
            return switch (action) {
                case "acquire" -> {
                    missingHeaderIf(seconds == null, "x-ms-lease-duration");
                    yield Lease.acquire(
                            current, proposed == null ? UUID.randomUUID().toString() : proposed, seconds, now);
                }
                case "renew" -> Lease.renew(current, requiredId(), now);
                case "change" -> {
                    missingHeaderIf(proposed == null, "x-ms-proposed-lease-id");
                    yield Lease.change(current, requiredId(), proposed, now);
                }
                case "release" -> {
                    Lease.checkRelease(current, requiredId());
                    yield null;
                }
                case "break" -> Lease.breakIt(current, breakPeriod, now);
                default -> throw invalidHeader("x-ms-lease-action", "it is acquire, renew, change, release or break.");
            };
        }

        private String requiredId() {
            missingHeaderIf(id == null, "x-ms-lease-id");
            return id;
        }

        int status() {
            return switch (action) {
                case "acquire" -> 201;
                case "break" -> 202;
                default -> 200;
            };
        }
    }

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
