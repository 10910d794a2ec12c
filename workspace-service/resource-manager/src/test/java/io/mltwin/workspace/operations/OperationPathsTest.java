package io.mltwin.workspace.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.ArmTarget;
import io.mltwin.armweb.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The headers of a long-running operation ("Track asynchronous Azure operations"). */
class OperationPathsTest {

    private static final String WS =
            "/subscriptions/s1/resourceGroups/rg1/providers/Microsoft.MachineLearningServices/workspaces/ws1";
    private static final String VAULT = "/subscriptions/s1/resourceGroups/rg1/providers/Microsoft.KeyVault/vaults/kv1";

    @ParameterizedTest
    @CsvSource({
        WS + ", Microsoft.MachineLearningServices, workspaceOperationsStatus",
        VAULT + ", Microsoft.KeyVault, operationStatuses",
        "/subscriptions/s1/resourceGroups/rg1, Microsoft.Resources, operationStatuses"
    })
    void headersAreAbsoluteOnTheBaseTheClientUsed(String target, String namespace, String type) {
        Map<String, String> headers = OperationPaths.headers(operation(target), call(target, "https://localhost:9999"));

        String locations = "https://localhost:9999/subscriptions/s1/providers/" + namespace + "/locations/eastus/";
        assertThat(headers)
                .containsOnly(
                        Map.entry("Azure-AsyncOperation", locations + type + "/op1?api-version=2022-10-01"),
                        Map.entry("Location", locations + "operationresults/op1?api-version=2022-10-01"),
                        Map.entry("Retry-After", "1"));
    }

    @Test
    void theUrlsAreRecognisedInAnyCase() {
        String locations = "/subscriptions/s1/providers/Microsoft.MachineLearningServices/locations/eastus/";
        assertThat(OperationPaths.matches(ArmTarget.parse(locations + "WORKSPACEOPERATIONSSTATUS/x")))
                .isTrue();
        assertThat(OperationPaths.matches(ArmTarget.parse(locations + "operationResults/x")))
                .isTrue();
        assertThat(OperationPaths.matches(ArmTarget.parse(locations + "vmSizes")))
                .isFalse();
        assertThat(OperationPaths.matches(ArmTarget.parse(locations + "computeOperationsStatus/x")))
                .isFalse();
        assertThat(OperationPaths.matches(ArmTarget.parse(WS))).isFalse();
    }

    private static ArmCall call(String target, String baseUrl) {
        return new ArmCall("PUT", ArmTarget.parse(target), "2022-10-01", Map.of(), null, caller(), "c1", baseUrl);
    }

    private static Caller caller() {
        return new Caller("t1", "o1", "a1", null, List.of());
    }

    private static Operation operation(String target) {
        return new Operation(
                "op1",
                "worker",
                "subject",
                ArmResourceId.parse(target),
                "PUT",
                "action",
                "eastus",
                caller(),
                "c1",
                null,
                "act1",
                OperationStatus.IN_PROGRESS,
                null,
                null,
                Instant.EPOCH,
                null);
    }
}
