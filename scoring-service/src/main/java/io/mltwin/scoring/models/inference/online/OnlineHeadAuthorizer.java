package io.mltwin.scoring.models.inference.online;

import io.mltwin.platform.bodies.HeadAuthorizer;
import io.mltwin.scoring.models.inference.RequestHead;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;

/** Refuses a large body before it is read, where the request has no credential of the endpoint. */
@ApplicationScoped
class OnlineHeadAuthorizer implements HeadAuthorizer {

    private static final String PREFIX = "/online/";

    private final OnlineEndpoints endpoints;
    private final OnlineEndpointAuthenticator authenticator;

    OnlineHeadAuthorizer(OnlineEndpoints endpoints, OnlineEndpointAuthenticator authenticator) {
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
                (authorization, label) -> authenticator.authenticate(authorization, endpoints.require(label)));
    }
}
