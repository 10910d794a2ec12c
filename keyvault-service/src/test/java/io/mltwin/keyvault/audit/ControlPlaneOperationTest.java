package io.mltwin.keyvault.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlPlaneOperationTest {

    private static final String GROUP = "/subscriptions/s/resourceGroups/g";
    private static final String VAULTS = GROUP + "/providers/Microsoft.KeyVault/vaults";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET | /kv | VaultGet",
                "PUT | /kv | VaultPut",
                "PATCH | /kv | VaultPatch",
                "DELETE | /kv | VaultDelete",
                "PUT | /kv/accessPolicies/add | VaultPatch",
                "PUT | /kv/ACCESSPOLICIES/Remove | VaultPatch",
                "GET | '' |",
                "POST | /kv |",
                "GET | /kv/secrets/s |",
                "PUT | /kv/secrets/s | SecretSet",
                "PATCH | /kv/secrets/s | SecretUpdate",
                "PUT | /kv/keys/k | KeyCreate",
                "PATCH | /kv/keys/k |",
                "GET | /kv/keys/k |",
                "PUT | /kv/keys/k/versions/v |",
                "PUT | /kv/accessPolicies/other |",
                "DELETE | /kv/accessPolicies/add |",
                "GET | /kv/privateEndpointConnections |",
            })
    void anOperationOnAVaultHasAzuresName(String method, String path, String name) {
        ControlPlaneOperation found = ControlPlaneOperation.of(method, "/provider" + VAULTS + path);
        assertThat(found == null ? null : found.name()).isEqualTo(name);
        if (found != null) {
            assertThat(found.vaultId()).isEqualTo(VAULTS + "/kv");
            assertThat(found.vaultName()).isEqualTo("kv");
        }
    }
}
