package io.mltwin.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.container.ContainerSpec.Kind;
import io.mltwin.sandbox.SandboxKind;
import io.mltwin.sandbox.ScriptTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What pip installed for a script in Python, which lies in a folder of its own. */
class InstalledPackagesTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    /** Answers what an expression is. */
    private static final String SCRIPT = """
            import os, pathlib, subprocess, sys

            def init():
                pass

            def run(raw):
                return str(eval(raw))
            """;

    @TempDir
    Path files;

    @TempDir
    Path installed;

    private Path packages;

    @BeforeEach
    void packagesOfAnEnvironment() throws Exception {
        Files.writeString(files.resolve("score.py"), SCRIPT);
        Files.createDirectories(files.resolve("model"));
        String python;
        try (ContainerClient client = client(spec())) {
            python = ask(client, "'python%d.%d' % sys.version_info[:2]");
        }
        packages = Files.createDirectories(installed.resolve(python).resolve("site-packages"));
        write("greeting/__init__.py", "__version__ = '1.2'\n");
        write("greeting-1.2.dist-info/METADATA", "Metadata-Version: 2.1\nName: greeting\nVersion: 1.2\n");
        // as this server and Python itself have, and as a file .pth adds
        write("azureml_inference_server_http/__init__.py", "place = 'of the environment'\n");
        write("this.py", "place = 'of the environment'\n");
        write("further/farther.py", "place = 'by a file .pth'\n");
        write("further.pth", "further\n");
        ScriptTree.share(installed);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "__import__('greeting').__version__ | 1.2",
                "__import__('importlib.metadata').metadata.version('greeting') | 1.2",
                "__import__('farther').place | by a file .pth",
                "__import__('azureml_inference_server_http').place | of the environment",
                "__import__('azureml.contrib.services.aml_response').__name__ | azureml",
                // Python's own modules stay, as in a virtual environment
                "hasattr(__import__('importlib.util').util.find_spec('this'), 'origin') and 'site-packages' not in __import__('importlib.util').util.find_spec('this').origin | True",
                "[os.path.basename(entry) for entry in sys.path if 'packages' in entry][0] | site-packages",
                "subprocess.run(['python3', '-c', 'import greeting; print(greeting.__version__)'], capture_output=True, text=True).stdout.strip() | 1.2",
                "subprocess.check_output(['python', '-c', 'import greeting; print(greeting.__version__)'], text=True).strip() | 1.2",
                "subprocess.check_output(['bash', '-c', 'python --version'], text=True).split()[1] == sys.version.split()[0] | True",
                "subprocess.check_output(['pip', 'show', 'greeting'], text=True).splitlines()[1] | Version: 1.2",
                "subprocess.check_output(['python', '-m', 'pip', '--version'], text=True).split()[0] | pip"
            })
    void areFoundAsInAVirtualEnvironment(String expression, String value) throws Exception {
        try (ContainerClient client = client(spec().withPackages(packages))) {
            assertThat(ask(client, expression)).isEqualTo(value);
        }
    }

    @Test
    void goBeforeThoseOfTheMachineWhichStay() throws Exception {
        // Given
        String name;
        String other;
        try (ContainerClient client = client(spec())) {
            String found = ask(
                    client,
                    "' '.join(sorted(m.name for m in __import__('pkgutil').iter_modules([p"
                            + " for p in sys.path if p.endswith('-packages')]) if m.name.isalpha()))");
            String[] names = found.split(" ");
            // a machine without any has none to hide
            name = found.isEmpty() ? "greeting" : names[0];
            other = names.length < 2 ? "greeting" : names[1];
        }
        write(name + "/__init__.py", "place = 'newer'\n");
        ScriptTree.share(installed);
        // When, Then
        try (ContainerClient client = client(spec().withPackages(packages))) {
            assertThat(ask(client, "__import__('" + name + "').place")).isEqualTo("newer");
            assertThat(ask(client, "__import__('importlib.util').util.find_spec('" + other + "') is not None"))
                    .isEqualTo("True");
        }
    }

    @Test
    void aVariableOfTheDeploymentStays() throws Exception {
        ContainerSpec spec = spec().withPackages(packages).withVariables(Map.of("PYTHONPATH", "/opt/mine"));
        try (ContainerClient client = client(spec)) {
            assertThat(ask(client, "os.environ['PYTHONPATH']")).isEqualTo("/opt/mine:" + packages);
            assertThat(ask(client, "__import__('greeting').__version__")).isEqualTo("1.2");
        }
    }

    /** Where nothing keeps scripts apart, they have the rights of the platform. */
    @Test
    void areOnlyRead() throws Exception {
        boolean isApart = TestContainers.sandbox().kind() != SandboxKind.NONE;
        for (String write : new String[] {
            "pathlib.Path(r'%s/own.py').write_text('')".formatted(packages),
            "pathlib.Path(r'%s/greeting/__init__.py').write_text('')".formatted(packages),
            "os.remove(r'%s/greeting/__init__.py')".formatted(packages),
            "os.chmod(r'%s', 0o777)".formatted(packages)
        }) {
            try (ContainerClient client = client(spec().withPackages(packages))) {
                client.start();
                if (isApart) {
                    assertThatThrownBy(() -> ask(client, write))
                            .as(write)
                            .hasMessageMatching("(?s).*(Read-only file system|Permission denied|not permitted).*");
                }
            }
        }
        if (isApart) {
            assertThat(packages.resolve("greeting/__init__.py")).hasContent("__version__ = '1.2'");
            assertThat(packages.resolve("own.py")).doesNotExist();
        }
        try (Stream<Path> all = Files.walk(installed)) {
            assertThat(all).noneMatch(path -> path.endsWith("__pycache__"));
        }
    }

    @Test
    void packagesForAnotherPythonFailTheStart() throws Exception {
        Path other = Files.createDirectories(installed.resolve("python2.7/site-packages"));
        try (ContainerClient client = client(spec().withPackages(other))) {
            assertThatThrownBy(client::start)
                    .hasMessageContaining("the packages of the environment were installed for python2.7, and this"
                            + " container has python3.");
        }
    }

    private void write(String name, String text) throws IOException {
        Path file = packages.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private ContainerSpec spec() {
        return ContainerSpec.script(Kind.PYTHON, files, Path.of("score.py"), Path.of("model"), "none")
                .withTimeouts(LONG, LONG, LONG);
    }

    private static ContainerClient client(ContainerSpec spec) {
        return new ContainerClient(TestContainers.runtime(), spec, line -> {});
    }

    private static String ask(ContainerClient client, String expression) throws Exception {
        String answer = new String(
                client.run(expression.getBytes(StandardCharsets.UTF_8)).body(), StandardCharsets.UTF_8);
        return answer.substring(1, answer.length() - 1).replace("\\\\", "\\");
    }
}
