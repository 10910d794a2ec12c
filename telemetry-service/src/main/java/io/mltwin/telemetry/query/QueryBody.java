package io.mltwin.telemetry.query;

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

    /** An answer; this one has one table. */
    public record Answer(List<Table> tables) {}

    /** A result: {@code PrimaryResult}. */
    public record Table(String name, List<Column> columns, List<List<Object>> rows) {}

    /** A column of a result. */
    public record Column(String name, String type) {}
}
