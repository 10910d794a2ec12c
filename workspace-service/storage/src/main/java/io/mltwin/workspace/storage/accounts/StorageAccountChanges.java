package io.mltwin.workspace.storage.accounts;

import static io.mltwin.workspace.storage.accounts.StorageErrors.alreadyTaken;
import static io.mltwin.workspace.storage.accounts.StorageErrors.inAnotherResourceGroup;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.workspace.storage.accounts.StorageAccountBody.Keys;
import io.mltwin.workspace.storage.accounts.StorageAccountEntity.StorageAccountRepository;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.util.UUID;

/**
 * Makes, changes and deletes storage accounts. Each change is prepared first: identities are
 * registered and vaults asked before the transaction that changes the row.
 */
@Singleton
public record StorageAccountChanges(
        StorageAccountRepository accounts,
        AccountDataKeys dataKeys,
        AccountKeys keys,
        StorageAccountCache cache,
        AccountEncryption encryption,
        Event<AccountDeletionRequested> deletionRequested,
        Event<AccountDeleting> deleting) {
    /** Fired before anything of an account ends; an observer throws when the account must stay. */
    public record AccountDeletionRequested(UUID accountId, String accountName) {}

    /** Fired inside the transaction that deletes an account, before its rows go. */
    public record AccountDeleting(UUID accountId, String accountName) {}

    /** Asks other services for what a PUT or PATCH needs of them. Outside any transaction. */
    PreparedAccount prepare(ArmCall call, StorageAccountRequest request, StorageAccountEntity row) {
        if (row.isNew()) {
            row.uid = UUID.randomUUID();
            row.tenantId = call.caller().tenantId();
            row.accessTier = "Hot";
            row.allowSharedKeyAccess = true;
            row.minimumTlsVersion = "TLS1_2";
            row.wrappedDataKey = dataKeys.generate(row.uid);
            keys.generateBoth(row);
        }
        return encryption.prepare(PreparedAccount.unchanged(row), request, call.isPut(), call.caller());
    }

    /** Changes the account as it was prepared; repeating it changes nothing. */
    void change(StorageAccountEntity row, StorageAccountRequest request, PreparedAccount prepared) {
        if (!row.isNew()) {
            prepared.apply(row);
        }
        StorageAccountMapper.apply(row, request);
    }

    /** Makes a new key in the place of one of the two. Outside any transaction. */
    PreparedAccount prepareKey(ArmResourceId id, String keyName) {
        StorageAccountEntity row = RowTransactions.inOne(() -> accounts.require(id));
        PreparedAccount prepared = PreparedAccount.unchanged(row);
        keys.regenerate(keys.keepUnderRoot(row), keyName == null ? "" : keyName);
        return prepared;
    }

    /**
     * A new key takes the place of one of the two at once: what the old one signed is refused from
     * now on.
     */
    Keys regenerateKey(ArmResourceId id, PreparedAccount prepared) {
        StorageAccountEntity row = accounts.requireLocked(id);
        prepared.apply(row);
        return keys.body(row);
    }

    /**
     * Ends the identities of an account that can be deleted: a repeated DELETE finds them in its
     * row until it is gone. Outside any transaction.
     */
    void endIdentities(StorageAccountEntity row) {
        QuarkusTransaction.requiringNew()
                .run(() -> deletionRequested.fire(new AccountDeletionRequested(row.uid, row.name)));
        encryption.endIdentities(row);
    }

    /** Deletes all that an account holds. */
    void empty(StorageAccountEntity row) {
        deleting.fire(new AccountDeleting(row.uid, row.name));
    }

    void forget(StorageAccountEntity row) {
        dataKeys.forget(row.uid);
        cache.forget(row.name);
    }

    static AzureException taken(StorageAccountEntity made, StorageAccountEntity other) {
        return other.subscriptionId.equals(made.subscriptionId)
                ? inAnotherResourceGroup(made.name)
                : alreadyTaken(made.name);
    }
}
