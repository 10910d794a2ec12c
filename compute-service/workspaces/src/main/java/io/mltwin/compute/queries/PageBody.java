package io.mltwin.compute.queries;

import java.util.List;
import java.util.function.Function;

/** A page of Azure ML's v1 data plane; the continuation token is the place of the next page. */
public record PageBody<T>(List<T> value, String continuationToken, String nextLink) {

    public static <T> PageBody<T> whole(List<T> value) {
        return new PageBody<>(value, null, null);
    }

    /** The page a query asks for, of a complete list. */
    public static <T> PageBody<T> of(List<T> all, QueryBody query) {
        return read(
                query,
                (from, most) -> from >= all.size()
                        ? List.of()
                        : all.subList(from, (int) Math.min(all.size(), (long) from + most)));
    }

    /** Reads some rows of a list that is not in memory as a whole. */
    @FunctionalInterface
    public interface Rows<T> {
        List<T> read(int from, int most);
    }

    /** The page a query asks for, of rows that are read for it and for what follows it. */
    public static <T> PageBody<T> read(QueryBody query, Rows<T> rows) {
        int from = start(query);
        int most = query.most();
        if (most == Integer.MAX_VALUE) {
            return whole(rows.read(from, most));
        }
        List<T> found = rows.read(from, most + 1);
        return found.size() <= most
                ? whole(found)
                : new PageBody<>(List.copyOf(found.subList(0, most)), Integer.toString(from + most), null);
    }

    /** The same page of what its rows stand for. */
    public <R> PageBody<R> map(Function<T, R> mapper) {
        return new PageBody<>(value.stream().map(mapper).toList(), continuationToken, nextLink);
    }

    /** Returns how many rows come before the page a query asks for. */
    public static int start(QueryBody query) {
        Long place = query.lastSeen();
        return place == null ? 0 : (int) Math.min(place, Integer.MAX_VALUE);
    }
}
