package io.mltwin.workspace.storage.wire;

import io.mltwin.workspace.storage.signature.QueryParameters;
import io.vertx.ext.web.RoutingContext;

/** {@code x-ms-version}: any date, newer ones than were known when this was written too. */
public final class ServiceVersion {

    private static final String DEFAULT = "2020-10-02";

    private ServiceVersion() {}

    /**
     * Gives the version back that the client asked for.
     *
     * @throws io.mltwin.armweb.AzureFault 400 when it is no date
     */
    public static void echo(RoutingContext context, QueryParameters query) {
        String version = context.request().getHeader("x-ms-version");
        if (version == null) {
            version = query.get("sv");
        }
        boolean isDate = version != null && version.matches("\\d{4}-\\d\\d-\\d\\d");
        context.response().putHeader("x-ms-version", isDate ? version : DEFAULT);
        if (version != null && !isDate) {
            throw DataErrors.invalidHeader("x-ms-version", "give a date such as " + DEFAULT + ".");
        }
    }
}
