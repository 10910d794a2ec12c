package io.mltwin.armweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArmTargetTest {

    @ParameterizedTest
    @CsvSource({
        "GET,    /subscriptions, Microsoft.Resources/subscriptions/read, /",
        "GET,    /subscriptions/s1, Microsoft.Resources/subscriptions/read, /subscriptions/s1",
        "GET,    /tenants, Microsoft.Resources/tenants/read, /",
        "GET,    /subscriptions/s1/resourcegroups, Microsoft.Resources/subscriptions/resourceGroups/read, /subscriptions/s1",
        "PUT,    /subscriptions/s1/resourcegroups/RG1, Microsoft.Resources/subscriptions/resourceGroups/write, /subscriptions/s1/resourceGroups/RG1",
        "PUT,    /subscriptions/s1/tagNames/n, Microsoft.Resources/subscriptions/tagNames/write, /subscriptions/s1/providers/Microsoft.Resources/tagNames/n",
        "DELETE, /subscriptions/s1/tagnames/n/tagValues/v, Microsoft.Resources/subscriptions/tagNames/tagValues/delete, /subscriptions/s1/providers/Microsoft.Resources/tagNames/n/tagValues/v",
        "GET,    /subscriptions/s1/resources, Microsoft.Resources/subscriptions/resources/read, /subscriptions/s1",
        "GET,    /subscriptions/s1/providers/microsoft.keyvault, Microsoft.Resources/subscriptions/providers/read, /subscriptions/s1",
        "POST,   /subscriptions/s1/providers/Microsoft.KeyVault/checkNameAvailability, Microsoft.KeyVault/checkNameAvailability/read, /subscriptions/s1",
        "GET,    /subscriptions/s1/providers/Microsoft.Storage/locations/eastus/usages, Microsoft.Storage/locations/usages/read, /subscriptions/s1/providers/Microsoft.Storage/locations/eastus",
        "POST,   /subscriptions/s1/providers/Microsoft.KeyVault/register, Microsoft.KeyVault/register/action, /subscriptions/s1",
        "PUT,    /subscriptions/s1/resourceGroups/rg1/providers/microsoft.machinelearningservices/Workspaces/ws1, Microsoft.MachineLearningServices/workspaces/write, /subscriptions/s1/resourceGroups/rg1/providers/Microsoft.MachineLearningServices/workspaces/ws1",
        "GET,    /subscriptions/s1/resourceGroups/rg1/providers/Microsoft.KeyVault/vaults, Microsoft.KeyVault/vaults/read, /subscriptions/s1/resourceGroups/rg1",
        "PUT,    /subscriptions/s1/resourceGroups/rg1/providers/Microsoft.MachineLearningServices/workspaces/ws1/computes/cpu, Microsoft.MachineLearningServices/workspaces/computes/write, /subscriptions/s1/resourceGroups/rg1/providers/Microsoft.MachineLearningServices/workspaces/ws1/computes/cpu",
        "POST,   /subscriptions/s1/resourceGroups/rg1/providers/Microsoft.MachineLearningServices/workspaces/ws1/listKeys, Microsoft.MachineLearningServices/workspaces/listKeys/action, /subscriptions/s1/resourceGroups/rg1/providers/Microsoft.MachineLearningServices/workspaces/ws1",
        "PUT,    /subscriptions/s1/resourceGroups/rg1/providers/Microsoft.KeyVault//vaults/kv1/providers/Microsoft.Authorization/locks/lk, Microsoft.Authorization/locks/write, /subscriptions/s1/resourceGroups/rg1/providers/Microsoft.KeyVault/vaults/kv1/providers/Microsoft.Authorization/locks/lk",
        "GET,    /subscriptions/s1/resourceGroups/rg1/providers/Microsoft.Authorization/roleAssignments, Microsoft.Authorization/roleAssignments/read, /subscriptions/s1/resourceGroups/rg1",
        "DELETE, /providers/Microsoft.Authorization/roleDefinitions/r1, Microsoft.Authorization/roleDefinitions/delete, /providers/Microsoft.Authorization/roleDefinitions/r1",
        "GET,    /subscriptions/s1/resourceGroups/rg1/deployments/d1/operations, Microsoft.Resources/deployments/operations/read, /subscriptions/s1/resourceGroups/rg1/providers/Microsoft.Resources/deployments/d1",
    })
    void pathGivesActionAndScope(String method, String path, String action, String scope) {
        ArmTarget target = ArmTarget.parse(path);

        assertThat(target.action(method)).isEqualTo(action);
        assertThat(target.id()).hasToString(scope);
    }

    @Test
    void ancestorsOfAnExtensionGoThroughTheResourceToTheRoot() {
        ArmResourceId id = ArmResourceId.parse(
                "/subscriptions/s1/resourceGroups/rg1/providers/Microsoft.MachineLearningServices/workspaces/ws1/computes/c/providers/Microsoft.Authorization/locks/l");

        assertThat(id.withAncestors())
                .extracting(ArmResourceId::toString)
                .containsExactly(
                        id.toString(),
                        "/subscriptions/s1/resourceGroups/rg1/providers/Microsoft.MachineLearningServices/workspaces/ws1/computes/c",
                        "/subscriptions/s1/resourceGroups/rg1/providers/Microsoft.MachineLearningServices/workspaces/ws1",
                        "/subscriptions/s1/resourceGroups/rg1",
                        "/subscriptions/s1",
                        "/");
    }

    @Test
    void namesKeepTheirCaseAndCompareWithoutIt() {
        ArmResourceId one =
                ArmResourceId.parse("/subscriptions/S1/resourceGroups/Rg/providers/microsoft.keyvault/VAULTS/Kv");
        ArmResourceId other =
                ArmResourceId.parse("/SUBSCRIPTIONS/s1/resourcegroups/rG/Providers/Microsoft.KeyVault/vaults/kV");

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one).hasToString("/subscriptions/S1/resourceGroups/Rg/providers/Microsoft.KeyVault/vaults/Kv");
    }

    @ParameterizedTest
    @CsvSource({
        "/subscriptions/s1/resourceGroups",
        "/subscriptions/s1/providers/Microsoft.KeyVault/vaults",
        "/nothing/known/here"
    })
    void anIncompleteIdIsRefused(String text) {
        assertThatThrownBy(() -> ArmResourceId.parse(text)).isInstanceOf(AzureException.class);
    }

    @Test
    void aBrokenPercentSignIsABadRequest() {
        assertThatThrownBy(() -> ArmTarget.parse("/subscriptions/%zz"))
                .isInstanceOfSatisfying(
                        AzureException.class,
                        fault -> assertThat(fault.status()).isEqualTo(400));
    }
}
