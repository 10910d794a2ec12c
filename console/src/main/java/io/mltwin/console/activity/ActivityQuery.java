package io.mltwin.console.activity;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.console.azure.ODataText;
import io.mltwin.console.page.TypedText;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.encoding.UriEncoding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Which events of the log are wanted, as a person says it.
 *
 * @param hours how far back from now, at most 90 days
 * @param status {@code Started}, {@code Succeeded}, {@code Failed}; empty for all
 * @param caller sign-in name or object id; empty for all
 * @param operation a part of the operation's name; empty for all
 * @param skip how many events come before, as Azure's link to the next page says
 */
public record ActivityQuery(int hours, String status, String caller, String operation, String skip) {

    /** The choices of {@code hours}. */
    public static final List<Integer> HOURS = List.of(1, 6, 24, 168, 720, 2160);

    static final int DEFAULT_HOURS = 24;
    private static final int MOST_HOURS = 2160;

    static ActivityQuery of(Integer hours, String status, String caller, String operation, String skip) {
        return new ActivityQuery(
                hours == null || hours < 1 ? DEFAULT_HOURS : Math.min(hours, MOST_HOURS),
                TypedText.stripped(status),
                TypedText.stripped(caller),
                TypedText.stripped(operation),
                skip == null || !skip.matches("\\d{1,8}") ? "" : skip);
    }

    /** Returns the query for events of one status. */
    public static ActivityQuery lastHours(int hours, String status) {
        return of(hours, status, null, null, null);
    }

    /** Returns Azure's {@code $filter}. It knows no operation, so that one is left to the page. */
    String filter(ArmResourceId scope, Instant now) {
        StringBuilder filter = new StringBuilder();
        filter.append("eventTimestamp ge '").append(now.minus(Duration.ofHours(hours)));
        filter.append("' and eventTimestamp le '").append(now).append('\'');
        if (scope.isResourceGroup()) {
            and(filter, "resourceGroupName", scope.name());
        } else if (!scope.isSubscription()) {
            and(filter, "resourceId", scope.toString());
        }
        if (!status.isEmpty()) {
            and(filter, "status", status);
        }
        if (!caller.isEmpty()) {
            and(filter, "caller", caller);
        }
        return filter.toString();
    }

    /** Returns whether the operation of an event is wanted. */
    boolean matches(ActivityEvent event) {
        return operation.isEmpty() || AsciiCase.lower(event.operation()).contains(AsciiCase.lower(operation));
    }

    /** Returns the query of the link to older events. */
    public String older(String next) {
        return "hours="
                + hours
                + "&status="
                + UriEncoding.encodeQueryValue(status)
                + "&caller="
                + UriEncoding.encodeQueryValue(caller)
                + "&operation="
                + UriEncoding.encodeQueryValue(operation)
                + "&skip="
                + next;
    }

    private static void and(StringBuilder filter, String name, String value) {
        filter.append(" and ").append(ODataText.equal(name, value));
    }
}
