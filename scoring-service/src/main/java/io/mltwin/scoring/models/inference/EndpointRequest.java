package io.mltwin.scoring.models.inference;

import io.mltwin.armweb.OriginalRequest;
import io.mltwin.platform.tracing.CurrentTrace;
import io.mltwin.tokencheck.bodies.ReceivedBody;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/**
 * A request to a web service.
 *
 * @param url as the client used it
 * @param body taken once
 */
record EndpointRequest(
        String endpoint,
        String method,
        String url,
        String query,
        String authorization,
        String userAgent,
        String requestId,
        String traceParent,
        Supplier<byte[]> body) {

    /** Reads a request that the web layer has received whole. */
    static EndpointRequest of(RoutingContext context, String endpoint) {
        OriginalRequest original = OriginalRequest.of(context);
        HttpServerRequest request = context.request();
        return new EndpointRequest(
                endpoint,
                original.method(),
                original.baseUrl() + original.uri(),
                original.query(),
                request.getHeader("Authorization"),
                request.getHeader("User-Agent"),
                original.requestId(),
                CurrentTrace.traceParent(context),
                () -> ReceivedBody.take(context));
    }

    @Override
    public String toString() {
        return method + " to " + endpoint;
    }
}
