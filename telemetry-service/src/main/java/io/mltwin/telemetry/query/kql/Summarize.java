package io.mltwin.telemetry.query.kql;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
