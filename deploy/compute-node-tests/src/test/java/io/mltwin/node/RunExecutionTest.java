package io.mltwin.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.node.data.DriverLog;
import io.mltwin.node.loop.NodeLoop;
import io.mltwin.node.settings.NodeSettings;
import io.mltwin.sandbox.SandboxKind;
import io.mltwin.sandbox.SandboxLimits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of a run on a node, its outputs and its logs. */
class RunExecutionTest {

    private static final String OUTPUT = NodeUnderTest.OUTPUT;
    private static final String LOG = NodeUnderTest.LOG;

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
    void aRunIsCarriedOutStepByStepAndItsOutputsStored() throws Exception {
        platform.submit("run1", "java", "src/Train.java", Map.of("src/Train.java", """
                        import java.nio.file.*;
                        class Train {
                            public static void main(String[] args) throws Exception {
                                System.out.println("arguments " + String.join(" ", args));
                                System.err.println("on stderr");
                                Files.createDirectories(Path.of("outputs/a b"));
                                Files.writeString(Path.of("outputs/a b/model.txt"), Files.readString(Path.of("data.csv")));
                                Files.writeString(Path.of("outputs/empty"), "");
                                Files.writeString(Path.of("outputs/environment.txt"),
                                    String.join(" ", new java.util.TreeSet<>(System.getenv().keySet())));
                            }
                        }
                        """, "data.csv", "1,2,3"), null);

        assertThat(node.runUntilReleased()).isEqualTo(NodeLoop.RELEASED);

        assertThat(platform.told()).containsExactly("Preparing", "Running", "Finalizing", "Completed");
        assertThat(platform.statuses.get(1).get("startTimeUtc").asText()).endsWith("Z");
        assertThat(platform.statuses.get(3).get("endTimeUtc").asText()).endsWith("Z");
        assertThat(platform.text(OUTPUT + "outputs/a b/model.txt")).isEqualTo("1,2,3");
        assertThat(platform.blobs).containsKey(OUTPUT + "outputs/empty");
        assertThat(platform.text(OUTPUT + "outputs/environment.txt").split(" "))
                .contains(
                        "AZUREML_RUN_TOKEN",
                        "IDENTITY_ENDPOINT",
                        "IDENTITY_HEADER",
                        "MSI_ENDPOINT",
                        "MSI_SECRET",
                        "SSL_CERT_FILE",
                        "AZ_BATCH_TASK_WORKING_DIR",
                        "REQUESTS_CA_BUNDLE",
                        "MLFLOW_TRACKING_SERVER_CERT_PATH",
                        "HOME",
                        "JAVA_HOME",
                        "PATH")
                .noneMatch(name -> name.startsWith("MLTWIN_"));
        assertThat(node.log())
                .containsSubsequence(
                        "prepare the environment",
                        "download the code",
                        "set environment variables",
                        "run the script",
                        "arguments --alpha 0.5",
                        "on stderr")
                .doesNotContain(FakePlatform.RUN_TOKEN);
        assertThat(platform.text(OUTPUT + "user_logs/std_log.txt").lines())
                .containsExactly("arguments --alpha 0.5", "on stderr");
        assertThat(platform.text(OUTPUT + "system_logs/lifecycler/lifecycler.log"))
                .containsSubsequence("prepare the environment", "run the script", "exit code 0")
                .doesNotContain("on stderr");
        assertThat(platform.heartbeats).contains("running");
        assertThat(platform.utilizations)
                .singleElement()
                .satisfies(percent -> assertThat(percent).isGreaterThan(0).isLessThanOrEqualTo(100));
        assertThat(platform.refusals).isEmpty();
        assertThat(folder.resolve("node/runs/run1")).doesNotExist();
        assertThat(folder.resolve("node/runs/run1.mnt")).doesNotExist();
    }

    @Test
    void onAnAttachedMachineCodeAndOutputsGoWithoutTheWorkspacesIdentity() throws Exception {
        platform.attached = true;
        platform.submit(
                "run1",
                "bash",
                null,
                Map.of("data.csv", "1,2,3"),
                List.of("-c", "mkdir -p 'outputs/a b' && tr , - <data.csv >'outputs/a b/c&d.txt'"),
                null);

        node.runUntilReleased();

        assertThat(platform.told()).containsExactly("Preparing", "Running", "Finalizing", "Completed");
        assertThat(platform.text(OUTPUT + "outputs/a b/c&d.txt")).isEqualTo("1-2-3");
        assertThat(node.log())
                .containsSubsequence(
                        "prepare the environment",
                        "download the code as the compute target itself",
                        "set environment variables",
                        "run the command")
                .doesNotContain("management code", "initial command");
        assertThat(platform.fileStore.calls).hasValue(0);
        assertThat(platform.refusals).isEmpty();
    }

    @Test
    void aCommandRunsInAShellWithTheRunsEnvironment() throws Exception {
        platform.submit(
                "run1",
                "bash",
                null,
                Map.of("data.csv", "1,2,3"),
                List.of("-c", "mkdir -p outputs && tr , - <data.csv >outputs/$AZUREML_RUN_ID && which java"),
                null);

        node.runUntilReleased();

        assertThat(platform.told()).containsExactly("Preparing", "Running", "Finalizing", "Completed");
        assertThat(platform.text(OUTPUT + "outputs/run1")).isEqualTo("1-2-3");
        assertThat(node.log()).contains("run the command", System.getProperty("java.home") + "/bin/java");
    }

