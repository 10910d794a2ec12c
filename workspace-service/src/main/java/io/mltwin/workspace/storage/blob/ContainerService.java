package io.mltwin.workspace.storage.blob;

import io.mltwin.datakeys.DataKey;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import io.mltwin.workspace.storage.accounts.StorageAccountService.AccountDeleting;
import io.mltwin.workspace.storage.content.ContentStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Blob containers of a storage account. */
@ApplicationScoped
public class ContainerService {

    private static final Pattern NAME = Pattern.compile("[a-z0-9](?!.*--)[a-z0-9-]{1,61}[a-z0-9]");

    private final ContainerRepository containers;
    private final StorageAccountService accounts;
    private final ContentStore contents;
    private final EntityTags etags;
    private final Clock clock;

    ContainerService(
            ContainerRepository containers,
            StorageAccountService accounts,
            ContentStore contents,
            EntityTags etags,
            Clock clock) {
        this.containers = containers;
        this.accounts = accounts;
        this.contents = contents;
        this.etags = etags;
        this.clock = clock;
    }

    static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw BlobErrors.invalidResourceName(
                    "a container name has 3 to 63 lower-case letters, digits and single hyphens, and no hyphen at either end.");
        }
    }

    @Transactional
    ContainerState create(StorageAccount account, String name, Map<String, String> metadata) {
        checkName(name);
        containers.lockName(account.id(), name);
        if (containers.find(account.id(), name).isPresent()) {
            throw BlobErrors.containerExists();
        }
        return insert(account, name, metadata);
    }

    /** Creates the container unless it is there; metadata of an existing one stays. */
    @Transactional
    public ContainerState ensure(StorageAccount account, String name) {
        checkName(name);
        containers.lockName(account.id(), name);
        return containers
                .find(account.id(), name)
                .map(row -> state(row, account))
                .orElseGet(() -> insert(account, name, Map.of()));
    }

    private ContainerState insert(
            StorageAccount account, String name, Map<String, String> metadata) {
        ContainerEntity row = new ContainerEntity();
        row.id = UUID.randomUUID();
        row.accountId = account.id();
        row.name = name;
        change(row, account, metadata);
        containers.persist(row);
        return state(row, account);
    }

    private void change(ContainerEntity row, StorageAccount account, Map<String, String> metadata) {
        row.metadata =
                metadata.isEmpty()
                        ? null
                        : Metadata.encrypt(
                                metadata, accounts.dataKey(account), row.metadataContext());
        row.etag = etags.next();
        row.modified = clock.instant();
    }

    /** The container, if there is one. */
    @Transactional
    public Optional<ContainerState> find(StorageAccount account, String name) {
        return containers.find(account.id(), name).map(row -> state(row, account));
    }

    @Transactional
    ContainerState get(StorageAccount account, String name) {
        return find(account, name).orElseThrow(BlobErrors::containerNotFound);
    }

    @Transactional
    ContainerState setMetadata(
            StorageAccount account,
            String name,
            Map<String, String> metadata,
            BlobConditions conditions) {
        containers.lockName(account.id(), name);
        ContainerEntity row =
                containers.find(account.id(), name).orElseThrow(BlobErrors::containerNotFound);
        conditions.checkWrite(state(row, account));
        change(row, account, metadata);
        return state(row, account);
    }

    /** Deletes it with all blobs; false when there was none. */
    @Transactional
    public boolean delete(StorageAccount account, String name) {
        return delete(account, name, new BlobConditions(null, null, null, null));
    }

    @Transactional
    boolean delete(StorageAccount account, String name, BlobConditions conditions) {
        containers.lockName(account.id(), name);
        Optional<ContainerEntity> found = containers.find(account.id(), name);
        found.ifPresent(
                row -> {
                    conditions.checkWrite(state(row, account));
                    contents.releaseContainer(row.id);
                    containers.delete(row);
                });
        return found.isPresent();
    }

    @Transactional
    NamePages.Page<ContainerState> page(
            StorageAccount account, String prefix, String marker, int most, boolean withMetadata) {
        return NamePages.read(
                (from, before, limit) ->
                        containers.page(account.id(), from, before, limit).stream()
                                .map(
                                        row ->
                                                withMetadata
                                                        ? state(row, account)
                                                        : new ContainerState(
                                                                row.name,
                                                                Map.of(),
                                                                row.etag,
                                                                row.modified))
                                .toList(),
                ContainerState::name,
                prefix,
                null,
                marker,
                most);
    }

    /** All containers in order of name, for Azure Resource Manager. */
    @Transactional
    public List<ContainerState> all(StorageAccount account) {
        return containers.page(account.id(), "", null, Integer.MAX_VALUE).stream()
                .map(row -> state(row, account))
                .toList();
    }

    void accountDeleting(@Observes AccountDeleting event) {
        containers.ofAccount(event.accountId()).forEach(row -> contents.releaseContainer(row.id));
    }

    private ContainerState state(ContainerEntity row, StorageAccount account) {
        DataKey key = row.metadata == null ? null : accounts.dataKey(account);
        return new ContainerState(
                row.name,
                Metadata.decrypt(row.metadata, key, row.metadataContext()),
                row.etag,
                row.modified);
    }
}
