package io.mltwin.console.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.console.models.RegistryClient.ImageLocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An image is found in the registry by the location that model management tells. */
class ImageLocationTest {

    @ParameterizedTest
    @CsvSource({
        "acr1.azurecr.mltwin.localhost:8445/cancer:1, cancer, 1",
        "acr1.azurecr.mltwin.localhost:8445/a/b:v-2, a/b, v-2",
        "acr1.azurecr.mltwin.localhost:8445/cancer, cancer, latest",
        "acr1.azurecr.mltwin.localhost/a/b@sha256:0f, a/b, sha256:0f"
    })
    void ofRepositoryAndTag(String location, String repository, String reference) {
        assertThat(ImageLocation.parse(location)).isEqualTo(new ImageLocation(repository, reference));
    }
}
