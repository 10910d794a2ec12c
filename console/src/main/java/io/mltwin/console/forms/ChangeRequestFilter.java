package io.mltwin.console.forms;

import static io.mltwin.armweb.AzureException.forbidden;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.ErrorResponseWriter;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.requests.HostToPath;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;

/**
 * Lets a changing request through only when the console's own page has sent it: the exact {@code
 * Origin}, and the form token of this browser. Blob hosts are the same site as the console, so that
 * {@code SameSite} alone does not keep their pages out.
 */
@ApplicationScoped
public class ChangeRequestFilter {

    /** The code of a refused request. */
    public static final String CODE = "FormOfAnotherPage";

    private static final int AFTER_BODY = 40;
    private static final String PREFIX = "/console";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final FormTokens tokens;
    private final ErrorResponseWriter writer;
    private final String origin;

    ChangeRequestFilter(FormTokens tokens, ErrorResponseWriter writer, Addresses addresses) {
        this.tokens = tokens;
        this.writer = writer;
        this.origin = addresses.console();
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, AFTER_BODY);
    }

    private void handle(RoutingContext context) {
        String path = HostToPath.internalPath(context);
        boolean isPage = path != null && (path.equals(PREFIX) || path.startsWith(PREFIX + "/"));
        if (!isPage
                || READING.contains(context.request().method())
                || isOwnOrigin(context) && tokens.matches(context, presented(context))) {
            context.next();
        } else {
            writer.write(context, refused());
        }
    }

    private boolean isOwnOrigin(RoutingContext context) {
        return context.request().headers().getAll("Origin").equals(List.of(origin));
    }

    /** Returns the token of a request: in its header, else the only field of this name. */
    private static String presented(RoutingContext context) {
        String header = context.request().getHeader(FormTokens.HEADER);
        if (header != null) {
            return header;
        }
        String type = context.request().getHeader("Content-Type");
        Buffer body = context.body().buffer();
        if (body == null || type == null || !type.split(";", 2)[0].trim().equals(FORM)) {
            return null;
        }
        String found = null;
        for (String pair : body.toString().split("&")) {
            if (pair.startsWith(FormTokens.FIELD + "=")) {
                if (found != null) {
                    return null;
                }
                found = pair.substring(FormTokens.FIELD.length() + 1);
            }
        }
        try {
            return found == null ? null : UriEncoding.decodeFormValue(found);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    private static AzureException refused() {
        return forbidden(
                CODE,
                "This form was not sent by the page of the console that is open in this browser, or"
                        + " that page is out of date. Nothing was changed.");
    }
}
