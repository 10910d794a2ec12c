package io.mltwin.console.flow;

import io.mltwin.armweb.AsciiCase;
import io.mltwin.platform.tracing.TraceContexts;
import io.mltwin.traces.LiveHops.Change;
import io.mltwin.traces.RecordedSpan;
import io.mltwin.traces.SpanFeed;
import io.mltwin.traces.SpanFeed.Arrivals;
import io.mltwin.traces.SpanFeed.Listening;
import io.mltwin.traces.SpanVisibility;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Draws one page on: sends what arrives after the position up to which the page has been drawn. One
 * piece of work at a time, on a worker thread; nothing is done while nothing arrives, or while the
 * browser has not taken what was sent before.
 */
final class FlowStream implements AutoCloseable {

    /** So many characters may wait for the browser, and one event more. */
    static final int MOST_WAITING = 256 * 1024;

    private static final Logger LOG = Logger.getLogger(FlowStream.class);
    private static final int AT_ONCE = 500;

    private final SpanFeed feed;
    private final FlowRenderer renderer;
    private final Executor workers;
    private final FlowRequest request;
    private final SpanVisibility visibility;
    private final Locale language;

    private final AtomicInteger wanted = new AtomicInteger();
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicInteger taken = new AtomicInteger();
    private final Map<String, ShownTrace> traces = new LinkedHashMap<>();
    private final Set<String> asked = new HashSet<>();
    private final Deque<Arrived> arrived = new ArrayDeque<>();
    private final TraceBudget budget = new TraceBudget(System::nanoTime);
    private Consumer<FlowEvent> page;
    private long position;
    private long next;
    private long missed;
    private long missedOfAll;
    private int beats;
    private int takenBefore = -1;
    private boolean hasBegun;
    private boolean hasSent;
    private Listening listening;
    private volatile boolean held;
    private volatile boolean beating;
    private volatile boolean closed;

    /** What has arrived of a trace. */
    private record Arrived(String trace, List<RecordedSpan> spans) {}

    /**
     * Makes one that has not begun.
     *
     * @param from position up to which the page has been drawn; negative for that of the beginning
     */
    FlowStream(
            SpanFeed feed,
            FlowRenderer renderer,
            Executor workers,
            FlowRequest request,
            SpanVisibility visibility,
            Locale language,
            long from) {
        this.feed = feed;
        this.renderer = renderer;
        this.workers = workers;
        this.request = request;
        this.visibility = visibility;
        this.language = language;
        this.position = from;
    }

    synchronized void start(Consumer<FlowEvent> receiver) {
        if (!closed) {
            page = receiver;
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

    /** Sends the position, so that it is seen whether the browser still takes something. */
    void beat() {
        beating = true;
        wake();
    }

    /** Notes that an event is on its way to the browser. */
    void take(FlowEvent event) {
        waiting.addAndGet(-event.characters());
        taken.incrementAndGet();
        if (held && hasRoom()) {
            held = false;
            wake();
        }
    }

    /** Returns true when something waits and nothing was taken since it was last asked. */
    boolean isStuck() {
        int now = taken.get();
        boolean stuck = waiting.get() > 0 && now == takenBefore;
        takenBefore = now;
        return stuck;
    }

    private boolean hasRoom() {
        return waiting.get() < MOST_WAITING;
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
                begin();
                goOn();
            } catch (RuntimeException e) {
                LOG.error("A page of flows cannot be drawn on", e);
            }
        } while (!wanted.compareAndSet(seen, 0));
    }

    private void begin() {
        if (!hasBegun && !closed) {
            if (position < 0) {
                position = feed.position();
            }
            if (request.trace() != null) {
                feed.trace(request.trace(), visibility).forEach(span -> asked.add(span.traceId()));
            }
            hasBegun = true;
            send(FlowEvent.ready(position));
        }
    }

    private void goOn() {
        if (beating) {
            beating = false;
            beats++;
            int now = beats;
            traces.values().removeIf(trace -> trace.isQuiet(now));
            send(FlowEvent.at(position));
        }
        boolean more = true;
        while (!closed && (more || !arrived.isEmpty())) {
            if (!hasRoom()) {
                held = true;
                // it may have been taken just before
                if (!hasRoom()) {
                    return;
                }
                held = false;
            }
            if (arrived.isEmpty()) {
                more = read();
            } else {
                sendNext();
            }
        }
    }

