package io.mltwin.workspace.machinelearning;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.workspace.machinelearning.WorkspacePreparation.DependentNames;
import java.security.SecureRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that a workspace gives to what it makes are names that Azure takes. */
class DependentNamesTest {

    private final DependentNames names = new DependentNames(new SecureRandom());

    @ParameterizedTest
    @ValueSource(strings = {"ws1", "1-2", "My_Work-Space", "a23456789012345678901234567890123", "---"})
    void followTheRulesOfEachType(String workspace) {
        ArmResourceId id = ArmResourceId.subscription("s1")
                .resourceGroup("rg1")
                .provider("Microsoft.MachineLearningServices", "workspaces", workspace);

        assertThat(names.storageAccount(id).name()).matches("[a-z0-9]{3,24}");
        assertThat(names.keyVault(id).name()).matches("[a-z][a-z0-9]{2,23}");
        assertThat(names.containerRegistry(id).name()).matches("[a-z0-9]{5,50}");
        assertThat(names.applicationInsights(id).name()).matches("[a-z0-9_-]{1,260}");
        assertThat(names.storageAccount(id).providerScope()).isEqualTo(id.providerScope());
        assertThat(names.storageAccount(id)).isNotEqualTo(names.storageAccount(id));
    }
}
