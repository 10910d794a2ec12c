package io.mltwin.container.server;

import io.mltwin.container.ContainerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds what a web service's image is to run, by the variables that the image has: {@code
 * AZUREML_MODEL_DIR}, {@code AZUREML_ENTRY_SCRIPT} and {@code SCORING_TIMEOUT_MS}, as Azure ML's
 * images have them; {@code MLTWIN_ENVIRONMENT}, the folder of its curated environment; {@code
 * MLTWIN_PACKAGES}, where pip's packages of an environment of one's own lie.
 */
final class ImageContent {

    private static final String DRIVER = "var/azureml-app/driver";
    private static final String MODELS = "/var/azureml-app/azureml-models";
    private static final String DEFAULT_TIMEOUT = "60000";
    private static final Duration START = Duration.ofSeconds(310);
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** Variables that the container's process gets values of its own for. */
    private static final Set<String> OWN =
            Set.of("HOME", "TMPDIR", "LANG", "PWD", "OLDPWD", "SHLVL", "_", "AZUREML_MODEL_DIR");

    private final Path root;
    private final Map<String, String> variables;

    /**
     * @param root of the image's file system
     * @param variables of this process
     */
    ImageContent(Path root, Map<String, String> variables) {
        this.root = root;
        this.variables = variables;
    }

    /**
     * Returns what to start.
     *
     * @throws IllegalArgumentException for an image that has neither an entry script nor one ONNX
     *     model, or for a time-out that is no number of milliseconds
     */
    ContainerSpec spec() throws IOException {
        String script = variables.get("AZUREML_ENTRY_SCRIPT");
        String environment = variables.get("MLTWIN_ENVIRONMENT");
        if (environment == null) {
            throw new IllegalArgumentException("the image names no MLTWIN_ENVIRONMENT");
        }
        Path models = relative(variables.getOrDefault("AZUREML_MODEL_DIR", MODELS));
        ContainerSpec spec = script == null
                ? model(models, environment)
                : ContainerSpec.script(
                        script.endsWith(".py") ? ContainerSpec.Kind.PYTHON : ContainerSpec.Kind.JAVA,
                        root,
                        Path.of(DRIVER).resolve(script).normalize(),
                        models,
                        environment);
        Duration timeout = timeout();
        String packages = variables.get("MLTWIN_PACKAGES");
        if (packages != null) {
            spec = spec.withPackages(root.resolve(relative(packages)).toAbsolutePath());
        }
        return spec.withVariables(forScript()).withTimeouts(START, timeout, timeout);
    }

    private ContainerSpec model(Path models, String environment) throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve(models))) {
            List<Path> found = files.filter(Files::isRegularFile).sorted().toList();
            List<Path> onnx = found.stream().filter(ImageContent::isOnnx).toList();
            if (onnx.size() != 1) {
                throw new IllegalArgumentException(
                        "the image has no entry script, and " + onnx.size() + " ONNX models where one is needed");
            }
            Path labels = found.stream()
                    .filter(file -> file.endsWith("labels.json"))
                    .findFirst()
                    .map(root::relativize)
                    .orElse(null);
            return ContainerSpec.onnx(root, root.relativize(onnx.get(0)), labels, environment);
        }
    }

    private static boolean isOnnx(Path file) {
        return file.toString().endsWith(".onnx");
    }

    private static Path relative(String path) {
        return Path.of(path.replaceFirst("^/+", "")).normalize();
    }

    private Duration timeout() {
        String millis = variables.getOrDefault("SCORING_TIMEOUT_MS", DEFAULT_TIMEOUT);
        if (!millis.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException(
                    "SCORING_TIMEOUT_MS is '" + millis + "' and must be a number of milliseconds");
        }
        return Duration.ofMillis(Long.parseLong(millis));
    }

    /** Returns the variables of {@code docker run --env}, which are the script's. */
    private Map<String, String> forScript() {
        Map<String, String> shown = new TreeMap<>();
        variables.forEach((name, value) -> {
            if (NAME.matcher(name).matches() && !OWN.contains(name) && !name.startsWith("MLTWIN_")) {
                shown.put(name, value);
            }
        });
        return shown;
    }
}
