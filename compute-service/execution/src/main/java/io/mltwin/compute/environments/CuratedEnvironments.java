package io.mltwin.compute.environments;

import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.armweb.Json;
import io.mltwin.compute.ComputeConfig;
import io.mltwin.encoding.AsciiCase;
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
 * <p>Deviation: an environment is a folder of jars or the machine's Python, with packages that pip
 * installs at first use, and no image.
 */
@Singleton
public class CuratedEnvironments {

    private static final String PREFIX = "AzureML-";

    private final Path folder;

    CuratedEnvironments(ComputeConfig config) {
        this.folder = config.environmentsDir().toAbsolutePath().normalize();
    }

    record Description(
            String name,
            String version,
            String description,
            String language,
            String interpreter,
            List<String> packages,
            List<String> aliases,
            List<String> requirements) {}

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

    /** The environment of this name or alias, compared without case. */
    public Optional<CuratedEnvironment> find(String name, String version) {
        return all().stream()
                .filter(e -> e.isNamed(name)
                        && (version == null || version.isEmpty() || e.version().equals(version)))
                .findFirst();
    }

    /**
     * The environment of this name in Azure ML's registry {@code azureml}, where the names lack
     * their prefix.
     */
    Optional<CuratedEnvironment> findInRegistry(String name, String version) {
        return find(PREFIX + name, version);
    }

    private CuratedEnvironment read(Path environment) {
        Description read = Json.read(environment.resolve("environment.json"), Description.class);
        List<String> classPath = "java".equals(read.interpreter())
                ? List.of(environment.resolve("target").resolve("libs") + "/*")
                : List.of();
        return new CuratedEnvironment(
                read.name(),
                read.version(),
                read.description(),
                read.language(),
                read.interpreter(),
                orEmpty(read.packages()),
                orEmpty(read.aliases()),
                orEmpty(read.requirements()),
                classPath);
    }

    /**
     * A curated environment.
     *
     * @param interpreter {@code java} or {@code python3}
     * @param aliases further names, as people use them
     * @param requirements what pip installs; empty where nothing is installed
     * @param classPath absolute, may end in {@code /*}; empty where there is none
     */
    public record CuratedEnvironment(
            String name,
            String version,
            String description,
            String language,
            String interpreter,
            List<String> packages,
            List<String> aliases,
            List<String> requirements,
            List<String> classPath) {

        boolean isNamed(String asked) {
            return AsciiCase.equal(name, asked) || aliases.stream().anyMatch(AsciiCase.equalTo(asked));
        }
    }
}
