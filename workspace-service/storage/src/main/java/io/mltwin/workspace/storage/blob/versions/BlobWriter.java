package io.mltwin.workspace.storage.blob.versions;

import static io.mltwin.workspace.storage.wire.AccessErrors.permissionMismatch;

import io.mltwin.datakeys.DataKey;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.blob.containers.ContainerRepository;
import io.mltwin.workspace.storage.blob.containers.ImmutabilityValidator;
import io.mltwin.workspace.storage.blob.content.BlobWrite;
import io.mltwin.workspace.storage.blob.content.NewBlob;
import io.mltwin.workspace.storage.blob.content.SharedContents;
import io.mltwin.workspace.storage.blob.state.BlobConditionValidator;
import io.mltwin.workspace.storage.blob.state.BlobEntity;
import io.mltwin.workspace.storage.blob.state.BlobRepository;
import io.mltwin.workspace.storage.blob.state.BlobState;
import io.mltwin.workspace.storage.blob.state.BlockRepository;
import io.mltwin.workspace.storage.blob.state.CommittedBlocks;
import io.mltwin.workspace.storage.content.ContentStore;
import io.mltwin.workspace.storage.content.Extents;
import io.mltwin.workspace.storage.content.NewContent;
import io.mltwin.workspace.storage.content.PartLists;
import io.mltwin.workspace.storage.encryption.Protection;
import io.mltwin.workspace.storage.wire.EntityTags;
import io.mltwin.workspace.storage.wire.Metadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Makes written content the content of a blob in one transaction: the blob has the old content or
 * the whole new one, and content without a reference is deleted after the commit.
 */
@ApplicationScoped
public class BlobWriter {

    private final ContainerRepository containers;
    private final BlobRepository blobs;
    private final BlockRepository blocks;
    private final BlobConditionValidator validator;
    private final ImmutabilityValidator immutability;
    private final PreviousVersions previous;
    private final SharedContents shared;
    private final DeletedBlobs deleted;
    private final ContentStore contents;
    private final PartLists parts;
    private final Extents extents;
    private final EntityTags etags;
    private final Clock clock;

    BlobWriter(
            ContainerRepository containers,
            BlobRepository blobs,
            BlockRepository blocks,
            BlobConditionValidator validator,
            ImmutabilityValidator immutability,
            PreviousVersions previous,
            SharedContents shared,
            DeletedBlobs deleted,
            ContentStore contents,
            PartLists parts,
            Extents extents,
            EntityTags etags,
            Clock clock) {
        this.containers = containers;
        this.blobs = blobs;
        this.blocks = blocks;
        this.validator = validator;
        this.immutability = immutability;
        this.previous = previous;
        this.shared = shared;
        this.deleted = deleted;
        this.contents = contents;
        this.parts = parts;
        this.extents = extents;
        this.etags = etags;
        this.clock = clock;
    }

    /**
     * Replaces the blob or creates it; uncommitted blocks of its name are discarded, as Azure does.
     */
    @Transactional
    public BlobState replace(
            StorageAccount account, String containerName, String name, BlobWrite write, NewBlob content) {
        UUID container = containers.requireForWriting(account, containerName);
        blobs.lockName(container, name);
        BlobEntity blob = blobs.find(container, name).orElse(null);
        DataKey key = account.dataKey();
        write.conditions().checkCreate(blob != null);
        validator.beforeWrite(blob, write.conditions(), () -> key);
        if (blob != null && !write.createOnly()) {
            immutability.beforeChange(blob);
        }
        Set<UUID> replaced = new HashSet<>();
        if (blob == null) {
            blob = BlobEntity.named(container, name);
            blob.created = clock.instant();
        } else if (write.createOnly()) {
            throw permissionMismatch("the signature lets blobs be created, not overwritten.");
        } else if (PreviousVersions.keeps(account, blob.versionId)) {
            blob = previous.replaced(blob);
        } else if (account.softDelete().keepsBlobs()) {
            blob = deleted.keepOverwritten(account, blob);
        } else {
            discard(blob, replaced);
            blobs.clearContent(blob.id);
        }
        set(blob, write, content, key);
        previous.name(account, blob);
        touch(blob);
        blobs.persistAndFlush(blob);
        replaced.addAll(blocks.deleteAll(container, name));
        content.parts().forEach(part -> replaced.remove(part.contentId()));
        contents.release(replaced);
        return BlobState.of(blob, write.keyOr(key), key);
    }

    /** Releases the content of a blob, at once or with the rest of the transaction. */
    public void discard(BlobEntity blob, Set<UUID> replaced) {
        if (blob.contentId != null) {
            replaced.add(blob.contentId);
        } else if (blob.partsId != null) {
            replaced.addAll(parts.giveUp(blob.partsId));
        } else {
            extents.releaseAll(blob.id);
        }
    }

    /**
     * Makes the blob's state a previous version, in the caller's transaction; the new one has the
     * same bytes.
     */
    public BlobEntity supersede(
            StorageAccount account, BlobEntity blob, BlobWrite write, NewBlob content, DataKey key) {
        shared.list(blob);
        BlobEntity next = previous.replaced(blob);
        set(next, write, content, key);
        previous.name(account, next);
        next.etag = blob.etag;
        next.modified = blob.modified;
        blobs.persist(next);
        return next;
    }

    /** Inserts the row of a snapshot, with all properties of the blob and content of its own. */
    BlobEntity snapshot(BlobEntity blob, String time, BlobWrite write, NewBlob content, DataKey key) {
        BlobEntity row = BlobEntity.named(blob.containerId, blob.name);
        row.snapshot = time;
        row.created = blob.created;
        set(row, write, content, key);
        row.etag = blob.etag;
        row.modified = blob.modified;
        blobs.persistAndFlush(row);
        return row;
    }

    private void set(BlobEntity blob, BlobWrite write, NewBlob content, DataKey key) {
        for (NewBlob.Piece piece : content.pieces()) {
            NewContent one = piece.content();
            contents.keep(blob.containerId, one);
            if (content.kind() != BlobState.Kind.BLOCK) {
                extents.write(blob.id, piece.first(), one);
            }
        }
        describe(blob, write, content, key);
        blob.partsId = content.parts().isEmpty() ? null : parts.keep(content.parts());
    }

    /** Sets all columns of a new state. */
    public static void describe(BlobEntity blob, BlobWrite write, NewBlob content, DataKey key) {
        blob.kind = content.kind().wire();
        blob.contentLength = content.length();
        blob.set(write.http());
        blob.accessTier = write.accessTier();
        blob.encryption = Protection.encryption(write.protection());
        blob.metadata = Metadata.encrypt(write.metadata(), write.keyOr(key), blob.metadataContext());
        setTags(blob, write.tags(), key);
        blob.blocks = CommittedBlocks.write(content.blocks());
        blob.committedBlocks = content.committedBlocks();
        blob.sequenceNumber = content.sequenceNumber();
        blob.sealed = content.sealed();
        blob.copyId = write.copy() == null ? null : write.copy().id();
        blob.copySource = write.copy() == null ? null : write.copy().source();
        blob.copyCompleted = write.copy() == null ? null : write.copy().completed();
        blob.contentId =
                content.kind() == BlobState.Kind.BLOCK && content.parts().isEmpty()
                        ? content.pieces().get(0).content().id()
                        : null;
    }

    public static void setTags(BlobEntity blob, Map<String, String> tags, DataKey key) {
        blob.tags = Metadata.encrypt(tags, key, blob.tagsContext());
        blob.tagCount = tags.size();
    }

    public void touch(BlobEntity blob) {
        blob.etag = etags.next();
        blob.modified = clock.instant();
    }
}
