package io.mltwin.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.mltwin.node.calls.NodeHttp;
import io.mltwin.node.environment.PythonEnvironments;
import io.mltwin.node.job.JobBody;
import io.mltwin.node.job.PreparationException;
import io.mltwin.node.loop.NodeLoop;
import io.mltwin.node.sandbox.RunPlace;
import io.mltwin.node.settings.NodeSettings;
import io.mltwin.node.settings.PythonSettings;
import io.mltwin.sandbox.SandboxKind;
import io.mltwin.sandbox.SandboxLimits;
import io.mltwin.sandbox.ScriptTree;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Environments of Python that pip prepares from a folder of wheels, without a network. */
class PythonEnvironmentTest {

    private static final String OUTPUT = "/azureml/ExperimentRun/dcid.run1/";
    private static final String DRIVER_LOG = OUTPUT + "logs/azureml/70_driver_log.txt";
    private static final String BUILD_LOG = OUTPUT + "logs/azureml/20_image_build_log.txt";
    private static final Path PYTHON = Path.of("/usr/bin/python3");

    /** Says where the interpreters lie that it finds by each of their names. */
    private static final String TRAIN = """
            #!/usr/bin/env python
            import re, subprocess
            for name in ("python", "python3"):
                line = [name, "-c", "import sys; print(sys.prefix)"]
                print("of", name, subprocess.check_output(line, text=True).strip())
            for name in ("pip", "pip3"):
                told = subprocess.check_output([name, "debug"], text=True, stderr=subprocess.DEVNULL)
                print("of", name, re.search("sys.executable: (.*)/bin/python", told).group(1))
            """;

    /** What one run does in turn. */
    private static final List<String> COMMANDS = List.of(
            "python train.py",
            "bash -c 'python train.py'",
            "python3 train.py",
            "env python train.py",
            "chmod u+x train.py",
            "./train.py");

    private static final Map<String, Object> TWO_PROCESSES = Map.of(
            "nodeRank",
            0,
            "nodeCount",
            1,
            "processCount",
            2,
            "distribution",
            "PyTorch",
            "masterAddress",
            "127.0.0.1",
            "masterPort",
            23456);

    @TempDir
    Path folder;

    private FakePlatform platform;
    private TestWheels wheels;

    @BeforeEach
    void start() throws Exception {
        platform = new FakePlatform();
        wheels = TestWheels.in(folder.resolve("wheels"));
    }

    @AfterEach
    void stop() throws Exception {
        platform.close();
        ScriptTree.delete(folder.resolve("environments"));
    }

    @Test
    void aRunGetsThePackagesItsEnvironmentAsksFor() throws Exception {
        // Given
        wheels.add("grain", "1.2");
        environment(List.of("grain>=1"), "==3.10.*");

        // When
        run("python -c 'import grain; print(\"grain\", grain.VALUE)'");

        // Then
        assertThat(platform.told())
                .as(platform.text(DRIVER_LOG))
                .containsExactly("Preparing", "Running", "Finalizing", "Completed");
        assertThat(platform.text(DRIVER_LOG))
                .containsSubsequence("a note", "python==3.10.* is asked for", "pip installs 1", "is built")
                .contains("grain 1.2");
        assertThat(platform.text(BUILD_LOG)).contains("Successfully installed grain-1.2");
    }

    @ParameterizedTest(name = "with an environment of packages: {0}")
    @ValueSource(booleans = {false, true})
    void aScriptInstallsPackagesForItself(boolean withPackages) throws Exception {
        // Given
        wheels.add("grain", "1.2");
        environment(withPackages ? List.of("grain") : List.of(), null);
        String wheel = """
                import zipfile
                with zipfile.ZipFile("husk-1.0-py3-none-any.whl", "w") as z:
                    z.writestr("husk.py", "VALUE = 7")
                    info = "husk-1.0.dist-info/"
                    z.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: husk\\nVersion: 1.0\\n")
                    z.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
                    z.writestr(info + "RECORD", "")
                """;

        // When
        run("cat > wheel.py <<'E'\n"
                + wheel
                + "E\npython wheel.py && pip install --no-index ./husk-1.0-py3-none-any.whl"
                + " && python -c 'import husk; print(\"husk\", husk.VALUE, husk.__file__)'");

        // Then
        assertThat(platform.told()).as(platform.text(DRIVER_LOG)).endsWith("Completed");
        assertThat(platform.text(DRIVER_LOG)).containsPattern("husk 7 .*/run1.*/\\.local/lib/");
    }

