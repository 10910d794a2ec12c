package io.mltwin.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TenantPropertiesTest {
    @Test
    void onlyATenantWithAWorkspaceHasItsAddresses() {
        assertThat(TenantProperties.given(false, type -> true))
                .containsKeys("mltwin.arm.url", "azure.tenant.id", "azure.client.secret", "mltwin.resource.group")
                .doesNotContainKeys("mltwin.workspace.id", "quarkus.azure.keyvault.secret.endpoint");
        assertThat(TenantProperties.given(true, type -> false))
                .containsKeys("mltwin.workspace.id", "mltwin.key.vault.url", "mlflow.tracking.uri");
    }

    @Test
    void extensionsThatAreAbsentAreGivenNothing() {
        assertThat(TenantProperties.given(true, type -> false).keySet()).noneMatch(name -> name.startsWith("quarkus."));
        assertThat(TenantProperties.given(true, type -> type.contains("keyvault"))
                        .keySet())
                .filteredOn(name -> name.startsWith("quarkus."))
                .containsExactly("quarkus.azure.keyvault.secret.endpoint");
        assertThat(TenantProperties.given(true, type -> type.contains("storage.blob"))
                        .keySet())
                .filteredOn(name -> name.startsWith("quarkus."))
                .containsExactly("quarkus.azure.storage.blob.endpoint");
    }
}
