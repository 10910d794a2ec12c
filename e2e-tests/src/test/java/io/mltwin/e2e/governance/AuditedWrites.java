package io.mltwin.e2e.governance;

import io.mltwin.e2e.fixtures.AttachableResources;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** One write of every kind of the control plane, in a resource group of their own. */
final class AuditedWrites {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String READER_ROLE = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
    private static final Map<String, String> ACTIONS =
            Map.of("PUT", "/write", "PATCH", "/write", "DELETE", "/delete", "POST", "/action");

    private AuditedWrites() {}

    private static String group() {
        return PLATFORM.subscription() + "/resourceGroups/audited-rg";
    }

    /** In the order in which they are sent. */
    static Stream<AuditedWrite> writes() throws Exception {
        String rg = group();
        String storage = rg + "/providers/Microsoft.Storage/storageAccounts/auditedstorage";
        String vault = rg + "/providers/Microsoft.KeyVault/vaults/audited-vault";
        String registry = rg + "/providers/Microsoft.ContainerRegistry/registries/auditedregistry";
        String component = rg + "/providers/Microsoft.Insights/components/audited-insights";
        String authorization = rg + "/providers/Microsoft.Authorization/";
        String subscription = PLATFORM.subscription() + "/providers/Microsoft.Authorization/";
        String assignment = authorization + "roleAssignments/" + UUID.randomUUID();
        String role = UUID.randomUUID().toString();
        String workspace = PLATFORM.flows().workspaceId();
        String compute = workspace + "/computes/audited";
        String states = rg + "/providers/Microsoft.PolicyInsights/policyStates/latest";
        String tenant = PLATFORM.fixture().tenant().tenantId();
        List<AuditedWrite> writes = new ArrayList<>();
        Map<String, Object> east = Map.of("location", "eastus");
        Map<String, Object> tags = Map.of("tags", Map.of("a", "b"));
        writes.add(write("PUT", rg, east, "Resources/subscriptions/resourceGroups"));
        writes.add(write("PATCH", rg, tags, "Resources/subscriptions/resourceGroups"));
        writes.add(write("PUT", storage, account(), "Storage/storageAccounts"));
        writes.add(write("PATCH", storage, tags, "Storage/storageAccounts"));
        writes.add(write("POST", storage + "/listKeys", null, "Storage/storageAccounts/listKeys"));
        writes.add(write(
                "POST",
                storage + "/regenerateKey",
                Map.of("keyName", "key2"),
                "Storage/storageAccounts/regenerateKey"));
        String container = storage + "/blobServices/default/containers/audited";
        writes.add(write(
                "PUT", container, Map.of("properties", Map.of()), "Storage/storageAccounts/blobServices/containers"));
        writes.add(write("DELETE", container, null, "Storage/storageAccounts/blobServices/containers"));
        Map<String, Object> vaultBody = Map.of(
                "location",
                "eastus",
                "properties",
                Map.of(
                        "tenantId",
                        tenant,
                        "sku",
                        Map.of("family", "A", "name", "standard"),
                        "accessPolicies",
                        List.of()));
        writes.add(write("PUT", vault, vaultBody, "KeyVault/vaults"));
        writes.add(write("PATCH", vault, tags, "KeyVault/vaults"));
        writes.add(write(
                "PUT",
                vault + "/accessPolicies/add",
                Map.of("properties", Map.of("accessPolicies", List.of())),
                "KeyVault/vaults/accessPolicies"));
        writes.add(write("DELETE", vault, null, "KeyVault/vaults"));
        writes.add(write(
                "POST",
                PLATFORM.subscription()
                        + "/providers/Microsoft.KeyVault/locations/eastus/deletedVaults/audited-vault/purge",
                null,
                "KeyVault/locations/deletedVaults/purge"));
        Map<String, Object> registryBody = Map.of(
                "location", "eastus", "sku", Map.of("name", "Basic"), "properties", Map.of("adminUserEnabled", true));
        writes.add(write("PUT", registry, registryBody, "ContainerRegistry/registries"));
        writes.add(write("PATCH", registry, tags, "ContainerRegistry/registries"));
        writes.add(write("POST", registry + "/listCredentials", null, "ContainerRegistry/registries/listCredentials"));
        writes.add(write(
                "POST",
                registry + "/regenerateCredential",
                Map.of("name", "password"),
                "ContainerRegistry/registries/regenerateCredential"));
        writes.add(write("DELETE", registry, null, "ContainerRegistry/registries"));
        Map<String, Object> componentBody =
                Map.of("location", "eastus", "kind", "web", "properties", Map.of("Application_Type", "web"));
        writes.add(write("PUT", component, componentBody, "Insights/components"));
        writes.add(write("PATCH", component, tags, "Insights/components"));
        writes.add(write("DELETE", component, null, "Insights/components"));
        writes.add(write(
                "PUT",
                assignment,
                Map.of(
                        "properties",
                        Map.of(
                                "roleDefinitionId",
                                subscription + "roleDefinitions/" + READER_ROLE,
                                "principalId",
                                PLATFORM.platform()
                                        .credentials()
                                        .users()
                                        .get("carl")
                                        .objectId(),
                                "principalType",
                                "User")),
                "Authorization/roleAssignments"));
        writes.add(write("DELETE", assignment, null, "Authorization/roleAssignments"));
        Map<String, Object> roleBody = Map.of(
                "properties",
                Map.of(
                        "roleName",
                        "audited",
                        "type",
                        "CustomRole",
                        "assignableScopes",
                        List.of(PLATFORM.subscription()),
                        "permissions",
                        List.of(Map.of("actions", List.of("*/read")))));
        String roleId = subscription + "roleDefinitions/" + role;
        writes.add(write("PUT", roleId, roleBody, "Authorization/roleDefinitions"));
        writes.add(write("DELETE", roleId, null, "Authorization/roleDefinitions"));
        String lock = authorization + "locks/audited";
        writes.add(write("PUT", lock, Map.of("properties", Map.of("level", "CanNotDelete")), "Authorization/locks"));
        writes.add(write("DELETE", lock, null, "Authorization/locks"));
        String definition = subscription + "policyDefinitions/audited";
        Map<String, Object> rule = Map.of(
                "properties",
                Map.of(
                        "policyRule",
                        Map.of(
                                "if",
                                Map.of("field", "tags.never", "exists", "true"),
                                "then",
                                Map.of("effect", "audit"))));
        String policy = authorization + "policyAssignments/audited";
        writes.add(write("PUT", definition, rule, "Authorization/policyDefinitions"));
        writes.add(write(
                "PUT",
                policy,
                Map.of("properties", Map.of("policyDefinitionId", definition)),
                "Authorization/policyAssignments"));
        writes.add(write("POST", states + "/triggerEvaluation", null, "PolicyInsights/policyStates/triggerEvaluation"));
        writes.add(write("DELETE", policy, null, "Authorization/policyAssignments"));
        writes.add(write("DELETE", definition, null, "Authorization/policyDefinitions"));
        writes.add(write(
                "PUT",
                PLATFORM.subscription() + "/providers/Microsoft.Security/pricings/ContainerRegistry",
                Map.of("properties", Map.of("pricingTier", "Standard")),
                "Security/pricings"));
        writes.add(write(
                "POST", PLATFORM.subscription() + "/providers/Microsoft.Search/register", null, "Search/register"));
        String ml = "MachineLearningServices/workspaces";
        writes.add(write("PATCH", workspace, tags, ml));
        writes.add(write("POST", workspace + "/listKeys", null, ml + "/listKeys"));
        Map<String, Object> computeBody = Map.of(
                "location",
                "eastus",
                "properties",
                Map.of(
                        "computeType",
                        "AmlCompute",
                        "properties",
                        Map.of(
                                "vmSize",
                                "STANDARD_DS2_V2",
                                "scaleSettings",
                                Map.of("minNodeCount", 0, "maxNodeCount", 1))));
        writes.addAll(instance(workspace + "/computes/audited-x" + role.substring(0, 8)));
        writes.add(write("PUT", compute, computeBody, ml + "/computes"));
        writes.add(write(
                "PATCH",
                compute,
                Map.of("properties", Map.of("scaleSettings", Map.of("minNodeCount", 0, "maxNodeCount", 2))),
                ml + "/computes"));
        writes.add(write("DELETE", compute + "?underlyingResourceAction=Delete", null, ml + "/computes"));
        String made = rg + Azure.ML + "audited-ws";
        writes.add(write("PUT", made, Map.of("location", "eastus", "identity", Map.of("type", "SystemAssigned")), ml));
        writes.add(write("DELETE", made, null, ml));
        String machine = rg + AttachableResources.MACHINES + "audited-vm";
        writes.add(write("PUT", machine, AttachableResources.machineBody(rg), "Compute/virtualMachines"));
        writes.add(write("PATCH", machine, tags, "Compute/virtualMachines"));
        writes.add(write("DELETE", machine, null, "Compute/virtualMachines"));
        String cluster = rg + AttachableResources.CLUSTERS + "audited-aks";
        String aks = "ContainerService/managedClusters";
        writes.add(write("PUT", cluster, AttachableResources.clusterBody(), aks));
        writes.add(write("PATCH", cluster, tags, aks));
        writes.add(write("DELETE", cluster, null, aks));
        writes.addAll(tagsAndDiagnosticSettings(rg, storage, workspace));
        writes.add(write("DELETE", storage, null, "Storage/storageAccounts"));
        writes.add(write("DELETE", rg, null, "Resources/subscriptions/resourceGroups"));
        return writes.stream();
    }

