package io.mltwin.telemetry.query.kql;

import io.mltwin.telemetry.query.kql.Rows.Row;
import io.mltwin.telemetry.query.kql.Schema.Column;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A step of a query, after a {@code |}; immutable. */
interface Operator {

    /**
     * Returns the step's result.
     *
     * @throws KqlException when a column is unknown or the parts do not fit together
     */
    Rows apply(Rows input, Instant now);

    /** {@code | take n} and {@code | limit n}. */
    record Take(long count) implements Operator {

        @Override
        public Rows apply(Rows input, Instant now) {
            return input.with(input.schema(), input.rows().limit(count));
        }
    }

    /** {@code | where condition}. */
    record Where(Expression condition) implements Operator {

        @Override
        public Rows apply(Rows input, Instant now) {
            KqlType type = condition.type(input.schema());
            if (type != KqlType.BOOL && type != KqlType.DYNAMIC) {
                throw KqlException.semantic("where takes a condition, not a " + type.wireName() + ".");
            }
            return input.with(
                    input.schema(),
                    input.rows().filter(row -> Values.isTrue(condition.value(input.schema(), row, now))));
        }
    }

    /** {@code | project a, b = expression}. */
    record Project(List<Named> columns) implements Operator {

        @Override
        public Rows apply(Rows input, Instant now) {
            Schema schema = new Schema(Named.columns(columns, input.schema()));
            return input.with(schema, input.rows().map(row -> new Row(input.values(columns, row, now))));
        }
    }

    /** {@code | count}. */
    record Count() implements Operator {

        @Override
        public Rows apply(Rows input, Instant now) {
            return input.with(
                    new Schema(List.of(new Column("Count", KqlType.LONG))),
                    Stream.of(new Row(List.of(input.rows().count()))));
        }
    }

    /** {@code | extend a = expression}: one more column, or another value for one there is. */
    record Extend(List<Named> columns) implements Operator {

        @Override
        public Rows apply(Rows input, Instant now) {
            Rows rows = input;
            for (Named column : columns) {
                rows = extend(rows, column, now);
            }
            return rows;
        }

        private static Rows extend(Rows input, Named column, Instant now) {
            Column made = Named.columns(List.of(column), input.schema()).get(0);
            int present = input.schema().indexOf(made.name());
            List<Column> all = new ArrayList<>(input.schema().columns());
            if (present < 0) {
                all.add(made);
            } else {
                all.set(present, made);
            }
            return input.with(new Schema(all), input.rows().map(row -> {
                Object value = input.values(List.of(column), row, now).get(0);
                List<Object> values = new ArrayList<>(row.values());
                if (present < 0) {
                    values.add(value);
                } else {
                    values.set(present, value);
                }
                return new Row(values);
            }));
        }
    }

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

    /**
     * {@code | summarize a = count(), avg(duration) by resultCode, bin(timestamp, 1h)}; groups first,
     * in order of appearance.
     */
    record Summarize(List<Measure> measures, List<Named> groups) implements Operator {

        /**
         * One aggregation.
         *
         * @param name null when the query gives none
         * @param argument null for {@code count()}
         */
        record Measure(String name, Aggregate aggregate, Expression argument) {

            Column column(Schema schema) {
                KqlType type = aggregate.type(argument == null ? KqlType.LONG : argument.type(schema));
                return new Column(name == null ? aggregate.defaultName(argument) : name, type);
            }
        }

        @Override
        public Rows apply(Rows input, Instant now) {
            Schema schema = input.schema();
            List<Column> columns = new ArrayList<>(Named.columns(groups, schema));
            measures.forEach(measure -> columns.add(measure.column(schema)));
            Map<List<Object>, List<List<Object>>> byGroup = new LinkedHashMap<>();
            if (groups.isEmpty()) {
                byGroup.put(List.of(), arguments());
            }
            input.rows().forEach(row -> {
                List<List<Object>> values = byGroup.computeIfAbsent(input.values(groups, row, now), key -> {
                    input.budget().charge(new Row(key).bytes());
                    return arguments();
                });
                for (int i = 0; i < measures.size(); i++) {
                    Expression argument = measures.get(i).argument();
                    Object value = argument == null ? null : argument.value(schema, row, now);
                    input.budget().charge(Values.bytes(value));
                    values.get(i).add(value);
                }
            });
            List<Row> result = new ArrayList<>();
            byGroup.forEach((key, values) -> result.add(row(key, values, columns)));
            return input.with(new Schema(columns), result.stream());
        }

        private List<List<Object>> arguments() {
            List<List<Object>> lists = new ArrayList<>();
            measures.forEach(measure -> lists.add(new ArrayList<>()));
            return lists;
        }

        private Row row(List<Object> key, List<List<Object>> values, List<Column> columns) {
            List<Object> all = new ArrayList<>(key);
            for (int i = 0; i < measures.size(); i++) {
                all.add(measures.get(i)
                        .aggregate()
                        .of(values.get(i), columns.get(groups.size() + i).type()));
            }
            return new Row(all);
        }
    }
}
