package io.mltwin.compute.datastores;

import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.datastores.DatastoreCredentials.Kind;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import io.mltwin.platform.clock.PlatformClock;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How a run reaches the data of a datastore: with the datastore's own credential, which lies in the
 * workspace's vault, or with the run's identity where the datastore has none ("identity-based data
 * access"). What is given is asked for each time, so that it is never older than the last change.
 *
 * <p>Deviation: an account key never leaves the services, and a target gets a signature made with
 * it; in a workspace for data of high business impact a node fetches the key from the vault, and
 * its script gets neither.
 */
@Singleton
public class DatastoreAccess {

    private static final Duration VALIDITY = Duration.ofHours(1);

    private final DatastoreService datastores;
    private final BuiltInDatastores builtIn;
    private final DatastoreVault vault;
    private final Addresses addresses;
    private final PlatformClock clock;

    DatastoreAccess(
            DatastoreService datastores,
            BuiltInDatastores builtIn,
            DatastoreVault vault,
            Addresses addresses,
            PlatformClock clock) {
        this.datastores = datastores;
        this.builtIn = builtIn;
        this.vault = vault;
        this.addresses = addresses;
        this.clock = clock;
    }

    /**
     * A container, and what opens it.
     *
     * @param host the virtual host of the storage account; the connection goes to {@code url}
     * @param signature a shared access signature, or null
     * @param token a bearer token, or null
     * @param secret what names the secret that opens it, or null
     */
    public record Place(
            String url, String host, String signature, String token, SecretReference secret) {

        @Override
        public String toString() {
            return host + " " + url;
        }
    }

    /**
     * Refuses what no run can reach.
     *
     * @throws AzureException 404 when there is no such datastore, 501 for what is not built
     */
    public void check(OpenWorkspace workspace, String name) {
        reachable(workspace, name);
    }

    /**
     * Lets a datastore pass that there is, whatever can read it.
     *
     * @throws AzureException 404
     */
    public void requireExists(OpenWorkspace workspace, String name) {
        datastores.get(workspace, name);
    }

    /** The suffix of the platform's storage accounts, {@code core.BASE:port}. */
    public String endpoint() {
        return builtIn.endpoint();
    }

    /** The place in a datastore of the workspace that a blob's address names; empty for none. */
    public Optional<DatastoreUri> find(OpenWorkspace workspace, BlobUri blob) {
        return datastores.list(workspace).stream()
                .map(Datastore.Shown::datastore)
                .filter(datastore -> datastore.type() == DatastoreType.BLOB)
                .filter(
                        datastore ->
                                AsciiCase.equal(blob.account(), datastore.account())
                                        && blob.container().equals(datastore.place()))
                .map(datastore -> DatastoreUri.of(datastore.name(), blob.path()))
                .findFirst();
    }

    /**
     * A signature that opens one container of the workspace's own storage account for an hour, made
     * with the account's key in the workspace's vault.
     */
    public String signatureForUpload(Workspace workspace, String container) {
        String connection =
                vault.get(workspace, VaultSecretName.ofStorageConnection(workspace.workspaceId()));
        // storage compares with wall time, as with any client's signature
        return ContainerSas.of(
                workspace.storageAccountName(),
                ConnectionString.accountKey(connection),
                container,
                ContainerSas.ALL,
                clock.wall().instant().plus(VALIDITY));
    }

    private Datastore reachable(OpenWorkspace workspace, String name) {
        Datastore datastore = datastores.get(workspace, name).datastore();
        if (datastore.type() != DatastoreType.BLOB) {
            throw AzureException.notBuilt(
                    "A run's data of a datastore of type " + datastore.type().armName());
        }
        if (datastore.credentials().kind().isPrincipal()) {
            throw AzureException.notBuilt("A run's data of a datastore with a service principal");
        }
        if (!AsciiCase.equal(builtIn.endpoint(), datastore.endpoint())) {
            throw AzureException.notBuilt("A run's data of an account outside this platform");
        }
        return datastore;
    }

    /**
     * The container of a datastore, opened.
     *
     * @param writes whether the run may write there
     * @param identity a token of the run's identity for storage, where the datastore has no
     *     credential
     */
    public Place open(
            OpenWorkspace workspace, String name, boolean writes, Supplier<String> identity) {
        Datastore datastore = reachable(workspace, name);
        Kind kind = datastore.credentials().kind();
        String url = addresses.address(ServiceName.WORKSPACE) + "/" + datastore.place();
        String host = addresses.blobHost(datastore.account());
        if (kind == Kind.NONE) {
            return new Place(url, host, null, identity.get(), null);
        }
        String stored =
                vault.get(
                        workspace.workspace(),
                        VaultSecretName.ofDatastore(
                                workspace.history().workspaceId(), DatastoreRepository.key(name)));
        String secret = ConnectionString.secret(kind, stored).value();
        String signature =
                kind == Kind.SAS
                        ? secret.replaceFirst("^\\?", "")
                        : ContainerSas.of(
                                datastore.account(),
                                secret,
                                datastore.place(),
                                writes ? ContainerSas.ALL : ContainerSas.READ,
                                clock.wall().instant().plus(VALIDITY));
        return new Place(url, host, signature, null, null);
    }

    /**
     * The container of a datastore, with the name of the secret that opens it: a node fetches the
     * secret from the workspace's vault itself.
     *
     * @param writes whether the run may write there
     * @param identity a token of the run's identity for storage, where the datastore has no
     *     credential
     */
    public Place openByReference(
            OpenWorkspace workspace, String name, boolean writes, Supplier<String> identity) {
        Datastore datastore = reachable(workspace, name);
        Kind kind = datastore.credentials().kind();
        if (kind == Kind.NONE) {
            return open(workspace, name, writes, identity);
        }
        return new Place(
                addresses.address(ServiceName.WORKSPACE) + "/" + datastore.place(),
                addresses.blobHost(datastore.account()),
                null,
                null,
                new SecretReference(
                        addresses.address(ServiceName.KEYVAULT),
                        URI.create(workspace.workspace().vaultUri()).getAuthority(),
                        VaultSecretName.ofDatastore(
                                workspace.history().workspaceId(), DatastoreRepository.key(name)),
                        kind.armName(),
                        datastore.account(),
                        datastore.place(),
                        writes ? ContainerSas.ALL : ContainerSas.READ,
                        clock.wall()
                                .instant()
                                .plus(VALIDITY)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString()));
    }
}
