package io.mltwin.scoring.models.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How deployments name models, code and environments. */
class AssetReferenceTest {

    private static final String WORKSPACE =
            "/subscriptions/20000000-0000-4000-8000-000000000001/resourceGroups/rg1/providers/Microsoft.MachineLearningServices/workspaces/";

    @ParameterizedTest
    @CsvSource({
        "WSws1/models/m/versions/3, m, 3",
        "azureml:WSws1/models/m/versions/3, m, 3",
        "WSws1/Models/m/Versions/3, m, 3",
        "azureml:m:3, m, 3",
        "azureml:m@latest, m, ",
        "azureml://registries/azureml/models/m/versions/3, m, 3",
        "azureml://registries/azureml/models/m/labels/latest, m, "
    })
    void names(String text, String name, String version) {
        assertThat(parse(text)).isEqualTo(new AssetReference(name, version));
    }

    @ParameterizedTest
    @CsvSource({
        "m:3",
        "azureml:m",
        "WSws1/models/m",
        "WSws1/environments/m/versions/3",
        "WSother/models/m/versions/3",
        "azureml://registries/other/models/m/versions/3",
        "''"
    })
    void refuses(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOfSatisfying(
                        AzureException.class,
                        fault -> assertThat(fault.status()).isEqualTo(400));
    }

    private static AssetReference parse(String text) {
        return AssetReference.parse(
                "properties.model", "models", ArmResourceId.parse(WORKSPACE + "ws1"), text.replace("WS", WORKSPACE));
    }
}
