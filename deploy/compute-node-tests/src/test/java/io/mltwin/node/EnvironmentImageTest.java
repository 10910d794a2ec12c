package io.mltwin.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.node.calls.ComputeServiceClient;
import io.mltwin.node.calls.NodeHttp;
import io.mltwin.node.environment.PythonEnvironments;
import io.mltwin.node.image.EnvironmentImage;
import io.mltwin.node.image.RegistryClient;
import io.mltwin.node.job.JobBody;
import io.mltwin.node.job.PreparationException;
import io.mltwin.node.sandbox.RunPlace;
import io.mltwin.node.settings.NodeSettings;
import io.mltwin.node.settings.PythonSettings;
import io.mltwin.sandbox.SandboxLimits;
import io.mltwin.sandbox.ScriptTree;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TRN-14: an environment is built once, and is an image of the workspace's container registry. */
class EnvironmentImageTest {

    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final String BASE = "mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04";

    @TempDir
    Path folder;

    private final Queue<String> steps = new ConcurrentLinkedQueue<>();
    private FakePlatform platform;
    private long partBytes = 1024 * 1024;
    private TestWheels wheels;

    @BeforeEach
    void start() throws Exception {
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
        platform = new FakePlatform();
        platform.registry.isThere = true;
        wheels = TestWheels.in(folder.resolve("wheels"));
        wheels.addProgram("grain", "1.2");
    }

    @AfterEach
    void stop() throws Exception {
        platform.close();
        for (String machine : List.of("one", "two")) {
            ScriptTree.delete(folder.resolve(machine));
        }
    }

    @Test
    void builtEnvironmentIsAnImageWithItsVariables() throws Exception {
        // When
        prepare("one", "grain");

        // Then
        JsonNode manifest = platform.registry.manifest();
        assertThat(manifest.at("/mediaType").asText()).isEqualTo(EnvironmentImage.MANIFEST);
        assertThat(manifest.at("/annotations/org.opencontainers.image.base.name")
                        .asText())
                .isEqualTo(BASE);
        assertThat(platform.registry.pushes)
                .last()
                .asString()
                .matches("/v2/azureml/azureml_[0-9a-f]{32}/manifests/latest");
        assertThat(platform.registry.configuration().at("/config/Env"))
                .extracting(JsonNode::asText)
                .contains("COLOR=blue")
                .anyMatch(one -> one.matches("VIRTUAL_ENV=/azureml-envs/azureml_[0-9a-f]{32}"))
                .anyMatch(one -> one.matches("PATH=/azureml-envs/azureml_[0-9a-f]{32}/bin:.*"));
        assertThat(namesInLayer())
                .anyMatch(name -> name.matches("azureml-envs/azureml_.*/grain.py"))
                .anyMatch(name -> name.matches("azureml-envs/azureml_[0-9a-f]*/bin/grain"))
                .noneMatch(name -> name.contains("__pycache__"));
        assertThat(buildLog("one")).contains("Successfully installed grain-1.2", "is pushed: sha256:");
    }

    /** Built, found on the machine and pulled: the image is the same. */
    @Test
    void eachRunReportsTheImageOfItsEnvironment() throws Exception {
        // When
        prepare("one", "grain");
        prepare("one", "grain");
        Path pulled = prepare("two", "grain");

        // Then
        String name = platform.registry.pushes.get(2).replaceFirst(".*/(azureml_[0-9a-f]{32})/.*", "$1");
        String python = pulled.resolve("lib").toFile().list()[0];
        assertThat(platform.registry.reports)
                .hasSize(3)
                .containsOnly("%s {\"digest\":\"%s\",\"pythonVersion\":\"%s\"}"
                        .formatted(
                                name,
                                EnvironmentImage.digest(platform.registry.content.get("latest")),
                                python.replace("python", "")));
    }

    @Test
    void aBuildOutlastsAnAbsenceOfComputeService() throws Exception {
        // Given
        List<String> operations = List.of("image-access", "image-build", "image-report");
        platform.registry.refusals.addAll(operations);
        platform.registry.refusals.addAll(operations);

        // When
        prepare("one", "grain");

        // Then
        assertThat(platform.registry.refusals).isEmpty();
        assertThat(built()).isOne();
        assertThat(platform.registry.reports).hasSize(1);
    }

