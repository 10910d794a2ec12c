package io.mltwin.workspace.storage.accounts;

import static io.mltwin.armweb.ArmErrors.resourceNotFound;
import static io.mltwin.workspace.storage.accounts.StorageErrors.alreadyTaken;
import static io.mltwin.workspace.storage.accounts.StorageErrors.invalidName;
import static io.mltwin.workspace.storage.accounts.StorageErrors.keyRefused;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.customerkeys.CustomerKeyException;
import io.mltwin.datakeys.DataKey;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.Addresses;
import io.mltwin.workspace.storage.accounts.StorageAccount.AccountKey;
import io.mltwin.workspace.storage.accounts.StorageAccountBody.Keys;
import io.mltwin.workspace.storage.accounts.StorageAccountBody.NameAvailability;
import io.mltwin.workspace.storage.accounts.StorageAccountEntity.StorageAccountRepository;
import io.mltwin.workspace.storage.cors.CorsRules;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/**
 * Microsoft.Storage/storageAccounts (2019-06-01 to 2024-01-01): shows accounts, their keys, and
 * their data keys; {@link StorageAccountChanges} makes and deletes them. Permission has been
 * checked by Azure Resource Manager's pipeline.
 */
@ApplicationScoped
public class StorageAccountService {

    private final StorageAccountRepository accounts;
    private final AccountDataKeys dataKeys;
    private final AccountKeys keys;
    private final StorageAccountCache cache;
    private final Addresses addresses;

    StorageAccountService(
            StorageAccountRepository accounts,
            AccountDataKeys dataKeys,
            AccountKeys keys,
            StorageAccountCache cache,
            Addresses addresses) {
        this.accounts = accounts;
        this.dataKeys = dataKeys;
        this.keys = keys;
        this.cache = cache;
        this.addresses = addresses;
    }

    public Keys listKeys(ArmResourceId id) {
        return keys.body(withKeys(id));
    }

    /** Returns the account's row with its keys under the root key. */
    private StorageAccountEntity withKeys(ArmResourceId id) {
        return keys.keepUnderRoot(QuarkusTransaction.requiringNew().call(() -> accounts.require(id)));
    }

    /**
     * Returns the secret from which user delegation keys of this account are derived; it is made
     * when it is asked for first. Outside any transaction.
     *
     * @throws io.mltwin.armweb.AzureException 403 while the customer's key does not open the
     *     account's
     */
    public byte[] delegationSecret(StorageAccount account) {
        DataKey key = opened(account).dataKey();
        StorageAccountEntity row = QuarkusTransaction.requiringNew().call(() -> row(account));
        if (row.delegationSecret == null) {
            row = QuarkusTransaction.requiringNew().call(() -> withDelegationSecret(account, key));
        }
        return keys.delegationSecret(row, key);
    }

    private StorageAccountEntity withDelegationSecret(StorageAccount account, DataKey key) {
        accounts.lockedById(account.armId().key());
        StorageAccountEntity row = row(account);
        if (row.delegationSecret == null) {
            row.delegationSecret = keys.newDelegationSecret(row, key);
        }
        return row;
    }

    /**
     * All user delegation keys that were given out are of no use from now on.
     *
     * @param opened the account, its key opened
     */
    @Transactional
    public void revokeUserDelegationKeys(StorageAccount opened) {
        StorageAccountEntity row = row(opened);
        row.delegationSecret = keys.newDelegationSecret(row, opened.dataKey());
    }

    /** Returns the properties of the last Set Blob Service Properties, or null. */
    @Transactional
    public String serviceProperties(StorageAccount account) {
        return row(account).serviceProperties;
    }

    @Transactional
    public void setServiceProperties(StorageAccount account, String properties) {
        row(account).serviceProperties = properties;
    }

    /** Sets the answers to pages of other origins from now on. */
    @Transactional
    public void setCorsRules(StorageAccount account, CorsRules rules) {
        row(account).corsRules = rules;
    }

