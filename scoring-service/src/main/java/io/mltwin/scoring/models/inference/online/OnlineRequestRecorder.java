package io.mltwin.scoring.models.inference.online;

import io.mltwin.armweb.AzureException;
import io.mltwin.events.ScoringRequest;
import io.mltwin.scoring.models.deployments.ServedDeployment;
import io.mltwin.scoring.models.endpoints.ServedEndpoint;
import io.mltwin.scoring.models.requestlog.EventIds;
import io.mltwin.scoring.models.requestlog.RequestLog;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;

/** Records requests to online endpoints as those to web services are: the seven fields. */
@Singleton
class OnlineRequestRecorder {

    private static final int LONGEST_FIELD = 2048;
    private static final Pattern TOKEN = Pattern.compile("eyJ[\\w-]+\\.[\\w-]+(\\.[\\w-]*)?");
    private static final String MANAGED = "Managed";

    private final RequestLog log;
    private final EventIds eventIds;

    OnlineRequestRecorder(RequestLog log, EventIds eventIds) {
        this.log = log;
        this.eventIds = eventIds;
    }

    /**
     * Keeps a record.
     *
     * @param deployment that the request went to, or null
     */
    void record(
            ServedEndpoint endpoint,
            ServedDeployment deployment,
            OnlineRequest request,
            long epoch,
            Instant time,
            int status,
            double millis) {
        try {
            log.append(
                            event(
                                    eventIds.make(time),
                                    endpoint,
                                    deployment,
                                    request,
                                    epoch,
                                    time,
                                    status,
                                    millis))
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof AzureException refused ? refused : e;
        }
    }

    static ScoringRequest event(
            String eventId,
            ServedEndpoint endpoint,
            ServedDeployment deployment,
            OnlineRequest request,
            long epoch,
            Instant time,
            int status,
            double millis) {
        boolean isShown = deployment != null && deployment.isRecorded();
        return new ScoringRequest(
                eventId,
                epoch,
                time,
                endpoint.workspaceId(),
                isShown ? endpoint.componentId() : null,
                endpoint.highBusinessImpact(),
                endpoint.name(),
                request.method(),
                clean(request.userAgent(), endpoint),
                deployment == null ? MANAGED : deployment.computeType(),
                clean(request.url(), endpoint),
                status,
                request.requestId(),
                millis,
                request.traceParent());
    }

    /** No credential gets into the record, wherever a client put it. */
    private static String clean(String text, ServedEndpoint endpoint) {
        if (text == null) {
            return null;
        }
        String clean =
                TOKEN.matcher(
                                text.replace(endpoint.primaryKey(), "***")
                                        .replace(endpoint.secondaryKey(), "***"))
                        .replaceAll("***");
        return clean.length() > LONGEST_FIELD ? clean.substring(0, LONGEST_FIELD) : clean;
    }
}
