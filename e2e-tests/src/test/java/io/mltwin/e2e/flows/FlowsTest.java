package io.mltwin.e2e.flows;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.common.sas.AccountSasPermission;
import com.azure.storage.common.sas.AccountSasResourceType;
import com.azure.storage.common.sas.AccountSasService;
import com.azure.storage.common.sas.AccountSasSignatureValues;
import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.clients.AzureClients;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import io.mltwin.local.layout.PlatformService;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * The happy path of all five flows, and what they must have left behind; {@link ServeFlowTest}
 * looks at inference.
 */
@TestInstance(Lifecycle.PER_CLASS)
class FlowsTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();

    private FlowState flows;
    private Azure azure;
    private FlowClient client;
    private JsonNode workspace;

    @BeforeAll
    void playAllFive() throws Exception {
        flows = PLATFORM.flows();
        azure = PLATFORM.azure();
        client = PLATFORM.flowClient();
        workspace =
                client.get(azure.arm(flows.workspaceId()), azure.armToken("reader"))
                        .expect(200)
                        .json();
    }

    @Test
    void theWorkspaceHasItsFourResourcesInTheUsersGroup() throws Exception {
        JsonNode properties = workspace.path("properties");
        for (String property :
                List.of("keyVault", "storageAccount", "containerRegistry", "applicationInsights")) {
            String id = properties.path(property).asText();
            assertThat(id)
                    .as(property)
                    .startsWithIgnoringCase(PLATFORM.fixture().resourceGroupId());
            client.get(azure.arm(id), azure.armToken("reader")).expect(200);
        }
        JsonNode listed =
                client.get(
                                azure.arm(PLATFORM.fixture().resourceGroupId() + "/resources"),
                                azure.armToken("reader"))
                        .expect(200)
                        .json();
        List<String> types = new ArrayList<>();
        listed.path("value")
                .forEach(
                        resource ->
                                types.add(
                                        resource.path("type")
                                                .asText()
                                                .toLowerCase(java.util.Locale.ROOT)));
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
        String account = workspace.path("properties").path("storageAccount").asText();
        String workspaceId = workspace.path("properties").path("workspaceId").asText();

        assertThat(names(account + "/blobServices/default/containers"))
                .contains("azureml-blobstore-" + workspaceId);
        assertThat(names(account + "/fileServices/default/shares"))
                .contains("azureml-filestore-" + workspaceId);
    }

    private List<String> names(String list) throws Exception {
        List<String> names = new ArrayList<>();
        client.get(azure.arm(list), azure.armToken("reader"))
                .expect(200)
                .json()
                .path("value")
                .forEach(one -> names.add(one.path("name").asText()));
        return names;
    }

    @Test
    void theWorkspacesIdentityIsNamedLikeItAndHasItsGrants() throws Exception {
        JsonNode identity = workspace.path("identity");
        String principal = identity.path("principalId").asText();
        assertThat(identity.path("type").asText()).isEqualTo("SystemAssigned");

        JsonNode graph =
                client.get(
                                PLATFORM.host("graph", PlatformService.IDENTITY)
                                        + "/v1.0/servicePrincipals/"
                                        + principal,
                                azure.token("contributor", "https://graph.microsoft.com"))
                        .expect(200)
                        .json();
        assertThat(graph.path("displayName").asText()).isEqualTo(workspace.path("name").asText());

        assertThat(roles(flows.workspaceId(), principal))
                .contains("b24988ac-6180-42a0-ab88-20f7382dd24c");
        assertThat(roles(workspace.path("properties").path("storageAccount").asText(), principal))
                .contains("ba92f5b4-2d11-453d-a403-e96b0029c9fe");
        for (String scope :
                List.of(
                        workspace.path("properties").path("containerRegistry").asText(),
                        PLATFORM.fixture().resourceGroupId())) {
            assertThat(roles(scope, principal))
                    .as(scope)
                    .contains("b24988ac-6180-42a0-ab88-20f7382dd24c");
        }
    }

    private List<String> roles(String scope, String principal) throws Exception {
        JsonNode assignments =
                client.get(
                                azure.arm(
                                                scope
                                                        + "/providers/Microsoft.Authorization/roleAssignments")
                                        + "&$filter=principalId%20eq%20'"
                                        + principal
                                        + "'",
                                azure.armToken("reader"))
                        .expect(200)
                        .json();
        List<String> roles = new ArrayList<>();
        assignments
                .path("value")
                .forEach(
                        assignment -> {
                            String definition =
                                    assignment.path("properties").path("roleDefinitionId").asText();
                            roles.add(definition.substring(definition.lastIndexOf('/') + 1));
                        });
        return roles;
    }

    @Test
    void theVaultHoldsTheConnectionStringAndThePasswordThatAreInForce() throws Exception {
        String owner = azure.armToken("owner");
        String vault = workspace.path("properties").path("keyVault").asText();
        String registry = workspace.path("properties").path("containerRegistry").asText();
        String data = azure.token("contributor", "https://vault.azure.net");
        String secrets = vault.substring(vault.lastIndexOf('/') + 1);
        client.get(azure.vault(secrets, "/secrets?api-version=7.4"), data).expect(403);
        Map<String, Object> policy =
                Map.of(
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
        client.json(
                        "PUT",
                        azure.arm(vault + "/accessPolicies/add"),
                        owner,
                        Map.of("properties", Map.of("accessPolicies", List.of(policy))))
                .expect(200, 201);

        String prefix = "aml-" + workspace.path("properties").path("workspaceId").asText();
        String connection = secret(secrets, prefix + "-storage-connection", data);
        String password = secret(secrets, prefix + "-acr-password", data);

        assertThat(connection).contains("AccountName=" + flows.storageAccount());
        JsonNode keys =
                client.json(
                                "POST",
                                azure.arm(
                                        workspace.path("properties").path("storageAccount").asText()
                                                + "/listKeys"),
                                owner,
                                null)
                        .expect(200)
                        .json();
        assertThat(connection)
                .contains("AccountKey=" + keys.path("keys").path(0).path("value").asText());
        assertThat(
                        client.json("POST", azure.arm(registry + "/listCredentials"), owner, null)
                                .expect(200)
                                .json()
                                .path("passwords")
                                .toString())
                .contains(password);
    }

    private String secret(String vault, String name, String token) throws Exception {
        return client.get(azure.vault(vault, "/secrets/" + name + "?api-version=7.4"), token)
                .expect(200)
                .json()
                .path("value")
                .asText();
    }

    @Test
    void theIdentityIsInTheVaultsPolicyAndAReaderIsNot() throws Exception {
        String vault = workspace.path("properties").path("keyVault").asText();
        JsonNode properties =
                client.get(azure.arm(vault), azure.armToken("reader"))
                        .expect(200)
                        .json()
                        .path("properties");
        assertThat(properties.path("accessPolicies").toString())
                .contains(workspace.path("identity").path("principalId").asText());

        // a user without a policy reads none of them
        String name = vault.substring(vault.lastIndexOf('/') + 1);
        client.get(
                        azure.vault(name, "/secrets?api-version=7.4"),
                        azure.token("reader", "https://vault.azure.net"))
                .expect(403);
    }

    @Test
    void aUserWithoutDataRoleCannotReadTheBlobs() throws Exception {
        FlowClient.Answer answer =
                client.get(
                        azure.blob(
                                flows.storageAccount(), "/snapshots?restype=container&comp=list"),
                        azure.token("contributor", "https://storage.azure.com"));

        assertThat(answer.status()).as(answer.text()).isEqualTo(403);
        assertThat(answer.header("x-ms-error-code")).isEqualTo("AuthorizationPermissionMismatch");
    }

    @Test
    void theScriptsOwnAccuracyIsReadBack() {
        assertThat(flows.accuracy()).isBetween(0.93, 1.0);
    }

    @Test
    void aReaderReadsTheMetricsAndNobodyElse() throws Exception {
        String query =
                azure.training(
                        "eastus",
                        "history/v1.0",
                        flows.workspaceId(),
                        "/experiments/breast-cancer/metrics:query");
        Map<String, Object> ofRun = Map.of("filter", "RunId eq '" + flows.runId() + "'");

        JsonNode metrics =
                client.json("POST", query, azure.armToken("reader"), ofRun).expect(200).json();

        assertThat(metrics.path("value"))
                .anySatisfy(
                        metric ->
                                assertThat(metric.path("cells").path(0).path("accuracy").asDouble())
                                        .isEqualTo(flows.accuracy()));
        client.json("POST", query, azure.armToken("nobody"), ofRun).expect(403);
    }

    @Test
    void theSnapshotIsWhatWasSaved() throws Exception {
        String token = azure.armToken("reader");
        FlowClient.Answer script =
                client.get(
                                azure.training(
                                        "eastus",
                                        "content/v1.0",
                                        flows.workspaceId(),
                                        "/snapshots/"
                                                + flows.snapshotId()
                                                + "/files?path=Train.java"),
                                token)
                        .expect(200);

        assertThat(script.text()).contains("class Train");
        client.get(
                        azure.training(
                                "eastus",
                                "content/v1.0",
                                flows.workspaceId(),
                                "/snapshots/" + UUID.randomUUID() + "/metadata"),
                        token)
                .expect(404);
    }

    @Test
    void theRunWentThroughItsStatesAsTheRunItself() throws Exception {
        JsonNode run =
                client.get(
                                azure.training(
                                        "eastus",
                                        "history/v1.0",
                                        flows.workspaceId(),
                                        "/experiments/breast-cancer/runs/" + flows.runId()),
                                azure.armToken("reader"))
                        .expect(200)
                        .json();

        assertThat(run.path("status").asText()).isEqualTo("Completed");
        assertThat(run.path("startTimeUtc").asText()).isNotEmpty();
        assertThat(run.path("endTimeUtc").asText()).isNotEmpty();
        assertThat(run.has("token") && !run.path("token").isNull())
                .as("a run's token in an answer to a reader")
                .isFalse();
    }

    @Test
    void theTargetCalledBackAsTheRunItself() throws Exception {
        List<JsonNode> calls = PLATFORM.callsOfRun();

        assertThat(calls)
                .anySatisfy(
                        call -> {
                            assertThat(call.path("method").asText()).isEqualTo("PATCH");
                            assertThat(call.path("tokenKind").asText()).isEqualTo("RUN");
                            assertThat(call.path("caller").asText())
                                    .isEqualTo("run " + flows.runId());
                            assertThat(call.path("status").asInt()).isEqualTo(200);
                        });
    }

    /** TRN-15, TRN-16 */
    @Test
    void theManagementCodeOfTheRunIsOnTheFileShareAndTheContainerBeganWithIt() throws Exception {
        String share =
                "azureml-filestore-" + workspace.path("properties").path("workspaceId").asText();
        String folder = "azureml/" + flows.runId() + "/azureml-setup";
        String signature =
                AzureClients.storage(PLATFORM, flows)
                        .generateAccountSas(
                                new AccountSasSignatureValues(
                                        OffsetDateTime.now().plusMinutes(5),
                                        new AccountSasPermission()
                                                .setReadPermission(true)
                                                .setListPermission(true),
                                        AccountSasService.parse("f"),
                                        AccountSasResourceType.parse("co")));
        String files =
                PLATFORM.host(flows.storageAccount() + ".file.core", PlatformService.WORKSPACE)
                        + "/"
                        + share
                        + "/"
                        + folder;

        FlowClient.Answer listed =
                client.get(files + "?restype=directory&comp=list&" + signature, null).expect(200);
        FlowClient.Answer program = client.get(files + "/run.sh?" + signature, null).expect(200);
        FlowClient.Answer log =
                client.get(
                                azure.training(
                                        "eastus",
                                        "artifact/v2.0",
                                        flows.workspaceId(),
                                        "/artifacts/ExperimentRun/dcid."
                                                + flows.runId()
                                                + "/content?path=logs/azureml/70_driver_log.txt"),
                                azure.armToken("reader"))
                        .expect(200);

        assertThat(listed.text()).contains("<Name>run.sh</Name>");
        assertThat(program.text())
                .startsWith("#!/bin/sh")
                .contains("Management code of the run " + flows.runId());
        assertThat(log.text())
                .contains(
                        "Starting the container with the initial command /bin/sh "
                                + share
                                + "/"
                                + folder
                                + "/run.sh");
    }

    @Test
    void oneTokenServesResourceManagerAndBothHalvesOfMachineLearning() throws Exception {
        String token = azure.armToken("sp1");

        client.get(azure.arm(flows.workspaceId()), token).expect(200);
        client.get(
                        azure.training(
                                "eastus",
                                "history/v1.0",
                                flows.workspaceId(),
                                "/experiments/breast-cancer/runs/" + flows.runId()),
                        token)
                .expect(200);
        client.json(
                        "POST",
                        azure.models("eastus", flows.workspaceId(), "/models"),
                        token,
                        Map.of(
                                "name",
                                "sp1-model",
                                "url",
                                "aml://artifact/ExperimentRun/dcid."
                                        + flows.runId()
                                        + "/outputs/model.onnx",
                                "mimeType",
                                "application/octet-stream"))
                .expect(200);
    }
}
