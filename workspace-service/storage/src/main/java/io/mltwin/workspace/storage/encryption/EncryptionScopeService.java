package io.mltwin.workspace.storage.encryption;

import static io.mltwin.encoding.Absence.isTrue;
import static io.mltwin.workspace.storage.accounts.StorageErrors.invalidValue;
import static io.mltwin.workspace.storage.accounts.StorageErrors.keyNotUsable;
import static io.mltwin.workspace.storage.encryption.EncryptionScopeValidator.KEY_URI;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.customerkeys.CustomerKey;
import io.mltwin.customerkeys.CustomerKeyException;
import io.mltwin.customerkeys.KeyIdentifier;
import io.mltwin.customerkeys.KeyVaultClient;
import io.mltwin.datakeys.DataKeys.KeyWrapper;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.Addresses;
import io.mltwin.workspace.storage.accounts.CustomerKeyValidator;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import io.mltwin.workspace.storage.encryption.EncryptionScopeEntity.EncryptionScopeRepository;
import io.mltwin.workspace.storage.encryption.EncryptionScopeRequest.Properties;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Makes, changes and disables encryption scopes. Switching the source wraps the scope's data key again and touches no
 * data.
 */
@Singleton
record EncryptionScopeService(
        EncryptionScopeRepository scopes,
        ScopeKeys keys,
        StorageAccountService accounts,
        KeyVaultClient vault,
        Addresses addresses,
        Clock clock) {

    /**
     * A scope as a request wants it, after vaults were asked.
     *
     * @param wanted belongs to no transaction
     * @param wasEnabled whether the row was
     * @param keyUri that the row had, null under Microsoft's key
     */
    record PreparedScope(EncryptionScopeEntity wanted, boolean wasEnabled, String keyUri) {

        /** Takes over what the request changes, and nothing that another one may have changed. */
        void apply(EncryptionScopeEntity row) {
            row.modified = wanted.modified;
            if (wanted.enabled != wasEnabled) {
                row.enabled = wanted.enabled;
            }
            if (!Objects.equals(wanted.keyUri, keyUri)) {
                row.keyUri = wanted.keyUri;
                row.keyRotated = wanted.keyRotated;
                row.wrappedDataKey = wanted.wrappedDataKey;
            }
        }

        @Override
        public String toString() {
            return "prepared scope " + wanted.name;
        }
    }

    /** The filter of a list: all, or those enabled or disabled, of names that begin so. */
    record Wanted(String prefix, Boolean enabled) {}

    /** Does what is asked with a copy of the row, and asks the vault for what that needs. Outside any transaction. */
    PreparedScope prepare(ArmCall call, EncryptionScopeRequest request, EncryptionScopeEntity row) {
        Properties asked = request.propertiesOrNone();
        if (row.isNew()) {
            begin(row, accounts.require(call.id().parent()), asked);
        }
        PreparedScope prepared = new PreparedScope(row, row.enabled, row.keyUri);
        EncryptionScopeValidator.validateChange(row, asked);
        if (asked.state() != null) {
            row.enabled = AsciiCase.equal(asked.state(), "Enabled");
        }
        try {
            if (asked.isMicrosofts()) {
                giveBack(row);
            } else if (asked.keyUri() != null) {
                useKey(row, asked.keyUri());
            }
        } catch (CustomerKeyException refused) {
            throw keyNotUsable(refused, KEY_URI);
        }
        row.modified = clock.instant();
        return prepared;
    }

    private void begin(EncryptionScopeEntity row, StorageAccount account, Properties asked) {
        row.uid = UUID.randomUUID();
        row.id = account.armId().child("encryptionScopes", row.name).toString();
        row.accountId = account.id();
        row.enabled = true;
        row.wrappedDataKey = keys.generate(row.context());
        if (isTrue(asked.requireInfrastructureEncryption())) {
            row.wrappedInfrastructureKey = keys.generate(row.infrastructureContext());
        }
    }

    /** Changes a row in the transaction of a request; from the first scope on its account is asked for scopes. */
    void change(EncryptionScopeEntity row, PreparedScope prepared) {
        if (row.isNew()) {
            accounts.setHasScopes(accounts.require(row.armId().parent()));
        }
        prepared.apply(row);
    }

    /** Scopes in order of name, one more than {@code most} if there are more. */
    List<EncryptionScopeEntity> page(ArmResourceId accountId, Wanted wanted, String after, int most) {
        StorageAccount account = accounts.require(accountId);
        return scopes.page(account.id(), wanted.prefix(), after, wanted.enabled(), most + 1);
    }

    private void useKey(EncryptionScopeEntity row, String keyUri) {
        KeyIdentifier key = KeyIdentifier.parse(keyUri, addresses)
                .orElseThrow(() -> invalidValue(
                        KEY_URI,
                        "Give a key such as %s/keys/{name}, with a version or without one to follow the newest.",
                        addresses.vaultAudience().replace("://", "://{vault}.")));
        if (key.toString().equals(row.keyUri)) {
            return;
        }
        KeyWrapper from = keys.wrapper(row);
        row.keyUri = key.toString();
        CustomerKey customer = keys.customerKey(row);
        CustomerKeyValidator.requireUsable(vault.get(key, customer.token()), KEY_URI);
        row.wrappedDataKey = keys.take(row, from);
        row.keyRotated = clock.instant();
    }

    private void giveBack(EncryptionScopeEntity row) {
        if (row.hasCustomerKey()) {
            row.wrappedDataKey = keys.giveBack(row, keys.wrapper(row));
            row.keyUri = null;
            row.keyRotated = null;
        }
    }
}
