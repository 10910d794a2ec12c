package io.mltwin.compute.snapshots;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.encoding.Absence.isEmpty;

import io.mltwin.armweb.AzureException;

/** Names of files in a snapshot: relative, inside it, the same on every system. */
public final class SnapshotPath {

    private static final int LONGEST = 1024;

    private SnapshotPath() {}

    /**
     * The name, when it stays inside the snapshot.
     *
     * @throws AzureException 400 {@code InvalidFilePath}
     */
    public static String check(String path) {
        if (isEmpty(path) || path.length() > LONGEST) {
            throw invalid(path, "it must have 1 to " + LONGEST + " characters");
        }
        if (path.startsWith("/") || path.endsWith("/") || path.indexOf('\\') >= 0 || path.matches("^[A-Za-z]:.*")) {
            throw invalid(path, "it must be a relative path with slashes");
        }
        for (String segment : path.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                throw invalid(path, "it must stay inside and not contain empty, '.' or '..' segments");
            }
        }
        if (path.chars().anyMatch(Character::isISOControl)) {
            throw invalid(path.replaceAll("\\p{Cntrl}", "?"), "it contains control characters");
        }
        return path;
    }

    private static AzureException invalid(String path, String why) {
        return badRequest("InvalidFilePath", "The file name '%s' is refused: %s.", path, why);
    }
}
