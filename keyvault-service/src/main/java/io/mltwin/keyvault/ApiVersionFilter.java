package io.mltwin.keyvault;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.encoding.Absence.isEmpty;

import io.mltwin.armweb.OriginalRequest;
import io.mltwin.armweb.QueryString;
import io.mltwin.platform.requests.HostToPath;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses calls of the data plane without a valid api-version. Azure's clients of all ages send 7.0
 * to 7.6-preview.2 or a date.
 */
class ApiVersionFilter {

    private static final Pattern NUMBER = Pattern.compile("(\\d{1,2})\\.\\d{1,2}(-preview(\\.\\d+)?)?");
    private static final Pattern DATE = Pattern.compile("(\\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])(-preview)?");

    @ServerRequestFilter
    public void check(RoutingContext context) {
        if (HostToPath.internalPath(context).startsWith("/vault/")) {
            String version =
                    QueryString.parse(OriginalRequest.of(context).query()).get("api-version");
            if (!isAccepted(version)) {
                throw badRequest(
                        "BadParameter",
                        isEmpty(version)
                                ? "api-version must be specified"
                                : "The specified version ("
                                        + version
                                        + ") is not recognized: give 7.0 or later, or a date.");
            }
        }
    }

    static boolean isAccepted(String version) {
        if (version == null) {
            return false;
        }
        Matcher number = NUMBER.matcher(version);
        if (number.matches()) {
            return Integer.parseInt(number.group(1)) >= 7;
        }
        Matcher date = DATE.matcher(version);
        return date.matches() && Integer.parseInt(date.group(1)) >= 2015;
    }
}
