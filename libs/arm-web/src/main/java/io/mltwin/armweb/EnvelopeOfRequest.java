package io.mltwin.armweb;

import io.vertx.ext.web.RoutingContext;

/** Holds the error form of a request; the plane that the request entered sets it once. */
public final class EnvelopeOfRequest {

    private static final String KEY = "mltwin.envelope";

    private EnvelopeOfRequest() {}

    public static void set(RoutingContext context, Envelope envelope) {
        context.put(KEY, envelope);
    }

    public static Envelope get(RoutingContext context) {
        Envelope envelope = context.get(KEY);
        return envelope == null ? Envelope.ARM : envelope;
    }
}
