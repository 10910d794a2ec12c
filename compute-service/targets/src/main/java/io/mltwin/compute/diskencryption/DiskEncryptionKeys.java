package io.mltwin.compute.diskencryption;

import static io.mltwin.compute.diskencryption.DiskEncryptionErrors.identityNeeded;
import static io.mltwin.compute.diskencryption.DiskEncryptionErrors.notFit;
import static io.mltwin.compute.diskencryption.DiskEncryptionErrors.notUsable;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.diskencryption.DiskEncryptionSetEntity.DiskEncryptionSetRepository;
import io.mltwin.customerkeys.CustomerKey;
import io.mltwin.customerkeys.CustomerKeyException;
import io.mltwin.customerkeys.CustomerKeys;
import io.mltwin.customerkeys.KeyIdentifier;
import io.mltwin.customerkeys.KeyVaultClient;
import io.mltwin.customerkeys.VaultKey;
import io.mltwin.datakeys.DataKeys;
import io.mltwin.managedidentities.HostedIdentities;
import io.mltwin.managedidentities.HostedIdentity;
import io.mltwin.platform.Addresses;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/**
 * The data keys of disk encryption sets ("Server-side encryption of Azure Disk Storage"): the
 * customer's key wraps them, used as the set's identity, which gets its rights on the vault after
 * the set is there. So a data key is made when a cluster uses the set first.
 */
@Singleton
record DiskEncryptionKeys(
        CustomerKeys customerKeys,
        HostedIdentities identities,
        KeyVaultClient vault,
        DiskEncryptionSetRepository sets,
        Addresses addresses,
        Clock clock) {

    /**
     * Opens the data key of a set, and makes it where there is none.
     *
     * @param refusal the status that says that the key cannot be used
     * @throws AzureException with that status; 400 for a key that is not fit; 503 when the vault
     *     does not answer
     */
    void requireUsable(DiskEncryptionSetEntity set, int refusal) {
        CustomerKey key = customerKey(set);
        try {
            if (set.dataKey == null) {
                requireFit(vault.get(key.key(), key.token()));
                byte[] made = DataKeys.generate(customerKeys.wrapper(key), key.surface());
                customerKeys.open(key, made, (old, renewed) -> {});
                replace(set, null, made);
            } else {
                customerKeys.open(key, set.dataKey, (old, renewed) -> replace(set, old, renewed));
            }
        } catch (CustomerKeyException refused) {
            throw notUsable(refusal, set.id, refused);
        }
    }

    private void replace(DiskEncryptionSetEntity set, byte[] old, byte[] renewed) {
        QuarkusTransaction.requiringNew().run(() -> sets.replaceDataKey(set.key, old, renewed, clock.instant()));
    }

    /**
     * Wraps the data key by the key that a changed set names.
     *
     * @param before the set as it is
     * @param draft the set as it is to be; gets the data key
     */
    void rewrap(DiskEncryptionSetEntity before, DiskEncryptionSetEntity draft) {
        CustomerKey key = customerKey(draft);
        try {
            requireFit(vault.get(key.key(), key.token()));
            draft.dataKey = customerKeys.take(key, customerKeys.wrapper(customerKey(before)), before.dataKey);
            draft.keyRotated = clock.instant();
        } catch (CustomerKeyException refused) {
            throw notUsable(400, draft.id, refused);
        }
    }

    private static void requireFit(VaultKey key) {
        if (!key.isPurgeProtected() || !key.enabled() || !key.isRsa()) {
            throw notFit(key.id().toString());
        }
    }

    private CustomerKey customerKey(DiskEncryptionSetEntity set) {
        KeyIdentifier key = KeyIdentifier.parse(set.keyUrl, addresses).orElseThrow();
        HostedIdentity identity = identity(set);
        String surface = "disk-encryption-set:" + set.key;
        return new CustomerKey(
                surface + " " + key + " " + identity.resourceId(),
                surface,
                key,
                set.rotates,
                identities.vaultToken(set.id, identity));
    }

    /** The set's own identity where it has one. */
    private static HostedIdentity identity(DiskEncryptionSetEntity set) {
        List<HostedIdentity> all = HostedIdentity.read(set.identities);
        return HostedIdentities.find(all, set.id)
                .or(() -> all.stream().findFirst())
                .orElseThrow(() -> identityNeeded(set.id));
    }
}
