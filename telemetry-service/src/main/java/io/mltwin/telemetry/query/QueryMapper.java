package io.mltwin.telemetry.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.telemetry.query.kql.KqlType;
import io.mltwin.telemetry.query.kql.Row;
import io.mltwin.telemetry.query.kql.Schema;
import io.mltwin.telemetry.query.kql.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Results in the query API's JSON: times as ISO 8601, dynamic values as text. */
final class QueryMapper {

    private QueryMapper() {}

    static QueryBody.Answer answer(Schema schema, List<Row> rows, QueryBody.Render render) {
        List<QueryBody.Column> columns =
                schema.columns().stream()
                        .map(
                                column ->
                                        new QueryBody.Column(
                                                column.name(), column.type().wireName()))
                        .toList();
        return new QueryBody.Answer(
                List.of(
                        new QueryBody.Table(
                                "PrimaryResult",
                                columns,
                                rows.stream().map(row -> values(schema, row)).toList())),
                render);
    }

    private static List<Object> values(Schema schema, Row row) {
        List<Object> values = new ArrayList<>(row.values().size());
        for (int i = 0; i < row.values().size(); i++) {
            values.add(value(schema.columns().get(i).type(), row.values().get(i)));
        }
        return values;
    }

    private static Object value(KqlType type, Object value) {
        if (value == null || value instanceof Instant) {
            return value == null ? null : value.toString();
        }
        if (value instanceof JsonNode || value instanceof Duration || type == KqlType.STRING) {
            return Values.text(value);
        }
        return value;
    }
}
