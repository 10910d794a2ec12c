package io.mltwin.compute.datastores;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.workspaces.Workspace;
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
 * opened with the account's key in the workspace's vault: after a regeneration that is good again
 * once {@code resyncKeys} has taken the new one.
 */
@Singleton
public class WorkspaceFileStore {

    private static final Duration VALIDITY = Duration.ofMinutes(5);

    private final WorkspaceVault vault;
    private final Addresses addresses;
    private final PlatformClock clock;

    WorkspaceFileStore(WorkspaceVault vault, Addresses addresses, PlatformClock clock) {
        this.vault = vault;
        this.addresses = addresses;
        this.clock = clock;
    }

    /**
     * The share with a signature to make and read files; in a workspace for data of high business
     * impact with the name of the secret that makes one.
     *
     * @throws AzureException when the vault does not give the key, or what it gives is none
     */
    public DatastoreAccess.Place open(Workspace workspace) {
        String secret = VaultSecretName.ofStorageConnection(workspace.workspaceId());
        DatastoreAccess.Place place =
                new DatastoreAccess.Place(
                        ShareSas.SERVICE,
                        addresses.address(ServiceName.WORKSPACE) + "/" + workspace.fileShare(),
                        addresses.fileHost(workspace.storageAccountName()),
                        null,
                        null,
                        null);
        return workspace.hbiWorkspace()
                ? place.withSecret(reference(workspace, secret))
                : place.withSignature(signature(workspace, secret));
    }

    private String signature(Workspace workspace, String secret) {
        String connection = vault.get(workspace, secret);
        try {
            // storage compares with wall time, as with any client's signature
            return ShareSas.of(
                    workspace.storageAccountName(),
                    ConnectionString.accountKey(connection),
                    workspace.fileShare(),
                    ShareSas.MAKE,
                    clock.wall().instant().plus(VALIDITY));
        } catch (IllegalStateException | IllegalArgumentException malformed) {
            throw DatastoreErrors.noConnectionString(secret);
        }
    }

    private SecretReference reference(Workspace workspace, String secret) {
        return new SecretReference(
                addresses.address(ServiceName.KEYVAULT),
                WorkspaceVault.requireHost(workspace),
                secret,
                DatastoreCredentials.Kind.ACCOUNT_KEY.armName(),
                ShareSas.SERVICE,
                workspace.storageAccountName(),
                workspace.fileShare(),
                ShareSas.MAKE,
                clock.wall().instant().plus(VALIDITY).truncatedTo(ChronoUnit.SECONDS).toString(),
                null);
    }
}
