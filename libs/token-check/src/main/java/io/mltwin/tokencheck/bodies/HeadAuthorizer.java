package io.mltwin.tokencheck.bodies;

import io.mltwin.tokencheck.VerifiedToken;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;

/**
 * Decides from the head of a request whether its resource will refuse it. It is asked before a body
 * that is not small is read. A request that it refuses comes to its resource without its body,
 * which refuses it in its own words.
 */
public interface HeadAuthorizer {

    /** Returns the internal prefix of the paths that it decides about. */
    String prefix();

    /** On a worker thread. */
    boolean isRefused(RoutingContext context);

    /** Returns the verified token of a request, or null. */
    static VerifiedToken token(RoutingContext context) {
        return context.user() instanceof QuarkusHttpUser user
                        && user.getSecurityIdentity().getPrincipal() instanceof VerifiedToken token
                ? token
                : null;
    }
}
