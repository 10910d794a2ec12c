package io.mltwin.console.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.session.Session;
import io.mltwin.console.session.Sessions;
import io.mltwin.traces.SpanFeed;
import io.mltwin.traces.SpanVisibility;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * The open streams of pages of flows. A stream holds what its page shows and nothing that another
 * replica would miss: when it ends, the browser opens another, which begins with the whole page.
 */
@Singleton
public class FlowStreams {

    static final int MOST = 100;
    static final int MOST_OF_ONE = 20;

    private static final int WORKING_AT_ONCE = 4;

    private static final Logger LOG = Logger.getLogger(FlowStreams.class);

    /** So often it is asked whether the reader has signed out. */
    private static final Duration CHECKED_EACH = Duration.ofMinutes(1);

    /** Ends the streams of browsers that went without a word. */
    private static final Duration LIFETIME = Duration.ofHours(1);

    private static final long AGAIN_MILLIS = 200;

    private final SpanFeed feed;
    private final FlowService flows;
    private final DrawnHops hops;
    private final Predicate<Session> inForce;
    private final Duration checkedEach;
    private final ObjectMapper json;
    private final FlowWorkers workers =
            new FlowWorkers(work -> Infrastructure.getDefaultWorkerPool().execute(work), WORKING_AT_ONCE);

    /** The object id of the reader of each open stream. */
    private final List<String> open = new CopyOnWriteArrayList<>();

    @Inject
    FlowStreams(SpanFeed feed, FlowService flows, DrawnHops hops, Sessions sessions, ObjectMapper json) {
        this(feed, flows, hops, sessions::isInForce, CHECKED_EACH, json);
    }

    FlowStreams(
            SpanFeed feed,
            FlowService flows,
            DrawnHops hops,
            Predicate<Session> inForce,
            Duration checkedEach,
            ObjectMapper json) {
        this.feed = feed;
        this.flows = flows;
        this.hops = hops;
        this.inForce = inForce;
        this.checkedEach = checkedEach;
        this.json = json;
    }

    /**
     * Opens a stream.
     *
     * @throws AzureException 503 when too many are open
     */
    Multi<OutboundSseEvent> open(Session session, FlowRequest request, Locale language, Sse sse) {
        String reader = session.objectId();
        if (open.size() >= MOST || Collections.frequency(open, reader) >= MOST_OF_ONE) {
            throw new AzureException(
                    503,
                    "TooManyStreams",
                    "Flows are drawn on %d pages of yours or on %d of all already; close one of them."
                            .formatted(MOST_OF_ONE, MOST));
        }
        SpanVisibility visibility = flows.visibility(session, request);
        return Multi.createFrom()
                .<FlowEvent>emitter(emitter -> {
                    FlowStream stream =
                            new FlowStream(feed, flows, hops, request, visibility, language, workers, emitter::emit);
                    Cancellable check = endWithSession(session, emitter);
                    emitter.onTermination(() -> {
                        check.cancel();
                        stream.close();
                    });
                    stream.start();
                })
                .onSubscription()
                .invoke(() -> open.add(reader))
                .select()
                .first(LIFETIME)
                .onTermination()
                .invoke(() -> open.remove(reader))
                .map(event -> event(sse, event));
    }

    /** A stream whose session cannot be looked up ends too; its browser asks again. */
    private Cancellable endWithSession(Session session, MultiEmitter<? super FlowEvent> emitter) {
        return Multi.createFrom()
                .ticks()
                .onExecutor(Infrastructure.getDefaultWorkerPool())
                .startingAfter(checkedEach)
                .every(checkedEach)
                .onOverflow()
                .drop()
                .map(tick -> inForce.test(session))
                .subscribe()
                .with(
                        is -> {
                            if (!is) {
                                emitter.complete();
                            }
                        },
                        fault -> {
                            LOG.debug("A session cannot be looked up", fault);
                            emitter.complete();
                        });
    }

    private OutboundSseEvent event(Sse sse, FlowEvent event) {
        try {
            return sse.newEventBuilder()
                    .name("flow")
                    .reconnectDelay(AGAIN_MILLIS)
                    .mediaType(MediaType.TEXT_PLAIN_TYPE)
                    .data(String.class, json.writeValueAsString(event))
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are plain JSON", e);
        }
    }

    /**
     * Lets few streams work at a time, so that many open pages take neither all threads nor all
     * processors from other requests.
     */
    static final class FlowWorkers implements Executor {

        private static final Logger LOG = Logger.getLogger(FlowWorkers.class);

        private final Executor pool;
        private final int most;
        private final Deque<Runnable> waiting = new ArrayDeque<>();
        private int working;

        FlowWorkers(Executor pool, int most) {
            this.pool = pool;
            this.most = most;
        }

        @Override
        public void execute(Runnable work) {
            synchronized (this) {
                waiting.add(work);
                if (working == most) {
                    return;
                }
                working++;
            }
            pool.execute(this::workOn);
        }

        private void workOn() {
            for (Runnable work = next(); work != null; work = next()) {
                try {
                    work.run();
                } catch (Throwable e) {
                    // the others go on
                    LOG.error("A page of flows cannot be drawn on", e);
                }
            }
        }

        private synchronized Runnable next() {
            Runnable work = waiting.poll();
            if (work == null) {
                working--;
            }
            return work;
        }
    }
}
