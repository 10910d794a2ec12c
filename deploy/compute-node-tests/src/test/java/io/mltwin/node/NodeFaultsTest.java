package io.mltwin.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A node as a process of its own, to which something happens: its run says what. */
class NodeFaultsTest {

    private static final String LOG = "/azureml/ExperimentRun/dcid.run1/logs/azureml/70_driver_log.txt";
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private FakePlatform platform;
    private Process node;

    @BeforeEach
    void startPlatform() throws Exception {
        platform = new FakePlatform();
    }

    @AfterEach
    void stop() {
        node.destroyForcibly().onExit().join();
        platform.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "kill -KILL $$ | The script exited with code 137",
                "kill -SEGV $$ | The script exited with code 139",
                "exit 3 | The script exited with code 3"
            })
    void aScriptThatIsKilledFailsItsRun(String command, String reason) throws Exception {
        // Given
        submit("echo begun; " + command);

        // When
        start("exec \"$@\"");

        // Then
        await().atMost(LONG).until(() -> platform.told().contains("Failed"));
        assertThat(error("code")).isEqualTo("UserError");
        assertThat(error("message")).contains(reason, "begun");
        assertThat(platform.text(LOG)).containsSubsequence("begun", "The run failed: " + reason);
    }

    @Test
    void aNodeWhoseDiskIsFullFailsItsRunAndItsLogSaysSo() throws Exception {
        // Given
        submit("head -c 200000 /dev/zero | tr '\\0' x; echo not reached >&2; exit 1");

        // When: no file grows beyond 48 KB, as on a disk that is full
        start("ulimit -S -f 48 && exec \"$@\"");

        // Then
        await().atMost(LONG).until(() -> platform.told().contains("Failed"));
        assertThat(error("code")).isEqualTo("UserError");
        assertThat(platform.text(LOG))
                .contains(
                        "The log cannot be written any more",
                        "File too large",
                        "The run failed: The script exited with code");
    }

    private void submit(String command) throws Exception {
        platform.submit("run1", "bash", null, Map.of(), List.of("-c", command), null);
        platform.released = true;
    }

    private void start(String shell) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                "bash",
                "-c",
                shell,
                "bash",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                // its own files would meet the limit too
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                NodeMain.class.getName());
        builder.environment()
                .putAll(Map.of(
                        "MLTWIN_NODE_ID",
                        "node1",
                        "MLTWIN_NODE_SERVICE",
                        platform.url(),
                        "MLTWIN_NODE_FOLDER",
                        folder.resolve("node").toString(),
                        "SSL_CERT_FILE",
                        platform.certificate().toString()));
        node = builder.redirectErrorStream(true)
                .redirectOutput(new File(folder.toFile(), "node.log"))
                .start();
        node.getOutputStream().write((FakePlatform.NODE_SECRET + "\n").getBytes(StandardCharsets.US_ASCII));
        node.getOutputStream().flush();
    }

    private String error(String name) {
        return platform.statuses
                .get(platform.statuses.size() - 1)
                .at("/error/error/" + name)
                .asText();
    }
}
