package io.mltwin.platform.bodies;

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
}
