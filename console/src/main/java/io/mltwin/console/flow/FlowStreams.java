package io.mltwin.console.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.session.Session;
import io.mltwin.traces.SpanFeed;
import io.mltwin.traces.SpanVisibility;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The open streams of pages of flows. A stream holds what its page shows and nothing that another
 * replica would miss: when it ends, the browser opens another, which begins with the whole page.
 */
@Singleton
public class FlowStreams {

    static final int MOST = 100;

    /** Who has signed out meanwhile gets no other. */
    private static final Duration LIFETIME = Duration.ofMinutes(1);

    private static final long AGAIN_MILLIS = 200;

    private final SpanFeed feed;
    private final FlowService flows;
    private final ObjectMapper json;
    private final AtomicInteger open = new AtomicInteger();

    FlowStreams(SpanFeed feed, FlowService flows, ObjectMapper json) {
        this.feed = feed;
        this.flows = flows;
        this.json = json;
    }

    /**
     * Opens a stream.
     *
     * @throws AzureException 503 when too many are open
     */
    Multi<OutboundSseEvent> open(Session session, FlowRequest request, Locale language, Sse sse) {
        if (open.get() >= MOST) {
            throw new AzureException(
                    503,
                    "TooManyStreams",
                    "Flows are drawn on " + MOST + " pages already; close one of them.");
        }
        SpanVisibility visibility = flows.visibility(session, request);
        return Multi.createFrom()
                .<FlowEvent>emitter(
                        emitter -> {
                            FlowStream stream =
                                    new FlowStream(
                                            feed,
                                            flows,
                                            request,
                                            visibility,
                                            language,
                                            Infrastructure.getDefaultWorkerPool(),
                                            emitter::emit);
                            emitter.onTermination(stream::close);
                            stream.start();
                        })
                .onSubscription()
                .invoke(open::incrementAndGet)
                .select()
                .first(LIFETIME)
                .onTermination()
                .invoke(open::decrementAndGet)
                .map(event -> event(sse, event));
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
}
