package io.mltwin.workspace.activity;

import io.mltwin.eventrelay.EventSource;
import io.mltwin.eventrelay.RelayedEvent;
import io.mltwin.eventrelay.RelayedTopic;
import io.mltwin.events.Topics;
import io.mltwin.platform.reset.ResetGate;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;

/** Publishes the rows of the outbox to Kafka's topic {@code activity-log}. */
@Singleton
class ActivityRelay implements RelayedTopic<ActivityOutbox.Pending> {

    private final ActivityOutbox outbox;
    private final ResetGate gate;

    ActivityRelay(ActivityOutbox outbox, ResetGate gate) {
        this.outbox = outbox;
        this.gate = gate;
    }

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
}
