package io.mltwin.console.flow;

import io.mltwin.traces.FlowKind;
import io.mltwin.traces.RecordedSpan;
import io.mltwin.traces.RecordedTrace;
import io.mltwin.traces.SpanFeed;
import io.mltwin.traces.SpanVisibility;
import io.mltwin.traces.VisibleSpans;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A feed of spans that a test lets arrive; the first has the number 1. */
final class PlayedFeed implements SpanFeed {

    final AtomicInteger reads = new AtomicInteger();
    final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    volatile long missed;
    private final List<RecordedSpan> spans = new CopyOnWriteArrayList<>();

    void arrive(RecordedSpan... arrived) {
        spans.addAll(List.of(arrived));
        listeners.forEach(Runnable::run);
    }

    /** A call that was received. */
    static RecordedSpan span(String trace, String id, String parent, String path, String caller) {
        Map<String, String> attributes = new TreeMap<>();
        attributes.put("http.request.method", "GET");
        attributes.put("url.path", path);
        attributes.put("http.response.status_code", "200");
        if (caller != null) {
            attributes.put("mltwin.caller.object_id", caller);
            attributes.put("mltwin.caller.tenant_id", "t");
        }
        return new RecordedSpan(
                trace, id, parent, "keyvault", "SERVER", "GET " + path, 1, 2, attributes);
    }

    private List<RecordedSpan> visible(long last, SpanVisibility visibility) {
        return VisibleSpans.of(spans.subList(0, (int) last), visibility);
    }

    @Override
    public List<RecordedTrace> newest(int most, SpanVisibility visibility) {
        return List.of();
    }

    @Override
    public List<RecordedTrace> newest(FlowKind kind, int most, SpanVisibility visibility) {
        return List.of();
    }

    @Override
    public List<RecordedSpan> trace(String id, SpanVisibility visibility) {
        return trace(id, position(), visibility);
    }

    @Override
    public List<RecordedSpan> trace(String traceId, long position, SpanVisibility visibility) {
        return visible(position, visibility).stream()
                .filter(span -> span.traceId().equals(traceId))
                .toList();
    }

    @Override
    public long position() {
        return spans.size();
    }

    @Override
    public Arrivals after(long position, int most, SpanVisibility visibility) {
        reads.incrementAndGet();
        long last = Math.min(position(), position + most);
        List<RecordedSpan> before = visible(position, visibility);
        List<RecordedSpan> now =
                visible(last, visibility).stream().filter(one -> !before.contains(one)).toList();
        long left = missed;
        missed = 0;
        return new Arrivals(last, now, last < position(), left);
    }

    @Override
    public Listening listen(Runnable arrived) {
        listeners.add(arrived);
        return () -> listeners.remove(arrived);
    }
}
