package io.mltwin.workspace.storage.cors;

import io.mltwin.platform.requests.HostToPath;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Has the rules describe answers of the Blob service once all other headers stand: of handlers for
 * the end of the headers the one that was added first runs last.
 */
@ApplicationScoped
class CorsFilter {

    /** Right after the host has become a path. */
    private static final int AFTER_HOST = 399;

    void register(@Observes Filters filters) {
        filters.register(CorsFilter::handle, AFTER_HOST);
    }

    private static void handle(RoutingContext context) {
        String path = HostToPath.internalPath(context);
        if (path != null && path.startsWith("/blob/")) {
            context.addHeadersEndHandler(sent -> CorsResponse.describe(context));
        }
        context.next();
    }
}
