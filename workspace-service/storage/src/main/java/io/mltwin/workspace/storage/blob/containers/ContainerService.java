package io.mltwin.workspace.storage.blob.containers;

import io.mltwin.armweb.AsciiCase;
import io.mltwin.datakeys.DataKey;
import io.mltwin.workspace.storage.access.AccessPolicies;
import io.mltwin.workspace.storage.access.AccessPolicy;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.accounts.StorageAccountChanges.AccountDeleting;
import io.mltwin.workspace.storage.accounts.StorageAccountChanges.AccountDeletionAsked;
import io.mltwin.workspace.storage.blob.request.BlobAddress;
import io.mltwin.workspace.storage.blob.request.BlobConditions;
import io.mltwin.workspace.storage.blob.request.BlobRequest;
import io.mltwin.workspace.storage.content.ContentStore;
import io.mltwin.workspace.storage.encryption.ScopeKeys;
import io.mltwin.workspace.storage.lease.Lease;
import io.mltwin.workspace.storage.wire.AccessErrors;
import io.mltwin.workspace.storage.wire.DataErrors;
import io.mltwin.workspace.storage.wire.EntityTags;
import io.mltwin.workspace.storage.wire.Metadata;
import io.mltwin.workspace.storage.wire.RequestErrors;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Makes, shows, changes and deletes the blob containers of a storage account. */
@ApplicationScoped
public class ContainerService implements BlobRequest.ContainerRules {

    private static final Pattern NAME = Pattern.compile("[a-z0-9](?!.*--)[a-z0-9-]{1,61}[a-z0-9]");

    private final ContainerRepository containers;
    private final ContentStore contents;
    private final ScopeKeys scopes;
    private final EntityTags etags;
    private final SecureRandom random;
    private final Clock clock;

    ContainerService(
            ContainerRepository containers,
            ContentStore contents,
            ScopeKeys scopes,
            EntityTags etags,
            SecureRandom random,
            Clock clock) {
        this.containers = containers;
        this.contents = contents;
        this.scopes = scopes;
        this.etags = etags;
        this.random = random;
        this.clock = clock;
    }

    static void checkName(String name) {
        if (!name.equals(BlobAddress.ROOT) && !NAME.matcher(name).matches()) {
            throw RequestErrors.invalidResourceName(
                    "a container name has 3 to 63 lower-case letters, digits and single hyphens, and no hyphen at either end.");
        }
    }

    @Transactional
    ContainerState create(
            StorageAccount account,
            String name,
            Map<String, String> metadata,
            String publicAccess,
            ContainerScope scope) {
        checkName(name);
        checkPublicAccess(account, publicAccess);
        if (scope.defaultScope() != null) {
            scopes.check(account, scope.defaultScope());
        }
        containers.lockName(account.id(), name);
        if (containers.find(account.id(), name).isPresent()) {
            throw DataErrors.containerExists();
        }
        return insert(account, name, metadata, publicAccess, scope);
    }

    private static void checkPublicAccess(StorageAccount account, String access) {
        if (access != null && !access.equals("blob") && !access.equals("container")) {
            throw RequestErrors.invalidHeader(
                    "x-ms-blob-public-access", "it is blob or container.");
        }
        if (access != null && !account.allowBlobPublicAccess()) {
            throw AccessErrors.publicAccessNotPermitted();
        }
    }

    /** Creates the container unless it is there; metadata of an existing one stays. */
    @Transactional
    public ContainerState ensure(StorageAccount account, String name) {
        return ensure(account, name, ContainerScope.NONE);
    }

    /**
     * Does the same with an encryption scope that Azure Resource Manager names, which stays for
     * good.
     *
     * @throws io.mltwin.armweb.AzureFault 404 or 403 for what is no enabled scope
     */
    @Transactional
    public ContainerState ensure(StorageAccount account, String name, ContainerScope scope) {
        checkName(name);
        if (scope.defaultScope() != null) {
            scopes.check(account, scope.defaultScope());
        }
        containers.lockName(account.id(), name);
        return containers
                .find(account.id(), name)
                .map(row -> state(row, account))
                .orElseGet(() -> insert(account, name, Map.of(), null, scope));
    }

