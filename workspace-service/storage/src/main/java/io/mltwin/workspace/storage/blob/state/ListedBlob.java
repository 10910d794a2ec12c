package io.mltwin.workspace.storage.blob.state;

import java.time.Duration;
import java.time.Instant;

/**
 * A blob in a list.
 *
 * @param deletion null unless it is soft-deleted
 * @param hasVersionsOnly it stands for a name that has no current version: the last one it had
 */
public record ListedBlob(BlobState blob, Deletion deletion, boolean hasVersionsOnly) {

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

    public static ListedBlob of(BlobState blob) {
        return new ListedBlob(blob, null, false);
    }

    public String listKey() {
        return blob.listKey();
    }
}
