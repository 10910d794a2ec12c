package io.mltwin.workspace.storage.blob.content;

import static io.mltwin.workspace.storage.encryption.EncryptionErrors.containerPolicy;
import static io.mltwin.workspace.storage.wire.DataErrors.blobNotFound;

import io.mltwin.armweb.AzureException;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.blob.containers.ContainerRepository;
import io.mltwin.workspace.storage.blob.containers.ContainerScope;
import io.mltwin.workspace.storage.blob.request.BlobRequest;
import io.mltwin.workspace.storage.blob.request.RequestedEncryption;
import io.mltwin.workspace.storage.blob.state.BlobEntity;
import io.mltwin.workspace.storage.blob.state.BlobLookup;
import io.mltwin.workspace.storage.encryption.ClientKeys;
import io.mltwin.workspace.storage.encryption.Encryption;
import io.mltwin.workspace.storage.encryption.EncryptionErrors;
import io.mltwin.workspace.storage.encryption.Protection;
import io.mltwin.workspace.storage.encryption.ScopeKeys;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;

/**
 * Chooses the key that content and metadata of a blob are written and read with: by the request,
 * the container's default, and the blob's own encryption. Null stands for the account's key; in an
 * account without encryption scopes the database is not asked.
 *
 * <p>Deviation: while the customer's key of an account is revoked, its blobs under a client's key
 * or an encryption scope are refused too, since tags are under the account's key.
 */
@Singleton
public record BlobKeys(ClientKeys clientKeys, ScopeKeys scopeKeys, ContainerRepository containers, BlobLookup lookup) {
    /** Returns the key of a new blob or block; outside any transaction. */
    public Protection ofNew(BlobRequest request) {
        RequestedEncryption asked = request.encryption();
        StorageAccount account = request.account();
        if (!account.hasScopes()) {
            return asked.clientKey() != null
                    ? clientKeys.take(account, asked.clientKey())
                    : ofScope(account, asked.scope());
        }
        ContainerScope container =
                QuarkusTransaction.requiringNew().call(() -> containers.requireScope(account, request.container()));
        boolean overrides = asked.clientKey() != null
                || asked.scope() != null && !asked.scope().equals(container.name());
        if (overrides && container.deniesOverride()) {
            throw containerPolicy();
        }
        return asked.clientKey() != null
                ? clientKeys.take(account, asked.clientKey())
                : ofScope(account, asked.scope() == null ? container.name() : asked.scope());
    }

    private Protection ofScope(StorageAccount account, String scope) {
        return scope == null || scope.equals(ScopeKeys.ACCOUNT_KEY) ? null : scopeKeys.open(account, scope);
    }

    /**
     * Returns the key of a piece or of metadata for an existing blob; outside any transaction.
     * Whether the blob is under it is for {@link EncryptionErrors#checkSame} to say in the
     * transaction that changes it.
     */
    public Protection ofPiece(BlobRequest request) {
        RequestedEncryption asked = request.encryption();
        if (asked.isNone() && !request.account().hasScopes()) {
            return null;
        }
        BlobEntity blob = lookup.findOrNull(request.account(), request.container(), request.blob());
        if (blob == null) {
            throw blobNotFound();
        }
        return ofExisting(request.account(), blob.encryption, asked);
    }

    /**
     * Returns the key of an existing blob, for reading it or writing a new version; outside any
     * transaction.
     *
     * @param encryption that it is under
     * @throws AzureException 409 when the request's is missing, another, or needless; 403 when its
     *     scope cannot be used
     */
    public Protection ofExisting(StorageAccount account, Encryption encryption, RequestedEncryption asked) {
        check(encryption, asked);
        if (encryption == null) {
            return null;
        }
        return asked.clientKey() == null
                ? scopeKeys.open(account, encryption.scope())
                : clientKeys.open(account, asked.clientKey());
    }

    /** Refuses a request that names another encryption than the blob has. */
    public static void check(Encryption encryption, RequestedEncryption asked) {
        EncryptionErrors.check(encryption, asked.clientKey());
        if (asked.scope() != null) {
            EncryptionErrors.checkScope(encryption, asked.scope().equals(ScopeKeys.ACCOUNT_KEY) ? null : asked.scope());
        }
    }

    /**
     * Returns the key of metadata in a list, outside any transaction; null too where they cannot be
     * shown.
     */
    public Protection ofListed(StorageAccount account, Encryption encryption) {
        if (encryption == null || encryption.isOfClientKey()) {
            return null;
        }
        try {
            return scopeKeys.open(account, encryption.scope());
        } catch (AzureException disabled) {
            return null;
        }
    }
}
