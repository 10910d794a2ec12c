package io.mltwin.telemetry.vaultaudit;

import io.mltwin.events.VaultAuditEvent;
import java.time.Instant;
import java.util.Map;

/** A record of Azure's category {@code AuditEvent} as Key Vault writes it. */
public record VaultAuditBody(
        Instant time,
        String resourceId,
        String operationName,
        String operationVersion,
        String category,
        String resultType,
        String resultSignature,
        long durationMs,
        String callerIpAddress,
        String correlationId,
        Identity identity,
        Properties properties) {

    /** Claims of the caller's token. */
    public record Identity(Map<String, String> claim) {}

    /** The request, and the status of its answer. */
    public record Properties(String clientInfo, String requestUri, int httpStatusCode) {}

    static VaultAuditBody of(VaultAuditEvent event) {
        return new VaultAuditBody(
                event.timestamp(),
                event.resourceId(),
                event.operationName(),
                event.operationVersion(),
                "AuditEvent",
                event.resultType(),
                event.resultSignature(),
                event.durationMillis(),
                event.callerIpAddress(),
                event.correlationId(),
                new Identity(event.identity()),
                new Properties(event.clientInfo(), event.requestUri(), event.httpStatusCode()));
    }
}
