package io.mltwin.platform.requests;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Envelope;
import io.mltwin.armweb.OriginalRequest;
import io.mltwin.armweb.UnreadBody;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.requests.HostRules.OwnAddress;
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
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Maps the host of a request to an internal path prefix, before authentication and without I/O, and
 * gives every answer Azure's request ids.
 */
@ApplicationScoped
public class HostToPath {

    private static final String INTERNAL_PATH = "mltwin.internal-path";
    private static final String CLIENT_REQUEST = "client-request-id";
    private static final Pattern CORRELATION = Pattern.compile("[A-Za-z0-9-]{1,64}");
    // the router behind resolves encoded ones too, and would leave the prefix that was
    // authenticated
    private static final Pattern DOT_SEGMENT = Pattern.compile("/(\\.|%2[eE]){1,2}(/|$)");
    private static final int BEFORE_AUTHENTICATION = 400;

    // Azure's names are shorter, percent-encoded too
    private static final int LONGEST_PATH = 4096;

    private final HostRules rules;
    private final OwnAddress own;
    private final MalformedUris malformed;
    private final int longestUri;

    /**
     * Makes the filter.
     *
     * @param longestUri what HTTP/1.1 takes in its first line; HTTP/2 knows no limit of its own
     */
    public HostToPath(
            HostRules rules,
            OwnAddress own,
            MalformedUris malformed,
            @ConfigProperty(name = "quarkus.http.limits.max-initial-line-length", defaultValue = "4096")
                    int longestUri) {
        this.rules = rules;
        this.own = own;
        this.malformed = malformed;
        this.longestUri = longestUri;
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, BEFORE_AUTHENTICATION);
    }

    /** Returns the internal path of a request that has passed this filter. */
    public static String internalPath(RoutingContext context) {
        return context.get(INTERNAL_PATH);
    }

    /**
     * Returns the internal path that a request would get, or null when this filter would refuse it.
     *
     * @param host as a client sends it, with its port
     * @param uri raw path and query
     */
    public String internalPath(String host, String uri) {
        Authority authority = Authority.parse(host);
        String path = uri.split("\\?", 2)[0];
        return authority == null
                        || isTooLong(path, uri)
                        || !isWellFormed(path, uri)
                        || DOT_SEGMENT.matcher(path).find()
                ? null
                : find(authority, path);
    }

    private boolean isTooLong(String path, String uri) {
        return path.length() > LONGEST_PATH || uri.length() > longestUri;
    }

    private static boolean isWellFormed(String path, String uri) {
        return path.startsWith("/") && isUri(uri);
    }

    private void handle(RoutingContext context) {
        OriginalRequest original = OriginalRequest.of(context);
        if (original != null) {
            addIds(context, original);
            context.next();
            return;
        }
        Authority authority = Authority.of(context.request());
        original = read(context.request(), authority);
        original.attachTo(context);
        String path = original.path();
        String internal = authority == null ? null : find(authority, path);
        if (isTooLong(path, original.uri())) {
            addIds(context, original);
            malformed.refuseLength(context, internal);
            return;
        }
        if (authority == null || !isWellFormed(path, original.uri())) {
            addIds(context, original);
            malformed.refuse(context, internal);
            return;
        }
        if (internal == null || DOT_SEGMENT.matcher(path).find()) {
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
            context.reroute(context.request().method(), query.isEmpty() ? internal : internal + "?" + query);
        }
    }

    /**
     * Null for a host that is none of this service's, and for the platform's own paths at any other
     * address than the service's own.
     */
    private String find(Authority authority, String path) {
        String host = authority.name();
        boolean isOwn = own.isOwnName(host);
        if (!isOwn && !own.isPlatformName(host) && !rules.isCustomName(host)) {
            return null;
        }
        String internal = rules.internalPath(host, path);
        boolean isOwnPort = authority.port() < 0 || own.isOwnPort(authority.port());
        return internal != null && HostRules.isPlatformPath(internal) && !(isOwn && isOwnPort) ? null : internal;
    }

    private static OriginalRequest read(HttpServerRequest request, Authority authority) {
        String host = authority == null ? "" : authority.toString();
        String correlation = request.getHeader("x-ms-correlation-request-id");
        if (correlation == null) {
            correlation = request.getHeader(CLIENT_REQUEST);
        }
        if (correlation == null || !CORRELATION.matcher(correlation).matches()) {
            correlation = UUID.randomUUID().toString();
        }
        return new OriginalRequest(
                request.method().name(), host, request.uri(), UUID.randomUUID().toString(), correlation);
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

    private static void addIds(RoutingContext context, OriginalRequest original) {
        context.response().putHeader("x-ms-request-id", original.requestId());
        context.response().putHeader("x-ms-correlation-request-id", original.correlationId());
        String client = context.request().getHeader("x-ms-client-request-id");
        if (client != null && client.length() <= 128) {
            context.response().putHeader("x-ms-client-request-id", client);
        }
        // as Azure AD does for MSAL
        String own = context.request().getHeader(CLIENT_REQUEST);
        if (own != null
                && AsciiCase.equal("true", context.request().getHeader("return-client-request-id"))
                && CORRELATION.matcher(own).matches()) {
            context.response().putHeader(CLIENT_REQUEST, own);
        }
    }

    private static void notFound(RoutingContext context, OriginalRequest original) {
        AzureException fault = AzureException.notFound(
                "NotFound", "No resource of this service answers at this host and path '%s'.", original.path());
        context.response().setStatusCode(404).putHeader("content-type", Envelope.ARM.contentType());
        UnreadBody.answer(
                context,
                Envelope.ARM.body(fault.content(), original.requestId(), original.correlationId(), Instant.EPOCH));
    }
}
