package io.mltwin.workspace.arm;

import io.mltwin.armweb.OriginalRequest;
import io.mltwin.platform.bodies.HeadAuthorizer;
import io.mltwin.tokencheck.VerifiedToken;
import io.mltwin.workspace.arm.ArmPipeline.ArmRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;

/** Nobody who may not do an action has a large body read for it. */
@ApplicationScoped
class ArmHeadAuthorizer implements HeadAuthorizer {

    private final ArmPipeline pipeline;

    ArmHeadAuthorizer(ArmPipeline pipeline) {
        this.pipeline = pipeline;
    }

    @Override
    public String prefix() {
        return "/arm/";
    }

    @Override
    @ActivateRequestContext
    public boolean isRefused(RoutingContext context) {
        VerifiedToken token = VerifiedToken.of(context);
        if (token == null) {
            return true;
        }
        OriginalRequest request = OriginalRequest.of(context);
        return pipeline.isRefused(new ArmRequest(
                request.method(),
                request.path(),
                request.query(),
                null,
                token.caller(),
                request.correlationId(),
                request.baseUrl()));
    }
}
