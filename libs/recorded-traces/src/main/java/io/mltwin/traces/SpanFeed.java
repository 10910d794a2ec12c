package io.mltwin.traces;

import java.util.List;

/**
 * The spans of the platform as they arrive. Each question says who asks, and is answered with what
 * that reader may see.
 */
public interface SpanFeed {

    /**
     * Spans that became visible.
     *
     * @param position to ask for what follows
     * @param more true when more have arrived than were asked for
     */
    record Arrivals(long position, List<RecordedSpan> spans, boolean more) {}

    /** Ends when it is closed. */
    interface Listening extends AutoCloseable {
        @Override
        void close();
    }

    /** Returns the newest traces of which the reader may see something, newest first. */
    List<RecordedTrace> newest(int most, SpanVisibility visibility);

    /** Returns the newest traces that hold a flow of this kind, newest first. */
    List<RecordedTrace> newest(FlowKind kind, int most, SpanVisibility visibility);

    /**
     * Returns the spans of a trace, or of a correlation id, in the order of their start; none when
     * there is no such trace or the reader may see nothing of it.
     */
    List<RecordedSpan> trace(String id, SpanVisibility visibility);

    /** Returns the position behind the span that arrived last. */
    long position();

    /**
     * Returns the spans that became visible after a position: those that arrived, and those that
     * came before the call of the reader which caused them. Spans arrive in no order; a child
     * mostly comes before its parent.
     *
     * @param most so many arrivals are looked at
     */
    Arrivals after(long position, int most, SpanVisibility visibility);

    /**
     * Tells soon after spans have arrived.
     *
     * @param arrived is called on a thread of the feed and must return at once
     */
    Listening listen(Runnable arrived);
}
