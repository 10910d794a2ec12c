package io.mltwin.workspace.activity;

import io.mltwin.eventrelay.EventSource;
import io.mltwin.eventrelay.RelayedTopic;
import io.mltwin.eventrelay.RelayedTopic.RelayedEvent;
import io.mltwin.events.Topics;
import io.mltwin.platform.reset.ResetGate;
import io.mltwin.workspace.activity.ActivityRelay.ActivityOutbox;
import io.mltwin.workspace.activity.OutboxEntity.OutboxRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Publishes the rows of the outbox to Kafka's topic {@code activity-log}. */
@Singleton
record ActivityRelay(ActivityOutbox outbox, ResetGate gate) implements RelayedTopic<ActivityOutbox.Pending> {
    @Override
    public String relayName() {
        return "activity-relay";
    }

    @Override
    public String topic() {
        return Topics.ACTIVITY_LOG;
    }

    @Override
    public EventSource<ActivityOutbox.Pending> source() {
        return outbox;
    }

    /** Maps a row; it is of the epoch now, since a reset clears the outbox. */
    @Override
    public RelayedEvent map(ActivityOutbox.Pending row) {
        return new RelayedEvent(gate.epoch(), row.key(), row.event().getBytes(StandardCharsets.UTF_8), null);
    }

    /** Reads and clears the outbox, each in a transaction of its own. */
    @ApplicationScoped
    static class ActivityOutbox implements EventSource<ActivityOutbox.Pending> {

        private static final Duration POLL = Duration.ofMillis(300);

        private final OutboxRepository rows;

        ActivityOutbox(OutboxRepository rows) {
            this.rows = rows;
        }

        /** An event to publish. */
        record Pending(long sequence, String key, String event) {}

        @Override
        @Transactional
        public List<Pending> next(int most) {
            return rows.oldest(most).stream()
                    .map(row -> new Pending(row.sequence, row.messageKey, row.event))
                    .toList();
        }

        @Override
        @Transactional
        public void published(List<Pending> events) {
            rows.deleteAll(events.stream().map(Pending::sequence).toList());
        }

        @Override
        public Duration pollInterval() {
            return POLL;
        }
    }
}