    /** What a step is asked to run, by kind of environment and of step. */
    static Stream<Arguments> steps() {
        return Stream.of("image", "version", "packages")
                .flatMap(asked -> Stream.of(
                        Arguments.of(asked, String.join(" && ", COMMANDS)),
                        Arguments.of(asked, "the script"),
                        Arguments.of(asked, "one of two processes")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("steps")
    void eachStepFindsThePythonAndThePipOfItsEnvironment(String asked, String step) throws Exception {
        // Given
        wheels.add("grain", "1.2");
        environment(asked.equals("packages") ? List.of("grain") : List.of(), asked.equals("version") ? "==3.*" : null);
        boolean isWorker = step.equals("one of two processes");
        platform.worker = isWorker ? TWO_PROCESSES : null;
        platform.submit(
                "run1",
                step.equals("the script") ? "python3" : "bash",
                step.equals("the script") ? "train.py" : null,
                Map.of("train.py", TRAIN),
                step.equals("the script") ? List.of() : List.of("-c", isWorker ? "python train.py" : step),
                null);

        // When
        runSubmitted();

        // Then
        String log = platform.text(isWorker ? OUTPUT + "user_logs/std_log_process_1.txt" : DRIVER_LOG);
        String prefix = asked.equals("packages") ? ".*/environments/[0-9a-f]{32}/venv" : "/usr";
        assertThat(platform.told()).as(platform.text(DRIVER_LOG)).endsWith("Completed");
        assertThat(log.lines().filter(line -> line.startsWith("of ")).toList())
                .hasSize(4 * (step.contains("&&") ? COMMANDS.size() - 1 : 1))
                .allSatisfy(line -> assertThat(line).matches("of (python3?|pip3?) " + prefix));
    }

    @Test
    void aPythonWithoutPipSaysWhatToInstall() throws Exception {
        // Given
        environment(List.of(), null);

        // When
        run("python -m venv --without-pip bare && PATH=${PATH%%:*}:$PWD/bare/bin:/usr/bin:/bin"
                + " && python -c 'import sys; print(sys.prefix)' && pip install grain");

        // Then
        assertThat(platform.told()).endsWith("Failed");
        assertThat(platform.text(DRIVER_LOG))
                .contains("/run1/bare\n", "/bare/bin/python3 has no pip", "install python3-pip");
    }

    @Test
    void theLogOfTheBuildIsThereWhileTheRunIsPreparing() throws Exception {
        // Given
        Path signal = folder.resolve("wheels/go");
        environment(List.of(wheels.addPatient(signal).toString()), null);

        // When
        CompletableFuture<Void> run = CompletableFuture.runAsync(() -> {
            try {
                run("true");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });

        // Then
        await().atMost(Duration.ofSeconds(60)).until(() -> platform.text(BUILD_LOG) != null);
        assertThat(platform.told()).containsExactly("Preparing");
        Files.writeString(signal, "go");
        run.get(120, TimeUnit.SECONDS);
        assertThat(platform.told()).as(platform.text(DRIVER_LOG)).endsWith("Completed");
    }

    @Test
    void theSecondRunBuildsNothing() throws Exception {
        // Given
        wheels.add("grain", "1.2");
        environment(List.of("grain"), null);
        run("true");
        String built = platform.text(BUILD_LOG);
        platform.blobs.clear();

        // When
        run("python3 -c 'import grain'");

        // Then
        assertThat(platform.told().stream().filter("Completed"::equals)).hasSize(2);
        assertThat(platform.text(DRIVER_LOG)).contains("nothing is built");
        assertThat(platform.text(BUILD_LOG)).as("the log of the build").isEqualTo(built);
    }

    @Test
    void missingPackageFailsTheRunInPreparingAndTheNextOneTriesAgain() throws Exception {
        // Given
        environment(List.of("grain"), null);

        // When
        run("true");

        // Then
        assertThat(platform.told()).containsExactly("Preparing", "Finalizing", "Failed");
        assertThat(platform.statuses.get(2).at("/error/error/code").asText()).isEqualTo("UserError");
        assertThat(platform.statuses.get(2).at("/error/error/message").asText())
                .contains("cannot be prepared", "No matching distribution found for grain");
        assertThat(platform.text(BUILD_LOG)).contains("No matching distribution found");
        wheels.add("grain", "1.2");
        run("python3 -c 'import grain'");
        assertThat(platform.told()).endsWith("Completed");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "grain==9|No matching distribution found for grain==9",
                "no-such-package|No matching distribution found for no-such-package",
                "./none-1.0-py3-none-any.whl|none-1.0-py3-none-any.whl",
                "grain @ file:///none/grain-1.2-py3-none-any.whl|No such file or directory",
                "grain=>1|Invalid requirement",
                "--no-binary=:all: --no-such-option|leads past the package index",
                "-r none.txt|leads past the package index",
                "--extra-index-url https://u:s3cret@h/simple|https://****@h/simple' leads past",
                "grain @ https://u:s3cret@h/grain.whl|https://****@h/grain.whl' leads past"
            })
    void whatCannotBeGivenFailsWithTheReason(String requirement, String words) throws Exception {
        // Given
        wheels.add("grain", "1.2");
        RunPlace place = RunPlace.find(settings());

        // When
        PreparationException failure = catchThrowableOfType(
                PreparationException.class, () -> prepare(place, List.of(requirement), new ConcurrentLinkedQueue<>()));

        // Then
        assertThat(failure).hasMessageContaining(words);
    }

    @Test
    void aPythonOfAnotherMajorVersionFailsTheRunInPreparing() throws Exception {
        // Given
        environment(List.of(), "==2.7.*");

        // When
        run("true");

        // Then
        assertThat(platform.told()).containsExactly("Preparing", "Finalizing", "Failed");
        assertThat(platform.statuses.get(2).at("/error/error/message").asText())
                .contains("python==2.7.* is asked for, and this node has Python 3.");
    }

    @Test
    void packagesOfTheSystemAreNotInstalled() throws Exception {
        // Given
        environment(List.of("pip>=1"), null);

        // When
        run("true");

        // Then
        assertThat(platform.told()).as(platform.text(DRIVER_LOG)).endsWith("Completed");
        assertThat(platform.text(BUILD_LOG)).contains("Requirement already satisfied: pip>=1");
    }

    @Test
    void tenThatBeginTogetherBuildOnce() throws Exception {
        // Given
        wheels.add("grain", "1.2");
        RunPlace place = RunPlace.find(settings());
        Queue<String> steps = new ConcurrentLinkedQueue<>();
        ExecutorService nodes = Executors.newFixedThreadPool(10);
        Callable<Path> one =
                () -> prepare(place, List.of("grain"), steps).folder().path();

        // When
        List<Future<Path>> all =
                nodes.invokeAll(IntStream.range(0, 10).mapToObj(i -> one).toList());

        // Then
        nodes.shutdown();
        assertThat(all)
                .allSatisfy(path -> assertThat(path.get()).isEqualTo(all.get(0).get()));
        assertThat(steps).filteredOn(step -> step.startsWith("  pip installs")).hasSize(1);
        assertThat(steps).filteredOn(step -> step.endsWith("nothing is built")).hasSize(9);
    }

    @Test
    void anotherPackageIsAnotherEnvironment() throws Exception {
        // Given
        wheels.add("grain", "1.2");
        wheels.add("husk", "3.0");
        RunPlace place = RunPlace.find(settings());
        Queue<String> steps = new ConcurrentLinkedQueue<>();
        Path first = prepare(place, List.of("grain"), steps).folder().path();

        // When
        Path second = prepare(place, List.of("grain", "husk"), steps).folder().path();

        // Then
        assertThat(second).isNotEqualTo(first);
        assertThat(steps).filteredOn(step -> step.startsWith("  pip installs")).hasSize(2);
    }

    @Test
    void oneThatWasNotFinishedIsBuiltAgain() throws Exception {
        // Given
        RunPlace place = RunPlace.find(settings());
        Queue<String> steps = new ConcurrentLinkedQueue<>();
        catchThrowableOfType(PreparationException.class, () -> prepare(place, List.of("grain"), steps));
        Path left;
        try (var all = Files.list(folder.resolve("environments"))) {
            left = all.filter(path -> path.toString().endsWith(".lock"))
                    .findFirst()
                    .orElseThrow();
        }
        Path half = Path.of(left.toString().replace(".lock", "")).resolve("venv/bin");
        Files.createDirectories(half);
        Files.writeString(half.resolve("python"), "half of one");
        wheels.add("grain", "1.2");

        // When
        Path prepared = prepare(place, List.of("grain"), steps).folder().path();

        // Then
        assertThat(prepared.resolve("bin")).isEqualTo(half);
        assertThat(Files.isSymbolicLink(half.resolve("python"))).isTrue();
    }

    @Test
    void theBuildOfAPackageSeesNoSecret() throws Exception {
        // Given
        Path secret = Files.writeString(folder.resolve("secret.txt"), "the secret");
        environment(List.of(wheels.addCurious(secret).toString()), null);

        // When
        run("python3 -c 'import curious; print(curious.NAMES); print(\"file\", curious.READ);"
                + " print(\"of\", curious.PYTHON)'");

        // Then
        assertThat(platform.told()).as(platform.text(BUILD_LOG)).endsWith("Completed");
        assertThat(platform.text(DRIVER_LOG))
                .contains("'PIP_NO_INDEX'")
                .containsPattern("of .*/environments/[0-9a-f]{32}/venv\n")
                .doesNotContain("'AZUREML_RUN_TOKEN'", "'IDENTITY_HEADER'", "'MSI_SECRET'");
        if (RunPlace.find(settings()).sandbox().kind() == SandboxKind.BUBBLEWRAP) {
            assertThat(platform.text(DRIVER_LOG)).contains("file refused");
        }
    }

    /** A build ends with what its packages make of its folder. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "rm -rf venv; ln -s %s venv|Failed",
                "rm -rf venv; ln -s %s/key.pem venv|Failed",
                "rm -rf venv; mkfifo venv|Failed",
                "mkfifo venv/pipe|Failed",
                "ln %s/key.pem venv/key.pem; ln venv/pyvenv.cfg venv/twin|Failed",
                "mv venv v; mkdir venv; ln -s %s venv/bin|Completed",
                "ln -s %s/key.pem venv/key.pem; ln -s %s venv/keys|Completed",
                "rm -rf tmp; ln -s %s tmp; ln -s %s/key.pem own; chmod 4777 venv|Completed",
                "cd tmp; for i in 1 2 3; do mkdir a; cd a; done; chmod 000 .|Completed"
            })
    void whatAPackageDidToTheFolderOfItsBuildShowsNothingToTheNextScript(String attack, String end) throws Exception {
        // Given
        Path secrets = Files.createDirectory(folder.resolve("secrets"));
        Files.writeString(secrets.resolve("key.pem"), "the secret");
        Files.setPosixFilePermissions(secrets.resolve("key.pem"), PosixFilePermissions.fromString("rw-------"));
        Path hostile = wheels.addHostile(attack.replace("%s", secrets.toString()));
        environment(List.of(hostile.toString()), null);

        // When
        run("cat $VIRTUAL_ENV/key.pem $VIRTUAL_ENV/keys/key.pem $VIRTUAL_ENV/bin/key.pem; true");

        // Then
        assertThat(platform.told()).as(platform.text(DRIVER_LOG)).endsWith(end);
        if (RunPlace.find(settings()).sandbox().kind() != SandboxKind.NONE) {
            assertThat(platform.blobs)
                    .allSatisfy((name, content) -> assertThat(new String(content, StandardCharsets.UTF_8))
                            .doesNotContain("the secret"));
        }
        assertThat(secrets.resolve("key.pem")).hasContent("the secret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
                .isNotEqualTo("rwxrwxrwx");
    }

    @Test
    void anIndexWithAPasswordIsRefused() {
        assertThat(catchThrowableOfType(
                        IllegalArgumentException.class,
                        () -> new PythonSettings(folder, "https://me:secret@index/simple")))
                .hasMessageNotContaining("secret@");
        assertThatCode(() -> new PythonSettings(folder, "https://index/simple")).doesNotThrowAnyException();
    }

    private PythonEnvironments.Prepared prepare(RunPlace place, List<String> requirements, Queue<String> steps)
            throws Exception {
        JobBody.Environment asked = new JobBody.Environment("ws", "mine", "1", null, requirements, List.of());
        return new PythonEnvironments(settings(), place, Clock.systemUTC())
                .prepare(asked, PYTHON, steps::add, () -> false);
    }

    private void environment(List<String> requirements, String pythonVersion) {
        platform.environment = new HashMap<>();
        platform.environment.put("workspaceId", "ws");
        platform.environment.put("name", "mine");
        platform.environment.put("version", "1");
        platform.environment.put("pythonVersion", pythonVersion);
        platform.environment.put("requirements", requirements);
        platform.environment.put("notes", List.of("a note"));
    }

    private void run(String command) throws Exception {
        platform.released = false;
        platform.submit("run1", "bash", null, Map.of(), List.of("-c", command), null);
        runSubmitted();
    }

    private void runSubmitted() throws Exception {
        NodeLoop loop = new NodeLoop(
                settings(),
                new NodeHttp(platform.certificate()),
                Clock.systemUTC(),
                new SecureRandom(),
                Map.of("PATH", "/usr/local/bin:/usr/bin:/bin"));
        int ends = ends();
        CompletableFuture<Integer> node = CompletableFuture.supplyAsync(() -> {
            try {
                return loop.run();
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        await().atMost(Duration.ofSeconds(120)).until(() -> ends() > ends || node.isDone());
        platform.released = true;
        node.get(60, TimeUnit.SECONDS);
    }

    private int ends() {
        return (int) platform.told().stream()
                .filter(status -> List.of("Completed", "Failed").contains(status))
                .count();
    }

    private NodeSettings settings() {
        return new NodeSettings(
                "node1",
                FakePlatform.NODE_SECRET,
                URI.create(platform.url()),
                folder.resolve("node"),
                platform.certificate(),
                Duration.ofSeconds(60),
                Duration.ofMillis(200),
                Duration.ofMillis(200),
                List.of(),
                List.of(),
                new PythonSettings(
                        folder.resolve("environments"), folder.resolve("wheels").toString()),
                SandboxLimits.DEFAULT,
                null,
                List.of(URI.create(platform.url()).getPort()));
    }
}
