package io.mltwin.workspace.machinelearning;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Caller;
import io.mltwin.managedidentities.HostedIdentity;
import java.util.List;

/**
 * A workspace as the steps of its provisioning and the other services see it.
 *
 * @param workspaceId the GUID in names of containers and secrets
 * @param systemDatastoresAuthMode how its own datastores are reached: accessKey or identity
 * @param vaultUri null until the vault is there; so are the registry's server and its own identity
 * @param identity what the workspace acts as: the primary user-assigned identity, else its own
 * @param ownIdentity the system-assigned identity, null when it has user-assigned ones only
 * @param customerKey null for a workspace under Microsoft's keys; so is the managed group
 */
public record Workspace(
        ArmResourceId id,
        String workspaceId,
        String tenantId,
        String location,
        boolean hbiWorkspace,
        String systemDatastoresAuthMode,
        Dependent storageAccount,
        Dependent keyVault,
        Dependent applicationInsights,
        Dependent containerRegistry,
        String vaultUri,
        String registryLoginServer,
        String instrumentationKey,
        Identity identity,
        Identity ownIdentity,
        List<HostedIdentity> userAssigned,
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
     * @param identity the user-assigned identity that opens it, null for Azure Cosmos DB's
     *     application
     */
    public record CustomerKey(ArmResourceId vault, String keyIdentifier, HostedIdentity identity) {}

    /**
     * A managed identity of the workspace; the key is wrapped under the service's root key.
     *
     * @param assigned null for the system-assigned one
     */
    public record Identity(String objectId, String clientId, byte[] wrappedKey, HostedIdentity assigned) {

        static Identity of(HostedIdentity assigned) {
            return new Identity(assigned.objectId(), assigned.clientId(), assigned.wrappedKey(), assigned);
        }

        public boolean isUserAssigned() {
            return assigned != null;
        }

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

    /** Returns whether its own datastores are reached as identities, and not by the account's key. */
    public boolean isReachedByIdentity() {
        return WorkspaceValidator.BY_IDENTITY.equals(systemDatastoresAuthMode);
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
}
