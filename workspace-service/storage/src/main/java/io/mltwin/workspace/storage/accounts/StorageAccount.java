package io.mltwin.workspace.storage.accounts;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.datakeys.DataKey;
import io.mltwin.workspace.storage.cors.CorsRules;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A storage account as its data planes see it.
 *
 * @param tenantId tenant whose tokens are accepted
 * @param allowSharedKeyAccess false: neither account keys nor signatures made with them are
 *     accepted
 * @param allowBlobPublicAccess false: no container answers a request without a credential
 * @param softDelete how long what is deleted can come back
 * @param versioning whether what is overwritten or deleted becomes a previous version
 * @param customerKey names the customer's key and the identity that uses it, null under Microsoft's
 * @param hasScopes false: it has no encryption scope, so none has to be looked up
 * @param corsRules of the Blob service
 * @param key its data key, null until {@link StorageAccountService#opened} has opened it
 */
public record StorageAccount(
        UUID id,
        ArmResourceId armId,
        String name,
        String tenantId,
        boolean allowSharedKeyAccess,
        boolean allowBlobPublicAccess,
        String minimumTlsVersion,
        NetworkRules network,
        String sku,
        String kind,
        String accessTier,
        SoftDelete softDelete,
        Versioning versioning,
        String customerKey,
        boolean hasScopes,
        CorsRules corsRules,
        AccountKey key) {

    StorageAccount withKey(AccountKey opened) {
        return new StorageAccount(
                id,
                armId,
                name,
                tenantId,
                allowSharedKeyAccess,
                allowBlobPublicAccess,
                minimumTlsVersion,
                network,
                sku,
                kind,
                accessTier,
                softDelete,
                versioning,
                customerKey,
                hasScopes,
                corsRules,
                opened);
    }

    /**
     * Returns the key that everything in the account is encrypted under.
     *
     * @throws io.mltwin.armweb.AzureException 403 {@code KeyVaultEncryptionKeyNotFound} and the
     *     like when the customer's key did not open it
     * @throws IllegalStateException when it was not opened for this request
     */
    public DataKey dataKey() {
        if (key == null) {
            throw new IllegalStateException("The key of the account " + name + " is used but was not opened before");
        }
        return key.get();
    }

    /** Returns whether its replication lets the secondary location be read. */
    public boolean hasReadableSecondary() {
        return StorageAccountValidator.hasReadableSecondary(sku);
    }

    /** Scope of role assignments for one container. */
    public String containerScope(String container) {
        return armId + "/blobServices/default/containers/" + container;
    }

    /** Scope of role assignments for one file share. */
    public String shareScope(String share) {
        return armId + "/fileServices/default/fileshares/" + share;
    }

    /**
     * An account's data key as it was opened for one request, before any transaction; or why it could
     * not be opened, which refuses only what needs the key.
     */
    static final class AccountKey {

        private final DataKey key;
        private final AzureException refusal;

        private AccountKey(DataKey key, AzureException refusal) {
            this.key = key;
            this.refusal = refusal;
        }

        static AccountKey open(Supplier<DataKey> vault) {
            try {
                return new AccountKey(vault.get(), null);
            } catch (AzureException refused) {
                return new AccountKey(null, refused);
            }
        }

        DataKey get() {
            if (refusal != null) {
                throw refusal;
            }
            return key;
        }

        @Override
        public String toString() {
            return refusal == null ? "open key" : "refused key";
        }
    }
}
