package io.mltwin.workspace.machinelearning;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Caller;
import java.util.List;

/**
 * A workspace as the steps of its provisioning and the other services see it.
 *
 * @param workspaceId the GUID in names of containers and secrets
 * @param vaultUri null until the vault is there; so are the registry's server and the identity
 * @param customerKey null for a workspace under Microsoft's keys; so is the managed group
 */
public record Workspace(
        ArmResourceId id,
        String workspaceId,
        String tenantId,
        String location,
        boolean hbiWorkspace,
        Dependent storageAccount,
        Dependent keyVault,
        Dependent applicationInsights,
        Dependent containerRegistry,
        String vaultUri,
        String registryLoginServer,
        String instrumentationKey,
        Identity identity,
        CustomerKey customerKey,
        ArmResourceId managedGroup,
        String provisioningState,
        String nextStep) {

    /**
     * A resource that the workspace uses.
     *
     * @param given true when the request named it, false when the workspace makes it
     */
    public record Dependent(ArmResourceId id, boolean given) {}

    /**
     * The customer's key that the workspace's metadata lies under.
     *
     * @param vault the vault that the key lies in
     * @param keyIdentifier {@code https://host/keys/name/version}; the version is the initial one
     */
    public record CustomerKey(ArmResourceId vault, String keyIdentifier) {}

    /** The system-assigned identity; the key is wrapped under the service's root key. */
    public record Identity(String objectId, String clientId, byte[] wrappedKey) {

        /** The identity as a caller of Azure Resource Manager. */
        public Caller caller(String tenantId) {
            return new Caller(tenantId, objectId, clientId, null, List.of());
        }

        public boolean isRegistered() {
            return objectId != null;
        }

        @Override
        public String toString() {
            return "identity " + objectId;
        }
    }

    public String key() {
        return id.key();
    }

    /** Container of the default datastore. */
    public String defaultContainer() {
        return "azureml-blobstore-" + workspaceId;
    }

    /** File share of the default file store. */
    public String defaultShare() {
        return "azureml-filestore-" + workspaceId;
    }

    /** File share of the users' notebooks and scripts. */
    public String codeShare() {
        return "code-" + workspaceId;
    }

    public String storageSecretName() {
        return "aml-" + workspaceId + "-storage-connection";
    }

    public String registrySecretName() {
        return "aml-" + workspaceId + "-acr-password";
    }

    public boolean isGone() {
        return provisioningState.equals("Deleting");
    }
}