    /** Reads what arrived, and returns whether there is more. */
    private boolean read() {
        Arrivals read = feed.after(position, AT_ONCE, visibility);
        if (read.missed() > 0) {
            // what is held lacks spans: it is sent whole when it goes on
            traces.clear();
        }
        Map<String, List<RecordedSpan>> byTrace = new LinkedHashMap<>();
        read.spans()
                .forEach(
                        span ->
                                byTrace.computeIfAbsent(span.traceId(), id -> new ArrayList<>())
                                        .add(span));
        byTrace.forEach(
                (id, spans) -> {
                    if (isAskedFor(id, spans)) {
                        arrived.add(new Arrived(id, spans));
                    }
                });
        long left = leaveOutTooMany();
        if (left + read.missed() > 0) {
            missed += left;
            missedOfAll += read.missed();
            boolean isTold = visibility.everything() || missedOfAll == 0;
            send(FlowEvent.missed(renderer.missed(isTold ? missed + missedOfAll : 0, language)));
        }
        next = read.position();
        if (arrived.isEmpty()) {
            position = next;
        }
        return read.more();
    }

    /** Leaves the oldest new traces out where there are too many, and returns how many calls. */
    private long leaveOutTooMany() {
        if (request.workspace() != null || request.refusedOnly()) {
            // most of them show nothing
            return 0;
        }
        int fresh = (int) arrived.stream().filter(one -> !traces.containsKey(one.trace())).count();
        int tooMany = fresh - budget.take(fresh);
        long calls = 0;
        for (Iterator<Arrived> all = arrived.iterator(); all.hasNext() && tooMany > 0; ) {
            Arrived one = all.next();
            if (!traces.containsKey(one.trace())) {
                calls += one.spans().stream().filter(span -> span.kind().equals("SERVER")).count();
                all.remove();
                tooMany--;
            }
        }
        return calls;
    }

    private void sendNext() {
        Arrived first = arrived.remove();
        try {
            sendTrace(first.trace(), first.spans());
        } catch (RuntimeException e) {
            traces.remove(first.trace());
            throw e;
        } finally {
            if (arrived.isEmpty()) {
                position = next;
                if (hasSent) {
                    send(FlowEvent.at(position));
                    hasSent = false;
                }
            }
        }
    }

    private void sendTrace(String id, List<RecordedSpan> spans) {
        ShownTrace shown = traces.remove(id);
        if (shown != null) {
            // the last that changed is the last that is forgotten
            traces.put(id, shown);
            shown.add(spans, beats).forEach(change -> sendChange(id, change));
            return;
        }
        ShownTrace made = new ShownTrace(id, request.filter());
        made.add(feed.trace(id, next, visibility), beats);
        if (!made.isEmpty()) {
            traces.put(id, made);
            sendWhole(made);
            forgetOldest();
        }
    }

    private boolean isAskedFor(String id, List<RecordedSpan> spans) {
        if (request.trace() == null || asked.contains(id)) {
            return true;
        }
        boolean isNow =
                id.equals(AsciiCase.lower(request.trace().replace("-", "")))
                        || spans.stream()
                                .anyMatch(span -> request.trace().equals(span.correlationId()));
        if (isNow) {
            asked.add(id);
        }
        return isNow;
    }

    private void forgetOldest() {
        while (traces.size() > FlowService.MOST_TRACES) {
            traces.remove(traces.keySet().iterator().next());
        }
    }

    private void sendWhole(ShownTrace trace) {
        TraceView view = trace.view();
        send(
                FlowEvent.trace(
                        view.id(),
                        renderer.frame(view, language),
                        view.hops().stream().map(hop -> renderer.hop(hop, language)).toList()));
        hasSent = true;
    }

    private void sendChange(String traceId, Change change) {
        if (change.isRemoval()) {
            send(FlowEvent.gone(traceId, traceId + "-" + change.key()));
        } else {
            send(
                    FlowEvent.hop(
                            traceId,
                            change.after() == null ? null : traceId + "-" + change.after(),
                            renderer.hop(HopView.of(change.row()), language)));
        }
        hasSent = true;
    }

    private void send(FlowEvent event) {
        waiting.addAndGet(event.characters());
        page.accept(event);
    }
}
