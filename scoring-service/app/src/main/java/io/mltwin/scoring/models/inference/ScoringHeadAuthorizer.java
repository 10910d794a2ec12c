package io.mltwin.scoring.models.inference;

import io.mltwin.platform.bodies.HeadAuthorizer;
import io.mltwin.platform.requests.HostToPath;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * Refuses a large body before it is read, where the request has no credential of the web service or
 * endpoint.
 *
 * @param door prefix of the {@link FrontDoor}
 */
record ScoringHeadAuthorizer(ScoringRouter router, String door) implements HeadAuthorizer {

    /** One for each front door. */
    @Singleton
    static class Producer {

        @Produces
        @Singleton
        HeadAuthorizer ofServices(ScoringRouter router) {
            return new ScoringHeadAuthorizer(router, "inference");
        }

        @Produces
        @Singleton
        HeadAuthorizer ofEndpoints(ScoringRouter router) {
            return new ScoringHeadAuthorizer(router, "online");
        }
    }

    @Override
    public String prefix() {
        return "/" + door + "/";
    }

    @Override
    public boolean isRefused(RoutingContext context) {
        String path = HostToPath.internalPath(context);
        String label = path.substring(prefix().length()).split("/", 2)[0];
        return router.isRefused(door, label, context.request().getHeader("Authorization"));
    }
}
