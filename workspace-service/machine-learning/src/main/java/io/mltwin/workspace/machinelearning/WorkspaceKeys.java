package io.mltwin.workspace.machinelearning;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.workspace.machinelearning.WorkspaceNotebooks.NotebookKeys;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * {@code listKeys} of a workspace: the copies of its resources' keys that Azure ML keeps in the
 * vault, and the keys of its notebook resource once there is one.
 */
@Singleton
record WorkspaceKeys(Workspaces workspaces, VaultSecrets secrets, WorkspaceNotebooks notebooks) {
    /** On the wire. */
    record Body(
            String userStorageKey,
            String userStorageResourceId,
            String appInsightsInstrumentationKey,
            RegistryCredentials containerRegistryCredentials,
            NotebookKeys notebookAccessKeys) {
        @Override
        public String toString() {
            return "keys of a workspace";
        }
    }

    record RegistryCredentials(String location, String username, List<Password> passwords) {
        @Override
        public String toString() {
            return "credentials of " + username;
        }
    }

    record Password(String name, String value) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** {@code listStorageAccountKeys} on the wire. */
    record StorageBody(String userStorageKey) {
        @Override
        public String toString() {
            return "key of a storage account";
        }
    }

    StorageBody storage(ArmResourceId id) {
        Workspace workspace = workspaces.requireReady(id);
        return new StorageBody(ConnectionString.accountKey(secrets.get(workspace, workspace.storageSecretName())));
    }

    Body list(ArmResourceId id) {
        Workspace workspace = workspaces.requireReady(id);
        String connection = secrets.get(workspace, workspace.storageSecretName());
        String password = secrets.get(workspace, workspace.registrySecretName());
        return new Body(
                ConnectionString.accountKey(connection),
                workspace.storageAccount().id().toString(),
                workspace.instrumentationKey(),
                new RegistryCredentials(
                        workspace.location(),
                        workspace.containerRegistry().id().name(),
                        List.of(new Password("password", password))),
                notebooks.findKeys(workspace).orElse(null));
    }
}
