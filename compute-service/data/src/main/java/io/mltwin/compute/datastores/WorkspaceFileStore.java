package io.mltwin.compute.datastores;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspaceClient;
import io.mltwin.compute.workspaces.WorkspaceVault;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import io.mltwin.platform.clock.PlatformClock;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * The file share {@code azureml-filestore-{workspaceId}} of a workspace's default storage account,
 * which Azure ML names {@code workspacefilestore} and writes the management code of runs to. It is
 * opened with the account's key in the workspace's vault, or as the workspace's identity where
 * {@code systemDatastoresAuthMode} is {@code identity}.
 */
@Singleton
public record WorkspaceFileStore(
        DatastoreKeys keys, WorkspaceClient workspaces, Addresses addresses, PlatformClock clock) {

    private static final String STORAGE = "https://storage.azure.com";
    private static final Duration VALIDITY = Duration.ofMinutes(5);

    /**
     * The share with a signature to make and read files, or with a token; in a workspace for data
     * of high business impact with the name of the secret that makes a signature.
     *
     * @throws AzureException when the vault does not give the key, or what it gives is none
     */
    public DatastoreAccess.Place open(Workspace workspace) {
        DatastoreAccess.Place place = new DatastoreAccess.Place(
                ShareSas.SERVICE,
                addresses.address(ServiceName.WORKSPACE) + "/" + workspace.fileShare(),
                addresses.fileHost(workspace.storageAccountName()),
                null,
                null,
                null);
        if (workspace.isReachedByIdentity()) {
            return place.withToken(
                    workspaces.identityToken(workspace.id(), STORAGE).value());
        }
        return workspace.hbiWorkspace()
                ? place.withSecret(reference(workspace))
                : place.withSignature(signature(workspace));
    }

    private String signature(Workspace workspace) {
        // storage compares with wall time, as with any client's signature
        return ShareSas.of(
                workspace.storageAccountName(),
                keys.accountKey(workspace),
                workspace.fileShare(),
                ShareSas.MAKE,
                clock.wall().instant().plus(VALIDITY));
    }

    private SecretReference reference(Workspace workspace) {
        return new SecretReference(
                addresses.address(ServiceName.KEYVAULT),
                WorkspaceVault.requireHost(workspace),
                VaultSecretName.ofStorageConnection(workspace.workspaceId()),
                DatastoreCredentials.Kind.ACCOUNT_KEY.armName(),
                ShareSas.SERVICE,
                workspace.storageAccountName(),
                workspace.fileShare(),
                ShareSas.MAKE,
                clock.wall()
                        .instant()
                        .plus(VALIDITY)
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString(),
                null);
    }
}
