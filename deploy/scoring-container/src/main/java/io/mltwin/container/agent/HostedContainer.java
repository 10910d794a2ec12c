package io.mltwin.container.agent;

import io.mltwin.container.ContainerException;
import io.mltwin.container.ContainerRuntime;
import io.mltwin.container.ContainerRuntime.ContainerChannel;
import io.mltwin.container.Frame;
import io.mltwin.container.SharedFolders;
import io.mltwin.sandbox.ScriptTree;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One connection of the agent: waits to be given a container, takes its files, runs it, and passes
 * frames between it and the service. The container ends with the connection.
 */
final class HostedContainer implements SharedFolders.Filling<IOException> {

    private static final Set<String> OF_CONTAINERS = Set.of("ready", "failed", "result", "error");

    private final ContainerRuntime runtime;
    private final Path place;
    private final SharedFolders packages;
    private final AgentConnection connection;

    HostedContainer(ContainerRuntime runtime, Path place, SharedFolders packages, AgentConnection connection) {
        this.runtime = runtime;
        this.place = place;
        this.packages = packages;
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
        SharedFolders.Lease installed = null;
        ContainerChannel container = null;
        try {
            receive(ContainerFiles.ofContainer(), folder);
            if (SpecFrame.hasPackages(start)) {
                installed = packages.take(SpecFrame.packagesKey(start), this);
            }
            container = runtime.launch(
                    SpecFrame.read(start, folder, installed == null ? null : installed.folder()), this::log);
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
            ScriptTree.delete(folder);
            if (installed != null) {
                installed.end();
            }
        }
    }

    @Override
    public void note(boolean isThere) throws IOException {
        connection.send(SpecFrame.packagesAreHere(isThere));
    }

    @Override
    public Path make() throws IOException {
        return Files.createTempDirectory(place, "packages-");
    }

    @Override
    public void fill(Path packagesFolder) throws IOException {
        receive(ContainerFiles.ofPackages(), packagesFolder);
    }

    private void receive(ContainerFiles files, Path folder) throws IOException {
        boolean last = false;
        while (!last) {
            Frame frame = connection.receive(ContainerFiles.PIECE);
            if (frame == null) {
                throw new EOFException("the service ended before all files were there");
            }
            last = files.accept(frame, folder);
        }
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
        Thread thread = new Thread(
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
        return Frame.of(Map.of("type", "ended", "message", broken == null ? end : broken + ", " + end));
    }

    private void log(String line) {
        try {
            connection.send(Frame.of(Map.of("type", "log", "line", line)));
        } catch (IOException e) {
            // The service has ended: nobody reads.
            return;
        }
    }
}
