package io.mltwin.workspace.machinelearning.provisioning;

import io.mltwin.access.Tokens;
import io.mltwin.managedidentities.HostedIdentities;
import io.mltwin.managedidentities.ManagedIdentities;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.WorkspaceIdentities;
import io.mltwin.workspace.machinelearning.Workspaces;
import io.mltwin.workspace.operations.Operation;
import io.mltwin.workspace.storage.StorageContainers;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.KeyPair;
import java.util.List;

/**
 * Lists the steps of making a workspace, in this order ("Enterprise security and governance",
 * Create workspace): the resources in the customer's subscription, the identity, its grants, the
 * keys in the vault.
 */
@Singleton
class ProvisioningSteps {

    private final List<ProvisioningStep> inOrder;

    @Inject
    ProvisioningSteps(
            StorageAccountStep storageAccount,
            KeyVaultStep keyVault,
            ApplicationInsightsStep applicationInsights,
            ContainerRegistryStep containerRegistry,
            ManagedResourcesStep managedResources,
            StorageContainersStep containers,
            IdentityStep identity,
            RoleAssignmentsStep roleAssignments,
            VaultAccessStep vaultAccess,
            VaultSecretsStep vaultSecrets,
            SupportApplicationStep supportApplication,
            IdentityRemovalStep identityRemoval,
            DatastoreRolesStep datastoreRoles) {
        this(List.of(
                storageAccount,
                keyVault,
                applicationInsights,
                containerRegistry,
                managedResources,
                containers,
                identity,
                roleAssignments,
                vaultAccess,
                vaultSecrets,
                supportApplication,
                identityRemoval,
                datastoreRoles));
    }

    ProvisioningSteps(List<ProvisioningStep> inOrder) {
        this.inOrder = inOrder;
    }

    /** The steps that are left when {@code next} is the next one; all for null. */
    List<ProvisioningStep> from(String next) {
        for (int i = 0; i < inOrder.size(); i++) {
            if (inOrder.get(i).name().equals(next)) {
                return inOrder.subList(i, inOrder.size());
            }
        }
        return inOrder;
    }

    /** Name of the step after this one, null after the last. */
    String after(ProvisioningStep step) {
        int next = inOrder.indexOf(step) + 1;
        return next == inOrder.size() ? null : inOrder.get(next).name();
    }

    String first() {
        return inOrder.get(0).name();
    }

    /**
     * Gives the workspace's own identity the role for file shares that it needs once {@code
     * systemDatastoresAuthMode} is {@code identity} ("Disable shared key access for your workspace's
     * storage account").
     */
    @Singleton
    record DatastoreRolesStep(RoleAssignmentsStep roles) implements ProvisioningStep {
        @Override
        public String name() {
            return "datastore-roles";
        }

        @Override
        public boolean run(Workspace workspace, Operation operation) {
            return !workspace.isReachedByIdentity() || roles.run(workspace, operation);
        }
    }

    /**
     * Ends the identities that were taken off the workspace; they are noted in its row until then, and
     * nothing happens to one that has ended already.
     */
    @Singleton
    record IdentityRemovalStep(HostedIdentities identities, Workspaces workspaces) implements ProvisioningStep {
        @Override
        public String name() {
            return "identity-removal";
        }

        @Override
        public boolean run(Workspace workspace, Operation operation) {
            identities.end(workspace.id(), workspaces.leavingIdentities(workspace.id()));
            workspaces.leavingIdentitiesEnded(workspace.id());
            return true;
        }
    }

    /**
     * Containers for datastore, snapshots and outputs, and the file share, in the workspace's storage
     * account.
     */
    @Singleton
    record StorageContainersStep(StorageContainers storage) implements ProvisioningStep {
        @Override
        public String name() {
            return "storage-containers";
        }

        @Override
        public boolean run(Workspace workspace, Operation operation) {
            storage.ensure(workspace.storageAccount().id(), workspace.defaultContainer());
            storage.ensure(workspace.storageAccount().id(), "snapshots");
            storage.ensure(workspace.storageAccount().id(), "azureml");
            storage.ensureShare(workspace.storageAccount().id(), workspace.defaultShare());
            return true;
        }
    }

    /**
     * The workspace's system-assigned identity, where it has one, named like the workspace (MID-01):
     * the key pair is made here and its private half kept wrapped before identity gets the public half,
     * so a crash in between leaves no identity that nobody can use. Registering again keeps the
     * identity and replaces its key.
     */
    @Singleton
    record IdentityStep(ManagedIdentities identities, WorkspaceIdentities keys, Workspaces workspaces, Tokens tokens)
            implements ProvisioningStep {
        @Override
        public String name() {
            return "identity";
        }

        @Override
        public boolean run(Workspace workspace, Operation operation) {
            if (workspace.ownIdentity() == null) {
                return true;
            }
            KeyPair pair = identities.newKeyPair();
            workspaces.identityKeyMade(workspace.id(), keys.wrap(workspace, pair.getPrivate()));
            ManagedIdentities.Registration registered = identities.register(
                    workspace.id().toString(), workspace.id().name(), workspace.tenantId(), pair);
            tokens.forget(registered.clientId());
            workspaces.identityRegistered(workspace.id(), registered.objectId(), registered.clientId());
            return true;
        }
    }
}
