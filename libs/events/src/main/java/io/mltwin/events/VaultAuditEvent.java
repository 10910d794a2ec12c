package io.mltwin.events;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.Map;

/**
 * One operation on a key vault, as Azure's category {@code AuditEvent} records it: names and ids,
 * never a value.
 *
 * @param eventId unique; consumers ignore a second one
 * @param resourceId ARM id of the vault
 * @param operationName {@code SecretGet}, {@code KeyUnwrap}
 * @param operationVersion the request's api-version
 * @param resultType {@code Success} or {@code Failure}
 * @param resultSignature text of the HTTP status
 * @param identity claims of the caller's token: {@code oid}, {@code appid}, {@code tid}, {@code
 *     upn}; empty without one
 * @param requestUri without what could be a value
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record VaultAuditEvent(
        String eventId,
        long epoch,
        Instant timestamp,
        String resourceId,
        String operationName,
        String operationVersion,
        String resultType,
        String resultSignature,
        int httpStatusCode,
        long durationMillis,
        String callerIpAddress,
        String correlationId,
        Map<String, String> identity,
        String clientInfo,
        String requestUri) {}
