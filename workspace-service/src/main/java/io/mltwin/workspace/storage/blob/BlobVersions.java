package io.mltwin.workspace.storage.blob;

import io.mltwin.datakeys.DataKey;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import io.mltwin.workspace.storage.content.ContentStore;
import io.mltwin.workspace.storage.content.NewContent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Makes written content a blob's content, in one transaction: the blob has the old content or the
 * new one whole, and what is no longer referred to goes after the commit.
 */
@ApplicationScoped
class BlobVersions {

    private final ContainerRepository containers;
    private final BlobRepository blobs;
    private final BlockRepository blocks;
    private final ContentStore contents;
    private final StorageAccountService accounts;
    private final EntityTags etags;
    private final Clock clock;

    BlobVersions(
            ContainerRepository containers,
            BlobRepository blobs,
            BlockRepository blocks,
            ContentStore contents,
            StorageAccountService accounts,
            EntityTags etags,
            Clock clock) {
        this.containers = containers;
        this.blobs = blobs;
        this.blocks = blocks;
        this.contents = contents;
        this.accounts = accounts;
        this.etags = etags;
        this.clock = clock;
    }

    /**
     * Replaces the blob or creates it; uncommitted blocks of its name are discarded, as Azure does.
     */
    @Transactional
    BlobState replace(
            StorageAccount account,
            String containerName,
            String name,
            BlobWrite write,
            NewContent content,
            List<CommittedBlocks.Block> committed) {
        UUID container =
                containers
                        .findForWriting(account.id(), containerName)
                        .orElseThrow(BlobErrors::containerNotFound)
                        .id;
        blobs.lockName(container, name);
        BlobEntity blob = blobs.find(container, name).orElse(null);
        write.conditions().checkWrite(blob == null ? null : BlobState.of(blob, null));
        List<UUID> replaced = new ArrayList<>();
        if (blob == null) {
            blob = new BlobEntity();
            blob.id = UUID.randomUUID();
            blob.containerId = container;
            blob.name = name;
            blob.created = clock.instant();
        } else if (write.createOnly()) {
            throw BlobErrors.permissionMismatch(
                    "the signature lets blobs be created, not overwritten.");
        } else {
            replaced.add(blob.contentId);
        }
        contents.keep(container, content);
        DataKey key = accounts.dataKey(account);
        blob.contentId = content.id();
        blob.contentLength = content.length();
        write.http().applyTo(blob);
        blob.accessTier = write.accessTier();
        blob.metadata = Metadata.encrypt(write.metadata(), key, blob.metadataContext());
        blob.blocks = CommittedBlocks.write(committed);
        touch(blob);
        blobs.persistAndFlush(blob);
        for (BlockEntity block : blocks.ofBlob(container, name)) {
            replaced.add(block.contentId);
            blocks.delete(block);
        }
        blocks.flush();
        contents.release(replaced);
        return BlobState.of(blob, write.metadata());
    }

    void touch(BlobEntity blob) {
        blob.etag = etags.next();
        blob.modified = clock.instant();
    }
}
