package io.mltwin.scoring.models.inference;

import io.mltwin.armweb.OriginalRequest;
import io.mltwin.container.HttpHeader;
import io.mltwin.container.InferenceRequest;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.bodies.ReceivedBody;
import io.mltwin.platform.tracing.CurrentTrace;
import io.vertx.core.MultiMap;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A request to a web service or online endpoint.
 *
 * @param door prefix of the {@link FrontDoor} that it came through
 * @param label of the host that it names
 * @param url as the client used it
 * @param remote the other end of the connection
 * @param body taken once
 */
public record EndpointRequest(
        String door,
        String label,
        String method,
        String url,
        String query,
        MultiMap headers,
        SocketAddress remote,
        String requestId,
        String traceParent,
        Supplier<byte[]> body) {

    private static final Set<String> CREDENTIALS = Set.of("authorization", "proxy-authorization");

    /** Names a deployment of an online endpoint, in requests and answers. */
    public static final String DEPLOYMENT = "azureml-model-deployment";

    /** Reads a request that the web layer has received whole. */
    static EndpointRequest of(RoutingContext context, String door, String label) {
        OriginalRequest original = OriginalRequest.of(context);
        return new EndpointRequest(
                door,
                label,
                original.method(),
                original.baseUrl() + original.uri(),
                original.query(),
                context.request().headers(),
                context.request().remoteAddress(),
                original.requestId(),
                CurrentTrace.traceParent(context),
                () -> ReceivedBody.take(context));
    }

    String authorization() {
        return headers.get("Authorization");
    }

    /** Returns the deployment that the client chose, or null. */
    public String deployment() {
        return headers.get(DEPLOYMENT);
    }

    /**
     * Returns the headers that an entry script sees.
     *
     * <p>Deviation: a script does not get {@code Authorization}: a service's key or token is for its
     * front, which has compared it.
     */
    List<HttpHeader> shownHeaders() {
        List<HttpHeader> shown = new ArrayList<>();
        headers.forEach(header -> {
            if (!CREDENTIALS.contains(AsciiCase.lower(header.getKey()))) {
                shown.add(new HttpHeader(header.getKey(), header.getValue()));
            }
        });
        return shown;
    }

    /** Takes the body; that of a GET is its query. */
    byte[] content() {
        return method.equals("GET") ? new byte[0] : body.get();
    }

    /** Returns the request as a script gets it. */
    public InferenceRequest inference(byte[] content) {
        return new InferenceRequest(method, url, shownHeaders(), content);
    }

    @Override
    public String toString() {
        return method + " to " + label;
    }
}
