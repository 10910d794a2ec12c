package io.mltwin.workspace.registration;

import io.mltwin.encoding.AsciiCase;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The provider namespaces of the platform with their resource types, as {@code az provider list}
 * shows them.
 */
public final class ProviderCatalogue {

    /**
     * Newest first; what Azure's clients use by default is among them. Any date since 2015 is
     * accepted anyway.
     */
    static final List<String> API_VERSIONS = List.of(
            "2024-10-01",
            "2024-04-01",
            "2023-10-01",
            "2023-04-01",
            "2022-10-01",
            "2022-05-01",
            "2021-07-01",
            "2021-04-01",
            "2020-08-01",
            "2019-06-01",
            "2018-07-01",
            "2016-09-01",
            "2015-11-01");

    private static final Map<String, List<String>> TYPES = new LinkedHashMap<>();

    static {
        add("Microsoft.Resources", "tenants subscriptions resourceGroups deployments tags providers");
        add(
                "Microsoft.Authorization",
                "roleAssignments roleDefinitions denyAssignments permissions providerOperations elevateAccess locks"
                        + " policyAssignments policyDefinitions policySetDefinitions");
        add(
                "Microsoft.MachineLearningServices",
                "workspaces workspaces/computes workspaces/jobs workspaces/schedules workspaces/environments"
                        + " workspaces/codes workspaces/data workspaces/components workspaces/datastores workspaces/models"
                        + " workspaces/onlineEndpoints workspaces/onlineEndpoints/deployments workspaces/batchEndpoints"
                        + " workspaces/batchEndpoints/deployments workspaces/services locations");
        add(
                "Microsoft.Storage",
                "storageAccounts storageAccounts/blobServices storageAccounts/fileServices storageAccounts/encryptionScopes storageAccounts/privateEndpointConnections"
                        + " checkNameAvailability skus locations locations/usages");
        add(
                "Microsoft.KeyVault",
                "vaults vaults/accessPolicies vaults/secrets vaults/keys deletedVaults deletedManagedHSMs locations checkNameAvailability");
        add("Microsoft.ContainerRegistry", "registries registries/scopeMaps registries/tokens checkNameAvailability");
        add(
                "Microsoft.Insights",
                "components eventtypes diagnosticSettings diagnosticSettingsCategories metrics metricDefinitions metricNamespaces");
        add(
                "Microsoft.ManagedIdentity",
                "userAssignedIdentities userAssignedIdentities/federatedIdentityCredentials identities");
        add("Microsoft.OperationalInsights", "workspaces");
        add("Microsoft.ContainerService", "managedClusters");
        add("Microsoft.ContainerInstance", "containerGroups");
        add("Microsoft.Compute", "virtualMachines sshPublicKeys disks diskEncryptionSets locations");
        add("Microsoft.HDInsight", "clusters");
        add("Microsoft.Databricks", "workspaces");
        add("Microsoft.DataFactory", "factories");
        add(
                "Microsoft.Network",
                "virtualNetworks virtualNetworks/subnets networkSecurityGroups networkSecurityGroups/securityRules privateEndpoints");
        add("Microsoft.DocumentDB", "databaseAccounts");
        add("Microsoft.Search", "searchServices");
        add("Microsoft.PolicyInsights", "policyStates policyEvents");
        add("Microsoft.Security", "pricings assessments");
    }

    private ProviderCatalogue() {}

    private static void add(String namespace, String types) {
        TYPES.put(namespace, Arrays.asList(types.split(" ")));
    }

    public static List<String> namespaces() {
        return List.copyOf(TYPES.keySet());
    }

    /** Namespace in Azure's spelling, or null when the platform has none such. */
    public static String find(String namespace) {
        return TYPES.keySet().stream()
                .filter(known -> AsciiCase.equal(known, namespace))
                .findFirst()
                .orElse(null);
    }

    static List<String> types(String namespace) {
        return TYPES.get(namespace);
    }
}
