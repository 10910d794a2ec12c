package io.mltwin.scoring.workspaces;

import static io.mltwin.armweb.AzureException.badRequestIf;

import io.mltwin.armweb.OriginalRequest;
import java.util.List;
import java.util.function.Function;

/**
 * A page of model management: {@code value} and, while there is more, {@code nextLink}.
 *
 * @param <T> kind of the items
 */
public record Page<T>(List<T> value, String nextLink) {

    private static final int MOST = 300;

    /**
     * Returns the page that {@code count} and {@code $skipToken} ask for.
     *
     * @param skipToken number of items before it; what an earlier {@code nextLink} carried
     */
    public static <S, T> Page<T> of(
            List<S> all, Integer count, String skipToken, OriginalRequest request, Function<S, T> body) {
        int from = skipToken == null ? 0 : number(skipToken);
        int most = count == null || count < 1 ? MOST : Math.min(count, MOST);
        List<S> items = all.subList(Math.min(from, all.size()), Math.min(from + most, all.size()));
        String next = null;
        if (from + most < all.size()) {
            String query = request.query().replaceAll("(^|&)(\\$|%24)skip[tT]oken=[^&]*", "");
            next = request.baseUrl()
                    + request.path()
                    + "?"
                    + (query.isEmpty() ? "" : query + "&")
                    + "$skipToken="
                    + (from + most);
        }
        return new Page<>(items.stream().map(body).toList(), next);
    }

    private static int number(String skipToken) {
        badRequestIf(!skipToken.matches("[0-9]{1,9}"), "BadRequest", "The $skipToken is none that a nextLink carried.");
        return Integer.parseInt(skipToken);
    }
}
