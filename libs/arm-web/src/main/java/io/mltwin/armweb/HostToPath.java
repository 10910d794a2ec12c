package io.mltwin.armweb;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Maps the host of a request to an internal path prefix, before authentication and without I/O, and
 * gives every answer Azure's request ids.
 */
@ApplicationScoped
public class HostToPath {

    private static final String INTERNAL_PATH = "mltwin.internal-path";
    private static final Pattern CORRELATION = Pattern.compile("[A-Za-z0-9-]{1,64}");
    // the router behind resolves encoded ones too, and would leave the prefix that was
    // authenticated
    private static final Pattern DOT_SEGMENT = Pattern.compile("/(\\.|%2[eE]){1,2}(/|$)");
    private static final int BEFORE_AUTHENTICATION = 400;

    private final HostRules rules;
    private final RefusedUri malformed;

    public HostToPath(HostRules rules, RefusedUri malformed) {
        this.rules = rules;
        this.malformed = malformed;
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, BEFORE_AUTHENTICATION);
    }

    /** The internal path of a request that has passed this filter. */
    public static String internalPath(RoutingContext context) {
        return context.get(INTERNAL_PATH);
    }

    private void handle(RoutingContext context) {
        OriginalRequest original = OriginalRequest.of(context);
        if (original != null) {
            addIds(context, original);
            context.next();
            return;
        }
        original = read(context.request());
        original.attachTo(context);
        String path = original.path();
        if (!isUri(original.uri())) {
            addIds(context, original);
            malformed.refuse(context, rules.internalPath(hostName(original.host()), path));
            return;
        }
        String internal =
                DOT_SEGMENT.matcher(path).find()
                        ? null
                        : rules.internalPath(hostName(original.host()), path);
        if (internal == null) {
            addIds(context, original);
            notFound(context, original);
            return;
        }
        context.put(INTERNAL_PATH, internal);
        if (internal.equals(path)) {
            addIds(context, original);
            context.next();
        } else {
            String query = original.query();
            context.reroute(
                    context.request().method(),
                    query.isEmpty() ? internal : internal + "?" + query);
        }
    }

    private static OriginalRequest read(HttpServerRequest request) {
        String host = request.authority() == null ? "localhost" : request.authority().toString();
        String correlation = request.getHeader("x-ms-correlation-request-id");
        if (correlation == null) {
            correlation = request.getHeader("client-request-id");
        }
        if (correlation == null || !CORRELATION.matcher(correlation).matches()) {
            correlation = UUID.randomUUID().toString();
        }
        return new OriginalRequest(
                request.method().name(),
                host,
                request.uri(),
                UUID.randomUUID().toString(),
                correlation);
    }

    /** In place of the web layer, which would answer without a body. */
    private static boolean isUri(String text) {
        try {
            new URI(text);
            return true;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    private static String hostName(String authority) {
        String host = AsciiCase.lower(authority);
        int port = host.lastIndexOf(':');
        return port > host.lastIndexOf(']') ? host.substring(0, port) : host;
    }

    private static void addIds(RoutingContext context, OriginalRequest original) {
        context.response().putHeader("x-ms-request-id", original.requestId());
        context.response().putHeader("x-ms-correlation-request-id", original.correlationId());
        String client = context.request().getHeader("x-ms-client-request-id");
        if (client != null && client.length() <= 128) {
            context.response().putHeader("x-ms-client-request-id", client);
        }
    }

    private static void notFound(RoutingContext context, OriginalRequest original) {
        AzureFault fault =
                new AzureFault(
                        404,
                        "NotFound",
                        "No resource of this service answers at host '"
                                + original.host()
                                + "' and path '"
                                + original.path()
                                + "'.");
        context.response()
                .setStatusCode(404)
                .putHeader("content-type", Envelope.ARM.contentType())
                .end(
                        Envelope.ARM.body(
                                fault.content(),
                                original.requestId(),
                                original.correlationId(),
                                Instant.EPOCH));
    }
}
