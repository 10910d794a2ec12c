package io.mltwin.telemetry.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.mltwin.armweb.Json;
import io.mltwin.telemetry.query.kql.KqlType;
import io.mltwin.telemetry.query.kql.Rows;
import io.mltwin.telemetry.query.kql.Rows.Row;
import io.mltwin.telemetry.query.kql.Schema;
import io.mltwin.telemetry.query.kql.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Results in the query API's JSON: times as ISO 8601, dynamic values as text. */
final class QueryMapper {

    /** Azure's limit is 500 000 rows and 64 MB. */
    private static final int MOST_ROWS = 500_000;

    private static final int MOST_BYTES = 4_000_000;

    private static final RawValue PARTIAL = new RawValue("""
                    {"code":"PartialError","message":"There were some errors when processing your query.",\
                    "details":[{"code":"EngineError","message":"Something went wrong processing your query on the server.",\
                    "innererror":{"code":"-2133196797","severity":2,"severityName":"Error",\
                    "message":"The results of this query exceed the set limit of 4000000 bytes or 500000 rows, so not all records\
                     were returned (E_QUERY_RESULT_SET_TOO_LARGE, 0x80DA0003). See https://aka.ms/kustoquerylimits for more information."}}]}""");

    private QueryMapper() {}

    /** Reads the result as far as it may be answered. */
    static QueryBody.Answer answer(Rows result, QueryBody.Render render) {
        List<QueryBody.Column> columns = result.schema().columns().stream()
                .map(column -> new QueryBody.Column(column.name(), column.type().wireName()))
                .toList();
        List<RawValue> rows = new ArrayList<>();
        long bytes = 0;
        Iterator<Row> each = result.rows().iterator();
        while (each.hasNext() && bytes < MOST_BYTES && rows.size() < MOST_ROWS) {
            String row = Json.tree(values(result.schema(), each.next())).toString();
            // with its copies in the answer
            result.budget().charge(3L * row.length());
            bytes += row.length();
            rows.add(new RawValue(row));
        }
        return new QueryBody.Answer(
                List.of(new QueryBody.Table("PrimaryResult", columns, rows)), each.hasNext() ? PARTIAL : null, render);
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
