package io.mltwin.local.folder;

import io.mltwin.local.layout.BoundedContent;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.process.BackgroundCall;
import io.mltwin.local.process.Part;
import io.mltwin.local.process.PidFile;
import io.mltwin.local.process.ProcessTable;
import io.mltwin.local.process.Progress;
import io.mltwin.local.process.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds and ends the processes of a data folder that outlived who started them, as after a SIGKILL
 * of the supervisor.
 */
public record LeftoverProcesses(DataFolder folder, Progress progress) {

    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final Duration NODE_GRACE = Duration.ofSeconds(5);

    /**
     * Ends what is left, those parts first that use the others, and those of a tier at once; the caller holds the
     * lock of the data folder.
     */
    public void end(List<? extends Part> parts) throws IOException, InterruptedException {
        for (int tier : parts.stream()
                .map(Part::tier)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList()) {
            List<BackgroundCall<Void>> ends = parts.stream()
                    .filter(part -> part.tier() == tier)
                    .map(part -> BackgroundCall.begin("end-" + part.name(), () -> end(part)))
                    .toList();
            for (BackgroundCall<Void> end : ends) {
                end.join();
            }
        }
        endComputeNodes();
    }

    private Void end(Part part) throws IOException, InterruptedException {
        for (long pid : of(part)) {
            progress.say("ending " + part.name() + " (pid " + pid + "), left from an earlier start");
            Signals.stop(pid, part.stopSignal(), GRACE);
        }
        Files.deleteIfExists(folder.pid(part.name()));
        return null;
    }

    /**
     * Returns the processes of a part that still run: the one remembered, and any that has the
     * part's own argument.
     */
    private Set<Long> of(Part part) {
        Set<Long> pids = new LinkedHashSet<>();
        PidFile.read(folder.pid(part.name())).filter(PidFile::alive).ifPresent(file -> pids.add(file.pid()));
        // A process whose pid could not be written down any more is found by its command line.
        List<Long> marked = ProcessTable.withArgument(part.marker());
        for (long pid : marked) {
            boolean childOfAnother = marked.stream()
                    .anyMatch(
                            other -> other != pid && ProcessTable.family(other).contains(pid));
            if (!childOfAnother) {
                pids.add(pid);
            }
        }
        pids.remove(ProcessHandle.current().pid());
        return pids;
    }

    /** Ends the compute nodes, which compute-service starts and which would outlive it. */
    public void endComputeNodes() throws IOException, InterruptedException {
        for (ComputeNode node : computeNodes()) {
            progress.say("ending compute node " + node.name() + " (pid " + node.pid() + ")");
            // it ends its script itself, with all that has detached itself from it
            Signals.stop(node.pid(), "TERM", NODE_GRACE);
            Files.deleteIfExists(node.file());
        }
    }

    /** A node that compute-service started and that still runs. */
    public record ComputeNode(String name, long pid, Path file) {}

    public List<ComputeNode> computeNodes() throws IOException {
        Path nodes = folder.dataOf("compute").resolve("nodes");
        if (!Files.isDirectory(nodes)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(nodes)) {
            return folders.map(node -> node.resolve("pid")).flatMap(this::node).toList();
        }
    }

    private Stream<ComputeNode> node(Path file) {
        try {
            long pid = Long.parseLong(BoundedContent.text(file).strip().split("\\s+")[0]);
            String name = file.getParent().getFileName().toString();
            // the pid may meanwhile be that of a node of another platform
            boolean ours =
                    ProcessTable.alive(pid) && ProcessTable.arguments(pid).contains("-Dmltwin.node=" + name);
            return ours ? Stream.of(new ComputeNode(name, pid, file)) : Stream.empty();
        } catch (NoSuchFileException | NumberFormatException e) {
            return Stream.empty();
        } catch (IOException e) {
            throw new IllegalStateException("The pid file " + file + " cannot be read.", e);
        }
    }
}
