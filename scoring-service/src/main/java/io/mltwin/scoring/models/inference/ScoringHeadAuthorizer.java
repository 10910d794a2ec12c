package io.mltwin.scoring.models.inference;

import io.mltwin.platform.bodies.HeadAuthorizer;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;

/**
 * Refuses a large body before it is read, where the request has no credential of the web service.
 */
@ApplicationScoped
class ScoringHeadAuthorizer implements HeadAuthorizer {

    private static final String PREFIX = "/inference/";

    private final Endpoints endpoints;
    private final EndpointAuthenticator authenticator;

    ScoringHeadAuthorizer(Endpoints endpoints, EndpointAuthenticator authenticator) {
        this.endpoints = endpoints;
        this.authenticator = authenticator;
    }

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    @ActivateRequestContext
    public boolean isRefused(RoutingContext context) {
        return RequestHead.isRefused(
                context,
                PREFIX,
                (authorization, label) -> authenticator.authenticate(
                        authorization, endpoints.require(label).deployment()));
    }
}
