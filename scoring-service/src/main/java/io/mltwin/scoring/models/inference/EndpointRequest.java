package io.mltwin.scoring.models.inference;

import io.mltwin.armweb.OriginalRequest;
import io.mltwin.container.HttpHeader;
import io.mltwin.container.InferenceRequest;
import io.mltwin.platform.bodies.ReceivedBody;
import io.mltwin.platform.tracing.CurrentTrace;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Supplier;

/**
 * A request to a web service.
 *
 * @param url as the client used it
 * @param headers that a script may see
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
        Supplier<List<HttpHeader>> headers,
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
                () -> InferenceHeaders.ofRequest(request.headers()),
                () -> ReceivedBody.take(context));
    }

    /** The request as a script gets it; takes the body. */
    InferenceRequest inference() {
        byte[] content = method.equals("GET") ? new byte[0] : body.get();
        return new InferenceRequest(method, url, headers.get(), content);
    }

    @Override
    public String toString() {
        return method + " to " + endpoint;
    }
}
