package io.mltwin.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mltwin.sandbox.SandboxKind;
import io.mltwin.sandbox.SandboxLimits;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeLoopTest {

    private static final String OUTPUT = "/azureml/ExperimentRun/dcid.run1/";
    private static final String LOG = OUTPUT + "logs/azureml/70_driver_log.txt";
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir Path folder;
    private FakePlatform platform;
    private CompletableFuture<Integer> node;

    @BeforeEach
    void startPlatform() throws Exception {
        platform = new FakePlatform();
    }

    @AfterEach
    void stopPlatform() throws Exception {
        platform.released = true;
        if (node != null) {
            node.get(60, TimeUnit.SECONDS);
        }
        platform.close();
    }

    @Test
    void aRunIsCarriedOutStepByStepAndItsOutputsStored() throws Exception {
        platform.submit(
                "run1",
                "java",
                "src/Train.java",
                Map.of(
                        "src/Train.java",
                        """
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
                        """,
                        "data.csv",
                        "1,2,3"),
                null);

        assertThat(runUntilReleased()).isEqualTo(NodeLoop.RELEASED);

        assertThat(platform.told())
                .containsExactly("Preparing", "Running", "Finalizing", "Completed");
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
                        "REQUESTS_CA_BUNDLE",
                        "MLFLOW_TRACKING_SERVER_CERT_PATH",
                        "HOME",
                        "JAVA_HOME",
                        "PATH")
                .noneMatch(name -> name.startsWith("MLTWIN_"));
        assertThat(platform.text(LOG))
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
                .satisfies(
                        percent -> assertThat(percent).isGreaterThan(0).isLessThanOrEqualTo(100));
        assertThat(platform.refusals).isEmpty();
        assertThat(folder.resolve("node/runs/run1")).doesNotExist();
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

        runUntilReleased();

        assertThat(platform.told())
                .containsExactly("Preparing", "Running", "Finalizing", "Completed");
        assertThat(platform.text(OUTPUT + "outputs/a b/c&d.txt")).isEqualTo("1-2-3");
        assertThat(platform.text(LOG))
                .containsSubsequence(
                        "prepare the environment",
                        "download the code as the compute target itself",
                        "set environment variables",
                        "run the command");
        assertThat(platform.refusals).isEmpty();
    }

    @Test
    void aCommandRunsInAShellWithTheRunsEnvironment() throws Exception {
        platform.submit(
                "run1",
                "bash",
                null,
                Map.of("data.csv", "1,2,3"),
                List.of(
                        "-c",
                        "mkdir -p outputs && tr , - <data.csv >outputs/$AZUREML_RUN_ID && which java"),
                null);

        runUntilReleased();

        assertThat(platform.told())
                .containsExactly("Preparing", "Running", "Finalizing", "Completed");
        assertThat(platform.text(OUTPUT + "outputs/run1")).isEqualTo("1-2-3");
        assertThat(platform.text(LOG))
                .contains("run the command", System.getProperty("java.home") + "/bin/java");
    }

    /** As on an attached machine, whose account may be root and closes its folder. */
    @Test
    void whereOnlyTheNodeReadsTheAuthoritiesItsScriptStillHasAnotherUserThanRoot()
            throws Exception {
        // Given
        Path closed =
                Files.createDirectory(
                        folder.resolve("closed"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
        Path authorities = Files.copy(platform.certificate(), closed.resolve("ca.pem"));
        Files.setPosixFilePermissions(authorities, PosixFilePermissions.fromString("rw-------"));
        platform.submit(
                "run1",
                "bash",
                null,
                Map.of("data.csv", "1"),
                List.of(
                        "-c",
                        "test $(id -u) -ne 0 && cp \"$SSL_CERT_FILE\" outputs/authorities.pem"),
                null);
        platform.released = true;

        // When
        start(settings(platform.url(), LONG, SandboxLimits.DEFAULT, authorities))
                .get(120, TimeUnit.SECONDS);

        // Then
        assertThat(platform.told())
                .containsExactly("Preparing", "Running", "Finalizing", "Completed");
        assertThat(platform.text(OUTPUT + "outputs/authorities.pem"))
                .isEqualTo(Files.readString(platform.certificate()));
    }

    @Test
    void aScriptsJavaTrustsThePlatformAsItIs() throws Exception {
        platform.submit(
                "run1",
                "java",
                "Train.java",
                script(
                        """
                        var client = java.net.http.HttpClient.newHttpClient();
                        var request = java.net.http.HttpRequest.newBuilder(java.net.URI.create("PLATFORM/none"));
                        var answer = client.send(request.build(), java.net.http.HttpResponse.BodyHandlers.discarding());
                        System.out.println("answered " + answer.statusCode());
                        """
                                .replace("PLATFORM", platform.url())),
                null);

        runUntilReleased();

        assertThat(platform.text(LOG)).contains("answered 404");
    }

    @Test
    void aScriptThatFailsFailsTheRunWithItsExitCodeAndLastLines() throws Exception {
        platform.submit(
                "run1",
                "java",
                "Train.java",
                script(
                        "System.out.println(\"no data \" + System.getenv(\"AZUREML_RUN_TOKEN\")); System.exit(7);"),
                null);

        runUntilReleased();

        assertThat(platform.told()).containsExactly("Preparing", "Running", "Finalizing", "Failed");
        assertThat(error("code")).isEqualTo("UserError");
        assertThat(error("message"))
                .contains("exited with code 7", "no data ***")
                .doesNotContain(FakePlatform.RUN_TOKEN);
        assertThat(platform.text(LOG)).contains("no data");
    }

    @Test
    void aCanceledRunIsKilledWithAllItsProcesses() throws Exception {
        platform.submit(
                "run1",
                "java",
                "Train.java",
                script(
                        """
                        new ProcessBuilder("setsid", "sleep", "4242").start();
                        new ProcessBuilder("sleep", "4243").start();
                        Thread.sleep(600_000);
                        """),
                null);
        CompletableFuture<Integer> end = start(settings(platform.url(), LONG));
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
        start(settings(platform.url(), LONG));
        await().atMost(LONG).until(() -> String.valueOf(platform.text(LOG)).contains("begun"));

        platform.cancel = true;

        await().atMost(Duration.ofSeconds(2)).until(() -> platform.told().contains("Canceled"));
        assertThat(platform.text(LOG)).contains("orderly end");
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
        start(settings(platform.url(), LONG));
        await().atMost(LONG).until(() -> String.valueOf(platform.text(LOG)).contains("begun"));

        platform.cancel = true;

        await().atMost(Duration.ofSeconds(2)).until(() -> platform.told().contains("Canceled"));
    }

    @Test
    void aRunThatIsCanceledWhileStorageDoesNotAnswerHasEndedSoon() throws Exception {
        platform.stuck = true;
        platform.submit("run1", "bash", null, Map.of("a", ""), List.of("-c", "true"), null);
        start(settings(platform.url(), LONG));
        await().atMost(LONG).until(() -> platform.told().contains("Preparing"));

        platform.cancel = true;

        await().atMost(Duration.ofSeconds(2)).until(() -> platform.told().contains("Canceled"));
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

        runUntilReleased();

        assertThat(platform.told()).endsWith("Failed");
        assertThat(platform.text(LOG)).contains("orderly end");
    }

    @Test
    void aRunThatGoesOnElsewhereEndsHereWithoutAWord() throws Exception {
        platform.submit(
                "run1", "bash", null, Map.of("a", ""), List.of("-c", "exec sleep 4242"), null);
        CompletableFuture<Integer> end = start(settings(platform.url(), LONG));
        await().atMost(LONG).until(() -> sleepers() == 1);

        platform.abandon = true;
        platform.cancel = true;

        await().atMost(LONG).until(() -> sleepers() == 0);
        platform.released = true;
        assertThat(end.get(60, TimeUnit.SECONDS)).isEqualTo(NodeLoop.RELEASED);
        assertThat(platform.told()).containsExactly("Preparing", "Running");
    }

    @Test
    void aLogThatGrowsWithoutEndKeepsItsBeginningAndItsEnd() throws Exception {
        platform.submit(
                "run1",
                "java",
                "Train.java",
                script(
                        """
                        System.out.println("the beginning");
                        byte[] line = ("x".repeat(1023) + "\\n").getBytes();
                        for (int i = 0; i < 40 * 1024; i++) System.out.write(line);
                        Thread.sleep(1000);
                        System.out.println("the end");
                        """),
                null);

        runUntilReleased();

        assertThat(platform.told()).as("%s", platform.statuses).endsWith("Completed");
        assertThat(platform.blobs.get(LOG).length).isLessThan((int) DriverLog.MAX_BYTES);
        assertThat(platform.text(LOG))
                .contains("the beginning", "The log was longer than 33554432 bytes", "the end");
    }

    @Test
    void aLinkInPlaceOfTheLogIsNotFollowed() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "of the node alone");
        platform.submit(
                "run1",
                "java",
                "Train.java",
                script(
                        """
                        var log = java.nio.file.Path.of("logs/azureml/70_driver_log.txt");
                        java.nio.file.Files.delete(log);
                        java.nio.file.Files.createSymbolicLink(log, java.nio.file.Path.of("%s"));
                        Thread.sleep(2000);
                        """
                                .formatted(secret)),
                null);

        runUntilReleased();

        assertThat(platform.told()).endsWith("Failed");
        assertThat(secret).hasContent("of the node alone");
        assertThat(platform.blobs.values())
                .noneSatisfy(blob -> assertThat(blob).asString().contains("of the node alone"));
    }

    @Test
    void aRunOverItsTimeIsKilledAndFails() throws Exception {
        platform.submit("run1", "java", "Train.java", script("Thread.sleep(600_000);"), 1L);

        runUntilReleased();

        assertThat(platform.told()).endsWith("Failed");
        assertThat(error("message")).contains("maxRunDurationSeconds, 1 s");
    }

    @Test
    void aRunOverItsMemoryIsKilledAndFails() throws Exception {
        platform.submit(
                "run1",
                "bash",
                null,
                Map.of("data.csv", "1,2,3"),
                List.of(
                        "-c",
                        "for i in 1 2 3 4; do (head -c 60000000 /dev/zero | tail -n 1 | sleep 600) & done; wait"),
                null);
        platform.released = true;
        NodeSettings narrow =
                settings(platform.url(), LONG, new SandboxLimits(150L << 20, 100, 1 << 20));

        start(narrow).get(120, TimeUnit.SECONDS);

        assertThat(platform.told()).endsWith("Failed");
        assertThat(error("message")).contains("more than 150 MiB of memory");
    }

    @Test
    void theFirstLineOfTheLogSaysWhatProtectsOthersFromTheScript() throws Exception {
        platform.submit("run1", "java", "Train.java", script("System.out.println(1);"), null);

        runUntilReleased();

        assertThat(platform.text(LOG).lines().findFirst())
                .hasValueSatisfying(
                        line ->
                                assertThat(SandboxKind.values())
                                        .anyMatch(kind -> line.endsWith(kind.sentence())));
    }

    @Test
    void codeThatIsNotWhatTheSnapshotSaysIsNotRun() throws Exception {
        platform.submit(
                "run1", "java", "Train.java", script("System.out.println(\"was run\");"), null);
        platform.blobs.replaceAll(
                (name, bytes) -> "class Other {}".getBytes(StandardCharsets.UTF_8));

        runUntilReleased();

        assertThat(platform.told()).containsExactly("Preparing", "Finalizing", "Failed");
        assertThat(error("code")).isEqualTo("ServiceError");
        assertThat(error("message")).contains("Train.java has the SHA-256");
        assertThat(platform.text(LOG)).doesNotContain("was run");
    }

    @Test
    void aFileThatWouldLeaveTheFolderOfTheRunIsRefused() throws Exception {
        platform.submit(
                "run1",
                "java",
                "../../evil.java",
                Map.of("../../evil.java", "class Evil {}"),
                null);

        runUntilReleased();

        assertThat(platform.told()).containsExactly("Preparing", "Finalizing", "Failed");
        assertThat(folder.resolve("node/evil.java")).doesNotExist();
    }

    @Test
    void anInterpreterThatIsNotThereFailsTheRun() throws Exception {
        platform.submit("run1", "ruby", "train.rb", Map.of("train.rb", ""), null);

        runUntilReleased();

        assertThat(platform.told()).containsExactly("Preparing", "Finalizing", "Failed");
        assertThat(error("message")).contains("no interpreter ruby");
    }

    @Test
    void theEndOfARunIsDeliveredWhenTheServiceIsBack() throws Exception {
        Path sign = folder.resolve("node/runs/run1/sign");
        platform.submit(
                "run1",
                "java",
                "Train.java",
                script(
                        "java.nio.file.Path sign = java.nio.file.Path.of(\"sign\"); while (!java.nio.file.Files.exists(sign)) Thread.sleep(20);"),
                null);
        CompletableFuture<Integer> end = start(settings(platform.url(), LONG));
        await().atMost(LONG).until(() -> platform.told().contains("Running"));

        platform.stop();
        Files.createFile(sign);
        await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
        platform.start();

        await().atMost(LONG).until(() -> platform.told().contains("Completed"));
        assertThat(platform.told())
                .containsExactly("Preparing", "Running", "Finalizing", "Completed");
        assertThat(platform.blobs).containsKey(LOG);
        platform.released = true;
        assertThat(end.get(60, TimeUnit.SECONDS)).isEqualTo(NodeLoop.RELEASED);
    }

    @Test
    void aRunThatCannotEvenBeginIsReportedAsFailed() throws Exception {
        platform.submit("..", "java", "Train.java", script("System.out.println(1);"), null);

        runUntilReleased();

        assertThat(platform.told()).containsExactly("Failed");
        assertThat(error("message")).contains("not a run id");
    }

    @Test
    void twoRunsFollowEachOtherOnOneNode() throws Exception {
        platform.submit("run1", "java", "Train.java", script("System.out.println(1);"), null);
        platform.submit("run2", "java", "Train.java", script("System.out.println(2);"), null);

        runUntilReleased();

        assertThat(platform.told().stream().filter("Completed"::equals)).hasSize(2);
    }

    @Test
    void aNodeThatIsNotKnownGoes() throws Exception {
        NodeSettings stranger =
                new NodeSettings(
                        "node1",
                        "wrong",
                        URI.create(platform.url()),
                        folder.resolve("node"),
                        platform.certificate(),
                        LONG,
                        Duration.ofMillis(100),
                        Duration.ofMillis(200),
                        List.of(),
                        List.of(),
                        new PythonSettings(folder.resolve("environments"), null),
                        SandboxLimits.DEFAULT);

        assertThat(start(stranger).get(60, TimeUnit.SECONDS)).isEqualTo(NodeLoop.REFUSED);
    }

    @Test
    void aNodeThatReachesNobodyGoesAfterAWhile() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }

        assertThat(
                        start(settings("https://localhost:" + free, Duration.ofSeconds(1)))
                                .get(60, TimeUnit.SECONDS))
                .isEqualTo(NodeLoop.ABANDONED);
    }

    @Test
    void aServiceWithAnotherAuthorityIsNotTrusted() throws Exception {
        try (FakePlatform impostor = new FakePlatform(FakePlatform.Identity.create())) {
            impostor.released = true;

            assertThat(
                            start(settings(impostor.url(), Duration.ofSeconds(1)))
                                    .get(60, TimeUnit.SECONDS))
                    .isEqualTo(NodeLoop.ABANDONED);
        }
    }

    private NodeSettings settings(String url, Duration patience) {
        return settings(url, patience, SandboxLimits.DEFAULT);
    }

    private NodeSettings settings(String url, Duration patience, SandboxLimits limits) {
        return settings(url, patience, limits, platform.certificate());
    }

    private NodeSettings settings(
            String url, Duration patience, SandboxLimits limits, Path authorities) {
        return new NodeSettings(
                "node1",
                FakePlatform.NODE_SECRET,
                URI.create(url),
                folder.resolve("node"),
                authorities,
                patience,
                Duration.ofMillis(100),
                Duration.ofMillis(200),
                List.of(),
                List.of(),
                new PythonSettings(folder.resolve("environments"), null),
                limits);
    }

    private CompletableFuture<Integer> start(NodeSettings settings) throws Exception {
        NodeLoop loop =
                new NodeLoop(
                        settings,
                        new NodeHttp(settings.authorities()),
                        Clock.systemUTC(),
                        new SecureRandom(),
                        System.getenv());
        node =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return loop.run();
                            } catch (IOException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        return node;
    }

    /** The platform hands out its runs first. */
    private int runUntilReleased() throws Exception {
        platform.released = true;
        return start(settings(platform.url(), LONG)).get(120, TimeUnit.SECONDS);
    }

    private String error(String name) {
        return platform.statuses
                .get(platform.statuses.size() - 1)
                .at("/error/error/" + name)
                .asText();
    }

    private static long sleepers() {
        return ProcessHandle.allProcesses()
                .filter(
                        process ->
                                process.info().commandLine().orElse("").matches(".*sleep 424[23]$"))
                .count();
    }

    private static Map<String, String> script(String statements) {
        return Map.of(
                "Train.java",
                "class Train { public static void main(String[] args) throws Exception { "
                        + statements
                        + " } }");
    }
}