    @Test
    void aLargeLayerIsPushedInParts() throws Exception {
        // Given
        partBytes = 1000;

        // When
        prepare("one", "grain");

        // Then
        assertThat(platform.registry.layer().length).isGreaterThan(3000);
        assertThat(platform.registry.parts).hasValueGreaterThan(5);
        assertThat(namesInLayer()).anyMatch(name -> name.endsWith("/grain.py"));
    }

    @Test
    void theSecondRunBuildsAndPushesNothing() throws Exception {
        // Given
        prepare("one", "grain");
        List<String> pushed = List.copyOf(platform.registry.pushes);

        // When
        prepare("one", "grain");

        // Then
        assertThat(platform.registry.pushes).isEqualTo(pushed);
        assertThat(built()).isOne();
    }

    @Test
    void anotherMachinePullsWhatOneHasBuilt() throws Exception {
        // Given
        Path first = prepare("one", "grain");
        Files.delete(folder.resolve("wheels/grain-1.2-py3-none-any.whl"));

        // When
        Path second = prepare("two", "grain");

        // Then
        assertThat(second).isNotEqualTo(first);
        assertThat(output(second.resolve("bin/grain"))).isEqualTo("grain 1.2");
        assertThat(Files.readString(second.resolve("bin/grain"))).doesNotContain(first.toString());
        assertThat(built()).isOne();
        assertThat(buildLog("two")).contains("is pulled: nothing is built");
        try (var compiled = Files.walk(second)) {
            assertThat(compiled).anyMatch(path -> path.toString().endsWith(".pyc"));
        }
    }

    @Test
    void theSameEnvironmentIsTheSameImageWhereverItIsBuilt() throws Exception {
        // Given
        prepare("one", "grain");
        byte[] manifest = platform.registry.content.get("latest");
        platform.registry.content.clear();

        // When
        prepare("two", "grain");

        // Then
        assertThat(new String(platform.registry.content.get("latest"))).isEqualTo(new String(manifest));
        assertThat(built()).isEqualTo(2);
    }

    @Test
    void anImageThatWasDeletedIsPushedAgain() throws Exception {
        // Given
        prepare("one", "grain");
        platform.registry.content.clear();

        // When
        prepare("one", "grain");

        // Then
        assertThat(platform.registry.content).containsKey("latest");
        assertThat(built()).isOne();
    }

    @Test
    void tenOfTwoMachinesThatBeginTogetherBuildOnce() throws Exception {
        // Given
        ExecutorService runs = Executors.newFixedThreadPool(10);
        List<Callable<Path>> all = IntStream.range(0, 10)
                .<Callable<Path>>mapToObj(i -> () -> prepare(i % 2 == 0 ? "one" : "two", "grain"))
                .toList();

        // When
        List<Future<Path>> prepared = runs.invokeAll(all);

        // Then
        runs.shutdown();
        assertThat(prepared)
                .allSatisfy(path -> assertThat(path.get().resolve("bin/grain")).exists());
        assertThat(built()).isOne();
        assertThat(platform.registry.pushes).hasSize(3);
        assertThat(steps).filteredOn(step -> step.contains("is pulled")).hasSize(1);
    }

    @ParameterizedTest(name = "{1}, answered {0}")
    @CsvSource({
        "502, access, the registry reg1 is not known",
        "403, access, the registry reg1 is not known",
        "403, push, DENIED by the registry",
        "404, push, DENIED by the registry"
    })
    void aRegistryThatRefusesFailsThePreparation(int status, String what, String reason) throws Exception {
        // Given
        platform.registry.refusesAccess = what.equals("access") ? status : 0;
        platform.registry.refusesPush = what.equals("push") ? status : 0;

        // When
        PreparationException failure = catchThrowableOfType(PreparationException.class, () -> prepare("one", "grain"));

        // Then
        assertThat(failure).hasMessageContaining(reason);
        platform.registry.refusesAccess = 0;
        platform.registry.refusesPush = 0;
        prepare("one", "grain");
        assertThat(platform.registry.content).containsKey("latest");
    }

