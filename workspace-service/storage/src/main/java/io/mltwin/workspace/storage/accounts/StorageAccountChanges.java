package io.mltwin.workspace.storage.accounts;

import static io.mltwin.armweb.ArmErrors.resourceNotFound;
import static io.mltwin.workspace.storage.accounts.StorageErrors.alreadyTaken;
import static io.mltwin.workspace.storage.accounts.StorageErrors.inAnotherResourceGroup;
import static io.mltwin.workspace.storage.accounts.StorageErrors.otherLocation;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Caller;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.Addresses;
import io.mltwin.resourceprovider.TrackedResource;
import io.mltwin.workspace.storage.accounts.StorageAccountBody.Keys;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes, changes and deletes storage accounts. Each change is prepared first: identities are
 * registered and vaults asked before the transaction that changes the row.
 */
@ApplicationScoped
public class StorageAccountChanges {

    private final StorageAccountRepository accounts;
    private final AccountDataKeys dataKeys;
    private final AccountKeys keys;
    private final StorageAccountCache cache;
    private final AccountEncryption encryption;
    private final Addresses addresses;
    private final Clock clock;
    private final Event<AccountDeletionRequested> deletionRequested;
    private final Event<AccountDeleting> deleting;

    StorageAccountChanges(
            StorageAccountRepository accounts,
            AccountDataKeys dataKeys,
            AccountKeys keys,
            StorageAccountCache cache,
            AccountEncryption encryption,
            Addresses addresses,
            Clock clock,
            Event<AccountDeletionRequested> deletionRequested,
            Event<AccountDeleting> deleting) {
        this.accounts = accounts;
        this.dataKeys = dataKeys;
        this.keys = keys;
        this.cache = cache;
        this.encryption = encryption;
        this.addresses = addresses;
        this.clock = clock;
        this.deletionRequested = deletionRequested;
        this.deleting = deleting;
    }

    /** Fired before anything of an account ends; an observer throws when the account must stay. */
    public record AccountDeletionRequested(UUID accountId, String accountName) {}

    /** Fired inside the transaction that deletes an account, before its rows go. */
    public record AccountDeleting(UUID accountId, String accountName) {}

    /** Asks other services for what a PUT needs of them. Outside any transaction. */
    public PreparedAccount preparePut(ArmResourceId id, StorageAccountRequest request, Caller caller) {
        StorageAccountEntity row = QuarkusTransaction.requiringNew()
                .call(() -> accounts.byName(id.name()))
                .orElse(null);
        boolean isNew = row == null;
        if (isNew) {
            row = create(id, request, caller.tenantId());
        } else {
            requireSame(row, id, request);
        }
        return encryption.prepare(PreparedAccount.unchanged(row, isNew), request, true, caller);
    }

    /** Creates the account or changes the existing one; repeating it changes nothing. */
    @Transactional
    public StorageAccountBody put(ArmResourceId id, StorageAccountRequest request, PreparedAccount prepared) {
        accounts.lockName(id.name());
        StorageAccountEntity row = accounts.byName(id.name()).orElse(null);
        if (row == null) {
            row = prepared.requireNew();
        } else {
            requireSame(row, id, request);
            prepared.apply(row);
        }
        StorageAccountMapper.apply(row, request);
        accounts.persist(row);
        return StorageAccountMapper.body(row, addresses);
    }

    private static void requireSame(StorageAccountEntity row, ArmResourceId id, StorageAccountRequest request) {
        if (!row.armIdKey.equals(id.key())) {
            throw AsciiCase.equal(row.subscriptionId, id.subscriptionId())
                    ? inAnotherResourceGroup(id.name())
                    : alreadyTaken(id.name());
        }
        if (!AsciiCase.equal(row.location, TrackedResource.location(request.location()))) {
            throw otherLocation(id.name(), row.location, request.location());
        }
    }

    private StorageAccountEntity create(ArmResourceId id, StorageAccountRequest request, String tenantId) {
        StorageAccountEntity row = new StorageAccountEntity();
        row.id = UUID.randomUUID();
        row.name = id.name();
        row.armId = id.toString();
        row.armIdKey = id.key();
        row.subscriptionId = AsciiCase.lower(id.subscriptionId());
        row.resourceGroup = AsciiCase.lower(id.resourceGroup());
        row.tenantId = tenantId;
        row.location = TrackedResource.location(request.location());
        row.tags = Map.of();
        row.accessTier = "Hot";
        row.allowSharedKeyAccess = true;
        row.minimumTlsVersion = "TLS1_2";
        row.created = clock.instant();
        row.wrappedDataKey = dataKeys.generate(row.id);
        keys.generateBoth(row);
        return row;
    }

    /** Asks other services for what a PATCH needs of them. Outside any transaction. */
    public PreparedAccount preparePatch(ArmResourceId id, StorageAccountRequest request, Caller caller) {
        StorageAccountEntity row = QuarkusTransaction.requiringNew().call(() -> existing(id));
        return encryption.prepare(PreparedAccount.unchanged(row, false), request, false, caller);
    }

    @Transactional
    public StorageAccountBody patch(ArmResourceId id, StorageAccountRequest request, PreparedAccount prepared) {
        accounts.lockName(id.name());
        StorageAccountEntity row = existing(id);
        prepared.apply(row);
        StorageAccountMapper.apply(row, request);
        return StorageAccountMapper.body(row, addresses);
    }

    /** Makes a new key in the place of one of the two. Outside any transaction. */
    public PreparedAccount prepareKey(ArmResourceId id, String keyName) {
        StorageAccountEntity row = QuarkusTransaction.requiringNew().call(() -> existing(id));
        PreparedAccount prepared = PreparedAccount.unchanged(row, false);
        keys.regenerate(keys.keepUnderRoot(row), keyName == null ? "" : keyName);
        return prepared;
    }

    /**
     * A new key takes the place of one of the two at once: what the old one signed is refused from
     * now on.
     */
    @Transactional
    public Keys regenerateKey(ArmResourceId id, PreparedAccount prepared) {
        accounts.lockName(id.name());
        StorageAccountEntity row = existing(id);
        prepared.apply(row);
        return keys.body(row);
    }

    /**
     * Ends the identities of an account that can be deleted: a repeated DELETE finds them in its
     * row until it is gone. Outside any transaction.
     */
    public void endIdentities(ArmResourceId id) {
        QuarkusTransaction.requiringNew().call(() -> deletable(id)).ifPresent(encryption::endIdentities);
    }

    private Optional<StorageAccountEntity> deletable(ArmResourceId id) {
        Optional<StorageAccountEntity> found = accounts.byArmId(id);
        found.ifPresent(row -> deletionRequested.fire(new AccountDeletionRequested(row.id, row.name)));
        return found;
    }

    /** Deletes the account with all it holds; false when there was none. */
    @Transactional
    public boolean delete(ArmResourceId id) {
        accounts.lockName(id.name());
        Optional<StorageAccountEntity> found = accounts.byArmId(id);
        found.ifPresent(row -> {
            deleting.fire(new AccountDeleting(row.id, row.name));
            accounts.delete(row);
            accounts.flush();
            dataKeys.forget(row.id);
            cache.forget(row.name);
        });
        return found.isPresent();
    }

    private StorageAccountEntity existing(ArmResourceId id) {
        return accounts.byArmId(id).orElseThrow(() -> resourceNotFound(id));
    }
}
