package io.mltwin.workspace.storage.wire;

import static io.mltwin.workspace.storage.wire.RequestErrors.invalidHeaderIf;

import io.mltwin.workspace.storage.signature.QueryParameters;
import io.vertx.ext.web.RoutingContext;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/**
 * {@code x-ms-version}: any date since the service is there, newer ones than were known when this
 * was written too.
 */
public final class ServiceVersion {

    private static final String DEFAULT = "2020-10-02";
    private static final LocalDate FIRST = LocalDate.of(2009, 4, 14);

    private ServiceVersion() {}

    /**
     * Gives the version back that the client asked for.
     *
     * @throws io.mltwin.armweb.AzureException 400 when it is no date
     */
    public static void echo(RoutingContext context, QueryParameters query) {
        String version = context.request().getHeader("x-ms-version");
        if (version == null) {
            version = query.get("sv");
        }
        boolean isDate = version != null && isVersion(version);
        context.response().putHeader("x-ms-version", isDate ? version : DEFAULT);
        invalidHeaderIf(version != null && !isDate, "x-ms-version", "give a date such as " + DEFAULT + ".");
    }

    private static boolean isVersion(String text) {
        try {
            return !LocalDate.parse(text).isBefore(FIRST);
        } catch (DateTimeParseException malformed) {
            return false;
        }
    }
}
