package io.mltwin.telemetry.query.kql;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * {@code | sort by}, {@code | order by} and {@code | top n by}; descending unless told, nulls last
 * when descending and first when ascending.
 *
 * @param limit most rows of the result, or {@link Long#MAX_VALUE}
 */
record Sort(List<Key> keys, long limit) implements Operator {

    /** One key of the order. */
    record Key(Expression expression, boolean ascending) {}

    @Override
    public Rows apply(Rows input, Instant now) {
        Comparator<Row> order = null;
        for (Key key : keys) {
            key.expression().type(input.schema());
            Comparator<Row> one = comparator(key, input, now);
            order = order == null ? one : order.thenComparing(one);
        }
        return input.with(input.schema(), sorted(input, order).stream());
    }

    /** Keeps no more rows in memory than the limit needs. */
    private List<Row> sorted(Rows input, Comparator<Row> order) {
        List<Row> kept = new ArrayList<>();
        Iterator<Row> rows = input.rows().iterator();
        while (rows.hasNext()) {
            Row row = rows.next();
            input.budget().charge(row.bytes());
            kept.add(row);
            if (kept.size() / 2 > limit) {
                kept.sort(order);
                List<Row> rest = kept.subList((int) limit, kept.size());
                input.budget().charge(-rest.stream().mapToLong(Row::bytes).sum());
                rest.clear();
            }
        }
        kept.sort(order);
        return kept.size() > limit ? kept.subList(0, (int) limit) : kept;
    }

    private static Comparator<Row> comparator(Key key, Rows input, Instant now) {
        Comparator<Row> ascending = (a, b) -> {
            input.budget().charge(0);
            Object x = key.expression().value(input.schema(), a, now);
            Object y = key.expression().value(input.schema(), b, now);
            Integer order = Values.compare(x, y);
            return order == null ? Values.text(x).compareTo(Values.text(y)) : order;
        };
        return key.ascending() ? ascending : ascending.reversed();
    }
}
