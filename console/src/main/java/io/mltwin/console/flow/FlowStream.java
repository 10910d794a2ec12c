package io.mltwin.console.flow;

import io.mltwin.console.flow.DrawnHops.DrawnHop;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.tracing.TraceContexts;
import io.mltwin.traces.LiveHops.Change;
import io.mltwin.traces.RecordedSpan;
import io.mltwin.traces.SpanFeed;
import io.mltwin.traces.SpanFeed.Arrivals;
import io.mltwin.traces.SpanFeed.Listening;
import io.mltwin.traces.SpanVisibility;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Draws one page on: begins with what the page shows and goes on with what arrives. One piece of
 * work at a time, on a worker thread; nothing is done while nothing arrives.
 */
final class FlowStream implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(FlowStream.class);
    private static final int AT_ONCE = 500;

    private final SpanFeed feed;
    private final FlowService flows;
    private final DrawnHops hops;
    private final FlowRequest request;
    private final SpanVisibility visibility;
    private final Locale language;
    private final Executor workers;
    private final Consumer<FlowEvent> page;
    private final AtomicInteger wanted = new AtomicInteger();
    private final Map<String, ShownTrace> traces = new LinkedHashMap<>();
    private long position = -1;
    private Listening listening;
    private volatile boolean closed;

    FlowStream(
            SpanFeed feed,
            FlowService flows,
            DrawnHops hops,
            FlowRequest request,
            SpanVisibility visibility,
            Locale language,
            Executor workers,
            Consumer<FlowEvent> page) {
        this.feed = feed;
        this.flows = flows;
        this.hops = hops;
        this.request = request;
        this.visibility = visibility;
        this.language = language;
        this.workers = workers;
        this.page = page;
    }

    synchronized void start() {
        if (!closed) {
            listening = feed.listen(this::wake);
            wake();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (listening != null) {
            listening.close();
        }
    }

    private void wake() {
        if (wanted.getAndIncrement() == 0) {
            // what shows flows is not part of one
            workers.execute(TraceContexts.notRecorded().wrap(this::work));
        }
    }

    private void work() {
        int seen;
        do {
            seen = wanted.get();
            try {
                if (!closed) {
                    send();
                }
            } catch (RuntimeException e) {
                LOG.error("A page of flows cannot be drawn on", e);
            }
        } while (!wanted.compareAndSet(seen, 0));
    }

    private void send() {
        if (position < 0) {
            begin();
            return;
        }
        boolean more = true;
        while (more && !closed) {
            Arrivals arrived = feed.after(position, AT_ONCE, visibility);
            position = arrived.position();
            more = arrived.more();
            byTrace(arrived.spans()).forEach(this::sendTrace);
        }
    }

    /** Begins to follow. A span that arrives while the traces are read is sent twice, which changes nothing. */
    private void begin() {
        long from = feed.position();
        List<Map.Entry<String, ShownTrace>> newestFirst =
                new ArrayList<>(flows.shown(request, visibility).entrySet());
        for (int i = newestFirst.size() - 1; i >= 0; i--) {
            ShownTrace trace = newestFirst.get(i).getValue();
            traces.put(newestFirst.get(i).getKey(), trace);
            sendWhole(trace);
        }
        position = from;
        page.accept(FlowEvent.ready());
    }

    private static Map<String, List<RecordedSpan>> byTrace(List<RecordedSpan> spans) {
        Map<String, List<RecordedSpan>> byTrace = new LinkedHashMap<>();
        spans.forEach(span ->
                byTrace.computeIfAbsent(span.traceId(), id -> new ArrayList<>()).add(span));
        return byTrace;
    }

    private void sendTrace(String id, List<RecordedSpan> arrived) {
        ShownTrace shown = traces.remove(id);
        if (shown != null) {
            // the last that changed is the last that is forgotten
            traces.put(id, shown);
            shown.add(arrived).forEach(change -> sendChange(id, change));
            return;
        }
        List<RecordedSpan> all = request.trace() == null || arrived.stream().anyMatch(this::isAskedFor)
                ? feed.trace(id, visibility)
                : List.of();
        ShownTrace made = new ShownTrace(id, request.filter());
        made.add(all.stream().filter(span -> span.traceId().equals(id)).toList());
        if (!made.isEmpty()) {
            traces.put(id, made);
            sendWhole(made);
            forgetOldest();
        }
    }

    private boolean isAskedFor(RecordedSpan span) {
        return span.traceId().equals(AsciiCase.lower(request.trace().replace("-", "")))
                || request.trace().equals(span.correlationId());
    }

    private void forgetOldest() {
        while (traces.size() > FlowService.MOST_TRACES) {
            traces.remove(traces.keySet().iterator().next());
        }
    }

    private void sendWhole(ShownTrace trace) {
        TraceView view = trace.view();
        page.accept(FlowEvent.trace(
                view, FlowTemplates.trace(view, Lanes.NAMES).setLocale(language).render()));
    }

    private void sendChange(String traceId, Change change) {
        String key = traceId + "-" + change.key();
        if (change.isRemoval()) {
            page.accept(FlowEvent.gone(traceId, key));
            return;
        }
        DrawnHop hop = hops.of(HopView.of(change.row()), language);
        page.accept(FlowEvent.hop(
                traceId, key, change.after() == null ? null : traceId + "-" + change.after(), hop.row(), hop.arrow()));
    }
}
