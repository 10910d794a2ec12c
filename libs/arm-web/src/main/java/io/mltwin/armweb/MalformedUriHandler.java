package io.mltwin.armweb;

import io.vertx.ext.web.RoutingContext;

/** Answers a request whose URI is malformed: bad percent-encoding, or letters outside ASCII. */
public interface MalformedUriHandler {

    /**
     * Refuses the request in the error form of the plane that it was sent to.
     *
     * @param internalPath null when host and path are none of this service's
     */
    void refuse(RoutingContext context, String internalPath);

    /** Refuses a URI that is too long, 414. */
    void refuseLength(RoutingContext context, String internalPath);
}
