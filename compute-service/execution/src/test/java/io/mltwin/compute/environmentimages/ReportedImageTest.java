package io.mltwin.compute.environmentimages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mltwin.armweb.AzureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a node may say of an image. */
class ReportedImageTest {

    private static final String NAME = "azureml_0123456789abcdef0123456789abcdef";
    private static final String DIGEST = "sha256:" + "0f".repeat(32);

    @Test
    void placesFollowFromNameAndVersion() {
        ReportedImage image = new ReportedImage(NAME, DIGEST, "3.13");

        assertThat(image.repository()).isEqualTo("azureml/" + NAME);
        assertThat(image.home()).isEqualTo("/azureml-envs/" + NAME);
        assertThat(image.sitePackages()).isEqualTo("/azureml-envs/" + NAME + "/lib/python3.13/site-packages");
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
            nullValues = "none",
            value = {
                "none, DIGEST, 3.13",
                "azureml_0123456789ABCDEF0123456789abcdef, DIGEST, 3.13",
                "azureml_../secrets/0123456789abcdef01234, DIGEST, 3.13",
                "NAME, none, 3.13",
                "NAME, latest, 3.13",
                "NAME, sha256:0f, 3.13",
                "NAME, DIGEST/../x, 3.13",
                "NAME, DIGEST, none",
                "NAME, DIGEST, 3.13/../../etc",
                "NAME, DIGEST, 2.7",
                "NAME, DIGEST, 3.13.5"
            })
    void whatIsNoImageIsRefused(String environment, String digest, String python) {
        // When
        AzureException refused = catchThrowableOfType(
                AzureException.class,
                () -> new ReportedImage(
                        environment == null ? null : environment.replace("NAME", NAME),
                        digest == null ? null : digest.replace("DIGEST", DIGEST),
                        python));

        // Then
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("InvalidRequestContent");
    }
}
