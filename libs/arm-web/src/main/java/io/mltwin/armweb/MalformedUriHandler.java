package io.mltwin.armweb;

import io.vertx.ext.web.RoutingContext;

/** Answers a request whose URI is none: its percent-encoding is broken, or it has other letters. */
public interface MalformedUriHandler {

    /**
     * Refuses it in the form of the plane that it was sent to.
     *
     * @param internalPath null when host and path are none of this service's
     */
    void refuse(RoutingContext context, String internalPath);

    /** Refuses one that is too long, 414. */
    void refuseLength(RoutingContext context, String internalPath);
}
