package io.mltwin.console.workspaces;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** The fields of Microsoft.MachineLearningServices/workspaces (API 2022-10-01) that pages read. */
@JsonIgnoreProperties(ignoreUnknown = true)
record WorkspaceBody(String id, String location, Identity identity, Properties properties) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Identity(String type, String principalId) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
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

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Encryption(String status, KeyIdentity identity, KeyVaultProperties keyVaultProperties) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record KeyIdentity(String userAssignedIdentity) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record KeyVaultProperties(String keyVaultArmId, String keyIdentifier) {}
}
