package io.mltwin.compute.environments.preparation;

import static io.mltwin.armweb.AzureException.settingNotBuilt;

import io.mltwin.armweb.AzureException;
import java.util.regex.Pattern;

/**
 * Base images of environments.
 *
 * <p>Deviation: there is no container engine, so Microsoft's base images {@code
 * mcr.microsoft.com/azureml/…} stand for the system of a node; other images, images of curated
 * environments and Dockerfiles answer 501.
 */
final class BaseImages {

    private static final Pattern MICROSOFT =
            Pattern.compile("mcr\\.microsoft\\.com/azureml/(?!curated/)[a-z0-9._/-]+([:@][\\w.:@-]+)?");

    private BaseImages() {}

    /**
     * Refuses what stands for no system of a node.
     *
     * @param setting that names the image
     */
    static void require(String setting, String image) {
        if (!MICROSOFT.matcher(image).matches()) {
            throw settingNotBuilt(
                    setting,
                    "'" + image + "' is not pulled, since scripts run in no container",
                    "Name one of Microsoft's base images mcr.microsoft.com/azureml/…, or a curated environment.");
        }
    }

    static AzureException dockerfile(String setting) {
        return settingNotBuilt(
                setting,
                "there is no engine that builds an image of a Dockerfile",
                "Name one of Microsoft's base images and a conda specification.");
    }
}