    /** From now on it is asked which encryption scope a blob or container has. */
    @Transactional
    public void setHasScopes(StorageAccount account) {
        row(account).hasScopes = true;
    }

    /** Sets how overwritten and deleted blobs are kept from now on. */
    @Transactional
    public void setDataProtection(StorageAccount account, SoftDelete softDelete, Versioning versioning) {
        setSoftDelete(account, softDelete);
        row(account).versioning = versioning;
    }

    /** Sets how long deleted blobs are kept from now on. */
    @Transactional
    public void setSoftDelete(StorageAccount account, SoftDelete softDelete) {
        StorageAccountEntity row = row(account);
        row.blobRetentionDays = softDelete.blobDays();
        row.containerRetentionDays = softDelete.containerDays();
        row.allowPermanentDelete = softDelete.allowsPermanentDelete();
    }

    @Transactional
    public NameAvailability checkName(String name) {
        if (name == null || !StorageAccountValidator.isName(name)) {
            return new NameAvailability(
                    false,
                    "AccountNameInvalid",
                    invalidName(String.valueOf(name)).getMessage());
        }
        return accounts.byName(name).isPresent()
                ? new NameAvailability(
                        false, "AlreadyExists", alreadyTaken(name).getMessage())
                : new NameAvailability(true, null, null);
    }

    /** Returns how many accounts a subscription has in a region. */
    @Transactional
    public long count(String subscriptionId, String region) {
        return accounts.count("subscriptionId = ?1 and location = ?2", AsciiCase.lower(subscriptionId), region);
    }

    /** The account of this name, for its data planes. */
    public Optional<StorageAccount> find(String name) {
        return cache.find(name);
    }

    /**
     * Returns the account of this id.
     *
     * @throws io.mltwin.armweb.AzureException 404 {@code ResourceNotFound}
     */
    @Transactional
    public StorageAccount require(ArmResourceId id) {
        return StorageAccountMapper.account(accounts.require(id));
    }

    /** Returns the bytes of the key with which the account signs; {@code keyName} is key1 or key2. */
    public byte[] key(StorageAccount account, String keyName) {
        byte[] known = cache.keyOrNull(account, keyName);
        return known != null ? known : keys.value(withKeys(account.armId()), keyName);
    }

    /**
     * Returns the account of this id, its key opened. Outside any transaction.
     *
     * @throws io.mltwin.armweb.AzureException 404 {@code ResourceNotFound}
     */
    public StorageAccount requireOpened(ArmResourceId id) {
        return opened(QuarkusTransaction.joiningExisting().call(() -> require(id)));
    }

    /**
     * Returns the account with its data key opened, for which a customer's vault may be asked:
     * before any transaction. A vault that refuses refuses what needs the key, {@link
     * StorageAccount#dataKey}.
     */
    public StorageAccount opened(StorageAccount account) {
        return account.withKey(AccountKey.open(() -> open(account)));
    }

    private DataKey open(StorageAccount account) {
        try {
            DataKey open = dataKeys.openOrNull(account);
            return open != null
                    ? open
                    : dataKeys.of(QuarkusTransaction.joiningExisting().call(() -> row(account)));
        } catch (CustomerKeyException refused) {
            throw keyRefused(refused);
        }
    }

    /**
     * Returns the connection string that {@code az storage account show-connection-string} prints,
     * with the account's own endpoints and key1.
     */
    public String connectionString(ArmResourceId id) {
        StorageAccountEntity entity = withKeys(id);
        return "DefaultEndpointsProtocol=https;AccountName="
                + entity.name
                + ";AccountKey="
                + keys.base64(entity, "key1")
                + ";BlobEndpoint="
                + StorageAccountMapper.url(addresses.blobHost(entity.name))
                + ";FileEndpoint="
                + StorageAccountMapper.url(addresses.fileHost(entity.name));
    }

    private StorageAccountEntity row(StorageAccount account) {
        StorageAccountEntity row = accounts.byUid(account.id());
        if (row == null) {
            throw resourceNotFound(account.armId());
        }
        return row;
    }
}