    /** As on an attached machine, whose account may be root and closes its folder. */
    @Test
    void whereOnlyTheNodeReadsTheAuthoritiesItsScriptStillHasAnotherUserThanRoot() throws Exception {
        // Given
        Path closed = Files.createDirectory(
                folder.resolve("closed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path authorities = Files.copy(platform.certificate(), closed.resolve("ca.pem"));
        Files.setPosixFilePermissions(authorities, PosixFilePermissions.fromString("rw-------"));
        platform.submit(
                "run1",
                "bash",
                null,
                Map.of("data.csv", "1"),
                List.of("-c", "test $(id -u) -ne 0 && cp \"$SSL_CERT_FILE\" outputs/authorities.pem"),
                null);
        platform.released = true;

        // When
        NodeSettings settings = node.settings(
                platform.url(), FakePlatform.NODE_SECRET, NodeUnderTest.LONG, SandboxLimits.DEFAULT, authorities);
        node.start(settings).get(120, TimeUnit.SECONDS);

        // Then
        assertThat(platform.told()).containsExactly("Preparing", "Running", "Finalizing", "Completed");
        assertThat(platform.text(OUTPUT + "outputs/authorities.pem"))
                .isEqualTo(Files.readString(platform.certificate()));
    }

    @Test
    void aScriptsJavaTrustsThePlatformAsItIs() throws Exception {
        platform.submit(
                "run1", "java", "Train.java", NodeUnderTest.script("""
                        var client = java.net.http.HttpClient.newHttpClient();
                        var request = java.net.http.HttpRequest.newBuilder(java.net.URI.create("PLATFORM/none"));
                        var answer = client.send(request.build(), java.net.http.HttpResponse.BodyHandlers.discarding());
                        System.out.println("answered " + answer.statusCode());
                        """.replace("PLATFORM", platform.url())), null);

        node.runUntilReleased();

        assertThat(node.log()).contains("answered 404");
    }

    @Test
    void aLogThatGrowsWithoutEndKeepsItsBeginningAndItsEnd() throws Exception {
        platform.submit("run1", "java", "Train.java", NodeUnderTest.script("""
                        System.out.println("the beginning");
                        byte[] line = ("x".repeat(1023) + "\\n").getBytes();
                        for (int i = 0; i < 40 * 1024; i++) System.out.write(line);
                        Thread.sleep(1000);
                        System.out.println("the end");
                        """), null);

        node.runUntilReleased();

        assertThat(platform.told()).as("%s", platform.statuses).endsWith("Completed");
        assertThat(platform.blobs.get(LOG).length).isLessThan((int) DriverLog.MAX_BYTES);
        assertThat(node.log()).contains("the beginning", "The log was longer than 33554432 bytes", "the end");
    }

    @Test
    void aLinkInPlaceOfTheLogIsNotFollowed() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "of the node alone");
        platform.submit("run1", "java", "Train.java", NodeUnderTest.script("""
                        var log = java.nio.file.Path.of("logs/azureml/70_driver_log.txt");
                        java.nio.file.Files.delete(log);
                        java.nio.file.Files.createSymbolicLink(log, java.nio.file.Path.of("%s"));
                        Thread.sleep(2000);
                        """.formatted(secret)), null);

        node.runUntilReleased();

        assertThat(platform.told()).endsWith("Failed");
        assertThat(secret).hasContent("of the node alone");
        assertThat(platform.blobs.values())
                .noneSatisfy(blob -> assertThat(blob).asString().contains("of the node alone"));
    }

    @Test
    void theFirstLineOfTheLogSaysWhatProtectsOthersFromTheScript() throws Exception {
        platform.submit("run1", "java", "Train.java", NodeUnderTest.script("System.out.println(1);"), null);

        node.runUntilReleased();

        assertThat(node.log().lines().findFirst())
                .hasValueSatisfying(
                        line -> assertThat(SandboxKind.values()).anyMatch(kind -> line.contains(kind.sentence())));
    }

    @Test
    void codeThatIsNotWhatTheSnapshotSaysIsNotRun() throws Exception {
        platform.submit("run1", "java", "Train.java", NodeUnderTest.script("System.out.println(\"was run\");"), null);
        platform.blobs.replaceAll((name, bytes) -> "class Other {}".getBytes(StandardCharsets.UTF_8));

        node.runUntilReleased();

        assertThat(platform.told()).containsExactly("Preparing", "Finalizing", "Failed");
        assertThat(node.error("code")).isEqualTo("ServiceError");
        assertThat(node.error("message")).contains("Train.java has the SHA-256");
        assertThat(node.log()).doesNotContain("was run");
    }

    @Test
    void aFileThatWouldLeaveTheFolderOfTheRunIsRefused() throws Exception {
        platform.submit("run1", "java", "../../evil.java", Map.of("../../evil.java", "class Evil {}"), null);

        node.runUntilReleased();

        assertThat(platform.told()).containsExactly("Preparing", "Finalizing", "Failed");
        assertThat(folder.resolve("node/evil.java")).doesNotExist();
    }

    @Test
    void anInterpreterThatIsNotThereFailsTheRun() throws Exception {
        platform.submit("run1", "ruby", "train.rb", Map.of("train.rb", ""), null);

        node.runUntilReleased();

        assertThat(platform.told()).containsExactly("Preparing", "Finalizing", "Failed");
        assertThat(node.error("message")).contains("no interpreter ruby");
    }
}
