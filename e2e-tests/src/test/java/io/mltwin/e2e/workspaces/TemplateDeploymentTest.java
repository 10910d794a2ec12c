package io.mltwin.e2e.workspaces;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.azure.resourcemanager.resources.ResourceManager;
import com.azure.resourcemanager.resources.models.Deployment;
import com.azure.resourcemanager.resources.models.DeploymentMode;
import com.azure.resourcemanager.resources.models.DeploymentOperation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.e2e.clients.AzureClients;
import io.mltwin.e2e.fixtures.GrantedRole;
import io.mltwin.e2e.fixtures.LoggedEvents;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.layout.PlatformService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Workspaces by template, with Azure's library for Java, unmodified. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class TemplateDeploymentTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MACHINE_LEARNING = "0a1d0002-5a1e-4c0f-9d6e-0b6a65637402";
    private static final String COSMOS = "0a1d0004-5a1e-4c0f-9d6e-0b6a65637404";
    private static final Path TEMPLATES = Path.of("..", "deploy", "templates");

    private static ResourceManager manager() throws Exception {
        String arm = PLATFORM.host("management", PlatformService.WORKSPACE) + "/";
        AzureEnvironment environment = new AzureEnvironment(Map.of(
                "resourceManagerEndpointUrl",
                arm,
                "managementEndpointUrl",
                arm,
                "activeDirectoryEndpointUrl",
                PLATFORM.host("login", PlatformService.IDENTITY) + "/"));
        return ResourceManager.configure()
                .withHttpClient(AzureClients.http(PLATFORM))
                .authenticate(
                        AzureClients.credential(PLATFORM, "owner"),
                        new AzureProfile(
                                PLATFORM.fixture().tenant().tenantId(),
                                PLATFORM.fixture().subscription().subscriptionId(),
                                environment))
                .withSubscription(PLATFORM.fixture().subscription().subscriptionId());
    }

    @Test
    void aWorkspaceIsDeployedRedeployedWithoutAWriteAndDeleted() throws Exception {
        ResourceManager manager = manager();
        String group = "by-template";
        manager.resourceGroups().define(group).withRegion("eastus").create();
        String template = Files.readString(TEMPLATES.resolve("workspace.json"));

        Deployment first = deploy(manager, group, "workspace-1", template);

        assertThat(first.provisioningState()).isEqualTo("Succeeded");
        assertThat(operations(first))
                .containsEntry("Microsoft.MachineLearningServices/workspaces", "Create")
                .containsEntry("Microsoft.Storage/storageAccounts", "Create")
                .containsEntry("Microsoft.KeyVault/vaults", "Create")
                .containsEntry("Microsoft.OperationalInsights/workspaces", "Create")
                .containsEntry("Microsoft.Insights/components", "Create")
                .containsEntry("Microsoft.ContainerRegistry/registries", "Create");
        JsonNode outputs = JSON.valueToTree(first.outputs());
        String workspaceId = outputs.at("/workspaceId/value").asText();
        JsonNode workspace = get(workspaceId);
        assertThat(workspace.at("/properties/provisioningState").asText()).isEqualTo("Succeeded");
        assertThat(workspace.at("/properties/hbiWorkspace").asBoolean()).isTrue();
        assertThat(outputs.at("/principalId/value").asText())
                .isEqualTo(workspace.at("/identity/principalId").asText());

        Deployment second = deploy(manager, group, "workspace-2", template);

        assertThat(operations(second).values()).containsOnly("Read");
        assertThat(written(second)).containsExactly("Microsoft.Resources/deployments/write");
        assertThat(written(first))
                .contains(
                        "Microsoft.MachineLearningServices/workspaces/write",
                        "Microsoft.Storage/storageAccounts/write");
        assertThat(manager.deployments().checkExistence(group, "workspace-2")).isTrue();
        assertThat(manager.deployments().listByResourceGroup(group).stream()).hasSize(2);
        manager.deployments().deleteByResourceGroup(group, "workspace-2");
        assertThat(manager.deployments().checkExistence(group, "workspace-2")).isFalse();
        manager.resourceGroups().deleteByName(group);
        assertThat(manager.resourceGroups().contain(group)).isFalse();
    }

    private static Deployment deploy(ResourceManager manager, String group, String name, String template)
            throws Exception {
        return deploy(manager, group, name, template, Map.of("confidential_data", "true"));
    }

    private static Deployment deploy(
            ResourceManager manager, String group, String name, String template, Map<String, String> more)
            throws Exception {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("workspaceName", Map.of("value", "templated"));
        parameters.put("tagValues", Map.of("value", Map.of("by", "template")));
        more.forEach((parameter, value) -> parameters.put(parameter, Map.of("value", value)));
        return manager.deployments()
                .define(name)
                .withExistingResourceGroup(group)
                .withTemplate(template)
                .withParameters(JSON.writeValueAsString(parameters))
                .withMode(DeploymentMode.INCREMENTAL)
                .create();
    }

    /** What was done with each type. */
    private static Map<String, String> operations(Deployment deployment) {
        return deployment.deploymentOperations().list().stream()
                .filter(operation -> operation.targetResource() != null)
                .collect(Collectors.toMap(
                        operation -> operation.targetResource().resourceType(),
                        DeploymentOperation::provisioningOperation,
                        (one, other) -> one))
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().toString()));
    }

    /** The writes that the activity log shows for a deployment, once its own end is there. */
    private static List<String> written(Deployment deployment) {
        return new LoggedEvents(PLATFORM)
                        .await(
                                deployment.correlationId(),
                                event -> LoggedEvents.text(event, "operationName")
                                                .equals("Microsoft.Resources/deployments/write")
                                        && LoggedEvents.text(event, "status").equals("Succeeded"))
                        .stream()
                        .map(event -> LoggedEvents.text(event, "operationName"))
                        .distinct()
                        .toList();
    }

    @Test
    void aWorkspaceUnderTheCustomersKeyIsDeployed() throws Exception {
        ResourceManager manager = manager();
        String group = "by-template-cmk";
        manager.resourceGroups().define(group).withRegion("eastus").create();
        Azure azure = PLATFORM.azure();
        FlowClient client = PLATFORM.flowClient();
        String token = azure.armToken("owner");
        String vault = PLATFORM.subscription()
                + "/resourceGroups/by-template-cmk/providers/Microsoft.KeyVault/vaults/templatekeys1";
        client.json("PUT", azure.arm(vault), token, vaultOfKeys()).expect(201);
        String key = client.json(
                        "POST",
                        azure.vault("templatekeys1", "/keys/cmk/create?api-version=7.4"),
                        azure.token("owner", "https://vault.azure.net"),
                        Map.of("kty", "RSA", "key_size", 2048))
                .expect(200)
                .json()
                .at("/key/kid")
                .asText();
        GrantedRole role =
                GrantedRole.ofPrincipal(PLATFORM, MACHINE_LEARNING, "ServicePrincipal", PLATFORM.subscription(), "*");
        try {
            Deployment deployment = deploy(
                    manager,
                    group,
                    "under-a-key",
                    Files.readString(TEMPLATES.resolve("workspace-cmk.json")),
                    Map.of("cmk_keyvault", vault, "resource_cmk_uri", key));

            assertThat(deployment.provisioningState()).isEqualTo("Succeeded");
            String id = JSON.<JsonNode>valueToTree(deployment.outputs())
                    .at("/workspaceId/value")
                    .asText();
            JsonNode properties = get(id).path("properties");
            assertThat(properties.at("/encryption/status").asText()).isEqualTo("Enabled");
            assertThat(properties.path("serviceProvisionedResourceGroup").asText())
                    .startsWith(group);
            manager.resourceGroups().deleteByName(group);
        } finally {
            role.close();
        }
    }

    /** One that the owner and Azure Cosmos DB may use the keys of. */
    private static Map<String, Object> vaultOfKeys() throws Exception {
        String tenant = PLATFORM.fixture().tenant().tenantId();
        String owner = PLATFORM.platform()
                .credentials()
                .servicePrincipals()
                .get("owner")
                .objectId();
        return Map.of(
                "location",
                "eastus",
                "properties",
                Map.of(
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
                                keys(tenant, owner, "get", "create", "delete", "purge"),
                                keys(tenant, COSMOS, "get", "wrapKey", "unwrapKey"))));
    }

    private static Map<String, Object> keys(String tenant, String objectId, String... verbs) {
        return Map.of("tenantId", tenant, "objectId", objectId, "permissions", Map.of("keys", verbs));
    }

    private static JsonNode get(String id) throws Exception {
        return PLATFORM.flowClient()
                .get(PLATFORM.azure().arm(id), PLATFORM.azure().armToken("owner"))
                .expect(200)
                .json();
    }
}
