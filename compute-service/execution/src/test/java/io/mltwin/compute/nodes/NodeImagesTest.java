package io.mltwin.compute.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mltwin.armweb.AzureException;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Refusals before a registry is asked. */
class NodeImagesTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "tvmps_1_d, none, azureml_0123456789abcdef0123456789abcdef, 403, NoRun",
                "ssh_1_d, r, azureml_0123456789abcdef0123456789abcdef, 403, NoManagedIdentity",
                "tvmps_1_d, r, none, 400, InvalidRequestContent",
                "tvmps_1_d, r, azureml_0123456789ABCDEF0123456789abcdef, 400, InvalidRequestContent",
                "tvmps_1_d, r, azureml_0123456789abcdef0123456789abcdef:push, 400, InvalidRequestContent"
            })
    void onlyANodeOfTheWorkspaceWithARunHasAnImage(
            String nodeId, String runId, String environment, int status, String code) {
        // Given
        Node node = new Node(nodeId, "compute-1", "w", "/w", Instant.EPOCH, null, runId, false);

        // When
        AzureException refused = catchThrowableOfType(
                AzureException.class, () -> new NodeImages(null, null, null, null, null).open(node, environment));

        // Then
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.code()).isEqualTo(code);
    }
}
