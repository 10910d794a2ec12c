package io.mltwin.compute.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssetIdsTest {

    private static final String WORKSPACE =
            "/subscriptions/s/resourceGroups/rg/providers/Microsoft.MachineLearningServices/workspaces/ws";

    @ParameterizedTest
    @CsvSource({
        "codeId, azureml:c:1, WS/codes/c/versions/1",
        "codeId, azureml:WS/codes/c/versions/1, WS/codes/c/versions/1",
        "codeId, WS/codes/c/versions/1, WS/codes/c/versions/1",
        "environmentId, azureml:e:2, WS/environments/e/versions/2",
        "environmentId, azureml:e@latest, azureml:e@latest",
        "environmentId, azureml://registries/azureml/environments/e/versions/1, azureml://registries/azureml/environments/e/versions/1",
        "command, azureml:c:1, azureml:c:1"
    })
    void codeAndEnvironmentAreAnsweredWithIdsOfResourceManager(String field, String given, String answered) {
        // Given
        ObjectNode job = JsonNodeFactory.instance.objectNode().put(field, given.replace("WS", WORKSPACE));

        // When
        AssetIds.complete(ArmResourceId.parse(WORKSPACE), job);

        // Then
        assertThat(job.path(field).asText()).isEqualTo(answered.replace("WS", WORKSPACE));
    }
}
