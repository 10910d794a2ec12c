package io.mltwin.console.creation;

import com.fasterxml.jackson.annotation.JsonInclude;

/** The body of a PUT of a workspace (API 2022-10-01): what is left out, Azure ML makes itself. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record NewWorkspace(String location, Identity identity, Properties properties) {

    record Identity(String type) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Properties(
            String friendlyName,
            String storageAccount,
            String keyVault,
            String applicationInsights,
            String containerRegistry,
            Boolean hbiWorkspace,
            Encryption encryption) {}

    record Encryption(String status, KeyVaultProperties keyVaultProperties) {}

    record KeyVaultProperties(String keyVaultArmId, String keyIdentifier) {}
}
