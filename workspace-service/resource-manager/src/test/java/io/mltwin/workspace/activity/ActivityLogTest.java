package io.mltwin.workspace.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.armweb.ArmResourceId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Under which key an event goes to Kafka. */
class ActivityLogTest {

    private static final String RG = "/subscriptions/s1/resourceGroups/rg1";
    private static final String WS = RG + "/providers/Microsoft.MachineLearningServices/workspaces/Ws1";

    @ParameterizedTest
    @CsvSource({
        WS + ", true",
        WS + "/computes/c, true",
        WS + "/providers/Microsoft.Authorization/roleAssignments/a, true",
        RG + ", false",
        RG + "/providers/Microsoft.KeyVault/vaults/kv1, false"
    })
    void allOfAWorkspaceHasItsKey(String id, boolean ofWorkspace) {
        String expected = ofWorkspace ? WS.toLowerCase(java.util.Locale.ROOT) : id.toLowerCase(java.util.Locale.ROOT);

        assertThat(ActivityLog.messageKey(ArmResourceId.parse(id))).isEqualTo(expected);
    }
}
