package io.mltwin.workspace.storage.blob.state;

import java.time.Duration;
import java.time.Instant;

/**
 * That something is soft-deleted, and until when it can come back.
 *
 * @param version of a deleted container, null of a blob
 */
public record Deletion(String version, Instant at, Instant expires) {

    /** Whole days that are left, as lists tell them. */
    public long remainingDays(Instant now) {
        return Math.max(0, Duration.between(now, expires).toDays());
    }
}
