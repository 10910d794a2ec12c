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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A trace that is shown, with the spans of it that the reader may see. */
final class ShownTrace {

    /** A page that holds more would no longer scroll well; the rest is in ./mltwin trace. */
    static final int MOST_ROWS = 2000;

    private static final long NANOS_IN_MILLI = 1_000_000;

    private final String id;
    private final HopFilter filter;
    private final LiveHops hops;
    private final Map<String, RecordedSpan> spans = new LinkedHashMap<>();

    ShownTrace(String id, HopFilter filter) {
        this(id, filter, filter::shows);
    }

    ShownTrace(String id, HopFilter filter, Predicate<Hop> shown) {
        this.id = id;
        this.filter = filter;
        this.hops = new LiveHops(shown);
    }

    /** Returns the changes to the rows that are shown. */
    List<Change> add(List<RecordedSpan> arrived) {
        arrived.forEach(span -> spans.putIfAbsent(span.spanId(), span));
        return hops.rows().size() >= MOST_ROWS ? List.of() : hops.add(filter.spans(List.copyOf(spans.values())));
    }

    boolean isEmpty() {
        return hops.rows().isEmpty();
    }

    TraceView view() {
        List<RecordedSpan> sorted = new ArrayList<>(spans.values());
        sorted.sort(Comparator.comparingLong(RecordedSpan::startNanos).thenComparing(RecordedSpan::spanId));
        RecordedTrace trace = new RecordedTrace(id, sorted);
        return new TraceView(
                id,
                trace.name(),
                Instant.ofEpochMilli(trace.startNanos() / NANOS_IN_MILLI).toString(),
                hops.rows().stream().limit(MOST_ROWS).map(HopView::of).toList());
    }
}
