package io.mltwin.workspace.storage.encryption;

import static io.mltwin.armweb.ArmErrors.resourceNotFound;
import static io.mltwin.encoding.Absence.isTrue;
import static io.mltwin.workspace.storage.accounts.StorageErrors.invalidValue;
import static io.mltwin.workspace.storage.accounts.StorageErrors.keyNotUsable;
import static io.mltwin.workspace.storage.encryption.EncryptionScopeValidator.KEY_URI;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.customerkeys.CustomerKey;
import io.mltwin.customerkeys.CustomerKeyException;
import io.mltwin.customerkeys.KeyIdentifier;
import io.mltwin.customerkeys.KeyVaultClient;
import io.mltwin.datakeys.KeyWrapper;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.Addresses;
import io.mltwin.workspace.storage.accounts.CustomerKeyValidator;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import io.mltwin.workspace.storage.encryption.EncryptionScopeEntity.EncryptionScopeRepository;
import io.mltwin.workspace.storage.encryption.EncryptionScopeRequest.Properties;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/**
 * Microsoft.Storage/storageAccounts/encryptionScopes (2019-06-01 to 2024-01-01): made, changed and
 * disabled, never deleted. Switching the source wraps the scope's data key again and touches no
 * data.
 */
@ApplicationScoped
public class EncryptionScopeService {

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

    /** The filter of a list: all, or those enabled or disabled, of names that begin so. */
    public record Wanted(String prefix, Boolean enabled) {}

    /** Asks the vault for what a PUT needs of it. Outside any transaction. */
    public PreparedScope preparePut(ArmResourceId id, EncryptionScopeRequest request) {
        StorageAccount account = accounts.require(id.parent());
        Properties asked = request.propertiesOrNone();
        EncryptionScopeEntity row = QuarkusTransaction.requiringNew()
                .call(() -> scopes.find(account.id(), id.name()))
                .orElse(null);
        boolean isNew = row == null;
        return prepare(PreparedScope.unchanged(account, isNew ? create(account, id.name(), asked) : row, isNew), asked);
    }

    @Transactional
    public Put put(ArmResourceId id, PreparedScope prepared) {
        StorageAccount account = accounts.require(id.parent());
        scopes.lockName(account.id(), id.name());
        EncryptionScopeEntity row = scopes.find(account.id(), id.name()).orElse(null);
        prepared.requireUnchanged(row);
        if (row == null) {
            row = prepared.wanted();
            scopes.persist(row);
            accounts.setHasScopes(account);
        } else {
            prepared.apply(row);
        }
        return new Put(prepared.isNew(), EncryptionScopeBody.of(account.armId(), row));
    }

    private EncryptionScopeEntity create(StorageAccount account, String name, Properties asked) {
        EncryptionScopeEntity row = new EncryptionScopeEntity();
        row.id = UUID.randomUUID();
        row.accountId = account.id();
        row.name = name;
        row.enabled = true;
        row.created = clock.instant();
        row.wrappedDataKey = keys.generate(row.context());
        if (isTrue(asked.requireInfrastructureEncryption())) {
            row.wrappedInfrastructureKey = keys.generate(row.infrastructureContext());
        }
        return row;
    }

    /** Asks the vault for what a PATCH needs of it. Outside any transaction. */
    public PreparedScope preparePatch(ArmResourceId id, EncryptionScopeRequest request) {
        StorageAccount account = accounts.require(id.parent());
        EncryptionScopeEntity row = QuarkusTransaction.requiringNew().call(() -> existing(account, id));
        return prepare(PreparedScope.unchanged(account, row, false), request.propertiesOrNone());
    }

    @Transactional
    public EncryptionScopeBody patch(ArmResourceId id, PreparedScope prepared) {
        StorageAccount account = accounts.require(id.parent());
        scopes.lockName(account.id(), id.name());
        EncryptionScopeEntity row = existing(account, id);
        prepared.requireUnchanged(row);
        prepared.apply(row);
        return EncryptionScopeBody.of(account.armId(), row);
    }

    @Transactional
    public EncryptionScopeBody get(ArmResourceId id) {
        StorageAccount account = accounts.require(id.parent());
        return EncryptionScopeBody.of(account.armId(), existing(account, id));
    }

    /** Scopes in order of name, one more than {@code most} if there are more. */
    @Transactional
    public List<EncryptionScopeBody> page(ArmResourceId accountId, Wanted wanted, String after, int most) {
        StorageAccount account = accounts.require(accountId);
        return scopes.page(account.id(), wanted.prefix(), after, wanted.enabled(), most + 1).stream()
                .map(row -> EncryptionScopeBody.of(account.armId(), row))
                .toList();
    }

    private EncryptionScopeEntity existing(StorageAccount account, ArmResourceId id) {
        return scopes.find(account.id(), id.name()).orElseThrow(() -> resourceNotFound(id));
    }

    /** Does what is asked with the copy of the row. */
    private PreparedScope prepare(PreparedScope unchanged, Properties asked) {
        EncryptionScopeEntity row = unchanged.wanted();
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
        return unchanged;
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
