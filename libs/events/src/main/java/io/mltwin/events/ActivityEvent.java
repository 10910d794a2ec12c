package io.mltwin.events;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.Map;

/**
 * One entry of Azure's activity log: a control-plane write, delete or action, never a read.
 *
 * @param eventId unique; consumers ignore a second one
 * @param eventName {@code BeginRequest} or {@code EndRequest}
 * @param status {@code Started}, {@code Accepted}, {@code Succeeded} or {@code Failed}
 * @param subStatus HTTP status text, empty while it runs
 * @param caller upn, application id or object id
 * @param category {@code Administrative} or {@code Policy}; null is Administrative
 * @param properties what the event says beyond the rest; null for nothing
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ActivityEvent(
        String eventId,
        long epoch,
        Instant timestamp,
        String subscriptionId,
        String resourceGroup,
        String resourceProvider,
        String resourceId,
        String resourceType,
        String operationName,
        String eventName,
        String status,
        String subStatus,
        String level,
        String caller,
        String callerObjectId,
        String tenantId,
        String scope,
        String httpMethod,
        String correlationId,
        String operationId,
        String category,
        Map<String, String> properties) {}
