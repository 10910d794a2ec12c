package io.mltwin.workspace.storage.blob;

import java.time.Instant;

/** Ids of versions, which are times, and where the rows of previous versions are. */
final class VersionId {

    /** No time of a snapshot begins with it, and it sorts after all of them. */
    private static final char MARK = 'v';

    private static final int STEP = 100;

    private VersionId() {}

    /** What a previous version has in the place of a snapshot's time. */
    static String place(String id) {
        return MARK + id;
    }

    static boolean isPlace(String snapshot) {
        return !snapshot.isEmpty() && snapshot.charAt(0) == MARK;
    }

    /** Whether this is the current version that is named by where it would be as a previous one. */
    static boolean isCurrent(BlobEntity blob, String place) {
        return blob != null && blob.versionId != null && place(blob.versionId).equals(place);
    }

    /**
     * Of a state that was written at this time.
     *
     * @param last id of its name, null when it has none: this one is later, also when the clock was
     *     set back
     */
    static String of(Instant time, String last) {
        String id = SnapshotAnswers.TIME.format(time);
        return last == null || id.compareTo(last) > 0
                ? id
                : SnapshotAnswers.TIME.format(Instant.parse(last).plusNanos(STEP));
    }
}
