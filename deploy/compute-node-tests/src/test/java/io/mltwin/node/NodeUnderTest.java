package io.mltwin.node;

import io.mltwin.node.calls.NodeHttp;
import io.mltwin.node.loop.NodeLoop;
import io.mltwin.node.settings.NodeSettings;
import io.mltwin.node.settings.PythonSettings;
import io.mltwin.sandbox.SandboxLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A node in this process, in a folder of its own, with the platform that it talks to. */
final class NodeUnderTest {

    static final String OUTPUT = "/azureml/ExperimentRun/dcid.run1/";
    static final String LOG = OUTPUT + "logs/azureml/70_driver_log.txt";
    static final Duration LONG = Duration.ofSeconds(60);

    final FakePlatform platform = new FakePlatform();
    private final Path folder;
    private CompletableFuture<Integer> end;

    NodeUnderTest(Path folder) throws Exception {
        this.folder = folder;
    }

    NodeSettings settings() {
        return settings(platform.url(), LONG);
    }

    /** As of a node that shares a folder of environments with another one. */
    NodeSettings settings(Path environments) {
        NodeSettings own = settings();
        return new NodeSettings(
                own.nodeId(),
                own.secret(),
                own.service(),
                own.folder(),
                own.authorities(),
                own.patience(),
                own.heartbeat(),
                own.logUpload(),
                own.hidden(),
                own.readOnly(),
                new PythonSettings(environments, null),
                own.limits(),
                null,
                own.ports());
    }

    NodeSettings settings(String url, Duration patience) {
        return settings(url, FakePlatform.NODE_SECRET, patience, SandboxLimits.DEFAULT);
    }

    NodeSettings settings(String url, String secret, Duration patience, SandboxLimits limits) {
        return settings(url, secret, patience, limits, platform.certificate());
    }

    /**
     * @param authorities the file with those that the node trusts
     */
    NodeSettings settings(String url, String secret, Duration patience, SandboxLimits limits, Path authorities) {
        return new NodeSettings(
                "node1",
                secret,
                URI.create(url),
                folder.resolve("node"),
                authorities,
                patience,
                Duration.ofMillis(100),
                Duration.ofMillis(200),
                List.of(),
                List.of(),
                new PythonSettings(folder.resolve("environments"), null),
                limits,
                null,
                List.of(URI.create(url).getPort()));
    }

    CompletableFuture<Integer> start() throws Exception {
        return start(settings());
    }

    /** Starts the node; its exit code comes at its end. */
    CompletableFuture<Integer> start(NodeSettings settings) throws Exception {
        NodeLoop loop = new NodeLoop(
                settings, new NodeHttp(settings.authorities()), Clock.systemUTC(), new SecureRandom(), System.getenv());
        end = CompletableFuture.supplyAsync(() -> {
            try {
                return loop.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return end;
    }

    /** Lets the node execute all runs that were submitted; the platform hands them out first. */
    int runUntilReleased() throws Exception {
        platform.released = true;
        return start().get(120, TimeUnit.SECONDS);
    }

    /** The driver log of run1; null while there is none. */
    String log() {
        return platform.text(LOG);
    }

    /** A member of the error with which the last run ended. */
    String error(String name) {
        return platform.statuses
                .get(platform.statuses.size() - 1)
                .at("/error/error/" + name)
                .asText();
    }

    /** Returns a snapshot with one Java program, Train.java. */
    static Map<String, String> script(String statements) {
        return Map.of(
                "Train.java",
                "class Train { public static void main(String[] args) throws Exception { " + statements + " } }");
    }

    void close() throws Exception {
        platform.released = true;
        if (end != null) {
            end.get(60, TimeUnit.SECONDS);
        }
        platform.close();
    }
}
