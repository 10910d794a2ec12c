package io.mltwin.telemetry.metrics;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.Map;

/** One occurrence that a metric counts. */
@JsonIgnoreProperties(ignoreUnknown = true)
record MetricPoint(String metric, Instant timestamp, Map<String, String> dimensions) {}
