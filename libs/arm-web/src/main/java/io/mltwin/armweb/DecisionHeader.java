package io.mltwin.armweb;

import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The header in which a 403 of a permission check names the decision behind it, which identity can
 * explain. It is noted with the request when a check is denied, so that the error carries it
 * whatever form its plane gives it.
 */
public final class DecisionHeader {

    public static final String NAME = "x-ms-mltwin-decision";

    private static final String KEY = "mltwin.decision";
    private static final int FORBIDDEN = 403;

    private DecisionHeader() {}

    /** Returns the fault with the decision's id in its headers; without change for null. */
    public static AzureException on(AzureException fault, String decision) {
        if (decision == null) {
            return fault;
        }
        Map<String, String> headers = new LinkedHashMap<>(fault.content().headers());
        headers.put(NAME, decision);
        return fault.withHeaders(headers);
    }

    /** Keeps the last denial with the request; null when the last answer was a yes. */
    public static void note(RoutingContext context, String decision) {
        if (decision == null) {
            context.remove(KEY);
        } else {
            context.put(KEY, decision);
        }
    }

    /** Returns the request's denial when the fault is a 403 that names none itself, else null. */
    static String missing(RoutingContext context, AzureException fault) {
        return fault.status() == FORBIDDEN && !fault.content().headers().containsKey(NAME) ? context.get(KEY) : null;
    }
}
