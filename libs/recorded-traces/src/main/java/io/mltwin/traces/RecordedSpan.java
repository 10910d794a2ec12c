package io.mltwin.traces;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.mltwin.encoding.AsciiCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A span as telemetry-service keeps it.
 *
 * @param parentId the caller's span; it may be one that was never recorded, a client's
 * @param kind {@code SERVER}, {@code CLIENT}, {@code INTERNAL}, {@code PRODUCER}, {@code CONSUMER}
 * @param startNanos wall time, nanoseconds since 1970
 * @param attributes names, ids and verdicts; no token, no key, no query string, no body
 */
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

    /** Returns the correlation id of the request, null for none. */
    public String correlationId() {
        return attributes.get("mltwin.correlation_id");
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

    public String issuer() {
        return text("mltwin.token.issuer");
    }

    public String audience() {
        return text("mltwin.token.audience");
    }

    public String tokenScope() {
        return text("mltwin.token.scope");
    }

    /** Returns the caller's name. */
    public String caller() {
        return text("mltwin.caller");
    }

    /** Returns the object id of the caller's token, null for none. */
    public String callerObjectId() {
        return attributes.get("mltwin.caller.object_id");
    }

    /** Returns the tenant of the caller's token, null for none. */
    public String callerTenantId() {
        return attributes.get("mltwin.caller.tenant_id");
    }

    public String verdict() {
        return text("mltwin.verdict");
    }

    /** Returns the id of the decision behind a 403, which identity can explain; null for none. */
    public String decision() {
        return attributes.get("mltwin.decision");
    }

    /**
     * Returns the ARM scope that the call is about, in lower case; null when neither its receiver
     * nor its path names one.
     */
    public String armScope() {
        String named = text("mltwin.arm_scope");
        return ArmScopes.of(named.isEmpty() ? path() : named);
    }

    private String text(String key) {
        return attributes.getOrDefault(key, "");
    }

    boolean is(String wanted) {
        return wanted.equals(kind);
    }

    /**
     * Finds the ARM scope in the path of a call: of a call to Azure Resource Manager the subscription,
     * group or resource, of a call to a data plane that names a resource in its path, such as run
     * history, that resource.
     */
    private static final class ArmScopes {

        private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_()-][A-Za-z0-9._()-]{0,259}");

        private ArmScopes() {}

        /** Returns the scope in lower case; null for a path without one or with odd names in it. */
        static String of(String path) {
            String lower = AsciiCase.lower(path);
            int start = lower.indexOf("/subscriptions/");
            if (start < 0) {
                return null;
            }
            List<String> segments = List.of(lower.substring(start + 1).split("/"));
            List<String> scope = new ArrayList<>();
            int at = 0;
            if (!addPair(scope, segments, at, "subscriptions")) {
                return null;
            }
            at += 2;
            if (addPair(scope, segments, at, "resourcegroups")) {
                at += 2;
            }
            addResource(scope, segments, at, start > 0);
            return "/" + String.join("/", scope);
        }

        /** A data plane has paths of its own behind the name of the resource. */
        private static void addResource(List<String> scope, List<String> segments, int start, boolean dataPlane) {
            int at = start;
            if (at + 3 >= segments.size()
                    || !segments.get(at).equals("providers")
                    || !areNames(segments.subList(at + 1, at + 4))) {
                return;
            }
            scope.addAll(segments.subList(at, at + 4));
            at += 4;
            while (!dataPlane
                    && at + 1 < segments.size()
                    && !segments.get(at).equals("providers")
                    && areNames(segments.subList(at, at + 2))) {
                scope.addAll(segments.subList(at, at + 2));
                at += 2;
            }
        }

        private static boolean addPair(List<String> scope, List<String> segments, int at, String wanted) {
            if (at + 1 >= segments.size()
                    || !segments.get(at).equals(wanted)
                    || !areNames(segments.subList(at + 1, at + 2))) {
                return false;
            }
            scope.addAll(segments.subList(at, at + 2));
            return true;
        }

        private static boolean areNames(List<String> segments) {
            return segments.stream()
                    .allMatch(segment -> SEGMENT.matcher(segment).matches());
        }
    }
}
