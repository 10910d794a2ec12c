package io.mltwin.e2e.flows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.layout.PlatformService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * The happy path of all five flows, and what they must have left behind; {@link TrainFlowTest}
 * looks at training, {@link ServeFlowTest} at inference.
 */
@TestInstance(Lifecycle.PER_CLASS)
class FlowsTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();

    private PlayedFlows flows;

    @BeforeAll
    void playAllFive() throws Exception {
        flows = PlayedFlows.on(PLATFORM);
    }

    @Test
    void theWorkspaceHasItsFourResourcesInTheUsersGroup() throws Exception {
        JsonNode properties = flows.workspace().path("properties");
        for (String property : List.of("keyVault", "storageAccount", "containerRegistry", "applicationInsights")) {
            String id = properties.path(property).asText();
            assertThat(id)
                    .as(property)
                    .startsWithIgnoringCase(PLATFORM.fixture().resourceGroupId());
            flows.client()
                    .get(flows.azure().arm(id), flows.azure().armToken("reader"))
                    .expect(200);
        }
        JsonNode listed = flows.client()
                .get(
                        flows.azure().arm(PLATFORM.fixture().resourceGroupId() + "/resources"),
                        flows.azure().armToken("reader"))
                .expect(200)
                .json();
        List<String> types = new ArrayList<>();
        listed.path("value")
                .forEach(resource -> types.add(resource.path("type").asText().toLowerCase(java.util.Locale.ROOT)));
        assertThat(types)
                .contains(
                        "microsoft.keyvault/vaults",
                        "microsoft.storage/storageaccounts",
                        "microsoft.containerregistry/registries",
                        "microsoft.insights/components",
                        "microsoft.machinelearningservices/workspaces");
    }

    @Test
    void theStorageAccountHasAContainerAndAShareOfTheWorkspace() throws Exception {
        String account = flows.property("storageAccount");
        String workspaceId = flows.property("workspaceId");

        assertThat(names(account + "/blobServices/default/containers")).contains("azureml-blobstore-" + workspaceId);
        assertThat(names(account + "/fileServices/default/shares")).contains("azureml-filestore-" + workspaceId);
    }

    private List<String> names(String list) throws Exception {
        List<String> names = new ArrayList<>();
        flows.client()
                .get(flows.azure().arm(list), flows.azure().armToken("reader"))
                .expect(200)
                .json()
                .path("value")
                .forEach(one -> names.add(one.path("name").asText()));
        return names;
    }

    @Test
    void theWorkspacesIdentityIsNamedLikeItAndHasItsGrants() throws Exception {
        JsonNode identity = flows.workspace().path("identity");
        String principal = identity.path("principalId").asText();
        assertThat(identity.path("type").asText()).isEqualTo("SystemAssigned");

        JsonNode graph = flows.client()
                .get(
                        PLATFORM.host("graph", PlatformService.IDENTITY) + "/v1.0/servicePrincipals/" + principal,
                        flows.azure().token("contributor", "https://graph.microsoft.com"))
                .expect(200)
                .json();
        assertThat(graph.path("displayName").asText())
                .isEqualTo(flows.workspace().path("name").asText());

        assertThat(roles(flows.workspaceId(), principal)).contains("b24988ac-6180-42a0-ab88-20f7382dd24c");
        assertThat(roles(flows.property("storageAccount"), principal)).contains("ba92f5b4-2d11-453d-a403-e96b0029c9fe");
        for (String scope :
                List.of(flows.property("containerRegistry"), PLATFORM.fixture().resourceGroupId())) {
            assertThat(roles(scope, principal)).as(scope).contains("b24988ac-6180-42a0-ab88-20f7382dd24c");
        }
    }

    private List<String> roles(String scope, String principal) throws Exception {
        JsonNode assignments = flows.client()
                .get(
                        flows.azure().arm(scope + "/providers/Microsoft.Authorization/roleAssignments")
                                + "&$filter=principalId%20eq%20'"
                                + principal
                                + "'",
                        flows.azure().armToken("reader"))
                .expect(200)
                .json();
        List<String> roles = new ArrayList<>();
        assignments.path("value").forEach(assignment -> {
            String definition =
                    assignment.path("properties").path("roleDefinitionId").asText();
            roles.add(definition.substring(definition.lastIndexOf('/') + 1));
        });
        return roles;
    }

    @Test
    void theVaultHoldsTheConnectionStringAndThePasswordThatAreInForce() throws Exception {
        String owner = flows.azure().armToken("owner");
        String vault = flows.property("keyVault");
        String registry = flows.property("containerRegistry");
        String data = flows.azure().token("contributor", "https://vault.azure.net");
        String secrets = vault.substring(vault.lastIndexOf('/') + 1);
        flows.client()
                .get(flows.azure().vault(secrets, "/secrets?api-version=7.4"), data)
                .expect(403);
        Map<String, Object> policy = Map.of(
                "tenantId",
                PLATFORM.platform()
                        .credentials()
                        .servicePrincipals()
                        .get("contributor")
                        .tenantId(),
                "objectId",
                PLATFORM.platform()
                        .credentials()
                        .servicePrincipals()
                        .get("contributor")
                        .objectId(),
                "permissions",
                Map.of("secrets", List.of("get", "list")));
        flows.client()
                .json(
                        "PUT",
                        flows.azure().arm(vault + "/accessPolicies/add"),
                        owner,
                        Map.of("properties", Map.of("accessPolicies", List.of(policy))))
                .expect(200, 201);

        String prefix = "aml-" + flows.property("workspaceId");
        String connection = secret(secrets, prefix + "-storage-connection", data);
        String password = secret(secrets, prefix + "-acr-password", data);

        assertThat(connection).contains("AccountName=" + flows.state().storageAccount());
        JsonNode keys = flows.client()
                .json("POST", flows.azure().arm(flows.property("storageAccount") + "/listKeys"), owner, null)
                .expect(200)
                .json();
        assertThat(connection)
                .contains(
                        "AccountKey=" + keys.path("keys").path(0).path("value").asText());
        assertThat(flows.client()
                        .json("POST", flows.azure().arm(registry + "/listCredentials"), owner, null)
                        .expect(200)
                        .json()
                        .path("passwords")
                        .toString())
                .contains(password);
    }

    private String secret(String vault, String name, String token) throws Exception {
        return flows.client()
                .get(flows.azure().vault(vault, "/secrets/" + name + "?api-version=7.4"), token)
                .expect(200)
                .json()
                .path("value")
                .asText();
    }

    @Test
    void theIdentityIsInTheVaultsPolicyAndAReaderIsNot() throws Exception {
        String vault = flows.property("keyVault");
        JsonNode properties = flows.client()
                .get(flows.azure().arm(vault), flows.azure().armToken("reader"))
                .expect(200)
                .json()
                .path("properties");
        assertThat(properties.path("accessPolicies").toString())
                .contains(flows.workspace().path("identity").path("principalId").asText());

        // a user without a policy reads none of them
        String name = vault.substring(vault.lastIndexOf('/') + 1);
        flows.client()
                .get(
                        flows.azure().vault(name, "/secrets?api-version=7.4"),
                        flows.azure().token("reader", "https://vault.azure.net"))
                .expect(403);
    }

    @Test
    void aUserWithoutDataRoleCannotReadTheBlobs() throws Exception {
        FlowClient.Answer answer = flows.client()
                .get(
                        flows.azure().blob(flows.state().storageAccount(), "/snapshots?restype=container&comp=list"),
                        flows.azure().token("contributor", "https://storage.azure.com"));

        assertThat(answer.status()).as(answer.text()).isEqualTo(403);
        assertThat(answer.header("x-ms-error-code")).isEqualTo("AuthorizationPermissionMismatch");
    }

    @Test
    void oneTokenServesResourceManagerAndBothHalvesOfMachineLearning() throws Exception {
        String token = flows.azure().armToken("sp1");

        flows.client().get(flows.azure().arm(flows.workspaceId()), token).expect(200);
        flows.client()
                .get(
                        flows.azure()
                                .training(
                                        "eastus",
                                        "history/v1.0",
                                        flows.workspaceId(),
                                        "/experiments/breast-cancer/runs/"
                                                + flows.state().runId()),
                        token)
                .expect(200);
        flows.client()
                .json(
                        "POST",
                        flows.azure().models("eastus", flows.workspaceId(), "/models"),
                        token,
                        Map.of(
                                "name",
                                "sp1-model",
                                "url",
                                "aml://artifact/ExperimentRun/dcid."
                                        + flows.state().runId()
                                        + "/outputs/model.onnx",
                                "mimeType",
                                "application/octet-stream"))
                .expect(200);
    }
}
