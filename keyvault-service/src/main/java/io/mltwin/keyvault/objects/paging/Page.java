package io.mltwin.keyvault.objects.paging;

import java.util.List;
import java.util.function.Function;

/** One page of a list; {@code nextLink} is absolute, null on the last. */
public record Page<T>(List<T> value, String nextLink) {

    /**
     * Makes a page of the found rows, which are one more than the page holds when there is a next
     * one.
     *
     * @param key what the next page starts after
     */
    public static <E, B> Page<B> of(
            List<E> found, PageRequest page, String listUrl, Function<E, String> key, Function<E, B> body) {
        boolean more = found.size() > page.size();
        List<E> shown = more ? found.subList(0, page.size()) : found;
        String next = more ? page.next(listUrl, key.apply(shown.get(shown.size() - 1))) : null;
        return new Page<>(shown.stream().map(body).toList(), next);
    }
}
