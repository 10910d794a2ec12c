package io.mltwin.local.trace;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;

/** A span as telemetry-service keeps it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RecordedSpan(
        String traceId,
        String spanId,
        String parentId,
        String service,
        String kind,
        String name,
        long startNanos,
        long endNanos,
        Map<String, String> attributes) {

    /**
     * Returns the part of Azure that an inner step, or what follows, is spoken of as; null for
     * none.
     */
    public String participant() {
        return attributes.get("mltwin.participant");
    }

    public String method() {
        return text("http.request.method");
    }

    public String host() {
        return text("server.address");
    }

    public String path() {
        return text("url.path");
    }

    public String topic() {
        return text("messaging.destination.name");
    }

    public String status() {
        return text("http.response.status_code");
    }

    public String tokenKind() {
        return text("mltwin.token.kind");
    }

    public String caller() {
        return text("mltwin.caller");
    }

    public String verdict() {
        return text("mltwin.verdict");
    }

    private String text(String key) {
        return attributes.getOrDefault(key, "");
    }

    boolean is(String wanted) {
        return wanted.equals(kind);
    }
}
