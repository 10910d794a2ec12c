package io.mltwin.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mltwin.node.loop.NodeLoop;
import io.mltwin.node.settings.NodeSettings;
import io.mltwin.sandbox.SandboxLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The ends of a run that its script does not choose: failed, canceled, over a limit, taken
 * elsewhere.
 */
class RunEndTest {

    private static final Duration LONG = NodeUnderTest.LONG;

    /** A script that is not asked to end would go on for longer; a busy machine takes some. */
    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private NodeUnderTest node;
    private FakePlatform platform;

    @BeforeEach
    void startPlatform() throws Exception {
        node = new NodeUnderTest(folder);
        platform = node.platform;
    }

    @AfterEach
    void stopPlatform() throws Exception {
        node.close();
    }

    @Test
    void aScriptThatFailsFailsTheRunWithItsExitCodeAndLastLines() throws Exception {
        platform.submit(
                "run1",
                "java",
                "Train.java",
                NodeUnderTest.script(
                        "System.out.println(\"no data \" + System.getenv(\"AZUREML_RUN_TOKEN\")); System.exit(7);"),
                null);

        node.runUntilReleased();

        assertThat(platform.told()).containsExactly("Preparing", "Running", "Finalizing", "Failed");
        assertThat(node.error("code")).isEqualTo("UserError");
        assertThat(node.error("message"))
                .contains("exited with code 7", "no data ***")
                .doesNotContain(FakePlatform.RUN_TOKEN);
        assertThat(node.log()).contains("no data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"outputs", "logs", "outputs logs"})
    void aRunWhoseFilesCannotBeStoredKeepsItsLastLog(String places) throws Exception {
        platform.submit(
                "run1",
                "bash",
                null,
                Map.of("a", ""),
                List.of(
                        "-c",
                        "for p in "
                                + places
                                + "; do mkdir -p $p; (cd $p; for i in $(seq 150); do mkdir d; cd d; done;"
                                + " echo x > f); done; echo the last word"),
                null);

        node.runUntilReleased();

        assertThat(platform.told()).endsWith("Failed");
        assertThat(node.error("message")).contains("cannot be stored", "has folders nested deeper than 128");
        assertThat(node.log()).contains("the last word");
        if (places.startsWith("outputs")) {
            assertThat(node.log()).contains("outputs has folders nested deeper than 128");
        }
    }

    @Test
    void aCanceledRunIsKilledWithAllItsProcesses() throws Exception {
        platform.submit("run1", "java", "Train.java", NodeUnderTest.script("""
                        new ProcessBuilder("setsid", "sleep", "4242").start();
                        new ProcessBuilder("sleep", "4243").start();
                        Thread.sleep(600_000);
                        """), null);
        CompletableFuture<Integer> end = node.start();
        await().atMost(LONG).until(() -> sleepers() == 2);

        platform.cancel = true;

        await().atMost(LONG).until(() -> platform.told().contains("Canceled"));
        assertThat(platform.told()).containsExactly("Preparing", "Running", "Canceled");
        await().atMost(LONG).until(() -> sleepers() == 0);
        platform.released = true;
        assertThat(end.get(60, TimeUnit.SECONDS)).isEqualTo(NodeLoop.RELEASED);
    }

    /** The heartbeats of this test come ten times as often as a node's, which come every second. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "trap 'echo orderly end; exit 0' TERM; echo begun; while :; do :; done",
                "bash -c \"trap 'echo orderly end; exit 0' TERM; echo begun; while :; do :; done\"; true"
            })
    void aCanceledScriptIsAskedToEndFirstAndHasEndedSoon(String command) throws Exception {
        platform.submit("run1", "bash", null, Map.of("a", ""), List.of("-c", command), null);
        node.start();
        await().atMost(LONG).until(() -> String.valueOf(node.log()).contains("begun"));

        platform.cancel = true;

        await().atMost(SOON).until(() -> platform.told().contains("Canceled"));
        assertThat(node.log()).contains("orderly end");
    }

    @Test
    void aCanceledScriptThatDoesNotEndIsKilledSoon() throws Exception {
        platform.submit(
                "run1",
                "bash",
                null,
                Map.of("a", ""),
                List.of("-c", "trap '' TERM; echo begun; while :; do :; done"),
                null);
        node.start();
        await().atMost(LONG).until(() -> String.valueOf(node.log()).contains("begun"));

        platform.cancel = true;

        await().atMost(SOON).until(() -> platform.told().contains("Canceled"));
    }

    @Test
    void aRunThatIsCanceledWhileStorageDoesNotAnswerHasEndedSoon() throws Exception {
        platform.stuck = true;
        platform.submit("run1", "bash", null, Map.of("a", ""), List.of("-c", "true"), null);
        node.start();
        await().atMost(LONG).until(() -> platform.told().contains("Preparing"));

        platform.cancel = true;

        await().atMost(SOON).until(() -> platform.told().contains("Canceled"));
        assertThat(platform.told()).containsExactly("Preparing", "Canceled");
        platform.stuck = false;
    }

    @Test
    void aScriptOverItsTimeIsAskedToEndFirst() throws Exception {
        platform.submit(
                "run1",
                "bash",
                null,
                Map.of("a", ""),
                List.of("-c", "trap 'echo orderly end; exit 0' TERM; while :; do :; done"),
                1L);

        node.runUntilReleased();

        assertThat(platform.told()).endsWith("Failed");
        assertThat(node.log()).contains("orderly end");
    }

    @Test
    void aRunThatGoesOnElsewhereEndsHereWithoutAWord() throws Exception {
        platform.submit("run1", "bash", null, Map.of("a", ""), List.of("-c", "exec sleep 4242"), null);
        CompletableFuture<Integer> end = node.start();
        await().atMost(LONG).until(() -> sleepers() == 1);

        platform.abandon = true;
        platform.cancel = true;

        await().atMost(LONG).until(() -> sleepers() == 0);
        platform.released = true;
        assertThat(end.get(60, TimeUnit.SECONDS)).isEqualTo(NodeLoop.RELEASED);
        assertThat(platform.told()).containsExactly("Preparing", "Running");
    }

    @Test
    void aRunOverItsTimeIsKilledAndFails() throws Exception {
        platform.submit("run1", "java", "Train.java", NodeUnderTest.script("Thread.sleep(600_000);"), 1L);

        node.runUntilReleased();

        assertThat(platform.told()).endsWith("Failed");
        assertThat(node.error("message")).contains("maxRunDurationSeconds, 1 s");
    }

    @Test
    void aRunOverItsMemoryIsKilledAndFails() throws Exception {
        platform.submit(
                "run1",
                "bash",
                null,
                Map.of("data.csv", "1,2,3"),
                List.of("-c", "for i in 1 2 3 4; do (head -c 60000000 /dev/zero | tail -n 1 | sleep 600) & done; wait"),
                null);
        platform.released = true;
        NodeSettings narrow = node.settings(
                platform.url(), FakePlatform.NODE_SECRET, LONG, new SandboxLimits(150L << 20, 100, 1 << 20));

        node.start(narrow).get(120, TimeUnit.SECONDS);

        assertThat(platform.told()).endsWith("Failed");
        assertThat(node.error("message")).contains("more than 150 MiB of memory");
    }

    private static long sleepers() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").matches(".*sleep 424[23]$"))
                .count();
    }
}
