package io.mltwin.scoring.models.inference.online;

import io.mltwin.container.HttpHeader;
import io.mltwin.container.InferenceRequest;
import java.util.List;
import java.util.function.Supplier;

/**
 * A request to an online endpoint.
 *
 * @param label of the host, {@code {name}.{region}}
 * @param url as the client used it
 * @param remoteAddress of the other end of the connection
 * @param deployment that the client chose, or null
 * @param headers that a script may see
 * @param body taken once
 */
record OnlineRequest(
        String label,
        String method,
        String url,
        String query,
        String authorization,
        String userAgent,
        String remoteAddress,
        String requestId,
        String traceParent,
        String deployment,
        Supplier<List<HttpHeader>> headers,
        Supplier<byte[]> body) {

    /** The request as a script gets it; takes the body. */
    InferenceRequest inference() {
        return new InferenceRequest(method, url, headers.get(), body.get());
    }

    @Override
    public String toString() {
        return method + " to " + label;
    }
}