    private static List<AuditedWrite> instance(String id) {
        String type = "MachineLearningServices/workspaces/computes";
        Map<String, Object> body = Map.of(
                "location",
                "eastus",
                "properties",
                Map.of("computeType", "ComputeInstance", "properties", Map.of("vmSize", "STANDARD_DS3_V2")));
        return List.of(
                write("PUT", id, body, type),
                write("POST", id + "/stop", null, type + "/stop"),
                write("POST", id + "/start", null, type + "/start"),
                write("POST", id + "/restart", null, type + "/restart"),
                write("DELETE", id + "?underlyingResourceAction=Delete", null, type));
    }

    private static List<AuditedWrite> tagsAndDiagnosticSettings(String rg, String storage, String workspace) {
        String tags = rg + "/providers/Microsoft.Resources/tags/default";
        Map<String, Object> some = Map.of("properties", Map.of("tags", Map.of("a", "b")));
        String setting = storage + "/providers/Microsoft.Insights/diagnosticSettings/audited";
        Map<String, Object> metrics = Map.of("category", "AllMetrics", "enabled", true);
        Map<String, Object> settingBody =
                Map.of("properties", Map.of("storageAccountId", storage, "metrics", List.of(metrics)));
        String ml = "MachineLearningServices/workspaces";
        String datastore = workspace + "/datastores/audited";
        Map<String, Object> credentials = Map.of(
                "credentialsType", "AccountKey", "secrets", Map.of("secretsType", "AccountKey", "key", "YXVkaXRlZA=="));
        Map<String, Object> datastoreBody = Map.of(
                "properties",
                Map.of(
                        "datastoreType",
                        "AzureBlob",
                        "accountName",
                        "auditedstorage",
                        "containerName",
                        "audited",
                        "credentials",
                        credentials));
        return List.of(
                write("PUT", tags, some, "Resources/tags"),
                write("DELETE", tags, null, "Resources/tags"),
                write("PUT", setting, settingBody, "Insights/diagnosticSettings"),
                write("DELETE", setting, null, "Insights/diagnosticSettings"),
                write("PUT", datastore, datastoreBody, ml + "/datastores"),
                write("POST", datastore + "/listSecrets", null, ml + "/datastores/listSecrets"),
                write("DELETE", datastore, null, ml + "/datastores"),
                write("POST", workspace + "/resyncKeys", null, ml + "/resyncKeys"));
    }

    private static AuditedWrite write(String method, String id, Object body, String type) {
        return new AuditedWrite(method, id, body, "Microsoft." + type + ACTIONS.get(method));
    }

    static Map<String, Object> account() {
        return Map.of("location", "eastus", "kind", "StorageV2", "sku", Map.of("name", "Standard_LRS"));
    }
}