    private ContainerState insert(
            StorageAccount account,
            String name,
            Map<String, String> metadata,
            String publicAccess,
            ContainerScope scope) {
        ContainerEntity row = new ContainerEntity();
        row.id = UUID.randomUUID();
        row.accountId = account.id();
        row.name = name;
        row.publicAccess = publicAccess;
        row.defaultScope = scope.defaultScope();
        row.denyScopeOverride = scope.deniesOverride();
        change(row, account, metadata);
        containers.persist(row);
        return state(row, account);
    }

    private void change(ContainerEntity row, StorageAccount account, Map<String, String> metadata) {
        setMetadata(row, account, metadata);
        touch(row);
    }

    private void setMetadata(
            ContainerEntity row, StorageAccount account, Map<String, String> metadata) {
        row.metadata =
                metadata.isEmpty()
                        ? null
                        : Metadata.encrypt(metadata, account.dataKey(), row.metadataContext());
    }

    private void touch(ContainerEntity row) {
        row.etag = etags.next();
        row.modified = clock.instant();
    }

    @Transactional
    public boolean contains(StorageAccount account, String name) {
        return containers.find(account.id(), name).isPresent();
    }

    /** Returns the container, if there is one. */
    @Transactional
    public Optional<ContainerState> find(StorageAccount account, String name) {
        return containers.find(account.id(), name).map(row -> state(row, account));
    }

    @Transactional
    ContainerState get(StorageAccount account, String name, BlobConditions conditions) {
        ContainerState state = find(account, name).orElseThrow(DataErrors::containerNotFound);
        Lease.checkGiven(state.lease(), conditions.leaseId(), true, clock.instant());
        return state;
    }

    /** Sets what everybody may read, and all stored access policies ("Set Container ACL"). */
    @Transactional
    ContainerState setAcl(
            StorageAccount account,
            String name,
            String publicAccess,
            String policies,
            BlobConditions conditions) {
        checkPublicAccess(account, publicAccess);
        ContainerEntity row = forChange(account, name, conditions);
        row.publicAccess = publicAccess;
        row.policies = policies;
        touch(row);
        return state(row, account);
    }

    /** Does the same for Azure Resource Manager; null leaves a value. */
    @Transactional
    public ContainerState update(
            StorageAccount account,
            String name,
            String publicAccess,
            Map<String, String> metadata) {
        String access = AsciiCase.equal("None", publicAccess) ? null : lower(publicAccess);
        checkPublicAccess(account, access);
        ContainerEntity row = forChange(account, name, BlobConditions.NONE);
        if (publicAccess != null) {
            row.publicAccess = access;
        }
        if (metadata != null) {
            setMetadata(row, account, metadata);
        }
        touch(row);
        return state(row, account);
    }

    private static String lower(String text) {
        return text == null ? null : AsciiCase.lower(text);
    }

    private ContainerEntity forChange(
            StorageAccount account, String name, BlobConditions conditions) {
        containers.lockName(account.id(), name);
        ContainerEntity row =
                containers.find(account.id(), name).orElseThrow(DataErrors::containerNotFound);
        conditions.checkWrite(row.version());
        Lease.checkGiven(row.lease, conditions.leaseId(), true, clock.instant());
        return row;
    }

    @Transactional
    ContainerState setMetadata(
            StorageAccount account,
            String name,
            Map<String, String> metadata,
            BlobConditions conditions) {
        ContainerEntity row = forChange(account, name, conditions);
        change(row, account, metadata);
        return state(row, account);
    }

    /**
     * Deletes a container with all its blobs, as Azure Resource Manager does: also one with an
     * immutability policy or legal holds when it has no blob.
     *
     * @return false when there was none
     */
    @Transactional
    public boolean delete(StorageAccount account, String name) {
        return delete(
                account,
                name,
                BlobConditions.NONE,
                row -> containers.checkUnprotected(account.name(), row));
    }

    /** Deletes a container as the data plane does, which refuses one with a policy or a hold. */
    @Transactional
    boolean delete(StorageAccount account, String name, BlobConditions conditions) {
        return delete(account, name, conditions, row -> row.immutability().checkContainerDelete());
    }

    private boolean delete(
            StorageAccount account,
            String name,
            BlobConditions conditions,
            Consumer<ContainerEntity> check) {
        containers.lockName(account.id(), name);
        Optional<ContainerEntity> found = containers.find(account.id(), name);
        found.ifPresent(
                row -> {
                    conditions.checkWrite(row.version());
                    Lease.checkWrite(row.lease, conditions.leaseId(), true, clock.instant());
                    check.accept(row);
                    if (account.softDelete().keepsContainers()) {
                        keepDeleted(row, account.softDelete().containerDays());
                    } else {
                        contents.releaseContainer(row.id);
                        containers.delete(row);
                    }
                });
        return found.isPresent();
    }

