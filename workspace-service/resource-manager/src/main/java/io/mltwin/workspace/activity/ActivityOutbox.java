package io.mltwin.workspace.activity;

import io.mltwin.eventrelay.EventSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;

/** Reads and clears the outbox, each in a transaction of its own. */
@ApplicationScoped
class ActivityOutbox implements EventSource<ActivityOutbox.Pending> {

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
