package io.mltwin.compute.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.machinelearning.WorkspaceNetwork;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who gets a run token. */
class RunTokenClientTest {

    /** NET-07: nodes are in no virtual network, so a run of a closed workspace cannot call back. */
    @Test
    void noRunOfAWorkspaceThatItsNodesCannotReach() {
        // Given
        Workspace closed = new Workspace(
                "/subscriptions/S/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w",
                "guid",
                "w",
                "eastus",
                "T",
                "S",
                "g",
                "account",
                "object",
                "client",
                "https://kv/",
                false,
                "accessKey",
                null,
                null,
                new WorkspaceNetwork(false, List.of("127.64.0.2"), false),
                null,
                null);

        // Then
        assertThatThrownBy(
                        () -> new RunTokenClient(null, null, null).issue(closed, "run", "experiment", "someone", null))
                .isInstanceOfSatisfying(
                        AzureException.class,
                        fault -> assertThat(fault.status()).isEqualTo(501));
    }
}
