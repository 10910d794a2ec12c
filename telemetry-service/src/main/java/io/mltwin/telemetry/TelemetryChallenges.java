package io.mltwin.telemetry;

import io.mltwin.armweb.AzureException;
import io.mltwin.platform.Addresses;
import io.mltwin.tokencheck.Challenges;
import io.mltwin.tokencheck.Plane;
import io.mltwin.tokencheck.Refusal;
import io.mltwin.tokencheck.TokenRefusedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/**
 * Challenges the callers of Application Insights. Azure's also knows API keys; they are not built,
 * and a caller that sends one is told so.
 */
@Singleton
class TelemetryChallenges extends Challenges {

    TelemetryChallenges(Addresses addresses) {
        super(addresses);
    }

    @Override
    public AzureException fault(RoutingContext context, Plane plane, TokenRefusedException refused) {
        if (refused.refusal() == Refusal.MISSING && context.request().getHeader("x-api-key") != null) {
            return AzureException.notBuilt("The API key of Application Insights (use a bearer token)");
        }
        return super.fault(context, plane, refused);
    }
}
