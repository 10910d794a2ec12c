package io.mltwin.workspace.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.armweb.ArmResourceId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the index keeps. */
class ResourceIndexTest {

    @ParameterizedTest
    @CsvSource({
        "/subscriptions/s1, false",
        "/subscriptions/s1/resourceGroups/rg1, false",
        "/subscriptions/s1/resourceGroups/rg1/providers/Microsoft.KeyVault/vaults/kv1, true",
        "/subscriptions/s1/resourceGroups/rg1/providers/Microsoft.KeyVault/vaults/kv1/accessPolicies/add, false",
        "/subscriptions/s1/resourceGroups/rg1/providers/Microsoft.MachineLearningServices/workspaces/w/computes/c, true",
        "/subscriptions/s1/resourceGroups/rg1/providers/Microsoft.Authorization/roleAssignments/a, false",
        "/subscriptions/s1/resourceGroups/rg1/providers/Microsoft.KeyVault/vaults/kv1/providers/Microsoft.Authorization/locks/l, false",
        "/subscriptions/s1/resourceGroups/rg1/providers/Microsoft.Resources/deployments/d, false",
        "/subscriptions/s1/providers/Microsoft.Authorization/roleAssignments/a, false"
    })
    void tracks(String id, boolean tracked) {
        assertThat(ResourceIndex.tracks(ArmResourceId.parse(id))).isEqualTo(tracked);
    }
}
