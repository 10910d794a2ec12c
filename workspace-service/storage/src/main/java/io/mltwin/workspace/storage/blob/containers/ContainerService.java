package io.mltwin.workspace.storage.blob.containers;

import static io.mltwin.workspace.storage.wire.AccessErrors.publicAccessNotPermitted;
import static io.mltwin.workspace.storage.wire.DataErrors.containerExists;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidHeaderIf;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidResourceName;
import static io.mltwin.workspace.storage.wire.RequestErrors.resourceNameLength;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.storage.access.AccessPolicies;
import io.mltwin.workspace.storage.access.AccessPolicy;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.blob.request.BlobAddress;
import io.mltwin.workspace.storage.blob.request.BlobConditions;
import io.mltwin.workspace.storage.blob.request.BlobRequest;
import io.mltwin.workspace.storage.encryption.ScopeKeys;
import io.mltwin.workspace.storage.lease.Lease;
import io.mltwin.workspace.storage.wire.DataErrors;
import io.mltwin.workspace.storage.wire.EntityTags;
import io.mltwin.workspace.storage.wire.Metadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Makes, shows and changes the blob containers of a storage account; {@link ContainerDeletion}
 * deletes them.
 */
@ApplicationScoped
public class ContainerService implements BlobRequest.ContainerRules {

    private static final Pattern NAME = Pattern.compile("[a-z0-9](?!.*--)[a-z0-9-]*[a-z0-9]");
    private static final int SHORTEST_NAME = 3;
    private static final int LONGEST_NAME = 63;

    private final ContainerRepository containers;
    private final ScopeKeys scopes;
    private final EntityTags etags;
    private final Clock clock;

    ContainerService(ContainerRepository containers, ScopeKeys scopes, EntityTags etags, Clock clock) {
        this.containers = containers;
        this.scopes = scopes;
        this.etags = etags;
        this.clock = clock;
    }

    static void checkName(String name) {
        if (name.length() < SHORTEST_NAME || name.length() > LONGEST_NAME) {
            throw resourceNameLength();
        }
        if (!name.equals(BlobAddress.ROOT) && !NAME.matcher(name).matches()) {
            throw invalidResourceName(
                    "a container name has lower-case letters, digits and single hyphens, and no hyphen at either end.");
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
            throw containerExists();
        }
        return insert(account, name, metadata, publicAccess, scope);
    }

    private static void checkPublicAccess(StorageAccount account, String access) {
        invalidHeaderIf(
                access != null && !access.equals("blob") && !access.equals("container"),
                "x-ms-blob-public-access",
                "it is blob or container.");
        if (access != null && !account.allowBlobPublicAccess()) {
            throw publicAccessNotPermitted();
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
     * @throws io.mltwin.armweb.AzureException 404 or 403 for what is no enabled scope
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
                .map(row -> row.state(account))
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
        return row.state(account);
    }

    private void change(ContainerEntity row, StorageAccount account, Map<String, String> metadata) {
        setMetadata(row, account, metadata);
        touch(row);
    }

    private void setMetadata(ContainerEntity row, StorageAccount account, Map<String, String> metadata) {
        row.metadata = metadata.isEmpty() ? null : Metadata.encrypt(metadata, account.dataKey(), row.metadataContext());
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
        return containers.find(account.id(), name).map(row -> row.state(account));
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
            StorageAccount account, String name, String publicAccess, String policies, BlobConditions conditions) {
        checkPublicAccess(account, publicAccess);
        ContainerEntity row = forChange(account, name, conditions);
        row.publicAccess = publicAccess;
        row.policies = policies;
        touch(row);
        return row.state(account);
    }

    /** Does the same for Azure Resource Manager; null leaves a value. */
    @Transactional
    public ContainerState update(
            StorageAccount account, String name, String publicAccess, Map<String, String> metadata) {
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
        return row.state(account);
    }

    private static String lower(String text) {
        return text == null ? null : AsciiCase.lower(text);
    }

    private ContainerEntity forChange(StorageAccount account, String name, BlobConditions conditions) {
        containers.lockName(account.id(), name);
        ContainerEntity row = containers.find(account.id(), name).orElseThrow(DataErrors::containerNotFound);
        conditions.checkWrite(row.version());
        Lease.checkGiven(row.lease, conditions.leaseId(), true, clock.instant());
        return row;
    }

    @Transactional
    ContainerState setMetadata(
            StorageAccount account, String name, Map<String, String> metadata, BlobConditions conditions) {
        ContainerEntity row = forChange(account, name, conditions);
        change(row, account, metadata);
        return row.state(account);
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
                .map(row -> withMetadata ? row.state(account) : row.version())
                .toList();
    }

    /**
     * Changes the lease of a container.
     *
     * @param change of the lease as it is, null for none
     * @throws io.mltwin.armweb.AzureException 404, 412, and what the change throws
     */
    @Transactional
    public ContainerState changeLease(
            StorageAccount account, String name, BlobConditions conditions, UnaryOperator<Lease> change) {
        containers.lockName(account.id(), name);
        ContainerEntity row = containers.find(account.id(), name).orElseThrow(DataErrors::containerNotFound);
        conditions.checkWrite(row.version());
        row.lease = change.apply(row.lease);
        return row.version();
    }

    /** Returns all containers in order of name, for Azure Resource Manager. */
    @Transactional
    public List<ContainerState> all(StorageAccount account) {
        return containers.page(account.id(), "", null, Integer.MAX_VALUE).stream()
                .map(row -> row.state(account))
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
        return containers
                .find(account.id(), container)
                .map(row -> row.publicAccess)
                .orElse(null);
    }
}
