package io.mltwin.console.runs;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** {@code MetricV2} with a page of its values. */
record MetricBody(String name, Map<String, String> columns, List<Value> value, String continuationToken) {

    /** One logged value. */
    record Value(Instant createdUtc, Long step, Map<String, JsonNode> data) {}

    /** {@code MetricDefinition}. */
    record Definition(Key metricKey) {}

    /** {@code DerivedMetricKey}. */
    record Key(String name) {}

    /** A page of definitions. */
    record Definitions(List<Definition> value, String continuationToken) {}

    /** The body of the request. */
    record Request(String metricName, String continuationToken) {}
}
