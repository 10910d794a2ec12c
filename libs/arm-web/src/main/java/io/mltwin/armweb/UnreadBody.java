package io.mltwin.armweb;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/**
 * Discards the rest of a request that is refused before its body was read. A client that is still
 * sending would not see the answer if the connection ended at once, so what arrives is thrown away
 * for a while, and then the connection ends.
 */
public final class UnreadBody {

    private static final long PATIENCE_MILLIS = 10_000;

    private UnreadBody() {}

    /** Answers a request at once and ends the exchange when its body has passed. */
    public static void answer(RoutingContext context, String body) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        if (request.isEnded() || !bringsBody(request)) {
            response.end(body);
            return;
        }
        Buffer bytes = Buffer.buffer(body);
        response.putHeader("Content-Length", String.valueOf(bytes.length()));
        response.write(bytes);
        discard(context, () -> {
            if (!response.ended() && !response.closed()) {
                response.end();
            }
        });
    }

    /**
     * Throws away the rest of a request's body. Call it on the event loop of the connection:
     * elsewhere the body could end while this method looks, and the connection would be closed
     * under the client's next request. Another class may write the answer.
     */
    public static void discard(RoutingContext context) {
        if (!context.request().isEnded()) {
            discard(context, () -> {});
        }
    }

    /**
     * Throws away what a resource has left of a request's body. Call it on the event loop of the
     * connection, before the resource is called, which may answer on another thread.
     */
    public static void discardAfterAnswer(RoutingContext context) {
        Context eventLoop = Vertx.currentContext();
        context.addEndHandler(answered -> eventLoop.runOnContext(back -> discard(context)));
    }

    private static void discard(RoutingContext context, Runnable passed) {
        HttpServerRequest request = context.request();
        Vertx vertx = context.vertx();
        long timer = vertx.setTimer(PATIENCE_MILLIS, fired -> {
            passed.run();
            end(request);
        });
        request.exceptionHandler(gone -> vertx.cancelTimer(timer));
        request.endHandler(end -> {
            vertx.cancelTimer(timer);
            passed.run();
        });
        request.handler(thrownAway -> {});
        request.resume();
    }

    /** Ends an exchange that its client does not go on with: under HTTP/2 its stream alone. */
    public static void end(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset(0);
        } else {
            request.connection().close();
        }
    }

    private static boolean bringsBody(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return length != null && !length.equals("0")
                || request.getHeader("Transfer-Encoding") != null
                || request.version() == HttpVersion.HTTP_2;
    }
}
