package io.mltwin.workspace.storage.encryption;

import static io.mltwin.workspace.storage.accounts.StorageErrors.keyRefused;
import static io.mltwin.workspace.storage.encryption.EncryptionErrors.scopeDisabled;
import static io.mltwin.workspace.storage.encryption.EncryptionErrors.scopeNotFound;

import io.mltwin.customerkeys.CustomerKey;
import io.mltwin.customerkeys.CustomerKeyException;
import io.mltwin.customerkeys.CustomerKeys;
import io.mltwin.customerkeys.KeyIdentifier;
import io.mltwin.datakeys.DataKey;
import io.mltwin.datakeys.DataKeys;
import io.mltwin.datakeys.DataKeys.KeyWrapper;
import io.mltwin.datakeys.RootKeys;
import io.mltwin.memory.BoundedMemory;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.reset.Resettable;
import io.mltwin.workspace.storage.accounts.AccountVaultIdentity;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.accounts.StorageAccountChanges.AccountDeleting;
import io.mltwin.workspace.storage.encryption.EncryptionScopeEntity.EncryptionScopeRepository;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/**
 * The data key of each encryption scope, as the account has one: wrapped by the service's root key,
 * then opened at first use and kept in memory; or by the customer's key, then the customer's vault
 * is asked, as the account's identity. Whether the scope is enabled is asked each time.
 *
 * <p>Deviation: of a disabled scope Azure documents the status 403 and no code; here it is {@code
 * EncryptionScopeDisabled}, and a scope that is not there is 404 {@code EncryptionScopeNotFound}.
 */
@Singleton
public class ScopeKeys implements Resettable {

    /** The name that stands for no scope. */
    public static final String ACCOUNT_KEY = "$account-encryption-key";

    private final EncryptionScopeRepository scopes;
    private final RootKeys rootKeys;
    private final CustomerKeys customerKeys;
    private final AccountVaultIdentity identities;
    private final Addresses addresses;
    private final Clock clock;
    private final BoundedMemory<UUID, DataKey> open = BoundedMemory.ofSmall(Duration.ofDays(1));

    ScopeKeys(
            EncryptionScopeRepository scopes,
            RootKeys rootKeys,
            CustomerKeys customerKeys,
            AccountVaultIdentity identities,
            Addresses addresses,
            Clock clock) {
        this.scopes = scopes;
        this.rootKeys = rootKeys;
        this.customerKeys = customerKeys;
        this.identities = identities;
        this.addresses = addresses;
        this.clock = clock;
    }

    /**
     * Returns the key of an enabled scope.
     *
     * @throws io.mltwin.armweb.AzureException 404 without such a scope, 403 while it is disabled or
     *     the customer's key does not open it
     */
    public Protection open(StorageAccount account, String scope) {
        EncryptionScopeEntity row = enabled(account, scope);
        try {
            DataKey key = row.hasCustomerKey() ? byCustomer(row) : byRoot(row);
            return new Protection(Encryption.ofScope(scope), key);
        } catch (CustomerKeyException refused) {
            throw keyRefused(refused);
        }
    }

    /** Refuses what is no enabled scope, without opening its key. */
    public void check(StorageAccount account, String scope) {
        enabled(account, scope);
    }

    private EncryptionScopeEntity enabled(StorageAccount account, String scope) {
        EncryptionScopeEntity row = QuarkusTransaction.joiningExisting()
                .call(() -> scopes.find(account.id(), scope))
                .orElseThrow(() -> scopeNotFound(scope));
        if (!row.enabled) {
            throw scopeDisabled(scope);
        }
        return row;
    }

    private DataKey byRoot(EncryptionScopeEntity row) {
        return open.of(null)
                .computeIfAbsent(
                        row.uid, id -> layered(row, DataKeys.open(row.wrappedDataKey, rootKeys, row.context())));
    }

    private DataKey byCustomer(EncryptionScopeEntity row) {
        return layered(
                row,
                customerKeys.open(
                        customerKey(row),
                        row.wrappedDataKey,
                        (old, renewed) -> QuarkusTransaction.requiringNew()
                                .run(() -> scopes.rewrapped(row.uid, old, renewed, clock.instant()))));
    }

    private DataKey layered(EncryptionScopeEntity row, DataKey key) {
        return row.wrappedInfrastructureKey == null
                ? key
                : key.over(DataKeys.open(row.wrappedInfrastructureKey, rootKeys, row.infrastructureContext()));
    }

    byte[] generate(String context) {
        return DataKeys.generate(rootKeys, context);
    }

    /** Returns the wrapper of the data key. */
    KeyWrapper wrapper(EncryptionScopeEntity row) {
        return row.hasCustomerKey() ? customerKeys.wrapper(customerKey(row)) : rootKeys;
    }

    /** Returns the data key under the customer's key that is set now. */
    byte[] take(EncryptionScopeEntity row, KeyWrapper from) {
        return customerKeys.take(customerKey(row), from, row.wrappedDataKey);
    }

    /** Returns the data key under Microsoft's again. */
    byte[] giveBack(EncryptionScopeEntity row, KeyWrapper from) {
        return DataKeys.rewrap(row.wrappedDataKey, from, rootKeys, row.context());
    }

    CustomerKey customerKey(EncryptionScopeEntity row) {
        KeyIdentifier key = KeyIdentifier.parse(row.keyUri, addresses).orElseThrow();
        AccountVaultIdentity.Identity identity = identities.of(row.accountId);
        return new CustomerKey(
                String.join(" ", row.uid.toString(), row.keyUri, identity.resourceId()),
                row.context(),
                key,
                !key.isVersioned(),
                identity.token());
    }

    void accountDeleting(@Observes AccountDeleting event) {
        scopes.ofAccount(event.accountId()).forEach(open.of(null)::remove);
    }

    @Override
    public void clear() {
        open.clear();
    }
}
