package io.mltwin.workspace.storage.accounts;

import static io.mltwin.workspace.storage.accounts.StorageErrors.invalidValue;

import io.mltwin.customerkeys.CustomerKey;
import io.mltwin.customerkeys.CustomerKeys;
import io.mltwin.customerkeys.KeyIdentifier;
import io.mltwin.datakeys.DataKey;
import io.mltwin.datakeys.DataKeys;
import io.mltwin.datakeys.DataKeys.KeyWrapper;
import io.mltwin.datakeys.RootKeys;
import io.mltwin.managedidentities.HostedIdentities;
import io.mltwin.managedidentities.HostedIdentity;
import io.mltwin.memory.BoundedMemory;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.reset.Resettable;
import io.mltwin.workspace.storage.accounts.StorageAccountEntity.StorageAccountRepository;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * The data key of each storage account. The service's root key wraps it, as Microsoft-managed keys
 * wrap Azure Storage's: then it is opened at first use and kept in memory. Or the customer's key
 * does: then the customer's vault is asked, as the account's identity.
 */
@Singleton
class AccountDataKeys implements Resettable {

    private final RootKeys rootKeys;
    private final CustomerKeys customerKeys;
    private final HostedIdentities identities;
    private final StorageAccountRepository accounts;
    private final Addresses addresses;
    private final Clock clock;
    private final BoundedMemory<UUID, DataKey> open = BoundedMemory.ofSmall(Duration.ofDays(1));

    AccountDataKeys(
            RootKeys rootKeys,
            CustomerKeys customerKeys,
            HostedIdentities identities,
            StorageAccountRepository accounts,
            Addresses addresses,
            Clock clock) {
        this.rootKeys = rootKeys;
        this.customerKeys = customerKeys;
        this.identities = identities;
        this.accounts = accounts;
        this.addresses = addresses;
        this.clock = clock;
    }

    byte[] generate(UUID account) {
        return DataKeys.generate(rootKeys, context(account));
    }

    /**
     * Returns the key.
     *
     * @throws io.mltwin.customerkeys.CustomerKeyException when the customer's key does not open it
     */
    DataKey of(StorageAccountEntity account) {
        return account.hasCustomerKey()
                ? customerKeys.open(
                        customerKey(account),
                        account.wrappedDataKey,
                        (old, renewed) -> replace(account.uid, old, renewed))
                : underRoot(account);
    }

    /** Returns the key of an account that has no customer's key. */
    DataKey underRoot(StorageAccountEntity account) {
        return open.of(null)
                .computeIfAbsent(account.uid, id -> DataKeys.open(account.wrappedDataKey, rootKeys, context(id)));
    }

    private void replace(UUID account, byte[] old, byte[] renewed) {
        QuarkusTransaction.requiringNew().run(() -> accounts.rewrapped(account, old, renewed, clock.instant()));
    }

    /** The key if it is open already, else null. */
    DataKey openOrNull(StorageAccount account) {
        return account.customerKey() == null
                ? open.of(null).get(account.id())
                : customerKeys.openOrNull(account.customerKey());
    }

    void forget(UUID account) {
        open.of(null).remove(account);
    }

    /** Returns the data key under the customer's key that is set now. */
    byte[] take(StorageAccountEntity account, KeyWrapper from) {
        return customerKeys.take(customerKey(account), from, account.wrappedDataKey);
    }

    /** Returns the data key under Microsoft's again. */
    byte[] giveBack(StorageAccountEntity account, KeyWrapper from) {
        return DataKeys.rewrap(account.wrappedDataKey, from, rootKeys, context(account.uid));
    }

    /** Returns the wrapper of the data key. */
    KeyWrapper wrapper(StorageAccountEntity account) {
        return account.hasCustomerKey() ? customerKeys.wrapper(customerKey(account)) : rootKeys;
    }

    CustomerKey customerKey(StorageAccountEntity account) {
        KeyIdentifier key = KeyIdentifier.of(account.keyVaultUri, account.keyName, account.keyVersion, addresses)
                .orElseThrow();
        return new CustomerKey(
                account.customerKeyId(),
                context(account.uid),
                key,
                !key.isVersioned(),
                identities.vaultToken(account.id, identity(account)));
    }

    private static HostedIdentity identity(StorageAccountEntity account) {
        List<HostedIdentity> all = HostedIdentity.read(account.identities);
        return HostedIdentities.find(all, account.keyIdentity())
                .orElseThrow(() -> invalidValue(
                        "identity", "The account has no identity %s, which is to use the key.", account.keyIdentity()));
    }

    @Override
    public void clear() {
        open.clear();
    }

    private static String context(UUID account) {
        return "storage-account:" + account;
    }
}
