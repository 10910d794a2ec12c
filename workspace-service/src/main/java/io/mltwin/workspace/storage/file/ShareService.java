package io.mltwin.workspace.storage.file;

import io.mltwin.armweb.AzureFault;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.accounts.StorageErrors;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** File shares of a storage account. They have a name and a quota; files are not built. */
@ApplicationScoped
public class ShareService {

    private static final Pattern NAME = Pattern.compile("[a-z0-9](?!.*--)[a-z0-9-]{1,61}[a-z0-9]");
    private static final int DEFAULT_QUOTA = 5120;
    private static final int LARGEST_QUOTA = 102_400;

    private final ShareRepository shares;
    private final Clock clock;

    ShareService(ShareRepository shares, Clock clock) {
        this.shares = shares;
        this.clock = clock;
    }

    /** Creates the share or changes its quota; a null quota is Azure's default, or what it was. */
    @Transactional
    public ShareState put(StorageAccount account, String name, Integer quotaGib) {
        if (!NAME.matcher(name).matches()) {
            throw new AzureFault(
                    400,
                    "InvalidResourceName",
                    "A share name has 3 to 63 lower-case letters, digits and single hyphens, and no hyphen at either end.");
        }
        if (quotaGib != null && (quotaGib < 1 || quotaGib > LARGEST_QUOTA)) {
            throw StorageErrors.invalidValue("shareQuota", "It is 1 to " + LARGEST_QUOTA + ".");
        }
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
        Instant now = clock.instant();
        share.modified = now;
        share.etag =
                "\"0x"
                        + Long.toHexString(now.toEpochMilli() * 10_000)
                                .toUpperCase(java.util.Locale.ROOT)
                        + "\"";
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
        found.ifPresent(shares::delete);
        return found.isPresent();
    }

    private static ShareState state(ShareEntity share) {
        return new ShareState(share.name, share.quotaGib, share.etag, share.modified);
    }
}
