package io.mltwin.compute.queries;

import io.mltwin.armweb.AzureException;
import java.util.List;

/** A page of Azure ML's v1 data plane; the continuation token is the place of the next page. */
public record PageBody<T>(List<T> value, String continuationToken, String nextLink) {

    public static <T> PageBody<T> whole(List<T> value) {
        return new PageBody<>(value, null, null);
    }

    /** The page a query asks for, of a complete list. */
    public static <T> PageBody<T> of(List<T> all, QueryBody query) {
        int from = start(query.continuationToken());
        if (query.top() != null && query.top() < 1) {
            throw new AzureException(400, "InvalidQuery", "top must be 1 or more.");
        }
        int to =
                query.top() == null
                        ? all.size()
                        : (int) Math.min(all.size(), (long) from + query.top());
        List<T> page = from >= all.size() ? List.of() : all.subList(from, to);
        return new PageBody<>(page, to < all.size() ? Integer.toString(to) : null, null);
    }

    private static int start(String token) {
        if (token == null || token.isEmpty()) {
            return 0;
        }
        if (!token.matches("[0-9]{1,9}")) {
            throw new AzureException(
                    400,
                    "InvalidContinuationToken",
                    "The continuation token is none that this service gave.");
        }
        return Integer.parseInt(token);
    }
}
