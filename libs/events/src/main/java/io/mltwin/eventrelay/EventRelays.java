package io.mltwin.eventrelay;

import io.mltwin.platform.background.BackgroundWork;
import io.mltwin.platform.reset.ResetGate;
import io.mltwin.platform.tracing.Tracing;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Starts and stops one relay for each topic that the service publishes to. */
@Singleton
class EventRelays {

    private static final Duration DELIVERY = Duration.ofSeconds(15);

    private final List<EventRelay<?>> relays = new ArrayList<>();

    EventRelays(
            @All List<RelayedTopic<?>> topics,
            KafkaConnection kafka,
            ResetGate gate,
            Tracing tracing,
            BackgroundWork background) {
        for (RelayedTopic<?> topic : topics) {
            relays.add(new EventRelay<>(
                    topic, kafka.producer(topic.relayName(), DELIVERY, Duration.ZERO), gate, tracing, background));
        }
    }

    void start(@Observes StartupEvent event) {
        relays.forEach(EventRelay::start);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        for (EventRelay<?> relay : relays) {
            relay.stop();
        }
    }
}
