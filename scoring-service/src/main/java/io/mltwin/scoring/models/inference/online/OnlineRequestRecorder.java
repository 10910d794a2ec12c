package io.mltwin.scoring.models.inference.online;

import io.mltwin.events.ScoringRequest;
import io.mltwin.scoring.models.deployments.ServedDeployment;
import io.mltwin.scoring.models.endpoints.ServedEndpoint;
import io.mltwin.scoring.models.requestlog.EventIds;
import io.mltwin.scoring.models.requestlog.RecordTarget;
import io.mltwin.scoring.models.requestlog.RecordedText;
import io.mltwin.scoring.models.requestlog.RequestLog;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Records requests to online endpoints as those to web services are: the seven fields. */
@Singleton
class OnlineRequestRecorder {

    private final RequestLog log;
    private final EventIds eventIds;
    private final EndpointRecordTargets targets;

    OnlineRequestRecorder(RequestLog log, EventIds eventIds, EndpointRecordTargets targets) {
        this.targets = targets;
        this.log = log;
        this.eventIds = eventIds;
    }

    /**
     * Keeps a record.
     *
     * @param refused whether the request had no valid credential
     * @param deployment that the request went to, or null
     */
    CompletableFuture<?> record(
            boolean refused,
            ServedEndpoint endpoint,
            ServedDeployment deployment,
            OnlineRequest request,
            long epoch,
            Instant time,
            int status,
            double millis) {
        return log.append(
                refused,
                event(
                        eventIds.make(time),
                        endpoint,
                        deployment == null ? targets.of(endpoint) : target(endpoint, deployment),
                        request,
                        epoch,
                        time,
                        status,
                        millis));
    }

    static RecordTarget target(ServedEndpoint endpoint, ServedDeployment deployment) {
        return new RecordTarget(
                endpoint.workspaceId(),
                deployment.isRecorded() ? endpoint.componentId() : null,
                endpoint.highBusinessImpact(),
                endpoint.name(),
                deployment.computeType());
    }

    static ScoringRequest event(
            String eventId,
            ServedEndpoint endpoint,
            RecordTarget target,
            OnlineRequest request,
            long epoch,
            Instant time,
            int status,
            double millis) {
        return new ScoringRequest(
                eventId,
                epoch,
                time,
                target.workspaceId(),
                target.componentId(),
                target.highBusinessImpact(),
                target.serviceName(),
                request.method(),
                RecordedText.of(request.userAgent(), endpoint.primaryKey(), endpoint.secondaryKey()),
                target.computeType(),
                RecordedText.of(request.url(), endpoint.primaryKey(), endpoint.secondaryKey()),
                status,
                request.requestId(),
                millis,
                request.traceParent(),
                1);
    }
}
