package io.mltwin.compute.datastores;

import io.mltwin.compute.datastores.ContainerSas.SigningKey;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.clock.PlatformClock;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/**
 * Addresses of blobs in a workspace's own storage account. A signed one opens its blob without
 * another credential for an hour, by the account's key in the workspace's vault, or by a user
 * delegation key of the workspace's identity where {@code systemDatastoresAuthMode} is {@code
 * identity}.
 */
@Singleton
public record BlobAddresses(DatastoreKeys keys, Addresses addresses, PlatformClock clock) {

    private static final Duration VALIDITY = Duration.ofHours(1);

    /** The permissions of a signed address. */
    public enum Permission {
        READ("r"),
        WRITE("cw");

        private final String letters;

        Permission(String letters) {
            this.letters = letters;
        }
    }

    /** Signs addresses of one account with one reading of its key. */
    public static final class Signer {

        private final BlobAddresses addresses;
        private final Workspace workspace;
        private final SigningKey key;

        private Signer(BlobAddresses addresses, Workspace workspace, SigningKey key) {
            this.addresses = addresses;
            this.workspace = workspace;
            this.key = key;
        }

        /** Returns the address of a blob that is there or is to be written. */
        public String sign(String container, String blob, Permission permission) {
            return addresses.of(workspace, container, blob)
                    + "?"
                    + ContainerSas.ofBlob(
                            workspace.storageAccountName(), key, container, blob, permission.letters, addresses.end());
        }
    }

    /** Returns the address of a blob, which wants a credential. */
    public String of(Workspace workspace, String container, String blob) {
        return "https://"
                + addresses.blobHost(workspace.storageAccountName())
                + "/"
                + container
                + "/"
                + UriEncoding.encodePath(blob);
    }

    /**
     * Reads the key that signs.
     *
     * @throws io.mltwin.armweb.AzureException when the vault or the account does not give the key,
     *     or what the vault gives is none
     */
    public Signer signer(Workspace workspace) {
        return new Signer(this, workspace, keys.signingKey(workspace));
    }

    // storage compares with wall time, as with any client's signature
    private Instant end() {
        return clock.wall().instant().plus(VALIDITY);
    }
}
