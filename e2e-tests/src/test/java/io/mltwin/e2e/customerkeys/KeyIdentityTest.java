package io.mltwin.e2e.customerkeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mltwin.e2e.fixtures.Colleague;
import io.mltwin.e2e.fixtures.CustomerKeyVault;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowClient.Answer;
import io.mltwin.local.layout.PlatformService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A customer-managed key that a user-assigned identity opens: its access to the vault is checked
 * before the workspace is made, and counts as long as the workspace is there.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@ResourceLock(CustomerKeyedWorkspace.RIGHTS)
class KeyIdentityTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c";

    private final String mark = UUID.randomUUID().toString().substring(0, 8);
    private final Azure azure = PLATFORM.azure();
    private final FlowClient client = PLATFORM.flowClient();

    @Test
    void theIdentityOpensTheKeyInPlaceOfAzureCosmosDb() throws Exception {
        String owner = azure.armToken("owner");
        String identity = PLATFORM.fixture().resourceGroupId()
                + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/key-"
                + mark;
        String principal = client.json("PUT", azure.arm(identity), owner, Map.of("location", "eastus"))
                .expect(201)
                .json()
                .path("properties")
                .path("principalId")
                .asText();
        CustomerKeyVault vault = new CustomerKeyVault(PLATFORM, "uak" + mark);
        vault.create();
        String key = vault.createKey("runhistory");
        String id = PLATFORM.fixture().resourceGroupId() + Azure.ML + "key-" + mark;
        String contributor = PLATFORM.subscription() + Colleague.AUTHORIZATION + "roleAssignments/" + UUID.randomUUID();
        Map<String, Object> contributes = Map.of(
                "roleDefinitionId",
                PLATFORM.subscription() + Colleague.AUTHORIZATION + "roleDefinitions/" + CONTRIBUTOR,
                "principalId",
                PlatformService.WORKSPACE.objectId());
        client.json("PUT", azure.arm(contributor), owner, Map.of("properties", contributes))
                .expect(201);
        try {
            Answer unknown = put(owner, id, vault, key, identity, identity + "-none");
            assertThat(unknown.status()).as(unknown.text()).isEqualTo(400);
            Answer refused = put(owner, id, vault, key, identity, identity);
            assertThat(refused.status()).as(refused.text()).isEqualTo(400);
            assertThat(refused.text()).contains("user-assigned identity", principal, "unwrapKey");
            client.get(azure.arm(id), owner).expect(404);

            vault.letIn(principal);
            azure.await(client, put(owner, id, vault, key, identity, identity).expect(202), owner);
            assertThat(client.get(azure.arm(id), owner)
                            .expect(200)
                            .json()
                            .path("properties")
                            .path("encryption")
                            .path("identity")
                            .path("userAssignedIdentity")
                            .asText())
                    .isEqualTo(identity);
            run(owner, id, "r1").expect(200);
            Answer taken =
                    client.json("PATCH", azure.arm(id), owner, Map.of("identity", Map.of("type", "SystemAssigned")));
            assertThat(taken.status()).as("the key's identity cannot go").isEqualTo(400);

            take(owner, vault, principal);
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () -> assertThat(run(owner, id, "r2").status()).isEqualTo(403));
            vault.letIn(principal);
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () -> assertThat(run(owner, id, "r3").status()).isEqualTo(200));
            azure.await(
                    client, client.json("DELETE", azure.arm(id), owner, null).expect(202), owner);
        } finally {
            client.json("DELETE", azure.arm(contributor), owner, null).expect(200, 204);
        }
    }

    private Answer put(String token, String id, CustomerKeyVault vault, String key, String assigned, String opens)
            throws Exception {
        return client.json(
                "PUT",
                azure.arm(id),
                token,
                Map.of(
                        "location",
                        "eastus",
                        "identity",
                        Map.of(
                                "type",
                                "SystemAssigned,UserAssigned",
                                "userAssignedIdentities",
                                Map.of(assigned, Map.of())),
                        "properties",
                        Map.of(
                                "encryption",
                                Map.of(
                                        "status",
                                        "Enabled",
                                        "identity",
                                        Map.of("userAssignedIdentity", opens),
                                        "keyVaultProperties",
                                        Map.of("keyVaultArmId", vault.id(), "keyIdentifier", key)))));
    }

    private Answer run(String token, String id, String run) throws Exception {
        return client.json(
                "PATCH",
                azure.training("eastus", "history/v1.0", id, "/experiments/keys/runs/" + run),
                token,
                Map.of("tags", Map.of("of", run)));
    }

    private void take(String token, CustomerKeyVault vault, String principal) throws Exception {
        client.json(
                        "PUT",
                        azure.arm(vault.id() + "/accessPolicies/remove"),
                        token,
                        Map.of(
                                "properties",
                                Map.of(
                                        "accessPolicies",
                                        List.of(Map.of(
                                                "tenantId",
                                                PLATFORM.platform()
                                                        .credentials()
                                                        .servicePrincipals()
                                                        .get("owner")
                                                        .tenantId(),
                                                "objectId",
                                                principal,
                                                "permissions",
                                                Map.of("keys", List.of()))))))
                .expect(200);
    }
}
