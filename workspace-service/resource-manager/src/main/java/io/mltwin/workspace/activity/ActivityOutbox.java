package io.mltwin.workspace.activity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** Reads and clears the outbox, each in a transaction of its own. */
@ApplicationScoped
class ActivityOutbox {

    private final OutboxRepository rows;

    ActivityOutbox(OutboxRepository rows) {
        this.rows = rows;
    }

    /** An event to send. */
    record Pending(long sequence, String key, String event) {}

    @Transactional
    List<Pending> oldest(int count) {
        return rows.oldest(count).stream()
                .map(row -> new Pending(row.sequence, row.messageKey, row.event))
                .toList();
    }

    @Transactional
    void sent(List<Long> sequences) {
        rows.deleteAll(sequences);
    }
}
