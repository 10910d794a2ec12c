package io.mltwin.compute.environments;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.ComputeConfig;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Azure ML's curated environments ({@code AzureML-…}).
 *
 * <p>Deviation: an environment is a folder of jars or the machine's Python, no image; a custom
 * environment is one of these with other variables.
 */
@Singleton
public class CuratedEnvironments {

    private final Path folder;
    private final ObjectMapper json;

    CuratedEnvironments(ComputeConfig config, ObjectMapper json) {
        this.folder = config.environmentsDir().toAbsolutePath().normalize();
        this.json = json;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Description(
            String name,
            String version,
            String description,
            String language,
            String interpreter,
            List<String> packages) {}

    /** All of them, by name. */
    public List<CuratedEnvironment> all() {
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(f -> Files.isRegularFile(f.resolve("environment.json")))
                    .map(this::read)
                    .sorted(Comparator.comparing(CuratedEnvironment::name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the environments in " + folder, e);
        }
    }

    /** The environment of this name, compared without case. */
    public Optional<CuratedEnvironment> find(String name, String version) {
        return all().stream()
                .filter(
                        e ->
                                AsciiCase.equal(e.name(), name)
                                        && (version == null
                                                || version.isEmpty()
                                                || e.version().equals(version)))
                .findFirst();
    }

    /** The environment, or 404. */
    CuratedEnvironment require(String name, String version) {
        return find(name, version)
                .orElseThrow(
                        () ->
                                new AzureException(
                                        404,
                                        "EnvironmentNotFound",
                                        "There is no environment '"
                                                + name
                                                + "' in this workspace."));
    }

    private CuratedEnvironment read(Path environment) {
        try {
            Description read =
                    json.readValue(
                            environment.resolve("environment.json").toFile(), Description.class);
            List<String> classPath =
                    "java".equals(read.interpreter())
                            ? List.of(environment.resolve("target").resolve("libs") + "/*")
                            : List.of();
            return new CuratedEnvironment(
                    read.name(),
                    read.version(),
                    read.description(),
                    read.language(),
                    read.interpreter(),
                    read.packages() == null ? List.of() : read.packages(),
                    classPath);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot read " + environment.resolve("environment.json"), e);
        }
    }
}
