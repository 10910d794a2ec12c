package io.mltwin.workspace.machinelearning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmResourceId;
import org.junit.jupiter.api.Test;

/** What other services read of a workspace's customer-managed key. */
class WorkspacePartsTest {

    private static final ArmResourceId VAULT =
            ArmResourceId.subscription("s1").resourceGroup("rg1").provider("Microsoft.KeyVault", "vaults", "kv1");

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void theKeyIsNamedByVaultAndIdentifier() {
        JsonNode key = json.valueToTree(
                WorkspaceParts.CustomerKey.of(new Workspace.CustomerKey(VAULT, "https://kv1.vault/keys/k/v1", null)));

        assertThat(key.path("keyVaultId").asText()).isEqualTo(VAULT.toString());
        assertThat(key.path("keyIdentifier").asText()).isEqualTo("https://kv1.vault/keys/k/v1");
        assertThat(key.path("identityId").isNull()).isTrue();
        assertThat(key.size()).isEqualTo(3);
    }

    @Test
    void withoutOneThereIsNone() {
        assertThat(WorkspaceParts.CustomerKey.of(null)).isNull();
    }
}
