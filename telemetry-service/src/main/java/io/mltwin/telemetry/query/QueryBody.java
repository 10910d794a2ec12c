package io.mltwin.telemetry.query;

import com.fasterxml.jackson.databind.util.RawValue;
import java.util.List;

/** The query API's wire form (Application Insights v1, Log Analytics v1). */
public final class QueryBody {

    private QueryBody() {}

    /**
     * A query.
     *
     * @param timespan ISO 8601: a duration up to now, or start and end or duration with a slash;
     *     null for all
     */
    public record Request(String query, String timespan) {}

    /**
     * An answer; this one has one table.
     *
     * @param error why not all rows are there; null when they are
     * @param render left out unless the caller prefers {@code include-render=true}
     */
    public record Answer(List<Table> tables, RawValue error, Render render) {}

    /** The chart that the query's {@code render} names; null for none. */
    public record Render(String visualization) {}

    /** A result: {@code PrimaryResult}. */
    public record Table(String name, List<Column> columns, List<RawValue> rows) {}

    /** A column of a result. */
    public record Column(String name, String type) {}
}
