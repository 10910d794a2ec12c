package io.mltwin.workspace.storage.blob.state;

import java.time.Duration;
import java.time.Instant;

/**
 * The soft deletion of a blob or container: when it was deleted, and until when it can be restored.
 *
 * @param version of a deleted container, null of a blob
 */
public record Deletion(String version, Instant at, Instant expires) {

    /** Whole days that are left, as lists tell them. */
    public long remainingDays(Instant now) {
        return Math.max(0, Duration.between(now, expires).toDays());
    }
}
