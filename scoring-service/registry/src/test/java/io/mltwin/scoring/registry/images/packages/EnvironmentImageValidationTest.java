package io.mltwin.scoring.registry.images.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What compute-service may answer about the image of an environment. */
class EnvironmentImageValidationTest {

    private static final String DIGEST = "sha256:" + "a".repeat(64);
    private static final String HOME = "/azureml-envs/azureml_0123456789abcdef";
    private static final String REPOSITORY = "azureml/azureml_0123456789abcdef";

    @Test
    void anImageOfAnEnvironmentIsTaken() {
        EnvironmentImage image = image(REPOSITORY, DIGEST, HOME, HOME + "/lib/python3.13/site-packages");

        assertThat(image.validated()).isEqualTo(image);
        assertThat(image.hasPackages()).isTrue();
    }

    @Test
    void nothingMayBeInstalled() {
        EnvironmentImage nothing = image(null, null, null, null).validated();

        assertThat(nothing.hasPackages()).isFalse();
    }

    @ParameterizedTest(name = "{0} {1} {2} {3}")
    @CsvSource({
        "mltwin/base, DIGEST, HOME, HOME/lib/python3.13/site-packages, repository",
        "azureml/azureml_../x, DIGEST, HOME, HOME/lib/python3.13/site-packages, repository",
        "azureml/azureml_fedcba9876543210, DIGEST, HOME, HOME/lib/python3.13/site-packages, home",
        "REPOSITORY, , HOME, HOME/lib/python3.13/site-packages, digest",
        "REPOSITORY, latest, HOME, HOME/lib/python3.13/site-packages, digest",
        "REPOSITORY, sha256:12, HOME, HOME/lib/python3.13/site-packages, digest",
        "REPOSITORY, DIGEST, , HOME/lib/python3.13/site-packages, home",
        "REPOSITORY, DIGEST, /opt, /opt/lib/python3.13/site-packages, home",
        "REPOSITORY, DIGEST, HOME, , sitePackages",
        "REPOSITORY, DIGEST, HOME, /usr/lib/python3.13/site-packages, sitePackages",
        "REPOSITORY, DIGEST, HOME, HOME/../../usr/lib/python3.13/site-packages, sitePackages",
        "REPOSITORY, DIGEST, HOME, HOME/lib/python3.13/../../bin, sitePackages",
        "REPOSITORY, DIGEST, HOME, HOMEx/lib/python3.13/site-packages, sitePackages"
    })
    void whatLeadsElsewhereIsRefused(String repository, String digest, String home, String sitePackages, String told) {
        EnvironmentImage image = image(filled(repository), filled(digest), filled(home), filled(sitePackages));

        assertThatThrownBy(image::validated)
                .isInstanceOf(AzureException.class)
                .hasMessageContaining("The service compute answered with the " + told + " '");
    }

    @Test
    void aStateAndARunThatAreNoneAreRefused() {
        assertThatThrownBy(new EnvironmentImage(null, "run", null, null, null, null, null)::validated)
                .hasMessageContaining("the status 'null'");
        assertThatThrownBy(
                        new EnvironmentImage(EnvironmentImage.Status.Building, "a\nb", null, null, null, null, null)
                                ::validated)
                .hasMessageContaining("the runId");
    }

    private static String filled(String text) {
        return text == null
                ? null
                : text.replace("REPOSITORY", REPOSITORY)
                        .replace("DIGEST", DIGEST)
                        .replace("HOME", HOME);
    }

    private static EnvironmentImage image(String repository, String digest, String home, String sitePackages) {
        return new EnvironmentImage(
                EnvironmentImage.Status.Succeeded, "prepare_1", repository, digest, home, sitePackages, null);
    }
}
