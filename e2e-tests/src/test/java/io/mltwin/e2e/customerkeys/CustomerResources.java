package io.mltwin.e2e.customerkeys;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.CustomerKeyVault;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;

/**
 * What a customer brings for a workspace: a group with a vault, a key in it and a registry, and the
 * role that Azure Machine Learning needs for workspaces under a customer's key.
 */
final class CustomerResources {
    static final String CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c";
    static final String REGISTRY_KEY = "images";

    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String REGION = CustomerWorkspaceLife.REGION;
    private static final String COSMOS = "0a1d0004-5a1e-4c0f-9d6e-0b6a65637404";
    private static final String MACHINE_LEARNING = "0a1d0002-5a1e-4c0f-9d6e-0b6a65637402";

    final String group = PLATFORM.subscription() + "/resourceGroups/customer-rg";
    final CustomerKeyVault vault = new CustomerKeyVault(PLATFORM, group, "customerkeys1", REGION);
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

    /** A vault with a key for run history, and its identifier. */
    String vaultWithAKey() throws Exception {
        vault.create();
        vault.letIn(COSMOS);
        return vault.createKey("metadata");
    }

    /** A registry without an admin user, under a key of the vault. */
    void registryUnderAKey() throws Exception {
        FlowClient.Answer answer = client.json(
                "PUT",
                azure.arm(registry),
                owner,
                Map.of(
                        "location", REGION,
                        "sku", Map.of("name", "Premium"),
                        "identity", Map.of("type", "SystemAssigned"),
                        "properties", Map.of("adminUserEnabled", false)));
        azure.await(client, answer.expect(200, 201), owner);
        vault.letIn(registry().at("/identity/principalId").asText());
        String key = vault.createKey(REGISTRY_KEY);
        changeRegistry(
                Map.of("encryption", Map.of("status", "enabled", "keyVaultProperties", Map.of("keyIdentifier", key))));
    }

    void changeRegistry(Map<String, ?> properties) throws Exception {
        client.json("PATCH", azure.arm(registry), owner, Map.of("properties", properties))
                .expect(200);
    }

    JsonNode registry() throws Exception {
        return client.get(azure.arm(registry), owner).expect(200).json();
    }
}
