package io.mltwin.scoring.registry.images;

import static io.mltwin.scoring.ModelManagementErrors.badRequest;
import static io.mltwin.scoring.ModelManagementErrors.badRequestIf;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.Json;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.scoring.ScoringConfig;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Azure ML's curated environments.
 *
 * <p>Deviation: the environment of an image of model management is one of these by name; no conda
 * specification is solved for it.
 */
@Singleton
public record CuratedEnvironments(ScoringConfig config) {

    private static final String FOR_PYTHON = "AzureML-Python-3-Stdlib";
    private static final String FOR_JAVA = "AzureML-ONNXRuntime-1.23";

    /** An environment and its folder. */
    public record Found(CuratedEnvironment environment, Path folder) {

        /** Returns the name of its folder, by which a container finds it. */
        public String id() {
            return folder.getFileName().toString();
        }
    }

    /**
     * Returns the environment that a request names, or the one for the language of its entry
     * script.
     */
    CuratedEnvironment choose(JsonNode asked, String script) {
        validateSections(asked);
        String name = asked == null || asked.isNull()
                ? null
                : asked.isTextual() ? asked.asText() : asked.path("name").asText(null);
        if (name == null) {
            badRequestIf(
                    asked != null && asked.isObject() && !asked.isEmpty(),
                    "UnsupportedEnvironment",
                    "The environment has no name: name one of the curated environments; others are not built here.");
            name = script.endsWith(".java") ? FOR_JAVA : FOR_PYTHON;
        }
        return require(name).environment();
    }

    /** Returns the environment of ONNX models without entry script. */
    public Found forModels() {
        return require(FOR_JAVA);
    }

    /** Returns the environment of MLflow models without entry script. */
    public Found forMlflow() {
        return require(FOR_PYTHON);
    }

    /**
     * Refuses an environment that asks for more than a curated one has; a text is the name of one.
     */
    void validateSections(JsonNode asked) {
        if (asked == null || !asked.isObject()) {
            return;
        }
        Json.read(
                        asked,
                        EnvironmentSections.class,
                        e -> badRequest("InvalidEnvironment", "The environment is not valid: " + Json.reason(e)))
                .validate("environment");
    }

    /**
     * Returns an environment by name.
     *
     * @throws io.mltwin.armweb.AzureException 400 when there is none
     */
    public Found require(String name) {
        Optional<Path> folder = config.environmentsDir();
        if (folder.isPresent()) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder.get())) {
                for (Path candidate : folders) {
                    Path description = candidate.resolve("environment.json");
                    if (Files.exists(description)) {
                        CuratedEnvironment environment = Json.read(description, CuratedEnvironment.class);
                        if (environment.isServed() && environment.isNamed(name)) {
                            return new Found(environment, candidate);
                        }
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read the environments in " + folder.get(), e);
            }
        }
        throw badRequest("EnvironmentNotFound", "There is no curated environment '%s'.", name);
    }

    /** {@code environment.json} of a curated environment. */
    public record CuratedEnvironment(
            String name,
            String version,
            String description,
            String language,
            String interpreter,
            List<String> packages,
            List<String> aliases,
            List<String> requirements) {

        public CuratedEnvironment {
            aliases = aliases == null ? List.of() : List.copyOf(aliases);
            requirements = requirements == null ? List.of() : List.copyOf(requirements);
        }

        /** Returns whether it has this name, compared without case. */
        boolean isNamed(String asked) {
            return AsciiCase.equal(name, asked) || aliases.stream().anyMatch(AsciiCase.equalTo(asked));
        }

        /** Returns whether a container can have it: nothing is installed for entry scripts. */
        boolean isServed() {
            return requirements.isEmpty();
        }

        public boolean isPython() {
            return "python".equals(language);
        }
    }
}
