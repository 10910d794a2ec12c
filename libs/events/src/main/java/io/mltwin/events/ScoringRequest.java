package io.mltwin.events;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/**
 * One request to a deployed web service or online endpoint: the seven fields that the document says
 * Application Insights stores, and where they belong. No payload, no credential.
 *
 * @param eventId unique; consumers ignore a second one
 * @param componentId ARM id of the workspace's Application Insights component
 * @param requestId equals the answer's {@code x-ms-request-id}
 * @param durationMillis from arrival to answer
 * @param traceParent W3C trace context of the request, null when it is not traced; in Kafka it is a
 *     header too
 * @param computeType {@code ACI} or {@code AKS}; of online endpoints {@code Managed} or {@code
 *     Kubernetes}
 * @param itemCount how many requests this one stands for: 1, or more of refusals that come too fast
 *     to record each; 0 is 1
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ScoringRequest(
        String eventId,
        long epoch,
        Instant timestamp,
        String workspaceId,
        String componentId,
        boolean highBusinessImpact,
        String serviceName,
        String httpMethod,
        String userAgent,
        String computeType,
        String requestUrl,
        int statusCode,
        String requestId,
        double durationMillis,
        String traceParent,
        int itemCount) {}
