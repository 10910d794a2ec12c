package io.mltwin.compute.environments.preparation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** {@code EnvironmentDefinition} of Azure ML's v1 data plane (execution, 2020-09-23). */
public record EnvironmentDefinitionBody(
        String name,
        String version,
        Map<String, String> environmentVariables,
        Python python,
        Docker docker,
        Spark spark,
        JsonNode r,
        String inferencingStackVersion) {

    /** {@code PythonSection}. */
    public record Python(
            Boolean userManagedDependencies,
            String interpreterPath,
            JsonNode condaDependencies,
            String condaDependenciesFile,
            String baseCondaEnvironment) {}

    /** {@code DockerSection}. */
    public record Docker(
            Boolean enabled,
            String baseImage,
            String baseDockerfile,
            Registry baseImageRegistry,
            List<String> arguments) {}

    /** {@code ContainerRegistry} of a base image. */
    public record Registry(String address) {}

    /** {@code SparkSection}. */
    public record Spark(List<MavenPackage> packages) {}

    /** {@code SparkMavenPackage}. */
    public record MavenPackage(String group, String artifact, String version) {}
}
