package io.mltwin.compute.snapshots;

import static io.mltwin.armweb.AzureException.badRequest;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.snapshots.SnapshotBody.SnapshotFile;
import java.util.Collection;

/** Refuses what Azure ML does not take as a snapshot: more than 300 MB or 2000 files. */
final class SnapshotLimits {

    static final int MOST_FILES = 2000;
    static final long MOST_BYTES = 300L * 1024 * 1024;

    private SnapshotLimits() {}

    /**
     * Lets a snapshot pass that is small enough.
     *
     * @throws AzureException 400
     */
    static void require(Collection<SnapshotFile> files) {
        require(files.size(), files.stream().mapToLong(SnapshotFile::size).sum());
    }

    static void require(long files, long bytes) {
        if (files > MOST_FILES) {
            throw tooLarge("it has " + files + " files, and at most " + MOST_FILES + " are taken");
        }
        if (bytes > MOST_BYTES) {
            throw tooLarge("its files have " + bytes + " bytes, and at most 300 MB are taken");
        }
    }

    private static AzureException tooLarge(String why) {
        return badRequest(
                "UserError",
                "The snapshot exceeds the size limit: %s. Keep data in a datastore, and name what is no code in"
                        + " .amlignore.",
                why);
    }
}
