package io.mltwin.telemetry.traces;

import java.time.Instant;

/** A trace in a list. */
public record TraceSummaryBody(String traceId, String correlationId, String name, Instant started, int spans) {}
