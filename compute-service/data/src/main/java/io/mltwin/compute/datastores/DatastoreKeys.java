package io.mltwin.compute.datastores;

import static io.mltwin.compute.datastores.DatastoreErrors.noConnectionString;

import io.mltwin.compute.blobs.WorkspaceBlobs;
import io.mltwin.compute.datastores.ContainerSas.SigningKey;
import io.mltwin.compute.datastores.DatastoreCredentials.DatastoreSecret;
import io.mltwin.compute.datastores.DatastoreCredentials.Kind;
import io.mltwin.compute.datastores.DatastoreEntity.DatastoreRepository;
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
record DatastoreKeys(WorkspaceVault vault, WorkspaceBlobs blobs, PlatformClock clock) {

    private static final Duration VALIDITY = Duration.ofHours(1);

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

    /**
     * The form in which a datastore's secret lies in the vault: a storage connection string for a key
     * or a signature (seed: "connection strings of datastores"), the bare secret of a principal.
     */
    static final class ConnectionString {

        private static final String KEY = "AccountKey=";
        private static final String SIGNATURE = "SharedAccessSignature=";

        private ConnectionString() {}

        static String of(Datastore datastore, DatastoreSecret secret) {
            return switch (datastore.credentials().kind()) {
                case ACCOUNT_KEY ->
                    "DefaultEndpointsProtocol=https;AccountName="
                            + datastore.account()
                            + ";"
                            + KEY
                            + secret.value()
                            + ";EndpointSuffix="
                            + datastore.endpoint();
                case SAS ->
                    (datastore.type() == DatastoreType.FILE ? "FileEndpoint" : "BlobEndpoint")
                            + "=https://"
                            + datastore.account()
                            + (datastore.type() == DatastoreType.FILE ? ".file." : ".blob.")
                            + datastore.endpoint()
                            + "/;"
                            + SIGNATURE
                            + secret.value();
                default -> secret.value();
            };
        }

        /** The secret in a stored text. */
        static DatastoreSecret secret(Kind kind, String stored) {
            return new DatastoreSecret(
                    switch (kind) {
                        case ACCOUNT_KEY -> part(stored, KEY);
                        case SAS -> stored.substring(stored.indexOf(SIGNATURE) + SIGNATURE.length());
                        default -> stored;
                    });
        }

        private static String part(String stored, String name) {
            for (String part : stored.split(";")) {
                if (part.startsWith(name)) {
                    return part.substring(name.length());
                }
            }
            throw new IllegalStateException("the stored connection string has no " + name);
        }
    }
}
