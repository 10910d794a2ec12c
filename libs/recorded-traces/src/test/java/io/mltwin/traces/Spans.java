package io.mltwin.traces;

import java.util.Map;
import java.util.TreeMap;

/** Makes spans for tests. */
final class Spans {

    static final String TENANT = "tenant1";
    static final String WORKSPACE =
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w";

    private Spans() {}

    static RecordedSpan server(String id, String parent, String service, long start, String request) {
        return with(span(id, parent, service, "SERVER", start), request);
    }

    static RecordedSpan client(String id, String parent, String service, long start, String request) {
        return with(span(id, parent, service, "CLIENT", start), request);
    }

    static RecordedSpan span(String id, String parent, String service, String kind, long start) {
        return new RecordedSpan("t", id, parent, service, kind, "name", start, start + 1, new TreeMap<>());
    }

    private static RecordedSpan with(RecordedSpan span, String request) {
        String[] parts = request.split(" ");
        return with(
                span,
                Map.of(
                        "http.request.method", parts[0],
                        "server.address", "h",
                        "url.path", parts[1],
                        "mltwin.token.kind", "AAD",
                        "mltwin.verdict", "accepted",
                        "http.response.status_code", "200"));
    }

    static RecordedSpan with(RecordedSpan span, Map<String, String> more) {
        Map<String, String> attributes = new TreeMap<>(span.attributes());
        attributes.putAll(more);
        return new RecordedSpan(
                span.traceId(),
                span.spanId(),
                span.parentId(),
                span.service(),
                span.kind(),
                span.name(),
                span.startNanos(),
                span.endNanos(),
                attributes);
    }

    static RecordedSpan by(RecordedSpan span, String objectId) {
        return with(
                span,
                Map.of(
                        "mltwin.caller.object_id", objectId,
                        "mltwin.caller.tenant_id", TENANT));
    }
}
