package io.mltwin.compute.datastores;

import static io.mltwin.compute.datastores.DatastoreErrors.noConnectionString;

import io.mltwin.compute.blobs.WorkspaceBlobs;
import io.mltwin.compute.datastores.DatastoreCredentials.Kind;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspaceVault;
import io.mltwin.platform.clock.PlatformClock;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Reads secrets of datastores in the workspace's vault. Each method throws an {@link
 * io.mltwin.armweb.AzureException} when the vault does not give the secret, or what it gives is
 * none.
 */
@Singleton
class DatastoreKeys {

    private static final Duration VALIDITY = Duration.ofHours(1);

    private final WorkspaceVault vault;
    private final WorkspaceBlobs blobs;
    private final PlatformClock clock;

    DatastoreKeys(WorkspaceVault vault, WorkspaceBlobs blobs, PlatformClock clock) {
        this.vault = vault;
        this.blobs = blobs;
        this.clock = clock;
    }

    /** Returns the secret of a datastore that has one. */
    String secret(Workspace workspace, Datastore datastore) {
        return read(
                workspace,
                VaultSecretName.ofDatastore(workspace.workspaceId(), DatastoreRepository.key(datastore.name())),
                datastore.credentials().kind());
    }

    /**
     * Returns the key of the workspace's storage account: after a regeneration it is good again
     * once {@code resyncKeys} has taken the new one.
     */
    String accountKey(Workspace workspace) {
        return read(workspace, VaultSecretName.ofStorageConnection(workspace.workspaceId()), Kind.ACCOUNT_KEY);
    }

    /**
     * Returns what signs for blobs of the workspace's storage account for an hour: its key, or a
     * user delegation key where the workspace reaches it by identity.
     */
    SigningKey signingKey(Workspace workspace) {
        return workspace.isReachedByIdentity()
                ? SigningKey.ofDelegation(
                        blobs.delegationKey(workspace, clock.instant().plus(VALIDITY)))
                : SigningKey.ofAccount(accountKey(workspace));
    }

    private String read(Workspace workspace, String name, Kind kind) {
        String stored = vault.get(workspace, name);
        try {
            String secret = ConnectionString.secret(kind, stored).value();
            if (name.equals(VaultSecretName.ofStorageConnection(workspace.workspaceId()))) {
                ContainerSas.requireKey(secret);
            }
            return secret;
        } catch (IllegalStateException | IllegalArgumentException malformed) {
            throw noConnectionString(name);
        }
    }
}
