package io.mltwin.traces;

import java.util.List;

/**
 * A trace, or what a reader may see of it.
 *
 * @param spans in the order of their start, never empty
 */
public record RecordedTrace(String traceId, List<RecordedSpan> spans) {

    public RecordedTrace {
        spans = List.copyOf(spans);
    }

    /** Returns what began it, without what is the same in all of a platform. */
    public String name() {
        return Hops.shortened(spans.get(0).name());
    }

    public long startNanos() {
        return spans.get(0).startNanos();
    }
}
