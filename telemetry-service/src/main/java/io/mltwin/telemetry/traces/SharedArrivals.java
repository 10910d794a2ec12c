package io.mltwin.telemetry.traces;

import io.mltwin.memory.BoundedMemory;
import io.mltwin.platform.reset.Resettable;
import io.mltwin.telemetry.traces.ArrivalRepository.Arrival;
import io.mltwin.traces.RecordedSpan;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads once what readers ask for who follow the feed together. Each answer is of what had arrived
 * up to a number, and batches arrive one after another: the same question has the same answer.
 */
@ApplicationScoped
class SharedArrivals implements Resettable {

    private static final int SPAN_BYTES = 2 << 10;

    /** Readers who are awake at all ask the same within a second. */
    private static final Duration KEPT = Duration.ofSeconds(2);

    private final ArrivalRepository arrivals;
    private final TraceService traces;
    private final BoundedMemory<Object, List<Arrival>> numbered = cache();
    private final BoundedMemory<Found, List<RecordedSpan>> found = cache();

    private record After(long number, long last, int most) {}

    private record OfTraces(List<String> traceIds, long last) {}

    private record Found(String id, long last) {}

    SharedArrivals(ArrivalRepository arrivals, TraceService traces) {
        this.arrivals = arrivals;
        this.traces = traces;
    }

    private static <K, S> BoundedMemory<K, List<S>> cache() {
        return new BoundedMemory<>(
                4 << 20, KEPT, (key, spans) -> BoundedMemory.bytes(key.toString()) + SPAN_BYTES * spans.size());
    }

    /** Returns the number of the span that arrived last, 0 for none. */
    long last() {
        return read(arrivals::last);
    }

    /** Returns the spans that arrived after a number, in the order of arrival. */
    List<Arrival> after(long number, int most) {
        long last = last();
        return last <= number
                ? List.of()
                : numbered.of(null)
                        .computeIfAbsent(
                                new After(number, last, most),
                                key -> List.copyOf(read(() -> arrivals.after(number, last, most))));
    }

    /** Returns all spans of traces that arrived up to a number, in the order of their start. */
    List<Arrival> ofTraces(List<String> traceIds, long last) {
        return numbered.of(null)
                .computeIfAbsent(
                        new OfTraces(List.copyOf(traceIds), last),
                        key -> List.copyOf(read(() -> arrivals.ofTraces(traceIds, last))));
    }

    /** Returns the spans of a trace, or of a correlation id, which have arrived until now. */
    List<RecordedSpan> find(String id) {
        return found.of(null).computeIfAbsent(new Found(id, last()), key -> List.copyOf(traces.find(id)));
    }

    /** Forgets all. */
    @Override
    public void clear() {
        numbered.clear();
        found.clear();
    }

    private static <T> T read(Supplier<T> question) {
        return QuarkusTransaction.joiningExisting().call(question::get);
    }
}
