package io.mltwin.console.flow;

import io.mltwin.traces.Hop;
import io.mltwin.traces.HopFilter;
import io.mltwin.traces.LiveHops;
import io.mltwin.traces.LiveHops.Change;
import io.mltwin.traces.RecordedSpan;
import io.mltwin.traces.RecordedTrace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** A trace that is shown, with the spans of it that the reader may see. */
final class ShownTrace {

    /** A page that holds more would no longer scroll well; the rest is in ./mltwin trace. */
    static final int MOST_ROWS = 2000;

    private static final long NANOS_IN_MILLI = 1_000_000;

    private static final int FEW_ROWS = 100;
    private static final int QUIET_BEATS = 2;

    private final String id;
    private final LiveHops hops;
    private int changed;

    ShownTrace(String id, HopFilter filter) {
        this(id, filter, filter::shows);
    }

    ShownTrace(String id, HopFilter filter, Predicate<Hop> shown) {
        this.id = id;
        this.hops = new LiveHops(filter::spans, shown);
    }

    /**
     * Returns the changes to the rows that are shown.
     *
     * @param beat number of the beat of the stream in which they arrived
     */
    List<Change> add(List<RecordedSpan> arrived, int beat) {
        changed = beat;
        return add(arrived);
    }

    List<Change> add(List<RecordedSpan> arrived) {
        return hops.rows().size() >= MOST_ROWS ? List.of() : hops.add(arrived);
    }

    /** Returns true for one that nobody would miss: if it goes on, it is soon sent whole again. */
    boolean isQuiet(int beat) {
        return beat - changed >= QUIET_BEATS && hops.rows().size() <= FEW_ROWS;
    }

    boolean isEmpty() {
        return hops.rows().isEmpty();
    }

    TraceView view() {
        List<RecordedSpan> sorted = new ArrayList<>(hops.spans());
        sorted.sort(
                Comparator.comparingLong(RecordedSpan::startNanos)
                        .thenComparing(RecordedSpan::spanId));
        RecordedTrace trace = new RecordedTrace(id, sorted);
        return new TraceView(
                id,
                trace.name(),
                Instant.ofEpochMilli(trace.startNanos() / NANOS_IN_MILLI).toString(),
                hops.rows().stream().limit(MOST_ROWS).map(HopView::of).toList());
    }
}
