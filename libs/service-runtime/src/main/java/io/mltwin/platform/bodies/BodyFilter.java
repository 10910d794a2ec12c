package io.mltwin.platform.bodies;

import static io.mltwin.platform.bodies.RequestBodyErrors.malformedLength;
import static io.mltwin.platform.bodies.RequestBodyErrors.tooLarge;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.ErrorResponseWriter;
import io.mltwin.armweb.UnreadBody;
import io.mltwin.platform.requests.BodyRule;
import io.mltwin.platform.requests.HostToPath;
import io.mltwin.platform.requests.RequestPlane;
import io.mltwin.platform.requests.RequestPlane.RequestPlanes;
import io.quarkus.arc.All;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Takes a request's body by its plane's rule, after authentication: a declared length that is too
 * large is refused before a byte is read. A caller that may not do what the head of the request
 * says is refused before a large body is read.
 */
@ApplicationScoped
public class BodyFilter {

    private static final int AFTER_AUTHENTICATION = 50;
    private static final String SEEN = "mltwin.body";
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
    private static final long UNKNOWN = -1;

    private final RequestPlanes planes;
    private final ErrorResponseWriter writer;
    private final BodyBudget budget;
    private final List<HeadAuthorizer> authorizers;
    private final Duration patience;

    /**
     * Makes the filter.
     *
     * @param patience how long nothing of a body may arrive that is held in memory
     */
    public BodyFilter(
            RequestPlanes planes,
            ErrorResponseWriter writer,
            BodyBudget budget,
            @All List<HeadAuthorizer> authorizers,
            @ConfigProperty(name = "mltwin.body-patience", defaultValue = "30S") Duration patience) {
        this.planes = planes;
        this.writer = writer;
        this.budget = budget;
        this.authorizers = authorizers;
        this.patience = patience;
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, AFTER_AUTHENTICATION);
    }

    private void handle(RoutingContext context) {
        String path = HostToPath.internalPath(context);
        RequestPlane plane = path == null ? null : planes.find(path);
        if (plane == null || context.get(SEEN) != null) {
            context.next();
            return;
        }
        if (!mayHaveBody(context.request())) {
            context.next();
            return;
        }
        context.put(SEEN, true);
        if (context.request().version() == HttpVersion.HTTP_2
                && context.request().getHeader("Content-Length") == null) {
            // the end of a stream that has no body is noted behind its head
            Vertx.currentContext().runOnContext(noted -> takeOpen(context, plane, path));
        } else {
            take(context, plane, path);
        }
    }

    private void takeOpen(RoutingContext context, RequestPlane plane, String path) {
        HttpServerRequest request = context.request();
        if (request.response().closed()) {
            return;
        }
        if (request.bytesRead() == 0 && !BodyReader.mayBringMore(request)) {
            context.next();
        } else {
            take(context, plane, path);
        }
    }

    private void take(RoutingContext context, RequestPlane plane, String path) {
        BodyRule rule = plane.bodies().of(context.request().method().name(), path);
        String declared = context.request().getHeader("Content-Length");
        if (declared != null && !LENGTH.matcher(declared).matches()) {
            refuse(context, malformedLength());
            return;
        }
        long length = declared == null ? UNKNOWN : Long.parseLong(declared);
        if (length > rule.largest()) {
            refuse(context, tooLarge(plane.envelope(), rule.largest()));
        } else if (rule.streamed()) {
            StreamedBody.limit(context, rule.largest());
            if (StreamedBody.waitsToBeAsked(context.request())) {
                UnreadBody.discardAfterAnswer(context);
                context.next();
            } else {
                read(context, rule, length);
            }
        } else if (length == UNKNOWN || length > BodyBudget.SMALL) {
            authorize(context, path, rule, length);
        } else {
            read(context, rule, length);
        }
    }

    /** Under HTTP/2 only the end of the stream tells that a write without a length has no body. */
    private static boolean mayHaveBody(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        if (length != null) {
            return !length.equals("0");
        }
        return request.version() == HttpVersion.HTTP_2
                ? request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD
                : request.getHeader("Transfer-Encoding") != null;
    }

    private void authorize(RoutingContext context, String path, BodyRule rule, long length) {
        List<HeadAuthorizer> asked = authorizers.stream()
                .filter(authorizer -> path.startsWith(authorizer.prefix()))
                .toList();
        if (asked.isEmpty()) {
            read(context, rule, length);
            return;
        }
        context.request().pause();
        context.vertx()
                .executeBlocking(() -> asked.stream().anyMatch(one -> one.isRefused(context)), false)
                .onComplete(decided -> {
                    if (decided.succeeded() && !decided.result()) {
                        read(context, rule, length);
                        return;
                    }
                    ReceivedBody.refuse(context);
                    UnreadBody.discardAfterAnswer(context);
                    context.next();
                });
    }

    private void read(RoutingContext context, BodyRule rule, long length) {
        new BodyReader(context, budget, rule, length, patience, fault -> {
                    if (fault == null) {
                        context.next();
                    } else {
                        refuse(context, fault);
                    }
                })
                .read();
    }

    private void refuse(RoutingContext context, AzureException fault) {
        if (!context.response().ended() && !context.response().closed()) {
            writer.write(context, fault);
        }
    }
}
