package io.mltwin.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.OriginalRequest;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import io.mltwin.platform.http.RemoteCalls;
import io.mltwin.platform.http.TrustedHttp;
import io.mltwin.platform.reset.ResetGate;
import io.mltwin.platform.tracing.CurrentTrace;
import io.mltwin.platform.tracing.SpanKeys;
import io.mltwin.platform.tracing.TraceContexts;
import io.mltwin.platform.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * HTTPS between the services: connects to a service's address, sends the virtual host, passes the
 * correlation id and the trace on. A service that is not up yet is tried again for a moment; one
 * that stays away is a 503 that names it.
 */
@Singleton
public record ServiceHttp(TrustedHttp http, Addresses addresses, ObjectMapper json, ResetGate gate, Tracing tracing) {

    static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int CONNECT_ATTEMPTS = 8;
    private static final long PAUSE_MILLIS = 250;

    /** Starts a request to a service; {@code pathAndQuery} raw, with a leading slash. */
    public ServiceRequest request(ServiceName service, String method, String pathAndQuery) {
        ServiceRequest request = new ServiceRequest(
                        this, json, service, addresses.address(service), method, pathAndQuery)
                .correlationId(currentCorrelationId());
        String pass = gate.pass();
        return pass == null ? request : request.header(ResetGate.PASS_HEADER, pass);
    }

    HttpResponse<byte[]> send(ServiceRequest request) {
        return send(request, BodyHandlers.ofByteArray());
    }

    HttpResponse<InputStream> stream(ServiceRequest request) {
        return send(request, BodyHandlers.ofInputStream());
    }

    private <T> HttpResponse<T> send(ServiceRequest request, BodyHandler<T> handler) {
        RemoteCalls.requireAllowed(request.describe());
        Context trace = CurrentTrace.get();
        if (!Span.fromContext(trace).getSpanContext().isValid()) {
            return sendUntilAnswered(request, handler);
        }
        Span span = tracing.start(trace, SpanKind.CLIENT, request.describe());
        request.describe(span);
        request.header(TraceContexts.HEADER, TraceContexts.format(trace.with(span)));
        try {
            HttpResponse<T> answer = sendUntilAnswered(request, handler);
            span.setAttribute(SpanKeys.STATUS, answer.statusCode());
            return answer;
        } catch (AzureException away) {
            span.setAttribute(SpanKeys.VERDICT, "not answered");
            span.setStatus(StatusCode.ERROR);
            throw away;
        } finally {
            span.end();
        }
    }

    private <T> HttpResponse<T> sendUntilAnswered(ServiceRequest request, BodyHandler<T> handler) {
        HttpRequest made = request.build();
        for (int attempt = 1; ; attempt++) {
            try {
                return http.client().send(made, handler);
            } catch (ConnectException e) {
                if (attempt == CONNECT_ATTEMPTS) {
                    throw away(request, e);
                }
                pause();
            } catch (IOException e) {
                throw away(request, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw away(request, e);
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static AzureException away(ServiceRequest request, Exception cause) {
        AzureException fault = new AzureException(
                        503,
                        "ServiceUnavailable",
                        "The service %s did not answer %s; look at ./mltwin status and try again.",
                        request.service().lowerCase(),
                        request.describe())
                .withHeaders(java.util.Map.of("Retry-After", "1"));
        fault.initCause(cause);
        return fault;
    }

    /** Correlation id of the request this thread works for, or null. */
    static String currentCorrelationId() {
        RoutingContext context = currentRequest();
        OriginalRequest original = context == null ? null : OriginalRequest.of(context);
        return original == null ? Correlation.current() : original.correlationId();
    }

    /** The request this thread works for, or null. */
    static RoutingContext currentRequest() {
        if (Arc.container() == null || !Arc.container().requestContext().isActive()) {
            return null;
        }
        CurrentVertxRequest current =
                Arc.container().instance(CurrentVertxRequest.class).get();
        return current == null ? null : current.getCurrent();
    }
}
