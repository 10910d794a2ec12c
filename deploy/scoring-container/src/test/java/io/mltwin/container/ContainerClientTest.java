package io.mltwin.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.mltwin.container.ContainerException.Kind;
import io.mltwin.container.Scorer.ScoringResult;
import io.mltwin.sandbox.SandboxKind;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContainerClientTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String SLEEP = "86" + ProcessHandle.current().pid();

    private static final String JAVA = """
            import java.nio.file.*;
            class Script {
                record Loaded(String text) {}
                static Loaded model;
                public static void init(Path modelDir) throws Exception {
                    model = new Loaded(Files.readString(modelDir.resolve("model.txt")));
                    System.out.println("init of " + model.text());
                }
                public static String run(String raw) throws Exception {
                    System.out.println("run " + raw);
                    switch (raw) {
                        case "raise": throw new IllegalArgumentException("a row needs 30 measurements");
                        case "die": Runtime.getRuntime().halt(9);
                        case "sleep": Thread.sleep(60_000);
                        case "long line": System.out.print("x".repeat(1_000_000)); System.out.println(); return "0";
                        case "long answer": return "x".repeat(8 * 1024 * 1024 + 1);
                        case "many answers": {
                            var out = new java.io.DataOutputStream(new java.io.FileOutputStream(java.io.FileDescriptor.out));
                            byte[] head = "{\\"type\\":\\"result\\",\\"id\\":\\"0\\"}".getBytes();
                            while (true) {
                                out.writeInt(0x4d4c5457); out.writeInt(head.length); out.writeInt(1024 * 1024);
                                out.write(head); out.write(new byte[1024 * 1024]);
                            }
                        }
                        case "detach":
                            new ProcessBuilder("setsid", "-f", "sleep", "SLEEP").start().waitFor();
                            return "\\"detached\\"";
                        case "environment": return '"' + String.join(" ", new java.util.TreeSet<>(System.getenv().keySet())) + '"';
                        default: return "{\\"model\\":\\"" + model.text() + "\\",\\"raw\\":\\"" + raw + "\\"}";
                    }
                }
            }
            """;

    private static final String PYTHON = """
            import logging, os, time, pathlib
            model = None
            def init():
                global model
                model = pathlib.Path(os.environ["AZUREML_MODEL_DIR"], "model.txt").read_text()
                print("init of", model)
                logging.info("loaded %s", model)
                logging.debug("not told")
                os.system("echo from a child")
            def run(raw):
                print("run", raw)
                if raw == "raise": raise ValueError("a row needs 30 measurements")
                if raw == "die": os._exit(9)
                if raw == "sleep": time.sleep(60)
                if raw == "detach": return os.system("setsid -f sleep SLEEP") or "detached"
                if raw == "environment": return " ".join(sorted(os.environ))
                if raw == "long line": print("x" * 1000000)
                if raw == "long answer": return "x" * (8 * 1024 * 1024)
                if raw == "many answers":
                    out = os.fdopen(4, "wb")
                    head = b'{"type":"result","id":"0"}'
                    while True: out.write(b"MLTW" + len(head).to_bytes(4, "big") + (1048576).to_bytes(4, "big") + head + bytes(1048576))
                return {"model": model, "raw": raw}
            """;

    @TempDir
    Path folder;

    private final List<ContainerClient> clients = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();

    /**
     * Python's half of the table is there where python3 is: mvn verify needs a JDK and Maven alone.
     */
    static List<String> languages() {
        boolean python = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "python3")));
        return python ? List.of("java", "python") : List.of("java");
    }

    @AfterEach
    void end() {
        clients.forEach(ContainerClient::close);
    }

    @ParameterizedTest
    @MethodSource("languages")
    void runAnswersWithTheModelThatInitLoaded(String language) throws Exception {
        ContainerClient client = client(spec(language));
        client.start();

        ScoringResult result = client.run(bytes("ü😀"));

        assertThat(text(result)
                        .replace("\\u00fc", "ü")
                        .replace("\\ud83d\\ude00", "😀")
                        .replace(": ", ":")
                        .replace(", ", ","))
                .isEqualTo("{\"model\":\"m1\",\"raw\":\"ü😀\"}");
        assertThat(result.contentType()).isEqualTo("application/json");
        assertThat(client.isHealthy()).isTrue();
        await().atMost(LONG).until(() -> log.contains("init of m1"));
        if (language.equals("python")) {
            await().atMost(LONG)
                    .until(() -> log.stream()
                            .anyMatch(line -> line.matches("[0-9-]{10} [0-9:,]{12} I \\[\\d+] root - loaded m1")));
            assertThat(log).noneMatch(line -> line.contains("not told"));
        }
    }

    @ParameterizedTest
    @MethodSource("languages")
    void anErrorOfRunIsToldAndTheContainerLivesOn(String language) throws Exception {
        ContainerClient client = client(spec(language));
        client.start();
        long pid = client.pid();

        assertThat(failure(client, "raise"))
                .hasMessageContaining("a row needs 30 measurements")
                .extracting(ContainerException::kind)
                .isEqualTo(Kind.RUN_FAILED);

        assertThat(text(client.run(bytes("again")))).contains("again");
        assertThat(client.pid()).isEqualTo(pid);
    }

    @ParameterizedTest
    @MethodSource("languages")
    void aContainerThatDiedIsReplaced(String language) throws Exception {
        ContainerClient client = client(spec(language));
        client.start();

        assertThat(failure(client, "die"))
                .hasMessageContaining("exit code 9")
                .extracting(ContainerException::kind)
                .isEqualTo(Kind.CRASHED);

        assertThat(text(client.run(bytes("again")))).contains("again");
        assertThat(client.restarts()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("languages")
    void anAnswerThatIsTooLongIsAnErrorOfTheScript(String language) throws Exception {
        ContainerClient client = client(spec(language));

        assertThat(failure(client, "long answer"))
                .hasMessageContaining("at most 8388608 are allowed")
                .extracting(ContainerException::kind)
                .isEqualTo(Kind.RUN_FAILED);
    }

    @ParameterizedTest
    @MethodSource("languages")
    void aContainerThatAnswersWhatNobodyAskedIsEnded(String language) throws Exception {
        ContainerClient client = client(spec(language));
        client.start();
        long pid = client.pid();

        assertThat(failure(client, "many answers").kind()).isEqualTo(Kind.CRASHED);

        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(text(client.run(bytes("again")))).contains("again");
    }

    @ParameterizedTest
    @MethodSource("languages")
    void aLongLineOfTheLogIsCut(String language) throws Exception {
        ContainerClient client = client(spec(language));

        client.run(bytes("long line"));
        client.run(bytes("again"));

        await().atMost(LONG).until(() -> log.contains("run again"));
        assertThat(log)
                .contains("x".repeat(LogLines.MAX_LINE) + LogLines.CUT)
                .allSatisfy(line -> assertThat(line.length()).isLessThan(LogLines.MAX_LINE + 20));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void aContainerThatTakesTooLongIsReplaced(String language) throws Exception {
        ContainerClient client = client(spec(language).withTimeouts(LONG, LONG, Duration.ofSeconds(3)));
        client.start();
        long pid = client.pid();

        assertThat(failure(client, "sleep"))
                .hasMessage("Scoring timeout after 3000 ms")
                .extracting(ContainerException::kind)
                .isEqualTo(Kind.TIMED_OUT);

        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(text(client.run(bytes("again")))).contains("again");
    }

    @ParameterizedTest
    @MethodSource("languages")
    void theScriptSeesOnlyTheVariablesItIsGiven(String language) throws Exception {
        ContainerClient client = client(spec(language).withVariables(Map.of("COLOUR", "blue")));

        String names = text(client.run(bytes("environment")));

        assertThat(names).contains("AZUREML_MODEL_DIR", "COLOUR", "PATH");
        // The build sets this one for the process that starts the container.
        assertThat(System.getenv()).containsKey("MLTWIN_TEST_SECRET");
        assertThat(names).doesNotContain("MLTWIN_TEST_SECRET");
    }

    @ParameterizedTest
    @MethodSource("languages")
    void manyThreadsGetTheirOwnAnswers(String language) throws Exception {
        ContainerClient client = client(spec(language));
        client.start();

        List<CompletableFuture<String>> answers = IntStream.range(0, 40)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> unchecked(client, "request-" + i + "-")))
                .toList();

        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).get()).contains("request-" + i + "-");
        }
    }

    @ParameterizedTest
    @MethodSource("languages")
    void processesOfTheScriptEndWithItsContainer(String language) throws Exception {
        ContainerClient client = client(spec(language));

        // the pid of a namespace is nobody's outside: the command line finds it
        assertThat(text(client.run(bytes("detach")))).contains("detached");
        assertThat(detached()).isPositive();
        client.close();

        boolean kept = TestContainers.sandbox().kind() == SandboxKind.NONE;
        await().atMost(LONG).until(() -> kept || detached() == 0);
    }

    /** Processes of this machine that sleep for the time that only the script asks for. */
    private long detached() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(SLEEP))
                .count();
    }

    @Test
    void aRequestThatWaitsTooLongForItsTurnIsRefused() throws Exception {
        ContainerClient client = client(spec("java").withTimeouts(LONG, Duration.ofMillis(200), Duration.ofSeconds(3)));
        client.start();
        CompletableFuture<ContainerException> first = CompletableFuture.supplyAsync(() -> failure(client, "sleep"));
        while (log.stream().noneMatch("run sleep"::equals)) {
            Thread.onSpinWait();
        }

        assertThat(failure(client, "second").kind()).isEqualTo(Kind.BUSY);

        assertThat(first.get().kind()).isEqualTo(Kind.TIMED_OUT);
    }

    @Test
    void aKilledContainerComesBackWithoutARequest() throws Exception {
        ContainerClient client = client(spec("java"));
        client.start();

        ProcessHandle.of(client.pid()).orElseThrow().destroyForcibly();
        long end = System.nanoTime() + LONG.toNanos();
        while (!(client.restarts() == 1 && client.isHealthy()) && System.nanoTime() < end) {
            Thread.onSpinWait();
        }

        assertThat(client.isHealthy()).isTrue();
    }

    @Test
    void anInitThatRaisesFailsTheStartWithItsMessage() throws IOException {
        ContainerClient client = client(spec("java"));
        Files.delete(folder.resolve("model/model.txt"));

        assertThatThrownBy(client::start)
                .hasMessageContaining("model.txt")
                .extracting(e -> ((ContainerException) e).kind())
                .isEqualTo(Kind.START_FAILED);
        assertThat(client.isHealthy()).isFalse();
    }

    @Test
    void aScriptThatDoesNotCompileFailsTheStartWithTheLine() throws IOException {
        ContainerClient client = client(spec("java"));
        Files.writeString(folder.resolve("Script.java"), "class Script { int x = ; }");

        assertThatThrownBy(client::start).hasMessageContaining("Script.java:1");
    }

    @Test
    void aScriptWithoutRunFailsTheStart() throws IOException {
        ContainerClient client = client(spec("java"));
        Files.writeString(folder.resolve("Script.java"), "class Script { static void init(java.nio.file.Path p) {} }");

        assertThatThrownBy(client::start).hasMessageContaining("run(");
    }

    @Test
    void aClosedContainerIsGoneAndStaysSo() throws Exception {
        ContainerClient client = client(spec("java"));
        client.start();
        long pid = client.pid();

        client.close();

        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(failure(client, "x").kind()).isEqualTo(Kind.CLOSED);
    }

    private ContainerSpec spec(String language) throws IOException {
        Path modelDir = Files.createDirectories(folder.resolve("model"));
        Files.writeString(modelDir.resolve("model.txt"), "m1");
        boolean java = language.equals("java");
        Path script = Path.of(java ? "Script.java" : "script.py");
        Files.writeString(folder.resolve(script), (java ? JAVA : PYTHON).replace("SLEEP", SLEEP));
        return ContainerSpec.script(
                        java ? ContainerSpec.Kind.JAVA : ContainerSpec.Kind.PYTHON,
                        folder,
                        script,
                        Path.of("model"),
                        "none")
                .withTimeouts(LONG, LONG, LONG);
    }

    private ContainerClient client(ContainerSpec spec) {
        ContainerClient client = new ContainerClient(TestContainers.runtime(), spec, log::add);
        clients.add(client);
        return client;
    }

    private static ContainerException failure(ContainerClient client, String raw) {
        return catchThrowableOfType(ContainerException.class, () -> client.run(bytes(raw)));
    }

    private static String unchecked(ContainerClient client, String raw) {
        try {
            return text(client.run(bytes(raw)));
        } catch (ContainerException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(ScoringResult result) {
        return new String(result.body(), StandardCharsets.UTF_8);
    }
}
