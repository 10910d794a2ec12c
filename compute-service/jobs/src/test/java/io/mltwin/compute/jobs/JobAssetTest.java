package io.mltwin.compute.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobAssetTest {

    private static final String WORKSPACE = "/subscriptions/20000000-0000-4000-8000-000000000001/resourceGroups/rg1"
            + "/providers/Microsoft.MachineLearningServices/workspaces/ws1";
    private static final ArmResourceId ID = ArmResourceId.parse(WORKSPACE);

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            nullValues = "-",
            value = {
                "azureml:d:1, -, d, 1",
                "azureml:d@latest, -, d, -",
                "WS/data/d/versions/1, data, d, 1",
                "azureml:WS/Data/d/versions/1, data, d, 1",
                "WS/data/d/labels/latest, data, d, -",
                "azureml:WS/models/m/versions/2, models, m, 2"
            })
    void anAssetIsNamed(String uri, String segment, String name, String version) {
        // When
        JobAsset asset = JobAsset.parse(uri.replace("WS", WORKSPACE), ID, "t").orElseThrow();

        // Then
        assertThat(asset).isEqualTo(new JobAsset(segment, name, version));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "azureml://datastores/d/paths/a",
                "azureml://subscriptions/s/resourcegroups/g/workspaces/w/datastores/d/paths/a",
                "https://a.blob.core.x/c/p",
                "nothing"
            })
    void anAddressIsNoAsset(String uri) {
        assertThat(JobAsset.parse(uri, ID, "t")).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "WS2/data/d/versions/1, 400",
        "WS/environments/e/versions/1, 400",
        "azureml:/subscriptions/s, 400",
        "azureml://registries/r/data/d/versions/1, 501",
        "azureml://jobs/j/outputs/o, 501",
        "azureml://locations/eastus/workspaces/w/data/d/versions/1, 501"
    })
    void refuses(String uri, int status) {
        // When
        AzureException refused =
                catchThrowableOfType(AzureException.class, () -> JobAsset.parse(uri.replace("WS", WORKSPACE), ID, "t"));

        // Then
        assertThat(refused).isNotNull();
        assertThat(refused.status()).isEqualTo(status);
    }
}
