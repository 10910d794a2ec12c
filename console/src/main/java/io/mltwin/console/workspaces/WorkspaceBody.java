package io.mltwin.console.workspaces;

/** The fields of Microsoft.MachineLearningServices/workspaces (API 2022-10-01) that pages read. */
record WorkspaceBody(String id, String location, Identity identity, Properties properties) {

    record Identity(String type, String principalId) {}

    record Properties(
            String workspaceId,
            String friendlyName,
            String provisioningState,
            String storageAccount,
            String keyVault,
            String applicationInsights,
            String containerRegistry,
            boolean hbiWorkspace,
            Encryption encryption) {}

    record Encryption(String status, KeyIdentity identity, KeyVaultProperties keyVaultProperties) {}

    record KeyIdentity(String userAssignedIdentity) {}

    record KeyVaultProperties(String keyVaultArmId, String keyIdentifier) {}
}
