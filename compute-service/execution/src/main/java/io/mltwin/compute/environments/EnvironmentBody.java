package io.mltwin.compute.environments;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.mltwin.compute.environments.CuratedEnvironments.CuratedEnvironment;
import io.mltwin.compute.environments.EnvironmentDefinitions.EnvironmentDefinition;
import java.util.List;
import java.util.Map;

/**
 * An environment as Azure ML's environment service lists it; its wire form is not public. One that
 * was registered has the sections of {@code EnvironmentDefinition}.
 */
public record EnvironmentBody(
        String name,
        String version,
        @JsonInclude(JsonInclude.Include.ALWAYS) String description,
        String language,
        List<String> packages,
        boolean curated,
        Map<String, String> environmentVariables,
        Python python,
        Docker docker,
        String inferencingStackVersion) {

    /** {@code PythonSection}. */
    public record Python(boolean userManagedDependencies, Object condaDependencies) {}

    /** {@code DockerSection}. */
    public record Docker(String baseImage) {}

    static EnvironmentBody of(CuratedEnvironment environment) {
        return new EnvironmentBody(
                environment.name(),
                environment.version(),
                environment.description(),
                environment.language(),
                environment.packages(),
                true,
                null,
                null,
                null,
                null);
    }

    /**
     * The body of a registered version.
     *
     * @param specification its conda specification; null where it has none
     */
    static EnvironmentBody of(RegisteredEnvironment environment, Object specification, List<String> packages) {
        EnvironmentDefinition definition = environment.content().definition();
        return new EnvironmentBody(
                environment.content().name(),
                environment.version(),
                environment.content().description(),
                "python",
                packages,
                false,
                definition.variables(),
                new Python(specification == null, specification),
                new Docker(definition.image()),
                definition.inferencingStackVersion());
    }
}
