package io.mltwin.e2e.customerkeys;

import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a customer brings for a workspace: a group with a vault, a key in it and a registry, and the
 * role that Azure Machine Learning needs for workspaces under a customer's key.
 */
final class CustomerResources {
    static final String CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c";

    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String VAULT = "customerkeys1";
    private static final String REGION = CustomerWorkspaceLife.REGION;
    private static final String COSMOS = "0a1d0004-5a1e-4c0f-9d6e-0b6a65637404";
    private static final String MACHINE_LEARNING = "0a1d0002-5a1e-4c0f-9d6e-0b6a65637402";

    final String group = PLATFORM.subscription() + "/resourceGroups/customer-rg";
    final String vault = group + "/providers/Microsoft.KeyVault/vaults/" + VAULT;
    final String registry = group + "/providers/Microsoft.ContainerRegistry/registries/customerregistry1";

    private final Azure azure = PLATFORM.azure();
    private final FlowClient client = PLATFORM.flowClient();
    private final String owner;
    private String contributorAssignment;

    CustomerResources() throws IOException {
        owner = azure.armToken("owner");
        client.json("PUT", azure.arm(group), owner, Map.of("location", REGION)).expect(200, 201);
    }

    void letAzureMachineLearningContribute() throws Exception {
        contributorAssignment =
                PLATFORM.subscription() + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID();
        client.json(
                        "PUT",
                        azure.arm(contributorAssignment),
                        owner,
                        Map.of(
                                "properties",
                                Map.of(
                                        "roleDefinitionId",
                                        PLATFORM.subscription()
                                                + "/providers/Microsoft.Authorization/roleDefinitions/"
                                                + CONTRIBUTOR,
                                        "principalId",
                                        MACHINE_LEARNING,
                                        "principalType",
                                        "ServicePrincipal")))
                .expect(201);
    }

    void takeTheRoleBack() throws Exception {
        client.json("DELETE", azure.arm(contributorAssignment), owner, null).expect(200, 204);
    }

    String vaultWithAKey() throws Exception {
        String tenant = PLATFORM.fixture().tenant().tenantId();
        String ownerId = PLATFORM.platform()
                .credentials()
                .servicePrincipals()
                .get("owner")
                .objectId();
        Map<String, Object> properties = Map.of(
                "tenantId",
                tenant,
                "sku",
                Map.of("family", "A", "name", "standard"),
                "enableSoftDelete",
                true,
                "enablePurgeProtection",
                true,
                "accessPolicies",
                List.of(
                        policy(tenant, ownerId, "get", "create", "delete", "purge"),
                        policy(tenant, COSMOS, "get", "wrapKey", "unwrapKey")));
        client.json("PUT", azure.arm(vault), owner, Map.of("location", REGION, "properties", properties))
                .expect(200, 201);
        return client.json(
                        "POST",
                        azure.vault(VAULT, "/keys/metadata/create?api-version=7.4"),
                        azure.token("owner", "https://vault.azure.net"),
                        Map.of("kty", "RSA", "key_size", 3072))
                .expect(200)
                .json()
                .path("key")
                .path("kid")
                .asText();
    }

    private static Map<String, Object> policy(String tenant, String objectId, String... verbs) {
        return Map.of("tenantId", tenant, "objectId", objectId, "permissions", Map.of("keys", verbs));
    }

    void registry(boolean adminUser) throws Exception {
        FlowClient.Answer answer = client.json(
                "PUT",
                azure.arm(registry),
                owner,
                Map.of(
                        "location",
                        REGION,
                        "sku",
                        Map.of("name", "Premium"),
                        "properties",
                        Map.of("adminUserEnabled", adminUser)));
        azure.await(client, answer.expect(200, 201), owner);
    }
}
