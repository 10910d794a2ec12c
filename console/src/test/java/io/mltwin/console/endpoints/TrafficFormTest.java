package io.mltwin.console.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The percents of a traffic form, and which deployment serves a model. */
class TrafficFormTest {

    @Test
    void fieldsNameDeployments() {
        MultivaluedMap<String, String> form = new MultivaluedHashMap<>();
        form.add("formToken", "x");
        form.add("traffic.blue", " 90 ");
        form.add("traffic.green", "10");
        form.add("traffic.red", "");

        assertThat(TrafficForm.percents(form)).isEqualTo(Map.of("blue", 90, "green", 10, "red", 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"101", "-1", "1.5", "x", "1000", "١"})
    void whatIsNoPercentIsRefused(String text) {
        MultivaluedMap<String, String> form = new MultivaluedHashMap<>();
        form.add("traffic.blue", text);

        assertThatThrownBy(() -> TrafficForm.percents(form))
                .isInstanceOfSatisfying(
                        AzureException.class,
                        error -> assertThat(error.status()).isEqualTo(400));
    }

    @ParameterizedTest
    @CsvSource({
        "azureml:m:1, true",
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w/models/m/versions/1, true",
        "azureml:m:11, false",
        "azureml:mm:1, false",
        "'', false"
    })
    void aDeploymentNamesItsModelInTwoForms(String model, boolean isIt) {
        assertThat(DeployedModels.isOf(model, "m", "1")).isEqualTo(isIt);
    }
}
