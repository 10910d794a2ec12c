package io.mltwin.identity.oauth.signin;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Envelope;
import io.mltwin.armweb.OriginalRequest;
import java.time.Instant;

/** An error as Azure AD shows it outside JSON, with the ids for support. */
record ReportedError(
        int status, String error, String code, String message, String traceId, String correlationId, String timestamp) {

    static ReportedError of(AzureException fault, OriginalRequest request, Instant now) {
        return new ReportedError(
                fault.status(),
                fault.code(),
                fault.content().innerCode(),
                fault.content().message(),
                request.requestId(),
                request.correlationId(),
                now.toString().substring(0, 19).replace('T', ' ') + "Z");
    }

    String description() {
        return message + " Trace ID: " + traceId + " Correlation ID: " + correlationId + " Timestamp: " + timestamp;
    }

    /** Returns the page that explains the code; null when Azure has none. */
    String errorUri() {
        return Envelope.aadErrorUri(code).orElse(null);
    }
}
