package io.mltwin.workspace.storage.accounts;

import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.Caller;
import io.mltwin.customerkeys.CustomerKeyRefused;
import io.mltwin.datakeys.DataKey;
import io.mltwin.platform.Addresses;
import io.mltwin.workspace.storage.accounts.StorageAccountBody.Keys;
import io.mltwin.workspace.storage.accounts.StorageAccountBody.NameAvailability;
import io.mltwin.workspace.storage.accounts.StorageAccountBody.Page;
import io.mltwin.workspace.storage.cors.CorsRules;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Microsoft.Storage/storageAccounts (2019-06-01 to 2024-01-01): accounts, their keys, and their
 * data keys. Permission has been checked by Azure Resource Manager's pipeline.
 */
@ApplicationScoped
public class StorageAccountService {

    private final StorageAccountRepository accounts;
    private final AccountDataKeys dataKeys;
    private final AccountKeys keys;
    private final AccountMemory memory;
    private final AccountEncryption encryption;
    private final Addresses addresses;
    private final Clock clock;
    private final Event<AccountDeleting> deleting;

    StorageAccountService(
            StorageAccountRepository accounts,
            AccountDataKeys dataKeys,
            AccountKeys keys,
            AccountMemory memory,
            AccountEncryption encryption,
            Addresses addresses,
            Clock clock,
            Event<AccountDeleting> deleting) {
        this.accounts = accounts;
        this.dataKeys = dataKeys;
        this.keys = keys;
        this.memory = memory;
        this.encryption = encryption;
        this.addresses = addresses;
        this.clock = clock;
        this.deleting = deleting;
    }

    /** Fired inside the transaction that deletes an account, before its rows go. */
    public record AccountDeleting(UUID accountId, String accountName) {}

    /** Creates the account or changes the existing one; repeating it changes nothing. */
    @Transactional
    public StorageAccountBody put(ArmResourceId id, StorageAccountRequest request, Caller caller) {
        StorageAccountRules.checkNew(id.name(), request);
        accounts.lockName(id.name());
        Optional<StorageAccountEntity> existing = accounts.byName(id.name());
        StorageAccountEntity entity =
                existing.isPresent()
                        ? same(existing.get(), id, request)
                        : create(id, request, caller.tenantId());
        StorageAccountMapper.apply(entity, request);
        encryption.apply(entity, request, true, caller);
        accounts.persist(entity);
        return StorageAccountMapper.body(entity, addresses);
    }

    private static StorageAccountEntity same(
            StorageAccountEntity entity, ArmResourceId id, StorageAccountRequest request) {
        if (!entity.armIdKey.equals(id.key())) {
            throw AsciiCase.equal(entity.subscriptionId, id.subscriptionId())
                    ? StorageErrors.inAnotherResourceGroup(id.name())
                    : StorageErrors.alreadyTaken(id.name());
        }
        if (!AsciiCase.equal(entity.location, location(request))) {
            throw StorageErrors.otherLocation(id.name(), entity.location, request.location());
        }
        return entity;
    }

    private StorageAccountEntity create(
            ArmResourceId id, StorageAccountRequest request, String tenantId) {
        StorageAccountEntity entity = new StorageAccountEntity();
        entity.id = UUID.randomUUID();
        entity.name = id.name();
        entity.armId = id.toString();
        entity.armIdKey = id.key();
        entity.subscriptionId = AsciiCase.lower(id.subscriptionId());
        entity.resourceGroup = AsciiCase.lower(id.resourceGroup());
        entity.tenantId = tenantId;
        entity.location = location(request);
        entity.tags = Map.of();
        entity.accessTier = "Hot";
        entity.allowSharedKeyAccess = true;
        entity.minimumTlsVersion = "TLS1_2";
        entity.created = clock.instant();
        entity.wrappedDataKey = dataKeys.generate(entity.id);
        entity.keysByRoot = true;
        keys.generateBoth(entity);
        return entity;
    }

    /** Azure's canonical form of a location, {@code eastus} for {@code East US}. */
    private static String location(StorageAccountRequest request) {
        return AsciiCase.lower(request.location()).replace(" ", "");
    }

    @Transactional
    public StorageAccountBody patch(
            ArmResourceId id, StorageAccountRequest request, Caller caller) {
        StorageAccountRules.checkChange(request);
        accounts.lockName(id.name());
        StorageAccountEntity entity = existing(id);
        StorageAccountMapper.apply(entity, request);
        encryption.apply(entity, request, false, caller);
        return StorageAccountMapper.body(entity, addresses);
    }

    @Transactional
    public StorageAccountBody get(ArmResourceId id) {
        return StorageAccountMapper.body(existing(id), addresses);
    }

    /** The accounts of a resource group or a subscription. */
    @Transactional
    public Page list(ArmResourceId scope) {
        return new Page(
                accounts.ofScope(scope).stream()
                        .map(entity -> StorageAccountMapper.body(entity, addresses))
                        .toList());
    }

    /** Deletes the account with all it holds; false when there was none. */
    @Transactional
    public boolean delete(ArmResourceId id) {
        Optional<StorageAccountEntity> found = accounts.byArmId(id);
        found.ifPresent(
                entity -> {
                    deleting.fire(new AccountDeleting(entity.id, entity.name));
                    accounts.delete(entity);
                    accounts.flush();
                    encryption.delete(entity);
                    dataKeys.forget(entity.id);
                    memory.forget(entity.name);
                });
        return found.isPresent();
    }

