package io.mltwin.platform.reset;

import io.mltwin.armweb.AzureException;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Map;

/** Keeps requests out while the platform is reset, and counts those that are in. */
@Singleton
public record ResetRequestFilter(ResetGate gate) {

    private static final String IN = "mltwin.in";

    /** Returns true when the request is let in; it counts as running until it has been answered. */
    public boolean admit(RoutingContext context) {
        if (context.get(IN) != null) {
            return true;
        }
        if (!gate.admit(context.request().getHeader(ResetGate.PASS_HEADER))) {
            return false;
        }
        context.put(IN, true);
        context.addEndHandler(ended -> gate.leave());
        return true;
    }

    /** Returns true while requests are kept out and this one is not part of the reset. */
    public boolean isClosedTo(RoutingContext context) {
        return gate.phase() != ResetGate.Phase.OPEN
                && !gate.isPass(context.request().getHeader(ResetGate.PASS_HEADER));
    }

    /** Returns the answer to requests that are kept out: 503 with {@code Retry-After}. */
    public static AzureException paused() {
        return new AzureException(
                        503,
                        "ServiceUnavailable",
                        "The platform is being reset, or a snapshot saved or loaded: try again in a moment. If it stays"
                                + " like this, that was interrupted: ./mltwin status says what to repeat.")
                .withHeaders(Map.of("Retry-After", "1"));
    }
}
