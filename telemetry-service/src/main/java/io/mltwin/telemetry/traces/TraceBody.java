package io.mltwin.telemetry.traces;

import io.mltwin.traces.RecordedSpan;
import java.util.List;

/**
 * A trace, or all traces of a correlation id.
 *
 * @param spans in the order of their start
 */
public record TraceBody(String id, List<RecordedSpan> spans) {}
