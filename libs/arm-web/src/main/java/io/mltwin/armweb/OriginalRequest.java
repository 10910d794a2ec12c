package io.mltwin.armweb;

import io.vertx.ext.web.RoutingContext;

/**
 * The request as the client sent it, before the host became a path prefix. Signatures, absolute
 * links and raw blob names need it.
 *
 * @param host as sent, with port
 * @param uri raw path and query as sent
 */
public record OriginalRequest(String method, String host, String uri, String requestId, String correlationId) {

    private static final String KEY = "mltwin.original-request";

    public static OriginalRequest of(RoutingContext context) {
        return context.get(KEY);
    }

    public void attachTo(RoutingContext context) {
        context.put(KEY, this);
    }

    public String path() {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    /** Raw query without the question mark, empty for none. */
    public String query() {
        int query = uri.indexOf('?');
        return query < 0 ? "" : uri.substring(query + 1);
    }

    /** {@code https://host:port} the client used. */
    public String baseUrl() {
        return "https://" + host;
    }
}