    private void keepDeleted(ContainerEntity row, int days) {
        byte[] version = new byte[8];
        random.nextBytes(version);
        row.name =
                ContainerEntity.deletedName(
                        row.name, HexFormat.of().withUpperCase().formatHex(version));
        row.lease = null;
        row.deletedAt = clock.instant();
        row.expiresAt = row.deletedAt.plus(Duration.ofDays(days));
    }

    /**
     * Restores a container with its blobs, also under another name ("Restore Container").
     *
     * @param deletedName the name that it had
     */
    @Transactional
    ContainerState restore(
            StorageAccount account, String name, String deletedName, String version) {
        checkName(name);
        checkName(deletedName);
        containers.lockName(account.id(), name);
        if (containers.find(account.id(), name).isPresent()) {
            throw DataErrors.containerExists();
        }
        ContainerEntity row =
                containers
                        .find(account.id(), ContainerEntity.deletedName(deletedName, version))
                        .filter(deleted -> deleted.expiresAt.isAfter(clock.instant()))
                        .orElseThrow(DataErrors::containerNotFound);
        row.name = name;
        row.deletedAt = null;
        row.expiresAt = null;
        return state(row, account);
    }

    /**
     * Returns containers in order of name, from {@code from} on, ending before {@code before}
     * unless that is null.
     *
     * @param withDeletedAt null: without those that are soft-deleted; else the time it is
     */
    @Transactional
    public List<ContainerState> list(
            StorageAccount account,
            String from,
            String before,
            int limit,
            boolean withMetadata,
            Instant withDeletedAt) {
        return containers.page(account.id(), from, before, limit, withDeletedAt).stream()
                .map(row -> withMetadata ? state(row, account) : row.version())
                .toList();
    }

    /**
     * Changes the lease of a container.
     *
     * @param change of the lease as it is, null for none
     * @throws io.mltwin.armweb.AzureFault 404, 412, and what the change throws
     */
    @Transactional
    public ContainerState changeLease(
            StorageAccount account,
            String name,
            BlobConditions conditions,
            UnaryOperator<Lease> change) {
        containers.lockName(account.id(), name);
        ContainerEntity row =
                containers.find(account.id(), name).orElseThrow(DataErrors::containerNotFound);
        conditions.checkWrite(row.version());
        row.lease = change.apply(row.lease);
        return row.version();
    }

    /** Deletes containers for good whose days of soft deletion are over. */
    public void deleteExpired(int most) {
        for (ContainerEntity row : containers.expired(clock.instant(), most)) {
            contents.releaseContainer(row.id);
            containers.delete(row);
        }
    }

    /** Returns all containers in order of name, for Azure Resource Manager. */
    @Transactional
    public List<ContainerState> all(StorageAccount account) {
        return containers.page(account.id(), "", null, Integer.MAX_VALUE).stream()
                .map(row -> state(row, account))
                .toList();
    }

    @Override
    @Transactional
    public AccessPolicy policy(StorageAccount account, String container, String id) {
        return containers
                .find(account.id(), container)
                .map(row -> AccessPolicies.find(row.policies, id))
                .orElse(null);
    }

    @Override
    @Transactional
    public String publicAccess(StorageAccount account, String container) {
        return containers.find(account.id(), container).map(row -> row.publicAccess).orElse(null);
    }

    void accountDeletionAsked(@Observes AccountDeletionAsked event) {
        containers
                .ofAccount(event.accountId())
                .forEach(row -> containers.checkUnprotected(event.accountName(), row));
    }

    void accountDeleting(@Observes AccountDeleting event) {
        List<ContainerEntity> all = containers.ofAccount(event.accountId());
        all.forEach(row -> containers.checkUnprotected(event.accountName(), row));
        all.forEach(row -> contents.releaseContainer(row.id));
    }

    private ContainerState state(ContainerEntity row, StorageAccount account) {
        DataKey key = row.metadata == null ? null : account.dataKey();
        return row.state(Metadata.decrypt(row.metadata, key, row.metadataContext()));
    }
}
