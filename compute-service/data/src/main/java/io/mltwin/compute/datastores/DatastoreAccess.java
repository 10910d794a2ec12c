package io.mltwin.compute.datastores;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.notBuilt;
import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.compute.datastores.DatastoreErrors.noIdentity;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.datastores.DatastoreCredentials.Kind;
import io.mltwin.compute.datastores.DatastoreEntity.DatastoreRepository;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspaceVault;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import io.mltwin.platform.clock.PlatformClock;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How a run reaches the data of a datastore: with the datastore's own credential, which lies in the
 * workspace's vault (of the workspace's own datastores the key of its storage account), or with the
 * run's identity where the datastore has none ("identity-based data access"); as a service
 * principal where that is the credential. What is given is asked for each time, so that it is never
 * older than the last change.
 *
 * <p>Deviation: an account key never leaves the services, and a target gets a signature made with
 * it; in a workspace for data of high business impact a node fetches the key from the vault, and
 * its script gets neither.
 */
@Singleton
public record DatastoreAccess(
        DatastoreService datastores,
        BuiltInDatastores builtIn,
        DatastoreKeys keys,
        PrincipalTokenClient principals,
        Addresses addresses,
        PlatformClock clock) {

    private static final Duration VALIDITY = Duration.ofHours(1);

    /**
     * A container or a file share, and what opens it.
     *
     * @param service blob or file
     * @param host the virtual host of the storage account; the connection goes to {@code url}
     * @param signature a shared access signature, or null
     * @param token a bearer token, or null
     * @param secret what names the secret that opens it, or null
     */
    public record Place(
            String service, String url, String host, String signature, String token, SecretReference secret) {

        Place withSignature(String opening) {
            return new Place(service, url, host, opening, null, null);
        }

        Place withToken(String opening) {
            return new Place(service, url, host, null, opening, null);
        }

        Place withSecret(SecretReference reference) {
            return new Place(service, url, host, null, null, reference);
        }

        @Override
        public String toString() {
            return host + " " + url;
        }
    }

    /**
     * Refuses what no run can reach.
     *
     * @param identity whether the run's target acts as an identity
     * @throws AzureException 404 when there is no such datastore, 400 when it has no credential and
     *     the target no identity, 501 for what is not built
     */
    public void check(OpenWorkspace workspace, String name, boolean identity) {
        if (reachable(workspace, name).credentials().kind() == Kind.NONE && !identity) {
            throw badRequest("UserError", noIdentity(name).getMessage());
        }
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
                .filter(datastore -> AsciiCase.equal(blob.account(), datastore.account())
                        && blob.container().equals(datastore.place()))
                .map(datastore -> DatastoreUri.of(datastore.name(), blob.path()))
                .findFirst();
    }

    /** A signature that opens one container of the workspace's own storage account for an hour. */
    public String signatureForUpload(Workspace workspace, String container) {
        // storage compares with wall time, as with any client's signature
        return ContainerSas.of(
                workspace.storageAccountName(),
                keys.signingKey(workspace),
                container,
                ContainerSas.ALL,
                clock.wall().instant().plus(VALIDITY));
    }

    private Datastore reachable(OpenWorkspace workspace, String name) {
        Datastore datastore = datastores.get(workspace, name).datastore();
        if (datastore.type() != DatastoreType.BLOB && datastore.type() != DatastoreType.FILE) {
            throw notBuilt(
                    "A run's data of a datastore of type " + datastore.type().armName());
        }
        notBuiltIf(
                datastore.credentials().kind() == Kind.CERTIFICATE,
                "A run's data of a datastore with the certificate of a service principal");
        if (datastore.credentials().kind() == Kind.SERVICE_PRINCIPAL) {
            principals.requireKnownAuthority(datastore.credentials());
        }
        notBuiltIf(
                !AsciiCase.equal(builtIn.endpoint(), datastore.endpoint()),
                "A run's data of an account outside this platform");
        return datastore;
    }

    /**
     * The container or share of a datastore, opened.
     *
     * @param writes whether the run may write there
     * @param identity a token of the run's identity for storage, where the datastore has no
     *     credential; null for a target that acts as nobody
     * @throws AzureException 403 {@code NoManagedIdentity} where such a target needs one
     */
    public Place open(OpenWorkspace workspace, String name, boolean writes, Supplier<String> identity) {
        Datastore datastore = reachable(workspace, name);
        Kind kind = datastore.credentials().kind();
        if (kind == Kind.NONE) {
            if (identity == null) {
                throw noIdentity(name);
            }
            return place(datastore).withToken(identity.get());
        }
        String secret = keys.secret(workspace.workspace(), datastore);
        if (kind == Kind.SERVICE_PRINCIPAL) {
            return place(datastore).withToken(principals.token(name, datastore.credentials(), secret));
        }
        return place(datastore)
                .withSignature(
                        kind == Kind.SAS ? secret.replaceFirst("^\\?", "") : signature(datastore, secret, writes));
    }

    private Place place(Datastore datastore) {
        boolean isShare = datastore.type() == DatastoreType.FILE;
        return new Place(
                isShare ? ShareSas.SERVICE : ContainerSas.SERVICE,
                addresses.address(ServiceName.WORKSPACE) + "/" + datastore.place(),
                isShare ? addresses.fileHost(datastore.account()) : addresses.blobHost(datastore.account()),
                null,
                null,
                null);
    }

    private String signature(Datastore datastore, String accountKey, boolean writes) {
        // storage compares with wall time, as with any client's signature
        return datastore.signature(
                accountKey,
                permissions(datastore, writes),
                clock.wall().instant().plus(VALIDITY));
    }

    private static String permissions(Datastore datastore, boolean writes) {
        if (datastore.type() == DatastoreType.FILE) {
            return writes ? ShareSas.ALL : ShareSas.READ;
        }
        return writes ? ContainerSas.ALL : ContainerSas.READ;
    }

    /**
     * The container or share of a datastore, with the name of the secret that opens it: a node
     * fetches the secret from the workspace's vault itself.
     *
     * @param writes whether the run may write there
     * @param identity a token of the run's identity for storage, where the datastore has no
     *     credential
     */
    public Place openByReference(OpenWorkspace workspace, String name, boolean writes, Supplier<String> identity) {
        Datastore datastore = reachable(workspace, name);
        Kind kind = datastore.credentials().kind();
        if (kind == Kind.NONE) {
            return open(workspace, name, writes, identity);
        }
        Place place = place(datastore);
        return place.withSecret(new SecretReference(
                addresses.address(ServiceName.KEYVAULT),
                WorkspaceVault.requireHost(workspace.workspace()),
                VaultSecretName.ofDatastore(workspace.history().workspaceId(), DatastoreRepository.key(name)),
                kind.armName(),
                place.service(),
                datastore.account(),
                datastore.place(),
                permissions(datastore, writes),
                clock.wall()
                        .instant()
                        .plus(VALIDITY)
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString(),
                kind == Kind.SERVICE_PRINCIPAL ? principals.question(datastore.credentials()) : null));
    }
}
