package io.mltwin.workspace.machinelearning.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.platform.Addresses;
import io.mltwin.workspace.machinelearning.ConnectionString;
import io.mltwin.workspace.machinelearning.VaultSecrets;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.WorkspaceIdentities;
import io.mltwin.workspace.operations.Operation;
import jakarta.inject.Singleton;

/**
 * Azure ML's copies of the storage account's connection string and of the registry's password, as
 * secrets of the vault ("Enterprise security and governance", Using Azure Key Vault): read as the
 * caller, written as Azure ML; both as the primary user-assigned identity where the workspace has
 * one.
 */
@Singleton
record VaultSecretsStep(
        DependentResources resources, VaultSecrets secrets, WorkspaceIdentities identities, Addresses addresses)
        implements ProvisioningStep {
    @Override
    public String name() {
        return "vault-secrets";
    }

    @Override
    public boolean run(Workspace workspace, Operation operation) {
        copy(
                workspace,
                operation,
                workspace.identity().isUserAssigned() ? asIdentity(workspace) : resources::postAsCaller);
        return true;
    }

    /** How the keys are asked for. */
    interface KeySource {
        JsonNode post(ArmResourceId id, String name, String apiVersion, Operation operation);
    }

    /** As what the workspace acts as. */
    KeySource asIdentity(Workspace workspace) {
        return (id, name, apiVersion, operation) ->
                resources.post(id, name, apiVersion, identities.caller(workspace), operation);
    }

    void copy(Workspace workspace, Operation operation, KeySource source) {
        JsonNode keys =
                source.post(workspace.storageAccount().id(), "listKeys", StorageAccountStep.API_VERSION, operation);
        String connection = ConnectionString.of(
                addresses, workspace.storageAccount().id().name(), value(keys.path("keys"), "The storage account"));
        JsonNode credentials = source.post(
                workspace.containerRegistry().id(), "listCredentials", ContainerRegistryStep.API_VERSION, operation);
        String password = value(credentials.path("passwords"), "The container registry");
        secrets.set(workspace, workspace.storageSecretName(), connection, "text/plain");
        secrets.set(workspace, workspace.registrySecretName(), password, "text/plain");
    }

    private static String value(JsonNode list, String whose) {
        String value = list.path(0).path("value").asText("");
        if (value.isEmpty()) {
            throw new AzureException(502, "BadGateway", whose + " gave no key.");
        }
        return value;
    }
}
