package io.mltwin.workspace.storage.encryption;

import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.customerkeys.CustomerKey;
import io.mltwin.customerkeys.CustomerKeyRefused;
import io.mltwin.customerkeys.KeyIdentifier;
import io.mltwin.customerkeys.KeyVaultClient;
import io.mltwin.datakeys.KeyWrapper;
import io.mltwin.platform.Addresses;
import io.mltwin.workspace.storage.accounts.CustomerKeyRules;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import io.mltwin.workspace.storage.accounts.StorageErrors;
import io.mltwin.workspace.storage.encryption.EncryptionScopeRequest.Properties;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Microsoft.Storage/storageAccounts/encryptionScopes (2019-06-01 to 2024-01-01): made, changed and
 * disabled, never deleted. Switching the source wraps the scope's data key anew and touches no
 * data.
 */
@ApplicationScoped
public class EncryptionScopeService {

    private static final Pattern NAME = Pattern.compile("[a-z0-9](?!.*--)[a-z0-9-]{1,61}[a-z0-9]");
    private static final String KEY_URI = "keyVaultProperties.keyUri";

    private final EncryptionScopeRepository scopes;
    private final ScopeKeys keys;
    private final StorageAccountService accounts;
    private final KeyVaultClient vault;
    private final Addresses addresses;
    private final Clock clock;

    EncryptionScopeService(
            EncryptionScopeRepository scopes,
            ScopeKeys keys,
            StorageAccountService accounts,
            KeyVaultClient vault,
            Addresses addresses,
            Clock clock) {
        this.scopes = scopes;
        this.keys = keys;
        this.accounts = accounts;
        this.vault = vault;
        this.addresses = addresses;
        this.clock = clock;
    }

    /** A scope that was put. */
    public record Put(boolean created, EncryptionScopeBody body) {}

    /** What a list shows: all, or what is enabled or disabled, of names that begin so. */
    public record Wanted(String prefix, Boolean enabled) {}

    @Transactional
    public Put put(ArmResourceId id, EncryptionScopeRequest request) {
        if (!NAME.matcher(id.name()).matches()) {
            throw ArmErrors.invalidResourceName(
                    id.name(),
                    "an encryption scope has 3 to 63 lower-case letters, digits and single hyphens, and no hyphen at either end.");
        }
        StorageAccount account = accounts.require(id.parent());
        scopes.lockName(account.id(), id.name());
        EncryptionScopeEntity row = scopes.find(account.id(), id.name()).orElse(null);
        boolean created = row == null;
        if (created) {
            row = create(account, id.name(), request.propertiesOrNone());
            accounts.setHasScopes(account);
        }
        change(row, request.propertiesOrNone());
        scopes.persist(row);
        return new Put(created, EncryptionScopeBody.of(account.armId(), row));
    }

    private EncryptionScopeEntity create(StorageAccount account, String name, Properties asked) {
        EncryptionScopeEntity row = new EncryptionScopeEntity();
        row.id = UUID.randomUUID();
        row.accountId = account.id();
        row.name = name;
        row.enabled = true;
        row.created = clock.instant();
        row.wrappedDataKey = keys.generate(row.context());
        if (Boolean.TRUE.equals(asked.requireInfrastructureEncryption())) {
            row.wrappedInfrastructureKey = keys.generate(row.infrastructureContext());
        }
        return row;
    }

    @Transactional
    public EncryptionScopeBody patch(ArmResourceId id, EncryptionScopeRequest request) {
        StorageAccount account = accounts.require(id.parent());
        scopes.lockName(account.id(), id.name());
        EncryptionScopeEntity row = existing(account, id);
        change(row, request.propertiesOrNone());
        return EncryptionScopeBody.of(account.armId(), row);
    }

    @Transactional
    public EncryptionScopeBody get(ArmResourceId id) {
        StorageAccount account = accounts.require(id.parent());
        return EncryptionScopeBody.of(account.armId(), existing(account, id));
    }

    /** Scopes in order of name, one more than {@code most} if there are more. */
    @Transactional
    public List<EncryptionScopeBody> page(
            ArmResourceId accountId, Wanted wanted, String after, int most) {
        StorageAccount account = accounts.require(accountId);
        return scopes
                .page(account.id(), wanted.prefix(), after, wanted.enabled(), most + 1)
                .stream()
                .map(row -> EncryptionScopeBody.of(account.armId(), row))
                .toList();
    }

    private EncryptionScopeEntity existing(StorageAccount account, ArmResourceId id) {
        return scopes.find(account.id(), id.name())
                .orElseThrow(() -> ArmErrors.resourceNotFound(id));
    }

    private void change(EncryptionScopeEntity row, Properties asked) {
        checkSource(row, asked);
        Boolean layered = asked.requireInfrastructureEncryption();
        if (layered != null && layered != (row.wrappedInfrastructureKey != null)) {
            throw StorageErrors.invalidValue(
                    "requireInfrastructureEncryption",
                    "It is said when the scope is made and cannot be changed.");
        }
        if (asked.state() != null) {
            row.enabled = enabled(asked.state());
        }
        try {
            if (asked.isMicrosofts()) {
                giveBack(row);
            } else if (asked.keyUri() != null) {
                useKey(row, asked.keyUri());
            }
        } catch (CustomerKeyRefused refused) {
            throw StorageErrors.keyNotUsable(refused, KEY_URI);
        }
        row.modified = clock.instant();
    }

    private static boolean enabled(String state) {
        if (!AsciiCase.equal(state, "Enabled") && !AsciiCase.equal(state, "Disabled")) {
            throw StorageErrors.invalidValue("state", "It is Enabled or Disabled.");
        }
        return AsciiCase.equal(state, "Enabled");
    }

    private static void checkSource(EncryptionScopeEntity row, Properties asked) {
        boolean customers = asked.isCustomers();
        if (asked.source() != null && !customers && !asked.isMicrosofts()) {
            throw StorageErrors.invalidValue(
                    "source", "It is Microsoft.Storage or Microsoft.KeyVault.");
        }
        boolean vaults = asked.source() == null ? row.hasCustomerKey() : customers;
        if (asked.keyUri() != null && !vaults) {
            throw StorageErrors.invalidValue(KEY_URI, "It goes with source Microsoft.KeyVault.");
        }
        if (customers && asked.keyUri() == null && !row.hasCustomerKey()) {
            throw StorageErrors.invalidValue(KEY_URI, "Give the address of a key of a vault.");
        }
    }

    private void useKey(EncryptionScopeEntity row, String keyUri) {
        KeyIdentifier key =
                KeyIdentifier.parse(keyUri, addresses)
                        .orElseThrow(
                                () ->
                                        StorageErrors.invalidValue(
                                                KEY_URI,
                                                "Give a key such as "
                                                        + addresses
                                                                .vaultAudience()
                                                                .replace("://", "://{vault}.")
                                                        + "/keys/{name}, with a version or without one to follow the newest."));
        if (key.toString().equals(row.keyUri)) {
            return;
        }
        KeyWrapper from = keys.wrapper(row);
        row.keyUri = key.toString();
        CustomerKey customer = keys.customerKey(row);
        CustomerKeyRules.check(vault.get(key, customer.token()), KEY_URI);
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
