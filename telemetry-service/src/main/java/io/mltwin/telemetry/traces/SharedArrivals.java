package io.mltwin.telemetry.traces;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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

    /** Some 2 KB each. */
    private static final int MOST_SPANS = 2000;

    /** Readers who are awake at all ask the same within a second. */
    private static final Duration KEPT = Duration.ofSeconds(2);

    private final ArrivalRepository arrivals;
    private final TraceService traces;
    private final Cache<Object, List<Arrival>> numbered = cache();
    private final Cache<Found, List<RecordedSpan>> found = cache();

    private record After(long number, long last, int most) {}

    private record OfTraces(List<String> traceIds, long last) {}

    private record Found(String id, long last) {}

    SharedArrivals(ArrivalRepository arrivals, TraceService traces) {
        this.arrivals = arrivals;
        this.traces = traces;
    }

    private static <K, S> Cache<K, List<S>> cache() {
        return Caffeine.newBuilder()
                .expireAfterWrite(KEPT)
                .maximumWeight(MOST_SPANS)
                .weigher((K key, List<S> spans) -> 1 + spans.size())
                .build();
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
                : numbered.get(
                        new After(number, last, most),
                        key -> List.copyOf(read(() -> arrivals.after(number, last, most))));
    }

    /** Returns all spans of traces that arrived up to a number, in the order of their start. */
    List<Arrival> ofTraces(List<String> traceIds, long last) {
        return numbered.get(
                new OfTraces(List.copyOf(traceIds), last),
                key -> List.copyOf(read(() -> arrivals.ofTraces(traceIds, last))));
    }

    /** Returns the spans of a trace, or of a correlation id, which have arrived until now. */
    List<RecordedSpan> find(String id) {
        return found.get(new Found(id, last()), key -> List.copyOf(traces.find(id)));
    }

    /** Forgets all. */
    @Override
    public void clear() {
        numbered.invalidateAll();
        found.invalidateAll();
    }

    private static <T> T read(Supplier<T> question) {
        return QuarkusTransaction.joiningExisting().call(question::get);
    }
}