    /** HBI-10: the credential of the registry comes through the workspace's key vault. */
    @Test
    void inHighImpactTheRegistrysPasswordIsFetchedFromTheVault() throws Exception {
        // Given
        platform.registry.secret = "aml-w-acr-password";
        platform.data.secrets.put("aml-w-acr-password", "of-the-admin");
        prepare("one", "grain");
        platform.data.fetched.clear();

        // When
        prepare("two", "grain");

        // Then
        assertThat(built()).isOne();
        assertThat(buildLog("two")).contains("is pulled: nothing is built");
        assertThat(platform.data.fetched).containsExactly("aml-w-acr-password");
        assertThat(buildLog("one") + buildLog("two") + steps).doesNotContain("of-the-admin");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "an-old-one, the container registry refuses the password in the secret aml-w-acr-password",
        ", the key vault refuses the secret aml-w-acr-password"
    })
    void aPasswordThatIsNotTheRegistrysFailsThePreparation(String password, String reason) throws Exception {
        // Given
        platform.registry.secret = "aml-w-acr-password";
        if (password != null) {
            platform.data.secrets.put("aml-w-acr-password", password);
        }

        // When
        PreparationException failure = catchThrowableOfType(PreparationException.class, () -> prepare("one", "grain"));

        // Then
        assertThat(failure).hasMessageContaining(reason);
        assertThat(platform.registry.content).isEmpty();
    }

    @Test
    void anImageThatWasChangedIsNotUsed() throws Exception {
        // Given
        prepare("one", "grain");
        platform.registry.content.put(
                platform.registry.manifest().at("/layers/0/digest").asText(), new byte[] {1});

        // When
        IOException failure = catchThrowableOfType(IOException.class, () -> prepare("two", "grain"));

        // Then
        assertThat(failure).hasMessageContaining("is not what its digest says");
    }

    @Test
    void withoutARegistryItStaysOnTheNode() throws Exception {
        // Given
        platform.registry.isThere = false;

        // When
        prepare("one", "grain");

        // Then
        assertThat(steps).anyMatch(step -> step.contains("There is no container registry"));
        assertThat(platform.registry.pushes).isEmpty();
    }

    private Path prepare(String machine, String requirement) throws Exception {
        NodeSettings settings = settings(machine);
        NodeHttp http = new NodeHttp(platform.certificate());
        ComputeServiceClient service = new ComputeServiceClient(http, settings);
        JobBody.Environment asked = new JobBody.Environment(
                "ws", "mine", "1", null, List.of(requirement), List.of(), BASE, Map.of("COLOR", "blue"));
        return new PythonEnvironments(
                        settings,
                        RunPlace.find(settings),
                        Clock.systemUTC(),
                        environment -> RegistryClient.open(http, service, environment, partBytes))
                .prepare(asked, PYTHON, steps::add, () -> false)
                .folder()
                .path();
    }

    private long built() {
        return steps.stream().filter(step -> step.startsWith("  pip installs")).count();
    }

    private String buildLog(String machine) throws IOException {
        try (var files = Files.list(folder.resolve(machine))) {
            return Files.readString(files.filter(path -> path.toString().endsWith(".log"))
                    .findFirst()
                    .orElseThrow());
        }
    }

    private List<String> namesInLayer() throws Exception {
        Path file = Files.write(folder.resolve("layer.tar.gz"), platform.registry.layer());
        return output("tar", "--list", "--file", file.toString()).lines().toList();
    }

    private static String output(Path program) throws Exception {
        return output(program.toString());
    }

    private static String output(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes()).strip();
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private NodeSettings settings(String machine) {
        return new NodeSettings(
                "node1",
                FakePlatform.NODE_SECRET,
                URI.create(platform.url()),
                folder.resolve("node-" + machine),
                platform.certificate(),
                Duration.ofSeconds(60),
                Duration.ofMillis(200),
                Duration.ofMillis(200),
                List.of(),
                List.of(),
                new PythonSettings(
                        folder.resolve(machine), folder.resolve("wheels").toString()),
                SandboxLimits.DEFAULT,
                null,
                List.of(URI.create(platform.url()).getPort()));
    }
}
