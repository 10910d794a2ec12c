package io.mltwin.console.workspaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceIdTest {

    private static final String ARM_ID =
            "/subscriptions/s1/resourceGroups/rg (x)/providers/Microsoft.MachineLearningServices/workspaces/ws1";

    @Test
    void anArmIdAndAnAddressNameTheSame() {
        WorkspaceId id = WorkspaceId.of(ArmResourceId.parse(ARM_ID));

        assertThat(id).isEqualTo(new WorkspaceId("s1", "rg (x)", "ws1"));
        assertThat(id.armId()).hasToString(ARM_ID);
        assertThat(id.address("runs")).isEqualTo("/runs/s1/rg%20%28x%29/ws1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/subscriptions/s1",
                "/subscriptions/s1/resourceGroups/rg1",
                "/subscriptions/s1/resourceGroups/rg1/providers/Microsoft.KeyVault/vaults/ws1",
                "/subscriptions/s1/resourceGroups/rg1/providers/Microsoft.MachineLearningServices/workspaces/ws1/computes/cpu"
            })
    void whatIsNoWorkspaceIsNotFound(String id) {
        assertThatThrownBy(() -> WorkspaceId.of(ArmResourceId.parse(id)))
                .isInstanceOfSatisfying(
                        AzureException.class,
                        fault -> assertThat(fault.status()).isEqualTo(404));
    }

    @ParameterizedTest
    @CsvSource({"s/1, rg, ws", "s1, rg?x, ws", "s1, rg, w%2Fs", "s1, rg, w\\s"})
    void aCharacterThatNoNameHasIsNotFound(String subscription, String group, String name) {
        assertThatThrownBy(() -> new WorkspaceId(subscription, group, name))
                .isInstanceOfSatisfying(
                        AzureException.class,
                        fault -> assertThat(fault.status()).isEqualTo(404));
    }
}
