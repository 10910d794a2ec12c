package io.mltwin.compute.snapshots;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.badRequestIf;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.snapshots.SnapshotBody.SnapshotFile;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.encoding.Sha256;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tree of a new snapshot: the parent's files, with the sent ones in their place; with a {@code
 * dirTree}, only what it names.
 */
public final class SnapshotTree {

    private SnapshotTree() {}

    /**
     * The merged files, by path.
     *
     * @param dirTree flat array of {@code {path, hash?}} (directories may be among them), or null
     */
    public static List<SnapshotFile> merge(
            Collection<SnapshotFile> parent, Collection<SnapshotFile> sent, JsonNode dirTree) {
        Map<String, SnapshotFile> files = new TreeMap<>();
        parent.forEach(file -> files.put(file.path(), file));
        sent.forEach(file -> files.put(file.path(), file));
        Collection<SnapshotFile> merged = dirTree == null ? files.values() : named(files, sent, dirTree);
        badRequestIf(
                merged.isEmpty(),
                "EmptySnapshot",
                "A snapshot needs at least one file; send it as a part named 'files'.");
        refuseFileUnderFile(merged);
        return List.copyOf(merged);
    }

    /** Returns the digest of all paths and contents; two snapshots with the same digest are the same. */
    public static String digest(List<SnapshotFile> files) {
        StringBuilder all = new StringBuilder();
        for (SnapshotFile file : files) {
            all.append(file.path()).append('\0').append(file.sha256()).append('\n');
        }
        return Sha256.hex(all.toString());
    }

    private static Collection<SnapshotFile> named(
            Map<String, SnapshotFile> files, Collection<SnapshotFile> sent, JsonNode dirTree) {
        if (!dirTree.isArray()) {
            throw invalidTree("it must be an array of objects with path");
        }
        Map<String, SnapshotFile> result = new TreeMap<>();
        for (JsonNode node : dirTree) {
            if (!AsciiCase.equal(node.path("type").asText("File"), "File")) {
                continue;
            }
            String path = SnapshotPath.check(node.path("path").asText(null));
            SnapshotFile file = files.get(path);
            if (file == null) {
                throw invalidTree("'" + path + "' is neither sent nor in the parent snapshot");
            }
            String hash = node.path("hash").asText(file.sha256());
            if (hash.length() == file.sha256().length() && !AsciiCase.equal(hash, file.sha256())) {
                throw invalidTree("the hash of '" + path + "' is not the SHA-256 of its content");
            }
            result.put(path, file);
        }
        for (SnapshotFile file : sent) {
            if (!result.containsKey(file.path())) {
                throw invalidTree("'" + file.path() + "' is sent but not named");
            }
        }
        return result.values();
    }

    private static void refuseFileUnderFile(Collection<SnapshotFile> files) {
        Map<String, SnapshotFile> byPath = new TreeMap<>();
        files.forEach(file -> byPath.put(file.path(), file));
        for (SnapshotFile file : files) {
            for (int slash = file.path().indexOf('/');
                    slash > 0;
                    slash = file.path().indexOf('/', slash + 1)) {
                if (byPath.containsKey(file.path().substring(0, slash))) {
                    throw badRequest(
                            "InvalidFilePath",
                            "'%s' is both a file and a directory.",
                            file.path().substring(0, slash));
                }
            }
        }
    }

    private static AzureException invalidTree(String why) {
        return badRequest("InvalidDirTree", "The part dirTree is not valid: %s.", why)
                .withTarget("dirTree");
    }
}
