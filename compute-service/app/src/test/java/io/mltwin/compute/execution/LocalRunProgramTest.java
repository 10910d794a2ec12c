package io.mltwin.compute.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TRN-08: what the program in the zip of a local run does on its submitter's machine. */
class LocalRunProgramTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @TempDir
    Path home;

    private final List<JsonNode> reports = new CopyOnWriteArrayList<>();
    private final Map<String, String> artifacts = new ConcurrentHashMap<>();
    private volatile int status = 200;
    private HttpServer server;

    @BeforeEach
    void aRunHistory() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange call) throws IOException {
        byte[] body = call.getRequestBody().readAllBytes();
        int now = "Bearer the-token".equals(call.getRequestHeaders().getFirst("Authorization")) ? status : 403;
        if (now == 200 && call.getRequestMethod().equals("PATCH")) {
            reports.add(JSON.readTree(body));
        }
        if (now == 200 && call.getRequestMethod().equals("POST")) {
            String path = call.getRequestURI().getRawQuery().replaceAll(".*path=", "");
            artifacts.put(URLDecoder.decode(path, StandardCharsets.UTF_8), new String(body, StandardCharsets.UTF_8));
        }
        byte[] answer = "{\"status\":\"Running\"}".getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(now, answer.length);
        call.getResponseBody().write(answer);
        call.close();
    }

    private UnpackedRun run(String command, String further) throws IOException {
        String address = "http://localhost:" + server.getAddress().getPort();
        return UnpackedRun.of(
                """
                {'runId':'r1','experimentName':'e','runToken':'the-token','runTokenExpiry':9000000000,
                 'historyUrl':'ADDRESS/history','artifactsUrl':'ADDRESS/content','environmentVariables':{'ALPHA':'0.5'},
                 'command':%s,'environment':{'name':'E','version':'1','requirements':[]}%s}
                """.formatted(command, further).replace("ADDRESS", address).replace('\'', '"'), folder);
    }

    private UnpackedRun shell(String line, String further) throws IOException {
        return run("{'interpreter':'bash','arguments':['-c','" + line + "']}", further);
    }

    private List<String> statuses() {
        return reports.stream().map(report -> report.path("status").asText()).toList();
    }

    private Map<String, String> machine() {
        return Map.of("HOME", home.toString());
    }

    @Test
    void aScriptRunsWithTheVariablesOfItsRunAndLeavesOutputs() throws Exception {
        // Given
        UnpackedRun run = run("{'interpreter':'python3','script':'src/train.py','arguments':['--n','1 2']}", "");
        Files.createDirectories(folder.resolve("src"));
        Files.writeString(folder.resolve("src/train.py"), """
                import os, sys
                print("alpha", os.environ["ALPHA"], sys.argv[1:])
                os.makedirs("outputs/m")
                open("outputs/m/model.txt", "w").write("model")
                open("logs/own.txt", "w").write("own")
                """);

        // When
        int code = run.execute(machine());

        // Then
        assertThat(code).as(run.log()).isZero();
        assertThat(statuses()).containsExactly("Preparing", "Running", "Finalizing", "Completed");
        assertThat(artifacts).containsEntry("outputs/m/model.txt", "model").containsEntry("logs/own.txt", "own");
        assertThat(artifacts.get("logs/azureml/70_driver_log.txt"))
                .contains("alpha 0.5 ['--n', '1 2']", "Step 1/4", "without Docker", "Step 4/4", "  ALPHA\n")
                .doesNotContain("the-token");
        assertThat(run.run()).as("the token is nowhere on the disk").doesNotExist();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "exit 7 | | UserError | exited with code 7",
                "echo the-token; exit 1 | | UserError | ***",
                "sleep 60 | ,'maxRunDurationSeconds':1 | UserError | longer than maxRunDurationSeconds"
            })
    void aFailureIsReportedWithItsReason(String line, String further, String code, String message) throws Exception {
        // When
        UnpackedRun run = shell(line, further == null ? "" : further);
        int exit = run.execute(machine());

        // Then
        assertThat(exit).isEqualTo(1);
        JsonNode end = reports.get(reports.size() - 1);
        assertThat(end.path("status").asText()).isEqualTo("Failed");
        assertThat(end.at("/error/error/code").asText()).isEqualTo(code);
        assertThat(end.at("/error/error/message").asText()).contains(message).doesNotContain("the-token");
        assertThat(artifacts).containsKey("logs/azureml/70_driver_log.txt");
    }

    @Test
    void aMissingScriptStartsNothing() throws Exception {
        UnpackedRun run = run("{'interpreter':'python3','script':'gone.py','arguments':[]}", "");

        assertThat(run.execute(machine())).isEqualTo(1);

        assertThat(statuses()).containsExactly("Preparing", "Finalizing", "Failed");
    }

    @Test
    void aRefusedTokenEndsTheScript() throws Exception {
        // Given
        UnpackedRun run = shell("(sleep 6; touch late) & echo > begun; wait", "");
        Process process = run.start(machine());
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(folder.resolve("begun")));

        // When
        status = 401;

        // Then
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        await().atMost(Duration.ofSeconds(20))
                .during(Duration.ofSeconds(6))
                .until(() -> Files.notExists(folder.resolve("late")));
        assertThat(statuses()).containsExactly("Preparing", "Running");
        assertThat(artifacts).isEmpty();
    }

    @Test
    void theOwnerCancelsByEndingTheProgram() throws Exception {
        // Given
        UnpackedRun run = shell("echo > begun; sleep 100", "");
        Process process = run.start(machine());
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(folder.resolve("begun")));

        // When
        process.destroy();

        // Then
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(statuses()).endsWith("Canceled");
    }

    @Test
    void packagesAreInstalledOnceForTheSameRequirements() throws Exception {
        // Given
        Path wheel = wheel();
        UnpackedRun first = withPackage(wheel);

        // When
        assertThat(first.execute(machine())).as(first.log()).isZero();
        UnpackedRun second = withPackage(wheel);

        // Then
        assertThat(second.execute(machine())).isZero();
        assertThat(second.log()).contains("from the wheel", "were installed before");
    }

    /** Whatever of these names the machine has. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"python", "python3", "env python"})
    void theCommandFindsThePythonAndThePipOfItsEnvironment(String python) throws Exception {
        // Given
        String line = (python + " -c \"import sys; print(sys.prefix)\" && pip --version && pip3 --version")
                .replace("\"", "\\\"");
        Path wheel = wheel();
        UnpackedRun plain = shell(line, "");

        // When
        int code = plain.execute(machine());
        String printed = plain.log();
        UnpackedRun installed = withPackage(wheel, line);

        // Then
        assertThat(code).as(printed).isZero();
        assertThat(printed).containsPattern("\npip [0-9]").doesNotContain(".azureml/envs");
        assertThat(installed.execute(machine())).as(installed.log()).isZero();
        assertThat(installed.log()).contains("\n" + home + "/.azureml/envs/azureml_");
    }

    private UnpackedRun withPackage(Path wheel) throws IOException {
        return withPackage(wheel, "python -c \\\"import twindemo; print(twindemo.WORD)\\\"");
    }

    private UnpackedRun withPackage(Path wheel, String line) throws IOException {
        UnpackedRun run = shell(line, "");
        Files.writeString(
                run.run(),
                Files.readString(run.run()).replace("\"requirements\":[]", "\"requirements\":[\"" + wheel + "\"]"));
        return run;
    }

    /** A wheel is a zip with a package and its description. */
    private Path wheel() throws IOException {
        Path wheel = home.resolve("twindemo-1.0-py3-none-any.whl");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(wheel))) {
            Map<String, String> files = Map.of(
                    "twindemo.py", "WORD = 'from the wheel'\n",
                    "twindemo-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: twindemo\nVersion: 1.0\n",
                    "twindemo-1.0.dist-info/WHEEL",
                            "Wheel-Version: 1.0\nGenerator: t\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
                    "twindemo-1.0.dist-info/RECORD", "");
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return wheel;
    }

    /**
     * The program docker of this test notes how it is called, and runs what the container would.
     */
    @Test
    void dockerGetsTheVariablesByTheirNamesAlone() throws Exception {
        // Given
        Path docker = Files.createDirectories(home.resolve("bin")).resolve("docker");
        Files.writeString(docker, """
                #!/bin/bash
                echo "$*" >> "$HOME/docker.txt"
                if [ "$1" = run ]; then
                  while [ "$1" != some/image:1 ]; do shift; done
                  shift
                  exec "$@"
                fi
                """);
        docker.toFile().setExecutable(true);
        UnpackedRun run = shell("echo in a container with $ALPHA", ",'dockerImage':'some/image:1'");

        // When
        int code =
                run.execute(Map.of("HOME", home.toString(), "PATH", docker.getParent() + ":" + System.getenv("PATH")));

        // Then
        assertThat(code).as(run.log()).isZero();
        assertThat(run.log()).contains("Docker image some/image:1", "in a container with 0.5");
        assertThat(Files.readString(home.resolve("docker.txt")))
                .contains("run --rm", "--env ALPHA", "--volume " + folder.toRealPath())
                .doesNotContain("0.5");
    }

    @Test
    void withoutDockerNothingRunsInDocker() throws Exception {
        // Given
        Path programs = Files.createDirectories(home.resolve("bin"));
        for (String program : List.of("python3", "bash", "chmod", "dirname")) {
            Files.createSymbolicLink(programs.resolve(program), find(program));
        }
        UnpackedRun run = shell("touch ran", ",'dockerImage':'some/image:1'");

        // When
        int code = run.execute(Map.of("HOME", home.toString(), "PATH", programs.toString()));

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(reports.get(reports.size() - 1).at("/error/error/message").asText())
                .contains("has no docker");
        assertThat(folder.resolve("ran")).doesNotExist();
    }

    /** The program itself, where a script of the search path starts it. */
    private static Path find(String program) throws Exception {
        Process search = new ProcessBuilder(
                        "bash",
                        "-c",
                        program.equals("python3")
                                ? "python3 -c 'import sys; print(sys.executable)'"
                                : "type -P " + program)
                .start();
        return Path.of(new String(search.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim());
    }
}
