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

    static final int MOST_ROWS = 30_000;

    /** One key of the order. */
    record Key(Expression expression, boolean ascending) {}

    @Override
    public Rows apply(Rows input, Instant now) {
        Comparator<Row> order = null;
        for (Key key : keys) {
            key.expression().type(input.schema());
            Comparator<Row> one = comparator(key, input.schema(), now);
            order = order == null ? one : order.thenComparing(one);
        }
        return Rows.of(input.schema(), sorted(input, order));
    }

    /** Keeps no more rows in memory than the limit needs. */
    private List<Row> sorted(Rows input, Comparator<Row> order) {
        List<Row> kept = new ArrayList<>();
        Iterator<Row> rows = input.rows().iterator();
        while (rows.hasNext()) {
            kept.add(rows.next());
            if (kept.size() > MOST_ROWS) {
                if (limit > MOST_ROWS / 2) {
                    throw KqlException.semantic(
                            "Sorting more than "
                                    + MOST_ROWS
                                    + " rows is refused: narrow the timespan, or use where or top.");
                }
                kept.sort(order);
                kept.subList((int) limit, kept.size()).clear();
            }
        }
        kept.sort(order);
        return kept.size() > limit ? kept.subList(0, (int) limit) : kept;
    }

    private static Comparator<Row> comparator(Key key, Schema schema, Instant now) {
        Comparator<Row> ascending =
                (a, b) -> {
                    Object x = key.expression().value(schema, a, now);
                    Object y = key.expression().value(schema, b, now);
                    Integer order = Values.compare(x, y);
                    return order == null ? Values.text(x).compareTo(Values.text(y)) : order;
                };
        return key.ascending() ? ascending : ascending.reversed();
    }
}
