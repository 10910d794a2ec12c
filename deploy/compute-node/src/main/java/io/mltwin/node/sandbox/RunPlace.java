package io.mltwin.node.sandbox;

import io.mltwin.node.settings.NodeSettings;
import io.mltwin.sandbox.Sandbox;
import io.mltwin.sandbox.SandboxKind;
import io.mltwin.sandbox.ScriptTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where the folders of a node's runs lie, and what keeps their scripts apart. That is the node's
 * own folder; where only another user protects, and cannot reach that folder, one among the
 * temporary files.
 *
 * <p>Deviation: an encrypted scratch disk is a folder in memory, which is on no disk and ends with
 * its run; a run fails where the machine has no file system in memory.
 */
public record RunPlace(Path runs, Sandbox sandbox) {

    private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");
    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

    public static RunPlace find(NodeSettings settings) throws IOException {
        List<Path> readOnly = new ArrayList<>(settings.readOnly());
        return settings.scratch() == null
                ? find(settings.nodeId(), settings.runs(), readOnly)
                : findInMemory(settings.nodeId(), settings.scratch(), readOnly);
    }

    /**
     * Returns the place of an encrypted scratch disk: in memory, whatever protects other places.
     *
     * @throws IOException when the folder is on a disk
     */
    private static RunPlace findInMemory(String nodeId, Path memory, List<Path> shown) throws IOException {
        if (!Files.isDirectory(memory)
                || !IN_MEMORY.contains(Files.getFileStore(memory).type())) {
            throw new IOException(
                    "the scratch disk cannot be encrypted, since " + memory + " is no file system in memory");
        }
        List<Path> readOnly = new ArrayList<>(shown);
        readOnly.add(Path.of(System.getProperty("java.home")));
        Path runs = passable(Files.createTempDirectory(memory, prefix(nodeId)));
        return new RunPlace(runs, Sandbox.find(runs, readOnly));
    }

    /** Returns the sandbox for scripts of a node whose folder lies in this one. */
    public static Sandbox sandboxIn(Path folder) throws IOException {
        Path runs = Files.createTempDirectory(folder, "try-");
        try {
            RunPlace found = find("try", runs, List.of());
            if (!found.runs().equals(runs)) {
                Files.delete(found.runs());
            }
            return found.sandbox();
        } finally {
            Files.delete(runs);
        }
    }

    private static RunPlace find(String nodeId, Path runs, List<Path> shown) throws IOException {
        List<Path> readOnly = new ArrayList<>(shown);
        readOnly.add(Path.of(System.getProperty("java.home")));
        Path own = passable(Files.createDirectories(runs));
        Sandbox sandbox = Sandbox.find(own, readOnly);
        if (sandbox.kind() != SandboxKind.NONE) {
            return new RunPlace(own, sandbox);
        }
        Path temporary = passable(Files.createTempDirectory(TEMPORARY, prefix(nodeId)));
        Sandbox other = Sandbox.find(temporary, readOnly);
        if (other.kind() != SandboxKind.NONE) {
            return new RunPlace(temporary, other);
        }
        Files.delete(temporary);
        return new RunPlace(own, sandbox);
    }

    /**
     * Deletes what lies outside the node's own folder, also where the node itself could not any
     * more.
     *
     * @param memory the folder of an encrypted scratch disk, or null
     */
    public static void deleteOf(String nodeId, Path memory) throws IOException {
        deleteIn(TEMPORARY, nodeId);
        if (memory != null && Files.isDirectory(memory)) {
            deleteIn(memory, nodeId);
        }
    }

    private static void deleteIn(Path folder, String nodeId) throws IOException {
        Object me = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        List<Path> left;
        try (Stream<Path> all = Files.list(folder)) {
            left = all.filter(path -> path.getFileName().toString().startsWith(prefix(nodeId)))
                    .toList();
        }
        for (Path place : left) {
            if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)
                    && Files.getAttribute(place, "unix:uid", LinkOption.NOFOLLOW_LINKS)
                            .equals(me)) {
                RunLeftovers.kill(place);
                ScriptTree.delete(place);
            }
        }
    }

    private static String prefix(String nodeId) {
        return "mltwin-" + nodeId + "-";
    }

    /** Another user may go through, and see nothing of what is there. */
    private static Path passable(Path folder) throws IOException {
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    }
}
