package io.mltwin.scoring.models.inference;

import io.mltwin.events.ScoringRequest;
import io.mltwin.platform.reset.ResetGate;
import io.mltwin.scoring.models.requestlog.EventIds;
import io.mltwin.scoring.models.requestlog.RecordedText;
import io.mltwin.scoring.models.requestlog.RequestLog;
import io.mltwin.scoring.models.services.Deployment.RecordedService;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Records requests: the seven fields, in which no credential is, wherever a client put it. */
@Singleton
record RequestRecorder(RequestLog log, EventIds eventIds, ResetGate gate, Clock clock) {

    private static final double NANOS_OF_MILLI = 1e6;

    /** Notes that a request comes now. */
    Arrival arrive() {
        return new Arrival(clock.instant(), gate.epoch(), System.nanoTime());
    }

    /**
     * Keeps the record of a request that is answered now.
     *
     * @param refused whether the request had no valid credential, or none was looked at
     * @param url as it is to be recorded, but for credentials
     * @param credentials that it may hold, each may be null
     * @return fails with an {@link io.mltwin.armweb.AzureException} where the disk does not take it
     */
    CompletableFuture<Void> record(
            boolean refused,
            Arrival arrival,
            RecordedService target,
            EndpointRequest request,
            String url,
            int status,
            String... credentials) {
        double millis = (System.nanoTime() - arrival.nanos()) / NANOS_OF_MILLI;
        String eventId = eventIds.make(arrival.time());
        return log.append(refused, event(eventId, arrival, target, request, url, status, millis, credentials));
    }

    static ScoringRequest event(
            String eventId,
            Arrival arrival,
            RecordedService target,
            EndpointRequest request,
            String url,
            int status,
            double millis,
            String... credentials) {
        return new ScoringRequest(
                eventId,
                arrival.epoch(),
                arrival.time(),
                target.workspaceId(),
                target.componentId(),
                target.highBusinessImpact(),
                target.name(),
                request.method(),
                RecordedText.of(request.headers().get("User-Agent"), credentials),
                target.computeType(),
                RecordedText.of(url, credentials),
                status,
                request.requestId(),
                millis,
                request.traceParent(),
                1);
    }

    /**
     * When a request came.
     *
     * @param epoch of its arrival: a request that outlives a reset belongs to before it
     * @param nanos of {@link System#nanoTime()}
     */
    record Arrival(Instant time, long epoch, long nanos) {}
}
