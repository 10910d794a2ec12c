package io.mltwin.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mltwin.node.calls.NodeHttp;
import io.mltwin.node.loop.NodeLoop;
import io.mltwin.node.sandbox.RunPlace;
import io.mltwin.node.settings.NodeSettings;
import io.mltwin.node.settings.PythonSettings;
import io.mltwin.sandbox.SandboxLimits;
import io.mltwin.sandbox.ScriptTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** AMC-06, AMC-08, HBI-08: what a run stages on its node's scratch disk, and what is left of it. */
class ScratchDiskTest {

    private static final String NODE = "node1";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String STAGE =
            "echo patient > $AZ_BATCH_TASK_WORKING_DIR/staged && cat staged && stat -f -c 'on %T' . && pwd";

    @TempDir
    Path folder;

    private Path memory;
    private FakePlatform platform;
    private CompletableFuture<Integer> node;

    @BeforeEach
    void startPlatform() throws Exception {
        platform = new FakePlatform();
        memory = Files.createTempDirectory(Path.of("/dev/shm"), "scratch-disk-test-");
        Files.setPosixFilePermissions(memory, PosixFilePermissions.fromString("rwx--x--x"));
    }

    @AfterEach
    void stopPlatform() throws IOException {
        platform.close();
        ScriptTree.delete(memory);
    }

    private void start(Path scratch) throws Exception {
        NodeSettings settings = new NodeSettings(
                NODE,
                FakePlatform.NODE_SECRET,
                URI.create(platform.url()),
                folder.resolve("node"),
                platform.certificate(),
                Duration.ofSeconds(60),
                Duration.ofMillis(200),
                Duration.ofMillis(200),
                List.of(),
                List.of(),
                new PythonSettings(folder.resolve("environments"), null),
                SandboxLimits.DEFAULT,
                scratch,
                List.of(URI.create(platform.url()).getPort()));
        NodeLoop loop = new NodeLoop(
                settings,
                new NodeHttp(platform.certificate()),
                Clock.systemUTC(),
                new SecureRandom(),
                Map.of("PATH", System.getenv("PATH")));
        node = CompletableFuture.supplyAsync(() -> {
            try {
                return loop.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void run(String runId, String command) throws Exception {
        platform.submit(runId, "bash", null, Map.of(), List.of("-c", command), null);
    }

    private void awaitEnd(int runs) {
        await().atMost(PATIENCE)
                .until(() -> platform.told().stream()
                                .filter(s -> s.equals("Completed") || s.equals("Failed"))
                                .count()
                        == runs);
    }

    private void release() throws Exception {
        platform.released = true;
        node.get(60, TimeUnit.SECONDS);
    }

    private String log(String runId) {
        return platform.text("/azureml/ExperimentRun/dcid." + runId + "/logs/azureml/70_driver_log.txt");
    }

    /** What lies in memory, with all that is in it. */
    private List<Path> inMemory() throws IOException {
        try (Stream<Path> places = Files.walk(memory)) {
            return places.filter(place -> !place.equals(memory)).toList();
        }
    }

    /** Nothing lies there but the node's folder and its names of Python. */
    private void awaitNothingOfRuns() {
        await().atMost(PATIENCE)
                // a folder may be deleted while it is listed
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .untilAsserted(() -> assertThat(inMemory())
                        .filteredOn(path -> !path.toString().contains("/.names-"))
                        .hasSize(1));
    }

    @Test
    void anEncryptedOneIsInMemoryAndEmptyAfterEachRun() throws Exception {
        run("run1", STAGE);
        start(memory);
        awaitEnd(1);
        awaitNothingOfRuns();
        run("run2", "test ! -e staged && " + STAGE);
        awaitEnd(2);
        release();

        assertThat(platform.told()).doesNotContain("Failed");
        assertThat(log("run1")).contains("patient", "on tmpfs", memory + "/mltwin-" + NODE);
        assertThat(inMemory()).as("with the node").isEmpty();
        assertThat(folder.resolve("node/runs")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mkdir -p a/b; echo patient > a/b/c; chmod 000 a/b a .",
                "echo patient > 'a\nb'; ln -s /etc outputs/etc; ln -s . self; mkfifo logs/pipe; chmod 000 outputs",
                "perl -e 'for (1..5000) { mkdir \"d\" x 40; chdir \"d\" x 40 or die } open F, \">\", \"patient\"; chmod 0, \".\"'"
            })
    void whateverTheScriptMadeOfItNothingIsLeftAfterItsRun(String commands) throws Exception {
        run("run1", commands);
        start(memory);

        awaitEnd(1);

        awaitNothingOfRuns();
        release();
        assertThat(inMemory()).as("with the node").isEmpty();
    }

    @Test
    void anEnvironmentLiesOnTheEncryptedDiskAndGoesWithTheNode() throws Exception {
        // Given
        platform.environment =
                Map.of("workspaceId", "ws", "name", "e", "version", "1", "requirements", List.of("pip>=1"));

        // When
        run("run1", "echo in $VIRTUAL_ENV && stat -f -c 'on %T' $VIRTUAL_ENV && python -m pip --version");
        start(memory);
        awaitEnd(1);

        // Then
        assertThat(log("run1")).contains("in " + memory + "/mltwin-" + NODE, "on tmpfs");
        release();
        assertThat(platform.told()).as(log("run1")).contains("Completed");
        assertThat(inMemory()).as("with the node").isEmpty();
        assertThat(folder.resolve("environments")).doesNotExist();
    }

    @Test
    void oneThatIsNotEncryptedIsTheNodesFolder() throws Exception {
        run("run1", STAGE);
        start(null);
        awaitEnd(1);
        release();

        assertThat(platform.told()).contains("Completed");
        assertThat(log("run1")).contains("patient");
        assertThat(inMemory()).isEmpty();
    }

    @Test
    void whereThereIsNoMemoryForItNoScriptBegins() throws Exception {
        run("run1", "echo begun > outputs/begun");
        start(Path.of("/proc"));
        awaitEnd(1);
        release();

        assertThat(platform.statuses.get(platform.statuses.size() - 1).toString())
                .contains("Failed", "/proc is no file system in memory");
        assertThat(platform.blobs.keySet()).noneMatch(name -> name.endsWith("begun"));
    }

    @Test
    void itGoesWithANodeThatWasKilled() throws Exception {
        Path left = Files.createTempDirectory(memory, "mltwin-" + NODE + "-");
        Files.writeString(Files.createDirectory(left.resolve("run1")).resolve("staged"), "patient");

        RunPlace.deleteOf(NODE, memory);

        assertThat(inMemory()).isEmpty();
    }
}
