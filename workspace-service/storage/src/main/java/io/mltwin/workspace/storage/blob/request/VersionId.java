package io.mltwin.workspace.storage.blob.request;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Makes the ids of versions, which are times, and the values that stand in their rows in the place
 * of a snapshot's time.
 */
public final class VersionId {

    /** The form of the times of snapshots and versions. */
    public static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS'Z'").withZone(ZoneOffset.UTC);

    /** No time of a snapshot begins with it, and it sorts after all of them. */
    private static final char MARK = 'v';

    private static final int STEP = 100;

    private VersionId() {}

    /** Returns what a previous version has in the place of a snapshot's time. */
    public static String place(String id) {
        return MARK + id;
    }

    public static boolean isPlace(String snapshot) {
        return !snapshot.isEmpty() && snapshot.charAt(0) == MARK;
    }

    /**
     * Returns the id of a state that was written at this time.
     *
     * @param last the last id of the name, or null: the new one is later, also when the clock was
     *     set back
     */
    public static String of(Instant time, String last) {
        String id = TIME.format(time);
        return last == null || id.compareTo(last) > 0
                ? id
                : TIME.format(Instant.parse(last).plusNanos(STEP));
    }
}
