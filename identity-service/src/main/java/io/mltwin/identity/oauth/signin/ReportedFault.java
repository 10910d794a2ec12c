package io.mltwin.identity.oauth.signin;

import io.mltwin.armweb.AzureFault;
import io.mltwin.armweb.OriginalRequest;
import java.time.Instant;

/** An error as Azure AD tells it outside JSON: with the ids under which it can be looked up. */
record ReportedFault(
        int status,
        String error,
        String code,
        String message,
        String traceId,
        String correlationId,
        String timestamp) {

    private static final String EXPLAINED = "https://login.microsoftonline.com/error?code=";

    static ReportedFault of(AzureFault fault, OriginalRequest request, Instant now) {
        return new ReportedFault(
                fault.status(),
                fault.code(),
                fault.content().innerCode(),
                fault.content().message(),
                request.requestId(),
                request.correlationId(),
                now.toString().substring(0, 19).replace('T', ' ') + "Z");
    }

    String description() {
        return message
                + " Trace ID: "
                + traceId
                + " Correlation ID: "
                + correlationId
                + " Timestamp: "
                + timestamp;
    }

    /** Null when Azure explains no such code. */
    String errorUri() {
        return code == null ? null : EXPLAINED + code;
    }
}
