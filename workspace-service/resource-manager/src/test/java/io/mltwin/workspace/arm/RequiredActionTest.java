package io.mltwin.workspace.arm;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.armweb.ArmTarget;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which action at which scope a request needs. */
class RequiredActionTest {

    private static final String S = "/subscriptions/s1";
    private static final String RG = S + "/resourceGroups/rg1";
    private static final String WS = RG + "/providers/Microsoft.MachineLearningServices/workspaces/ws1";

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET, /subscriptions, Microsoft.Resources/subscriptions/read, /",
        "GET, {S}, Microsoft.Resources/subscriptions/read, {S}",
        "GET, {S}/locations, Microsoft.Resources/subscriptions/locations/read, {S}",
        "GET, {S}/resourcegroups, Microsoft.Resources/subscriptions/resourceGroups/read, {S}",
        "PUT, {S}/resourcegroups/rg1, Microsoft.Resources/subscriptions/resourceGroups/write, {RG}",
        "HEAD, {RG}, Microsoft.Resources/subscriptions/resourceGroups/read, {RG}",
        "DELETE, {RG}, Microsoft.Resources/subscriptions/resourceGroups/delete, {RG}",
        "GET, {RG}/resources, Microsoft.Resources/subscriptions/resourceGroups/resources/read, {RG}",
        "GET, {S}/providers/Microsoft.KeyVault, Microsoft.Resources/subscriptions/providers/read, {S}",
        "POST, {S}/providers/Microsoft.KeyVault/register, Microsoft.KeyVault/register/action, {S}",
        "PUT, {WS}, Microsoft.MachineLearningServices/workspaces/write, {WS}",
        "PATCH, {WS}, Microsoft.MachineLearningServices/workspaces/write, {WS}",
        "DELETE, {WS}, Microsoft.MachineLearningServices/workspaces/delete, {WS}",
        "POST, {WS}/listKeys, Microsoft.MachineLearningServices/workspaces/listKeys/action, {WS}",
        "POST, {WS}/resyncKeys, Microsoft.MachineLearningServices/workspaces/resyncKeys/action, {WS}",
        "POST, {RG}/providers/Microsoft.PolicyInsights/policyStates/latest/queryResults, Microsoft.PolicyInsights/policyStates/queryResults/read, {RG}/providers/Microsoft.PolicyInsights/policyStates/latest",
        "POST, {S}/providers/Microsoft.PolicyInsights/policyStates/latest/triggerEvaluation, Microsoft.PolicyInsights/policyStates/triggerEvaluation/action, {S}/providers/Microsoft.PolicyInsights/policyStates/latest",
        "PUT, {RG}/providers/Microsoft.Authorization/policyAssignments/a, Microsoft.Authorization/policyAssignments/write, {RG}/providers/Microsoft.Authorization/policyAssignments/a",
        "POST, {WS}/diagnose, Microsoft.MachineLearningServices/workspaces/diagnose/read, {WS}",
        "PUT, {WS}/computes/cpu, Microsoft.MachineLearningServices/workspaces/computes/write, {WS}/computes/cpu",
        "GET, {WS}/computes, Microsoft.MachineLearningServices/workspaces/computes/read, {WS}",
        "POST, {WS}/computes/cpu/start, Microsoft.MachineLearningServices/workspaces/computes/start/action, {WS}/computes/cpu",
        "PUT, {WS}/providers/Microsoft.Authorization/roleAssignments/a, Microsoft.Authorization/roleAssignments/write, {WS}/providers/Microsoft.Authorization/roleAssignments/a",
        "DELETE, {RG}/providers/Microsoft.Authorization/locks/l, Microsoft.Authorization/locks/delete, {RG}/providers/Microsoft.Authorization/locks/l",
        "GET, {WS}/providers/Microsoft.Insights/metrics, Microsoft.Insights/metrics/read, {WS}"
    })
    void actionAndScope(String method, String path, String action, String scope) {
        ArmTarget target = ArmTarget.parse(fill(path));

        assertThat(target.action(method)).isEqualTo(action);
        assertThat(target.id()).hasToString(fill(scope));
    }

    private static String fill(String text) {
        return text.replace("{WS}", WS).replace("{RG}", RG).replace("{S}", S);
    }
}
