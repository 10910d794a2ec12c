package io.mltwin.telemetry.traces;

import io.mltwin.traces.RecordedSpan;
import java.time.Instant;
import java.util.List;

/**
 * A trace, or all traces of a correlation id.
 *
 * @param spans in the order of their start
 */
public record TraceBody(String id, List<RecordedSpan> spans) {

    /** A trace in a list. */
    public record TraceSummaryBody(String traceId, String correlationId, String name, Instant started, int spans) {}
}
