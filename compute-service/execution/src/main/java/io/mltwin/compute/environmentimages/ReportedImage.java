package io.mltwin.compute.environmentimages;

import static io.mltwin.armweb.AzureException.badRequest;

import io.mltwin.armweb.AzureException;
import java.util.regex.Pattern;

/**
 * The image of an environment as a node has reported it: all but its digest follows from its name.
 *
 * @param environment {@code azureml_} with a hash
 * @param digest of the manifest
 * @param pythonVersion such as 3.13
 */
public record ReportedImage(String environment, String digest, String pythonVersion) {

    /** The folder of environments in a registry. */
    private static final String FOLDER = "azureml/";

    private static final Pattern ENVIRONMENT = Pattern.compile("azureml_[0-9a-f]{32}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern PYTHON = Pattern.compile("3\\.[0-9]{1,3}");

    /**
     * Refuses what is no image of an environment.
     *
     * @throws AzureException 400
     */
    public ReportedImage {
        if (!isEnvironment(environment)) {
            throw invalid("Give environment, azureml_ and a hash.");
        }
        if (digest == null || !DIGEST.matcher(digest).matches()) {
            throw invalid("Give digest, sha256: and 64 hexadecimal digits.");
        }
        if (pythonVersion == null || !PYTHON.matcher(pythonVersion).matches()) {
            throw invalid("Give pythonVersion, such as 3.13.");
        }
    }

    /** Returns whether this is the name of an environment's image. */
    public static boolean isEnvironment(String name) {
        return name != null && ENVIRONMENT.matcher(name).matches();
    }

    /** Returns the repository of an environment. */
    public static String repositoryOf(String environment) {
        return FOLDER + environment;
    }

    String repository() {
        return repositoryOf(environment);
    }

    String home() {
        return "/azureml-envs/" + environment;
    }

    String sitePackages() {
        return home() + "/lib/python" + pythonVersion + "/site-packages";
    }

    private static AzureException invalid(String why) {
        return badRequest("InvalidRequestContent", why);
    }
}
