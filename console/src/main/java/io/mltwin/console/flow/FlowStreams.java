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
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * The open streams of pages of flows. A stream holds the traces that go on and nothing that another
 * replica would miss: when it ends, the browser opens another, which goes on behind the last
 * position that the browser has got.
 */
@Singleton
public class FlowStreams {

    static final int MOST = 100;

    private static final Logger LOG = Logger.getLogger(FlowStreams.class);

    /** So often each browser is sent something, and must have taken what was sent before. */
    private static final Duration BEAT = Duration.ofSeconds(15);

    /** After so many beats it is asked whether the reader has signed out. */
    private static final int BEATS_OF_CHECK = 4;

    /** Ends the streams of browsers that went without a word. */
    private static final Duration LIFETIME = Duration.ofHours(1);

    private static final int AT_WORK = 4;
    private static final long AGAIN_MILLIS = 200;

    private final SpanFeed feed;
    private final FlowService flows;
    private final FlowRenderer renderer;
    private final Predicate<Session> inForce;
    private final Duration beat;
    private final ObjectMapper json;
    private final Executor workers =
            new FlowWorkers(Infrastructure.getDefaultWorkerPool(), AT_WORK);
    private final AtomicInteger open = new AtomicInteger();

    @Inject
    FlowStreams(
            SpanFeed feed,
            FlowService flows,
            DrawnHopCache renderer,
            Sessions sessions,
            ObjectMapper json) {
        this(feed, flows, renderer, sessions::isInForce, BEAT, json);
    }

    FlowStreams(
            SpanFeed feed,
            FlowService flows,
            FlowRenderer renderer,
            Predicate<Session> inForce,
            Duration beat,
            ObjectMapper json) {
        this.feed = feed;
        this.flows = flows;
        this.renderer = renderer;
        this.inForce = inForce;
        this.beat = beat;
        this.json = json;
    }

    /**
     * Opens a stream.
     *
     * @param from position up to which the page has been drawn; negative for what comes from now on
     * @param cut ends the connection of a browser that takes nothing more
     * @throws AzureException 503 when too many are open
     */
    Multi<OutboundSseEvent> open(
            Session session,
            FlowRequest request,
            Locale language,
            long from,
            Sse sse,
            Runnable cut) {
        if (open.get() >= MOST) {
            throw new AzureException(
                    503,
                    "TooManyStreams",
                    "Flows are drawn on " + MOST + " pages already; close one of them.");
        }
        SpanVisibility visibility = flows.visibility(session, request);
        return Multi.createFrom()
                .deferred(
                        () -> {
                            FlowStream stream =
                                    new FlowStream(
                                            feed,
                                            renderer,
                                            workers,
                                            request,
                                            visibility,
                                            language,
                                            from);
                            return events(stream, session, cut)
                                    .invoke(stream::take)
                                    .map(event -> event(sse, event));
                        })
                .onSubscription()
                .invoke(open::incrementAndGet)
                .select()
                .first(LIFETIME)
                .onTermination()
                .invoke(open::decrementAndGet);
    }

    private Multi<FlowEvent> events(FlowStream stream, Session session, Runnable cut) {
        return Multi.createFrom()
                .emitter(
                        emitter -> {
                            Cancellable beats = beat(stream, session, emitter, cut);
                            emitter.onTermination(
                                    () -> {
                                        beats.cancel();
                                        stream.close();
                                    });
                            stream.start(emitter::emit);
                        });
    }

    /** A stream whose session cannot be looked up ends too; its browser asks again. */
    private Cancellable beat(
            FlowStream stream,
            Session session,
            MultiEmitter<? super FlowEvent> emitter,
            Runnable cut) {
        return Multi.createFrom()
                .ticks()
                .onExecutor(Infrastructure.getDefaultWorkerPool())
                .startingAfter(beat)
                .every(beat)
                .onOverflow()
                .drop()
                .map(tick -> (tick + 1) % BEATS_OF_CHECK != 0 || inForce.test(session))
                .subscribe()
                .with(
                        is -> {
                            if (!is) {
                                emitter.complete();
                            } else if (stream.isStuck()) {
                                // what waits would be sent before an end
                                cut.run();
                                emitter.complete();
                            } else {
                                stream.beat();
                            }
                        },
                        fault -> {
                            LOG.debug("A session cannot be looked up", fault);
                            emitter.complete();
                        });
    }

    private OutboundSseEvent event(Sse sse, FlowEvent event) {
        try {
            OutboundSseEvent.Builder made =
                    sse.newEventBuilder()
                            .name("flow")
                            .reconnectDelay(AGAIN_MILLIS)
                            .mediaType(MediaType.TEXT_PLAIN_TYPE)
                            .data(String.class, json.writeValueAsString(event));
            if (event.position() != null) {
                made.id(event.position().toString());
            }
            return made.build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are plain JSON", e);
        }
    }
}
