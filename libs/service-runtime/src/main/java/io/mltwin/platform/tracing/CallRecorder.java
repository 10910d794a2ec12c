package io.mltwin.platform.tracing;

import io.mltwin.armweb.DecisionHeader;
import io.mltwin.armweb.OriginalRequest;
import io.mltwin.platform.Addresses;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Records each received call with the verdict on its token, in the call log and as a span; never
 * the token itself.
 */
@Singleton
public record CallRecorder(CallLog log, Addresses addresses, Clock clock, Tracing tracing) {

    private static final String KEY = "mltwin.call";
    private static final String SPANS = "/v1/traces";
    // a client that can set no header of its own, such as Jib, says it in its user agent
    private static final Pattern IN_USER_AGENT =
            Pattern.compile("traceparent=(00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2})");
    private static final List<String> NOT_TRACED =
            List.of("/_mltwin/", "/console/flow", "/console/stream/", "/console/assets/");
    private static final int FIRST_FAULT = 500;

    /**
     * A verified token, as it is recorded.
     *
     * @param caller a name for readers
     */
    public record Token(
            String kind,
            String issuer,
            String audience,
            String scope,
            String caller,
            String tenantId,
            String objectId) {}

    private static final class Note {
        String kind = "none";
        String issuer;
        String audience;
        String scope;
        String caller;
        String tenantId;
        String objectId;
        String armScope;
        String verdict = "no token needed";
    }

    /** Begins the record of a call, and its span. */
    public void start(RoutingContext context) {
        if (context.request().path().startsWith("/q/") || context.get(KEY) != null) {
            return;
        }
        if (context.request().path().equals(SPANS)) {
            // neither logged nor traced: it would be about nothing but itself
            CurrentTrace.attach(context, TraceContexts.notRecorded());
            return;
        }
        Note note = new Note();
        context.put(KEY, note);
        Span span = span(context);
        Instant time = clock.instant();
        long start = System.nanoTime();
        context.addEndHandler(ended -> {
            OriginalRequest request = OriginalRequest.of(context);
            log.add(new CallLog.Call(
                    time,
                    addresses.self().lowerCase(),
                    request.method(),
                    request.host(),
                    request.path(),
                    note.kind,
                    note.issuer,
                    note.audience,
                    note.scope,
                    note.caller,
                    note.verdict,
                    context.response().getStatusCode(),
                    (System.nanoTime() - start) / 1_000_000,
                    request.correlationId()));
            end(span, note, context.response());
        });
    }

    /**
     * Permission checks are part of a flow; other calls of the administration are not, nor is what
     * shows flows.
     */
    private static boolean isTraced(String path) {
        return NOT_TRACED.stream().noneMatch(path::startsWith) || path.startsWith("/_mltwin/access/");
    }

    private Span span(RoutingContext context) {
        if (!isTraced(context.request().path())) {
            CurrentTrace.attach(context, TraceContexts.notRecorded());
            return Span.getInvalid();
        }
        OriginalRequest request = OriginalRequest.of(context);
        Context parent = tracing.received(traceParent(context), request.correlationId());
        if (parent == null) {
            CurrentTrace.attachNotRecorded(context, request.correlationId());
            return Span.getInvalid();
        }
        Span span = tracing.start(parent, SpanKind.SERVER, request.method() + " " + request.path());
        CurrentTrace.attach(context, parent.with(span));
        if (span.isRecording()) {
            span.setAttribute(SpanKeys.METHOD, request.method());
            span.setAttribute(SpanKeys.HOST, request.host());
            span.setAttribute(SpanKeys.PATH, request.path());
            span.setAttribute(SpanKeys.CORRELATION_ID, request.correlationId());
        }
        return span;
    }

    private static String traceParent(RoutingContext context) {
        String header = context.request().getHeader(TraceContexts.HEADER);
        String agent = context.request().getHeader("User-Agent");
        if (header != null || agent == null) {
            return header;
        }
        Matcher found = IN_USER_AGENT.matcher(agent);
        return found.find() ? found.group(1) : null;
    }

    private static void end(Span span, Note note, HttpServerResponse response) {
        if (span.isRecording()) {
            int status = response.getStatusCode();
            span.setAttribute(SpanKeys.STATUS, status);
            span.setAttribute(SpanKeys.TOKEN_KIND, note.kind);
            span.setAttribute(SpanKeys.ISSUER, note.issuer);
            span.setAttribute(SpanKeys.AUDIENCE, note.audience);
            span.setAttribute(SpanKeys.SCOPE, note.scope);
            span.setAttribute(SpanKeys.CALLER, note.caller);
            span.setAttribute(SpanKeys.CALLER_TENANT_ID, note.tenantId);
            span.setAttribute(SpanKeys.CALLER_OBJECT_ID, note.objectId);
            span.setAttribute(SpanKeys.ARM_SCOPE, note.armScope);
            span.setAttribute(SpanKeys.VERDICT, note.verdict);
            span.setAttribute(SpanKeys.DECISION, response.headers().get(DecisionHeader.NAME));
            if (status >= FIRST_FAULT) {
                span.setStatus(StatusCode.ERROR);
            }
        }
        span.end();
    }

    /** Runs work of another thread for this request: its calls belong to the request's trace. */
    public <T> T working(RoutingContext context, Supplier<T> work) {
        return CurrentTrace.of(context).wrapSupplier(work).get();
    }

    /** Records the token that the call is let in by. */
    public void accepted(RoutingContext context, Token token) {
        Note note = context.get(KEY);
        if (note != null) {
            note.kind = token.kind();
            note.issuer = token.issuer();
            note.audience = token.audience();
            note.scope = token.scope();
            note.caller = token.caller();
            note.tenantId = token.tenantId();
            note.objectId = token.objectId();
            note.verdict = "accepted";
        }
    }

    /**
     * Records a token that was refused, or a credential of another kind that a resource has checked.
     *
     * @param kind {@code none}, {@code refused}, {@code SharedKey}, {@code SAS}, {@code Basic}, {@code key}
     */
    public void credential(RoutingContext context, String kind, String caller, String verdict) {
        Note note = context.get(KEY);
        if (note != null) {
            note.kind = kind;
            note.caller = caller;
            note.verdict = verdict;
        }
    }

    /** Records whose the credential was, by the ids that tokens name. */
    public void caller(RoutingContext context, String tenantId, String objectId) {
        Note note = context.get(KEY);
        if (note != null) {
            note.tenantId = tenantId;
            note.objectId = objectId;
        }
    }

    /** Records what else befell the call, behind the verdict on its token. */
    public void addToVerdict(RoutingContext context, String more) {
        Note note = context.get(KEY);
        if (note != null) {
            note.verdict += "; " + more;
        }
    }

    /** Records what the call is about, by its ARM id, where the path does not say it. */
    public void about(RoutingContext context, String armId) {
        Note note = context.get(KEY);
        if (note != null) {
            note.armScope = armId;
        }
    }
}
