package io.mltwin.tokencheck.bodies;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.ErrorResponseWriter;
import io.mltwin.armweb.HostToPath;
import io.mltwin.armweb.UnreadBody;
import io.mltwin.tokencheck.Plane;
import io.mltwin.tokencheck.Planes;
import io.quarkus.arc.All;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.vertx.VertxInputStream;

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

    private final Planes planes;
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
            Planes planes,
            ErrorResponseWriter writer,
            BodyBudget budget,
            @All List<HeadAuthorizer> authorizers,
            @ConfigProperty(name = "mltwin.body-patience", defaultValue = "30S")
                    Duration patience) {
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
        Plane plane = path == null ? null : planes.find(path);
        if (plane == null || context.get(SEEN) != null) {
            context.next();
            return;
        }
        if (!hasBody(context.request())) {
            if (ReceivedBody.lacksLength(context.request())) {
                context.put(
                        VertxInputStream.MAX_REQUEST_SIZE_KEY,
                        plane.bodies().of(context.request().method().name(), path).largest());
            }
            context.next();
            return;
        }
        context.put(SEEN, true);
        BodyRule rule = plane.bodies().of(context.request().method().name(), path);
        String declared = context.request().getHeader("Content-Length");
        if (declared != null && !LENGTH.matcher(declared).matches()) {
            refuse(context, RequestBodyErrors.malformedLength());
            return;
        }
        long length = declared == null ? UNKNOWN : Long.parseLong(declared);
        if (length > rule.largest()) {
            refuse(context, RequestBodyErrors.tooLarge(plane.envelope(), rule.largest()));
        } else if (rule.streamed()) {
            context.put(VertxInputStream.MAX_REQUEST_SIZE_KEY, rule.largest());
            // a resource that refuses leaves the rest unread, which would be kept for it
            UnreadBody.discardAfterAnswer(context);
            context.next();
        } else if (length == UNKNOWN || length > BodyBudget.SMALL) {
            authorize(context, path, rule, length);
        } else {
            read(context, rule, length);
        }
    }

    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return length != null && !length.equals("0")
                || request.getHeader("Transfer-Encoding") != null;
    }

    private void authorize(RoutingContext context, String path, BodyRule rule, long length) {
        List<HeadAuthorizer> asked =
                authorizers.stream()
                        .filter(authorizer -> path.startsWith(authorizer.prefix()))
                        .toList();
        if (asked.isEmpty()) {
            read(context, rule, length);
            return;
        }
        context.request().pause();
        context.vertx()
                .executeBlocking(
                        () -> asked.stream().anyMatch(one -> one.isRefused(context)), false)
                .onComplete(
                        decided -> {
                            if (decided.succeeded() && !decided.result()) {
                                read(context, rule, length);
                                return;
                            }
                            ReceivedBody.refuse(context);
                            UnreadBody.discard(context);
                            context.next();
                        });
    }

    private void read(RoutingContext context, BodyRule rule, long length) {
        new BodyReader(
                        context,
                        budget,
                        rule.largest(),
                        context.request().version() == HttpVersion.HTTP_2 ? length : UNKNOWN,
                        patience,
                        fault -> {
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
