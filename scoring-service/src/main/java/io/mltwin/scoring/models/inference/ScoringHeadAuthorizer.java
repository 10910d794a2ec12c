package io.mltwin.scoring.models.inference;

import io.mltwin.armweb.AzureFault;
import io.mltwin.armweb.HostToPath;
import io.mltwin.tokencheck.bodies.HeadAuthorizer;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;

/** Nobody without a credential of the web service has a large body read. */
@ApplicationScoped
class ScoringHeadAuthorizer implements HeadAuthorizer {

    private static final String PREFIX = "/inference/";

    private final Endpoints endpoints;
    private final EndpointGate admissions;

    ScoringHeadAuthorizer(Endpoints endpoints, EndpointGate admissions) {
        this.endpoints = endpoints;
        this.admissions = admissions;
    }

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    @ActivateRequestContext
    public boolean isRefused(RoutingContext context) {
        String path = HostToPath.internalPath(context);
        String label = path.substring(PREFIX.length()).split("/", 2)[0];
        try {
            return admissions
                    .admit(
                            context.request().getHeader("Authorization"),
                            endpoints.require(label).deployment())
                    .isRefused();
        } catch (AzureFault notHere) {
            return true;
        }
    }
}
