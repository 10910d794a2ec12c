package io.mltwin.workspace.storage.file;

import static io.mltwin.armweb.AzureException.badRequestIf;
import static io.mltwin.workspace.storage.accounts.StorageErrors.invalidValueIf;
import static io.mltwin.workspace.storage.file.FileErrors.shareExists;

import io.mltwin.workspace.storage.access.AccessPolicies;
import io.mltwin.workspace.storage.access.AccessPolicy;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.accounts.StorageAccountChanges.AccountDeleting;
import io.mltwin.workspace.storage.content.ContentStore;
import io.mltwin.workspace.storage.file.EntryEntity.EntryRepository;
import io.mltwin.workspace.storage.file.ShareEntity.ShareRepository;
import io.mltwin.workspace.storage.wire.EntityTags;
import io.mltwin.workspace.storage.wire.Metadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** File shares of a storage account. */
@ApplicationScoped
public class ShareService {

    /** A file share as it stands. */
    public record ShareState(String name, int quotaGib, String etag, Instant modified) {}

    private static final Pattern NAME = Pattern.compile("[a-z0-9](?!.*--)[a-z0-9-]{1,61}[a-z0-9]");
    private static final int DEFAULT_QUOTA = 5120;
    private static final int LARGEST_QUOTA = 102_400;

    private final ShareRepository shares;
    private final EntryRepository entries;
    private final ContentStore contents;
    private final EntityTags etags;
    private final Clock clock;

    ShareService(
            ShareRepository shares, EntryRepository entries, ContentStore contents, EntityTags etags, Clock clock) {
        this.shares = shares;
        this.entries = entries;
        this.contents = contents;
        this.etags = etags;
        this.clock = clock;
    }

    /** Create Share: refused when there is one. */
    @Transactional
    ShareState create(StorageAccount account, String name, Integer quotaGib, Map<String, String> metadata) {
        shares.lockName(account.id(), name);
        if (shares.find(account.id(), name).isPresent()) {
            throw shareExists();
        }
        put(account, name, quotaGib);
        return setMetadata(account, name, metadata);
    }

    @Transactional
    ShareState setMetadata(StorageAccount account, String name, Map<String, String> metadata) {
        ShareEntity share = row(account, name);
        share.metadata =
                metadata.isEmpty() ? null : Metadata.encrypt(metadata, account.dataKey(), share.metadataContext());
        return touched(share);
    }

    @Transactional
    Map<String, String> metadata(StorageAccount account, String name) {
        ShareEntity share = row(account, name);
        return share.metadata == null
                ? Map.of()
                : Metadata.decrypt(share.metadata, account.dataKey(), share.metadataContext());
    }

    @Transactional
    ShareState setQuota(StorageAccount account, String name, Integer quotaGib) {
        row(account, name);
        return put(account, name, quotaGib);
    }

    @Transactional
    ShareState setPolicies(StorageAccount account, String name, List<AccessPolicy> policies) {
        ShareEntity share = row(account, name);
        share.policies = AccessPolicies.write(policies);
        return touched(share);
    }

    @Transactional
    List<AccessPolicy> policies(StorageAccount account, String name) {
        return AccessPolicies.stored(row(account, name).policies);
    }

    /** Returns the stored access policy of this id, or null. */
    @Transactional
    AccessPolicy policy(StorageAccount account, String name, String id) {
        return shares.find(account.id(), name)
                .map(share -> AccessPolicies.find(share.policies, id))
                .orElse(null);
    }

    /** The bytes of all files, as they are long. */
    @Transactional
    long bytes(StorageAccount account, String name) {
        return entries.bytes(row(account, name).id);
    }

    @Transactional
    ShareState require(StorageAccount account, String name) {
        return state(row(account, name));
    }

    private ShareEntity row(StorageAccount account, String name) {
        return shares.find(account.id(), name).orElseThrow(FileErrors::shareNotFound);
    }

    private ShareState touched(ShareEntity share) {
        share.etag = etags.next();
        share.modified = clock.instant();
        return state(share);
    }

    void accountDeleting(@Observes AccountDeleting event) {
        shares.ofAccount(event.accountId()).forEach(share -> contents.releaseShare(share.id));
    }

    /** Creates the share or changes its quota; a null quota is Azure's default, or what it was. */
    @Transactional
    public ShareState put(StorageAccount account, String name, Integer quotaGib) {
        badRequestIf(
                !NAME.matcher(name).matches(),
                "InvalidResourceName",
                "A share name has 3 to 63 lower-case letters, digits and single hyphens, and no hyphen at either end.");
        invalidValueIf(
                quotaGib != null && (quotaGib < 1 || quotaGib > LARGEST_QUOTA),
                "shareQuota",
                "It is 1 to %s.",
                LARGEST_QUOTA);
        shares.lockName(account.id(), name);
        ShareEntity share = shares.find(account.id(), name).orElse(null);
        if (share == null) {
            share = new ShareEntity();
            share.id = UUID.randomUUID();
            share.accountId = account.id();
            share.name = name;
            share.quotaGib = DEFAULT_QUOTA;
        } else if (quotaGib == null || quotaGib == share.quotaGib) {
            return state(share);
        }
        if (quotaGib != null) {
            share.quotaGib = quotaGib;
        }
        touched(share);
        shares.persist(share);
        return state(share);
    }

    @Transactional
    public Optional<ShareState> find(StorageAccount account, String name) {
        return shares.find(account.id(), name).map(ShareService::state);
    }

    /** All shares in order of name. */
    @Transactional
    public List<ShareState> all(StorageAccount account) {
        return shares.ofAccount(account.id()).stream().map(ShareService::state).toList();
    }

    /** Deletes it; false when there was none. */
    @Transactional
    public boolean delete(StorageAccount account, String name) {
        Optional<ShareEntity> found = shares.find(account.id(), name);
        found.ifPresent(share -> {
            contents.releaseShare(share.id);
            shares.delete(share);
        });
        return found.isPresent();
    }

    private static ShareState state(ShareEntity share) {
        return new ShareState(share.name, share.quotaGib, share.etag, share.modified);
    }
}
