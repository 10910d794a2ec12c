package io.mltwin.scoring.registry.images;

import static io.mltwin.armweb.AzureException.settingNotBuilt;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.AzureException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The sections of Azure Machine Learning's {@code EnvironmentDefinition} that say what is installed
 * (execution and model management, 2020-09). Environments are curated ones by name here, so
 * sections that ask for more are refused; the defaults that Azure's own clients send with every
 * environment ask for nothing.
 */
public record EnvironmentSections(Python python, Docker docker) {

    /** {@code PythonSection}. */
    public record Python(
            Boolean userManagedDependencies,
            String interpreterPath,
            Conda condaDependencies,
            String condaDependenciesFile,
            String baseCondaEnvironment) {}

    /** A conda specification; a dependency is a text, or an object with pip's. */
    public record Conda(List<JsonNode> dependencies) {}

    /** {@code DockerSection}. */
    public record Docker(String baseImage, String baseDockerfile, Registry baseImageRegistry, List<String> arguments) {}

    /** {@code ContainerRegistry} of a base image. */
    public record Registry(String address) {}

    private static final Set<String> BY_DEFAULT = Set.of("python", "python=3.6.2", "python=3.8.13", "pip");
    private static final Pattern CLIENT = Pattern.compile("azureml-(defaults|core)([=~<>!].*)?");
    private static final Pattern BASE_IMAGE = Pattern.compile(
            "mcr\\.microsoft\\.com/azureml/(base|intelmpi[\\d.]+-ubuntu[\\d.]+|openmpi[\\d.]+-ubuntu[\\d.]+)([:@][\\w.:@-]+)?");
    private static final String INSTEAD = "Leave it out, and name a curated environment that has what is needed.";

    /**
     * Refuses with 501 what would have to be installed or built.
     *
     * @param path of the environment in the request, such as {@code configuration.environment}
     */
    public void validate(String path) {
        if (python != null) {
            validate(path + ".python", python);
        }
        if (docker != null) {
            validate(path + ".docker", docker);
        }
    }

    private static void validate(String path, Python python) {
        if (isGiven(python.interpreterPath()) && !python.interpreterPath().equals("python")) {
            throw notBuilt(path + ".interpreterPath", "the environment has its interpreter");
        }
        if (Boolean.TRUE.equals(python.userManagedDependencies())) {
            return;
        }
        if (isGiven(python.condaDependenciesFile())) {
            throw notBuilt(path + ".condaDependenciesFile", "no conda specification is solved");
        }
        if (isGiven(python.baseCondaEnvironment())) {
            throw notBuilt(path + ".baseCondaEnvironment", "no conda specification is solved");
        }
        if (python.condaDependencies() != null && python.condaDependencies().dependencies() != null) {
            for (JsonNode dependency : python.condaDependencies().dependencies()) {
                validate(path + ".condaDependencies", dependency);
            }
        }
    }

    private static void validate(String path, JsonNode dependency) {
        if (dependency.isObject() && dependency.path("pip").isArray()) {
            dependency.path("pip").forEach(wheel -> validate(path, wheel));
            return;
        }
        String text = dependency.asText().replace(" ", "");
        if (!BY_DEFAULT.contains(text) && !CLIENT.matcher(text).matches()) {
            throw notBuilt(path, "'" + dependency.asText() + "' would not be installed");
        }
    }

    private static void validate(String path, Docker docker) {
        if (isGiven(docker.baseDockerfile())) {
            throw notBuilt(path + ".baseDockerfile", "no image is built from it");
        }
        if (isGiven(docker.baseImage())
                && !BASE_IMAGE.matcher(docker.baseImage()).matches()) {
            throw notBuilt(path + ".baseImage", "scripts run in no image");
        }
        if (docker.baseImageRegistry() != null
                && isGiven(docker.baseImageRegistry().address())) {
            throw notBuilt(path + ".baseImageRegistry", "scripts run in no image");
        }
        if (docker.arguments() != null && !docker.arguments().isEmpty()) {
            throw notBuilt(path + ".arguments", "Docker does not run the script");
        }
    }

    private static boolean isGiven(String text) {
        return text != null && !text.isBlank();
    }

    private static AzureException notBuilt(String setting, String why) {
        return settingNotBuilt(setting, why, INSTEAD);
    }
}
