package io.mltwin.scoring.registry.images.packages;

import io.mltwin.armweb.AzureException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far compute-service is with the image of an environment.
 *
 * @param runId of the run that builds it or built it; null where no run had to
 * @param repository of the image in the workspace's registry; null where nothing is installed
 * @param home of the virtual environment in the image
 * @param sitePackages the folder of the packages, below it
 * @param message what the build does, or why it failed; may be null
 */
public record EnvironmentImage(
        Status status,
        String runId,
        String repository,
        String digest,
        String home,
        String sitePackages,
        String message) {

    /** States of the image. */
    public enum Status {
        Building,
        Succeeded,
        Failed
    }

    private static final Pattern RUN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,254}");
    private static final Pattern REPOSITORY = Pattern.compile("azureml/(azureml_[0-9a-f]{8,64})");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern BELOW_HOME = Pattern.compile("/lib/python[0-9]+\\.[0-9]+/site-packages");

    /** Returns whether there are packages to put into an image. */
    public boolean hasPackages() {
        return repository != null;
    }

    /**
     * Returns this, unless it is what compute-service never answers: then nothing of it is used.
     *
     * @throws AzureException 500 naming what is wrong
     */
    EnvironmentImage validated() {
        require(status != null, "status", null);
        require(runId == null || RUN.matcher(runId).matches(), "runId", runId);
        if (status == Status.Succeeded && hasPackages()) {
            Matcher name = REPOSITORY.matcher(repository);
            require(name.matches(), "repository", repository);
            require(digest != null && DIGEST.matcher(digest).matches(), "digest", digest);
            require(("/azureml-envs/" + name.group(1)).equals(home), "home", home);
            require(
                    sitePackages != null
                            && sitePackages.startsWith(home)
                            && BELOW_HOME
                                    .matcher(sitePackages.substring(home.length()))
                                    .matches(),
                    "sitePackages",
                    sitePackages);
        }
        return this;
    }

    private static void require(boolean isRight, String member, String value) {
        if (!isRight) {
            throw new AzureException(
                    500,
                    "ImageBuildFailed",
                    "The service compute answered with the %s '%s', which is none of an image of an environment.",
                    member,
                    value);
        }
    }

    /**
     * Says whose packages an image gets: a version of an environment of its workspace.
     *
     * @param userId object id of the user or service principal who asked for the image
     * @param tenantId of that user
     * @param userName as the activity log names that user
     */
    public record EnvironmentPackages(String name, String version, String userId, String tenantId, String userName) {

        /** Without the user. */
        @Override
        public String toString() {
            return name + ":" + version;
        }
    }
}
