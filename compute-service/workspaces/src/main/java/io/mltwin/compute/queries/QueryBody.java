package io.mltwin.compute.queries;

import static io.mltwin.armweb.AzureException.badRequestIf;
import static io.mltwin.armweb.Json.isGiven;
import static io.mltwin.encoding.Absence.isEmpty;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;

/** {@code QueryParams} of run history (2020-09-23). Without {@code top} everything is returned. */
public record QueryBody(String filter, String continuationToken, JsonNode orderBy, Integer top) {

    public static final QueryBody ALL = new QueryBody(null, null, null, null);

    /** The order asked for as one text, or null; the specification has both a string and a list. */
    public String order() {
        if (!isGiven(orderBy)) {
            return null;
        }
        return orderBy.isArray() ? (orderBy.isEmpty() ? null : orderBy.get(0).asText()) : orderBy.asText();
    }

    /** The size of the page, at least 1; without one all that is left. */
    public int most() {
        badRequestIf(top != null && top < 1, "InvalidQuery", "top must be 1 or more.");
        return top == null ? Integer.MAX_VALUE : top;
    }

    /** The number in the continuation token, null without one. */
    public Long lastSeen() {
        long[] numbers = lastSeen(1);
        return numbers.length == 0 ? null : numbers[0];
    }

    /** The numbers in the continuation token, with a dot between them; none without a token. */
    public long[] lastSeen(int count) {
        if (isEmpty(continuationToken)) {
            return new long[0];
        }
        badRequestIf(
                !continuationToken.matches("[0-9]{1,18}(\\.[0-9]{1,18}){" + (count - 1) + "}"),
                "InvalidContinuationToken",
                "The continuation token is none that this service gave.");
        return Arrays.stream(continuationToken.split("\\."))
                .mapToLong(Long::parseLong)
                .toArray();
    }
}
