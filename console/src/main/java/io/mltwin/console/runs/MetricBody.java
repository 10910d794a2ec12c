package io.mltwin.console.runs;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** {@code MetricV2} with a page of its values. */
@JsonIgnoreProperties(ignoreUnknown = true)
record MetricBody(String name, Map<String, String> columns, List<Value> value, String continuationToken) {

    /** One logged value. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Value(Instant createdUtc, Long step, Map<String, JsonNode> data) {}

    /** {@code MetricDefinition}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Definition(Key metricKey) {}

    /** {@code DerivedMetricKey}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Key(String name) {}

    /** A page of definitions. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Definitions(List<Definition> value, String continuationToken) {}

    /** The body of the request. */
    record Request(String metricName, String continuationToken) {}
}
