package io.mltwin.console.resources;

import java.util.List;

/** The types that the form for searching suggests. */
final class ResourceTypes {

    static final List<String> ALL = List.of(
            "Microsoft.MachineLearningServices/workspaces",
            "Microsoft.Storage/storageAccounts",
            "Microsoft.KeyVault/vaults",
            "Microsoft.Insights/components",
            "Microsoft.ContainerRegistry/registries",
            "Microsoft.ManagedIdentity/userAssignedIdentities",
            "Microsoft.OperationalInsights/workspaces",
            "Microsoft.Network/virtualNetworks",
            "Microsoft.Network/networkSecurityGroups",
            "Microsoft.Network/privateEndpoints",
            "Microsoft.Compute/virtualMachines",
            "Microsoft.Compute/diskEncryptionSets",
            "Microsoft.ContainerService/managedClusters",
            "Microsoft.ContainerInstance/containerGroups",
            "Microsoft.DocumentDB/databaseAccounts",
            "Microsoft.Search/searchServices",
            "Microsoft.Databricks/workspaces");

    private ResourceTypes() {}
}
