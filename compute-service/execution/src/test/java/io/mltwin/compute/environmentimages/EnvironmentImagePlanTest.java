package io.mltwin.compute.environmentimages;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.compute.environments.preparation.EnvironmentPlan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What makes two environments one image. */
class EnvironmentImagePlanTest {

    private static final EnvironmentImagePlan USUAL = plan("a", "==3.10.*", "numpy", "base", "v");

    private static EnvironmentImagePlan plan(
            String name, String python, String requirement, String image, String value) {
        return EnvironmentImagePlan.of(new EnvironmentPlan(
                name, "1", false, "python3", python, List.of(requirement), List.of(), Map.of("A", value), image));
    }

    @Test
    void theNameIsNoPartOfAnImage() {
        assertThat(plan("b", "==3.10.*", "numpy", "base", "v").contentKey()).isEqualTo(USUAL.contentKey());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none, numpy, base, v",
                "==3.10.*, pandas, base, v",
                "==3.10.*, numpy, none, v",
                "==3.10.*, numpy, base, w"
            })
    void allElseIs(String python, String requirement, String image, String value) {
        assertThat(plan("a", python, requirement, image, value).contentKey()).isNotEqualTo(USUAL.contentKey());
    }

    @ParameterizedTest
    @CsvSource({
        "azureml-inference-server-http, true",
        "azureml-inference-server-http[cors]==1.4, true",
        "AzureML-Inference-Server-Http ~=1.0, true",
        "azureml-inference-server-http-extra, false",
        "azureml-mlflow, false"
    })
    void theInferencingServerIsLeftOut(String requirement, boolean isEmpty) {
        assertThat(plan("a", null, requirement, null, "v").isEmpty()).isEqualTo(isEmpty);
    }
}
