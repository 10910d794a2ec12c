package io.mltwin.compute.environments.preparation;

import static io.mltwin.armweb.AzureException.settingNotBuilt;
import static io.mltwin.encoding.Absence.isBlank;
import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.encoding.Absence.isTrue;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.environments.preparation.EnvironmentDefinitionBody.Docker;
import io.mltwin.compute.environments.preparation.EnvironmentDefinitionBody.Python;
import io.mltwin.compute.environments.preparation.EnvironmentDefinitionBody.Spark;
import io.mltwin.compute.environments.preparation.EnvironmentPlan.EnvironmentSource;
import java.util.regex.Pattern;

/**
 * Reads what environments ask for, and refuses what cannot be prepared.
 *
 * <p>Deviation: there is no container engine, so Microsoft's base images {@code
 * mcr.microsoft.com/azureml/…} stand for the system of a node; other images, images of curated
 * environments and Dockerfiles answer 501.
 *
 * <p>Deviation: Maven coordinates of the section {@code spark} and the section {@code r} answer
 * 501; packages of Java scripts are those of the curated environments.
 */
public final class EnvironmentDefinitionReader {

    private static final Pattern MICROSOFT =
            Pattern.compile("mcr\\.microsoft\\.com/azureml/(?!curated/)[a-z0-9._/-]+([:@][\\w.:@-]+)?");

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private EnvironmentDefinitionReader() {}

    /**
     * Reads the sections of a definition.
     *
     * @param path of the definition in the request, such as {@code configuration.environment}
     */
    public static EnvironmentSource read(String path, EnvironmentDefinitionBody definition) {
        refuse(path + ".spark", definition.spark());
        if (definition.r() != null && !definition.r().isNull()) {
            throw settingNotBuilt(path + ".r", "R is not run", "Leave it out, and use Python or Java.");
        }
        return new EnvironmentSource(
                image(path + ".docker", definition.docker()), conda(path + ".python", definition.python()));
    }

    /** Reads an image and a conda file as ARM names them. */
    public static EnvironmentSource read(String path, String image, String condaFile) {
        if (!isBlank(image)) {
            requireBaseImage(path + ".image", image);
        }
        return new EnvironmentSource(
                !isBlank(image) ? image : null, CondaSpecification.parse(path + ".condaFile", condaFile));
    }

    /** Refuses a Dockerfile with its context. */
    public static AzureException buildNotBuilt(String setting) {
        return settingNotBuilt(
                setting,
                "there is no engine that builds an image of a Dockerfile",
                "Name one of Microsoft's base images and a conda specification.");
    }

    /** Returns whether a process can have this variable in its environment. */
    public static boolean isVariable(String name, String value) {
        return VARIABLE.matcher(name).matches() && value != null && value.indexOf('\0') < 0;
    }

    private static String image(String path, Docker docker) {
        if (docker == null) {
            return null;
        }
        if (!isBlank(docker.baseDockerfile())) {
            throw buildNotBuilt(path + ".baseDockerfile");
        }
        if (docker.baseImageRegistry() != null
                && !isBlank(docker.baseImageRegistry().address())) {
            throw settingNotBuilt(
                    path + ".baseImageRegistry",
                    "no image is pulled",
                    "Leave it out, and name one of Microsoft's base images.");
        }
        if (!isEmpty(docker.arguments())) {
            throw settingNotBuilt(path + ".arguments", "Docker does not run the script", "Leave them out.");
        }
        if (isBlank(docker.baseImage())) {
            return null;
        }
        requireBaseImage(path + ".baseImage", docker.baseImage());
        return docker.baseImage();
    }

    private static CondaSpecification conda(String path, Python python) {
        if (python == null) {
            return CondaSpecification.NONE;
        }
        if (!isBlank(python.interpreterPath()) && !python.interpreterPath().equals("python")) {
            throw settingNotBuilt(path + ".interpreterPath", "the environment has its interpreter", "Leave it out.");
        }
        if (isTrue(python.userManagedDependencies())) {
            return CondaSpecification.NONE;
        }
        if (!isBlank(python.condaDependenciesFile())) {
            throw condaNotBuilt(path + ".condaDependenciesFile");
        }
        if (!isBlank(python.baseCondaEnvironment())) {
            throw condaNotBuilt(path + ".baseCondaEnvironment");
        }
        return CondaSpecification.read(path + ".condaDependencies", python.condaDependencies());
    }

    private static AzureException condaNotBuilt(String setting) {
        return settingNotBuilt(setting, "no file of a target is read", "Name the packages in condaDependencies.");
    }

    private static void refuse(String path, Spark spark) {
        if (spark != null && !isEmpty(spark.packages())) {
            throw settingNotBuilt(
                    path + ".packages",
                    "no Maven coordinates are resolved",
                    "Leave them out, and name a curated environment that has the libraries.");
        }
    }

    /**
     * Refuses what stands for no system of a node.
     *
     * @param setting that names the image
     */
    private static void requireBaseImage(String setting, String image) {
        if (!MICROSOFT.matcher(image).matches()) {
            throw settingNotBuilt(
                    setting,
                    "'" + image + "' is not pulled, since scripts run in no container",
                    "Name one of Microsoft's base images mcr.microsoft.com/azureml/…, or a curated environment.");
        }
    }
}
