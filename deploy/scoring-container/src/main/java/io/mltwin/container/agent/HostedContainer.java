package io.mltwin.container.agent;

import io.mltwin.container.ContainerChannel;
import io.mltwin.container.ContainerException;
import io.mltwin.container.ContainerRuntime;
import io.mltwin.container.Frame;
import io.mltwin.container.ReadableFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One connection of the agent: waits to be given a container, takes its files, runs it, and passes
 * frames between it and the service. The container ends with the connection.
 */
final class HostedContainer {

    private static final Set<String> OF_CONTAINERS = Set.of("ready", "failed", "result", "error");

    private final ContainerRuntime runtime;
    private final Path place;
    private final AgentConnection connection;

    HostedContainer(ContainerRuntime runtime, Path place, AgentConnection connection) {
        this.runtime = runtime;
        this.place = place;
        this.connection = connection;
    }

    /** Waits until this connection is given a container; null when it ended before. */
    Frame awaitStart() throws IOException {
        for (Frame frame = connection.receive(0); frame != null; frame = connection.receive(0)) {
            if (frame.get("type").equals(SpecFrame.TYPE)) {
                return frame;
            }
            connection.send(Frame.of(Map.of("type", "pong")));
        }
        return null;
    }

    /** Runs the container until it or the connection ends. */
    void run(Frame start) throws IOException {
        Path folder = Files.createTempDirectory(place, "container-");
        Path packages = null;
        ContainerChannel container = null;
        try {
            if (!receive(ContainerFiles.ofContainer(), folder)) {
                return;
            }
            if (SpecFrame.hasPackages(start)) {
                packages = Files.createTempDirectory(place, "packages-");
                if (!receive(ContainerFiles.ofPackages(), packages)) {
                    return;
                }
                ReadableFolder.open(packages);
            }
            container = runtime.launch(SpecFrame.read(start, folder, packages), this::log);
            passAnswersOf(container);
            passRequestsTo(container);
        } catch (ContainerException e) {
            connection.send(Frame.of(Map.of("type", "failed", "message", e.getMessage())));
        } finally {
            if (container != null) {
                container.destroy();
                container.awaitEnd();
            }
            connection.close();
            delete(folder);
            if (packages != null) {
                delete(packages);
            }
        }
    }

    /** Takes in files until the last; returns false where the connection ended before. */
    private boolean receive(ContainerFiles files, Path folder) throws IOException {
        boolean last = false;
        while (!last) {
            Frame frame = connection.receive(ContainerFiles.PIECE);
            if (frame == null) {
                return false;
            }
            last = files.accept(frame, folder);
        }
        return true;
    }

    private void passRequestsTo(ContainerChannel container) {
        try {
            for (Frame frame = connection.receive(Frame.MAX_REQUEST);
                    frame != null;
                    frame = connection.receive(Frame.MAX_REQUEST)) {
                container.write(List.of(frame));
            }
        } catch (IOException e) {
            // One of the two has ended: so does the other.
            return;
        }
    }

    private void passAnswersOf(ContainerChannel container) {
        Thread thread =
                new Thread(
                        () -> {
                            try (connection) {
                                connection.send(ended(pass(container), container));
                            } catch (IOException e) {
                                // The service has ended, and so will the container.
                                return;
                            }
                        },
                        "container-answers");
        thread.setDaemon(true);
        thread.start();
    }

    /** Null, or what the container did wrong. */
    private String pass(ContainerChannel container) throws IOException {
        while (true) {
            Frame frame;
            try {
                frame = container.read();
            } catch (IOException | IllegalArgumentException e) {
                return e.getMessage();
            }
            if (frame == null) {
                return null;
            }
            if (!OF_CONTAINERS.contains(frame.get("type"))) {
                return "it answers what nobody asked";
            }
            connection.send(frame);
        }
    }

    private static Frame ended(String broken, ContainerChannel container) {
        container.destroy();
        String end = container.awaitEnd();
        return Frame.of(
                Map.of("type", "ended", "message", broken == null ? end : broken + ", " + end));
    }

    private void log(String line) {
        try {
            connection.send(Frame.of(Map.of("type", "log", "line", line)));
        } catch (IOException e) {
            // The service has ended: nobody reads.
            return;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