    @Transactional
    public Keys listKeys(ArmResourceId id) {
        return keys.body(existing(id));
    }

    /**
     * A new key takes the place of one of the two at once: what the old one signed is refused from
     * now on.
     */
    @Transactional
    public Keys regenerateKey(ArmResourceId id, String keyName) {
        StorageAccountEntity entity = existing(id);
        keys.regenerate(entity, keyName == null ? "" : keyName);
        return keys.body(entity);
    }

    /** What user delegation keys of this account are derived from. */
    @Transactional
    public byte[] delegationSecret(StorageAccount account) {
        return keys.delegationSecret(row(account));
    }

    /** All user delegation keys that were given out are of no use from now on. */
    @Transactional
    public void revokeUserDelegationKeys(ArmResourceId id) {
        keys.renewDelegationSecret(existing(id));
    }

    /** What Set Blob Service Properties left, or null. */
    @Transactional
    public String serviceProperties(StorageAccount account) {
        return row(account).serviceProperties;
    }

    @Transactional
    public void setServiceProperties(StorageAccount account, String properties) {
        row(account).serviceProperties = properties;
    }

    /** What answers tell pages of other origins from now on. */
    @Transactional
    public void setCorsRules(StorageAccount account, CorsRules rules) {
        row(account).corsRules = rules;
    }

    /** From now on it is asked which encryption scope a blob or container has. */
    @Transactional
    public void setHasScopes(StorageAccount account) {
        row(account).hasScopes = true;
    }

    /** What is kept of what is overwritten or deleted from now on. */
    @Transactional
    public void setDataProtection(
            StorageAccount account, SoftDelete softDelete, Versioning versioning) {
        setSoftDelete(account, softDelete);
        row(account).versioning = versioning;
    }

    /** How long what is deleted from now on is kept. */
    @Transactional
    public void setSoftDelete(StorageAccount account, SoftDelete softDelete) {
        StorageAccountEntity row = row(account);
        row.blobRetentionDays = softDelete.blobDays();
        row.containerRetentionDays = softDelete.containerDays();
        row.allowPermanentDelete = softDelete.allowsPermanentDelete();
    }

    @Transactional
    public NameAvailability checkName(String name) {
        if (name == null || !StorageAccountRules.isName(name)) {
            return new NameAvailability(
                    false,
                    "AccountNameInvalid",
                    StorageErrors.invalidName(String.valueOf(name)).getMessage());
        }
        return accounts.byName(name).isPresent()
                ? new NameAvailability(
                        false, "AlreadyExists", StorageErrors.alreadyTaken(name).getMessage())
                : new NameAvailability(true, null, null);
    }

    /** How many accounts a subscription has in a region. */
    @Transactional
    public long count(String subscriptionId, String region) {
        return accounts.count(
                "subscriptionId = ?1 and location = ?2", AsciiCase.lower(subscriptionId), region);
    }

    /** The account of this name, for its data planes. */
    public Optional<StorageAccount> find(String name) {
        return memory.find(name);
    }

    /**
     * The account of this name without asking the database, or null: whatever is decided by it, and
     * each refusal, counts only when {@link StorageAccount#remembered} is in force when it is done.
     */
    public StorageAccount rememberedOrNull(String name) {
        return memory.rememberedOrNull(name);
    }

    /**
     * Asks whether an account is still as it is remembered; one that was asked for is.
     *
     * @throws AccountChanged when it is not
     */
    public void checkInForce(StorageAccount account) {
        if (account.remembered() != null && !memory.isInForce(account)) {
            throw new AccountChanged();
        }
    }

    /**
     * The account of this id.
     *
     * @throws io.mltwin.armweb.AzureFault 404 {@code ResourceNotFound}
     */
    @Transactional
    public StorageAccount require(ArmResourceId id) {
        return StorageAccountMapper.account(existing(id));
    }

    /** What signs for the account with this key; {@code keyName} is key1 or key2. */
    public byte[] key(StorageAccount account, String keyName) {
        byte[] known = memory.keyOrNull(account, keyName);
        return known != null
                ? known
                : QuarkusTransaction.joiningExisting()
                        .call(() -> keys.value(row(account), keyName));
    }

    /**
     * The key that everything in the account is encrypted under.
     *
     * @throws io.mltwin.armweb.AzureFault 403 {@code KeyVaultEncryptionKeyNotFound} and the like
     *     while the customer's key does not open it
     */
    public DataKey dataKey(StorageAccount account) {
        try {
            DataKey open = dataKeys.openOrNull(account);
            return open != null
                    ? open
                    : dataKeys.of(QuarkusTransaction.joiningExisting().call(() -> row(account)));
        } catch (CustomerKeyRefused refused) {
            throw StorageErrors.keyRefused(refused);
        }
    }

    /**
     * What {@code az storage account show-connection-string} prints, with the account's own
     * endpoints and key1.
     */
    @Transactional
    public String connectionString(ArmResourceId id) {
        StorageAccountEntity entity = existing(id);
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
        return accounts.findByIdOptional(account.id())
                .orElseThrow(() -> ArmErrors.resourceNotFound(account.armId()));
    }

    private StorageAccountEntity existing(ArmResourceId id) {
        return accounts.byArmId(id).orElseThrow(() -> ArmErrors.resourceNotFound(id));
    }
}
