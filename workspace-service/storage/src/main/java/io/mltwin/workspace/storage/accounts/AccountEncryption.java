package io.mltwin.workspace.storage.accounts;

import static io.mltwin.workspace.storage.accounts.StorageErrors.invalidValue;
import static io.mltwin.workspace.storage.accounts.StorageErrors.keyNotUsable;

import io.mltwin.armweb.Caller;
import io.mltwin.customerkeys.CustomerKey;
import io.mltwin.customerkeys.CustomerKeyException;
import io.mltwin.customerkeys.KeyIdentifier;
import io.mltwin.customerkeys.KeyVaultClient;
import io.mltwin.datakeys.DataKeys.KeyWrapper;
import io.mltwin.managedidentities.HostedIdentities;
import io.mltwin.managedidentities.HostedIdentity;
import io.mltwin.managedidentities.IdentityRequest;
import io.mltwin.platform.Addresses;
import io.mltwin.workspace.storage.accounts.StorageAccountRequest.Encryption;
import io.mltwin.workspace.storage.accounts.StorageAccountRequest.KeyVaultProperties;
import jakarta.inject.Singleton;
import java.time.Clock;

/**
 * {@code identity} and {@code encryption} of an account ("Configure customer-managed keys in an
 * Azure key vault for an existing storage account"): the vault needs soft delete and purge
 * protection, the account's identity get, wrap and unwrap. Switching wraps the account's data key
 * again and touches no data.
 */
@Singleton
record AccountEncryption(
        AccountDataKeys dataKeys,
        AccountKeys accountKeys,
        HostedIdentities identities,
        KeyVaultClient vault,
        Addresses addresses,
        Clock clock) {
    /**
     * Does what the request says of both, outside any transaction.
     *
     * @param unchanged of which the copy of the row is changed
     * @param replaces true for a PUT
     */
    PreparedAccount prepare(PreparedAccount unchanged, StorageAccountRequest request, boolean replaces, Caller caller) {
        StorageAccountEntity row = unchanged.wanted();
        Encryption asked = request.propertiesOrNone().encryption();
        IdentityRequest wanted = IdentityRequest.read(request.identity());
        KeyWrapper from = dataKeys.wrapper(row);
        if (wanted != null) {
            row.identities = HostedIdentity.write(identities.apply(
                    row.armId(), row.tenantId, HostedIdentity.read(row.identities), wanted, replaces, caller));
        }
        try {
            if (asked != null && asked.isCustomers()) {
                useKey(row, asked, from);
            } else if (asked != null && asked.isMicrosofts()) {
                giveBack(row, from);
            } else if (row.hasCustomerKey()) {
                dataKeys.customerKey(row);
            }
        } catch (CustomerKeyException refused) {
            throw keyNotUsable(refused);
        }
        return unchanged;
    }

    private void useKey(StorageAccountEntity account, Encryption asked, KeyWrapper from) {
        String before = account.customerKeyId();
        if (before == null) {
            accountKeys.keepUnderRoot(account);
        }
        KeyVaultProperties given = asked.keyVaultPropertiesOrNone();
        KeyIdentifier key = KeyIdentifier.of(given.keyVaultUri(), given.keyName(), given.keyVersion(), addresses)
                .orElseThrow(() -> invalidValue(
                        "encryption.keyvaultproperties",
                        "Give keyvaulturi such as %s, keyname, and a keyversion or none to follow the newest.",
                        addresses.vaultAudience().replace("://", "://{vault}.")));
        account.keyVaultUri = key.vaultUri();
        account.keyName = key.name();
        account.keyVersion = key.version();
        account.keyIdentity = asked.userAssignedIdentity();
        if (account.customerKeyId().equals(before)) {
            return;
        }
        CustomerKey customer = dataKeys.customerKey(account);
        CustomerKeyValidator.requireUsable(vault.get(key, customer.token()), "encryption.keyvaultproperties");
        account.wrappedDataKey = dataKeys.take(account, from);
        account.keyRotated = clock.instant();
    }

    private void giveBack(StorageAccountEntity account, KeyWrapper from) {
        if (!account.hasCustomerKey()) {
            return;
        }
        account.wrappedDataKey = dataKeys.giveBack(account, from);
        account.keyVaultUri = null;
        account.keyName = null;
        account.keyVersion = null;
        account.keyIdentity = null;
        account.keyRotated = null;
    }

    void endIdentities(StorageAccountEntity account) {
        identities.end(account.armId(), HostedIdentity.read(account.identities));
    }
}
