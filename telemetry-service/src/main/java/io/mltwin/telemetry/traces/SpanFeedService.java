package io.mltwin.telemetry.traces;

import io.mltwin.telemetry.traces.ArrivalRepository.Arrival;
import io.mltwin.traces.FlowKind;
import io.mltwin.traces.RecordedSpan;
import io.mltwin.traces.RecordedTrace;
import io.mltwin.traces.SpanFeed;
import io.mltwin.traces.SpanVisibility;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Answers from the database alone, so any replica can answer. Readers are asked for their
 * permissions outside of transactions.
 */
@Singleton
record SpanFeedService(ArrivalRepository arrivals, SharedArrivals shared, ArrivalPoller poller) implements SpanFeed {

    /** How many of the newest traces it asks about, which scopes may be read. */
    private static final int ASKED = 500;

    /** So many traces with a flow are looked at, as a reader may see few of them. */
    private static final int FLOWS_LOOKED_AT = 50;

    private static final int LEAST_BATCH = 10;

    @Override
    public List<RecordedTrace> newest(int most, SpanVisibility visibility) {
        List<String> ids;
        if (visibility.everything()) {
            ids = read(() -> arrivals.newest(most));
        } else {
            Set<String> asked = new HashSet<>(read(() -> arrivals.scopes(ASKED)));
            List<String> readable = List.copyOf(visibility.readable().apply(asked));
            ids = read(() -> arrivals.newest(visibility.tenantId(), visibility.objectId(), readable, most));
        }
        return visible(ids, most, visibility, spans -> true);
    }

    @Override
    public List<RecordedTrace> newest(FlowKind kind, int most, SpanVisibility visibility) {
        return visible(
                read(() -> arrivals.newest(kind, FLOWS_LOOKED_AT)),
                most,
                visibility,
                spans -> spans.stream().anyMatch(span -> FlowKind.of(span) == kind));
    }

    private List<RecordedTrace> visible(
            List<String> ids, int most, SpanVisibility visibility, Predicate<List<RecordedSpan>> wanted) {
        List<RecordedTrace> found = new ArrayList<>();
        int batch = Math.max(most, LEAST_BATCH);
        for (int from = 0; from < ids.size() && found.size() < most; from += batch) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + batch));
            Map<String, List<RecordedSpan>> byTrace = new LinkedHashMap<>();
            some.forEach(id -> byTrace.put(id, new ArrayList<>()));
            visibility
                    .visible(spans(read(() -> arrivals.ofTraces(some, Long.MAX_VALUE))))
                    .forEach(span -> byTrace.get(span.traceId()).add(span));
            byTrace.forEach((id, spans) -> {
                if (!spans.isEmpty() && wanted.test(spans) && found.size() < most) {
                    found.add(new RecordedTrace(id, spans));
                }
            });
        }
        return found;
    }

    @Override
    public List<RecordedSpan> trace(String id, SpanVisibility visibility) {
        return visibility.visible(shared.find(id));
    }

    @Override
    public long position() {
        return shared.last();
    }

    @Override
    public Arrivals after(long position, int most, SpanVisibility visibility) {
        List<Arrival> arrived = shared.after(position, most);
        if (arrived.isEmpty()) {
            return new Arrivals(position, List.of(), false);
        }
        long last = arrived.get(arrived.size() - 1).number();
        boolean more = arrived.size() == most;
        if (visibility.everything()) {
            return new Arrivals(last, spans(arrived), more);
        }
        List<String> ids =
                arrived.stream().map(one -> one.span().traceId()).distinct().toList();
        List<Arrival> all = shared.ofTraces(ids, last);
        SpanVisibility askedOnce = askedOnce(visibility);
        List<RecordedSpan> now = askedOnce.visible(spans(all));
        if (now.isEmpty()) {
            return new Arrivals(last, List.of(), more);
        }
        List<RecordedSpan> earlier =
                spans(all.stream().filter(one -> one.number() <= position).toList());
        Set<RecordedSpan> before = new HashSet<>(askedOnce.visible(earlier));
        return new Arrivals(
                last, now.stream().filter(span -> !before.contains(span)).toList(), more);
    }

    /** Asks for the permission at each scope once. */
    private static SpanVisibility askedOnce(SpanVisibility visibility) {
        Set<String> asked = new HashSet<>();
        Set<String> readable = new HashSet<>();
        return new SpanVisibility(false, visibility.tenantId(), visibility.objectId(), scopes -> {
            Set<String> open = new HashSet<>(scopes);
            open.removeAll(asked);
            if (!open.isEmpty()) {
                readable.addAll(visibility.readable().apply(open));
                asked.addAll(open);
            }
            return readable;
        });
    }

    @Override
    public Listening listen(Runnable arrived) {
        return poller.listen(arrived);
    }

    private static List<RecordedSpan> spans(List<Arrival> arrived) {
        return arrived.stream().map(Arrival::span).toList();
    }

    private static <T> T read(Supplier<T> question) {
        return QuarkusTransaction.joiningExisting().call(question::get);
    }
}
