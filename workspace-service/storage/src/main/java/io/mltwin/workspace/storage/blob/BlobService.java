package io.mltwin.workspace.storage.blob;

import io.mltwin.armweb.AzureFault;
import io.mltwin.datakeys.DataKey;
import io.mltwin.workspace.storage.accounts.AccountChanged;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import io.mltwin.workspace.storage.content.ContentStore;
import io.mltwin.workspace.storage.content.NewContent;
import io.mltwin.workspace.storage.encryption.EncryptionErrors;
import io.mltwin.workspace.storage.encryption.Protection;
import io.mltwin.workspace.storage.wire.Checksums;
import io.mltwin.workspace.storage.wire.DataErrors;
import io.mltwin.workspace.storage.wire.Metadata;
import io.mltwin.workspace.storage.wire.RequestErrors;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Blobs: put, change and delete; {@link BlobReads} has the rest. The caller's permission has been
 * checked.
 */
@ApplicationScoped
class BlobService {

    private final ContainerRepository containers;
    private final BlobRepository blobs;
    private final BlobLookup lookup;
    private final BlobCreation creation;
    private final BlobVersions versions;
    private final BlobGuard guard;
    private final ImmutableBlobs immutable;
    private final PreviousVersions previous;
    private final DeletedBlobs deleted;
    private final ContentStore contents;
    private final StorageAccountService accounts;

    BlobService(
            ContainerRepository containers,
            BlobRepository blobs,
            BlobLookup lookup,
            BlobCreation creation,
            BlobVersions versions,
            BlobGuard guard,
            ImmutableBlobs immutable,
            PreviousVersions previous,
            DeletedBlobs deleted,
            ContentStore contents,
            StorageAccountService accounts) {
        this.containers = containers;
        this.blobs = blobs;
        this.lookup = lookup;
        this.creation = creation;
        this.versions = versions;
        this.guard = guard;
        this.immutable = immutable;
        this.previous = previous;
        this.deleted = deleted;
        this.contents = contents;
        this.accounts = accounts;
    }

    /** What deleting a blob does with its snapshots. */
    enum Snapshots {
        REFUSE,
        INCLUDE,
        ONLY
    }

    /**
     * Put Blob. The body is stored before the transaction begins, so that no connection of the
     * database waits for a client.
     */
    BlobState put(
            StorageAccount decidedBy,
            String container,
            String name,
            BlobWrite write,
            Checksums said,
            long length,
            InputStream body)
            throws IOException {
        StorageAccount account = decidedBy;
        if (length > ContentStore.SMALL) {
            checkBefore(account, container, name, write.conditions());
            // which has looked at the account too
            account = account.inForce();
        }
        NewContent content = contents.write(write.keyOr(account.dataKey()), body);
        try {
            if (content.length() != length) {
                throw RequestErrors.bodyTruncated();
            }
            if (ContentStore.differ(said.md5(), content.md5())
                    || ContentStore.differ(write.http().md5(), content.md5())) {
                throw RequestErrors.md5Mismatch();
            }
            BlobWrite complete = write.withMd5(content.md5());
            BlobState made =
                    write.protection() == null && !account.versioning().isOn()
                            ? creation.create(account, container, name, complete, content)
                            : null;
            if (made != null) {
                return made;
            }
            accounts.checkInForce(account);
            return versions.replace(
                    account, container, name, complete, NewBlob.of(content, List.of()));
        } catch (AzureFault | AccountChanged refused) {
            contents.discard(content);
            throw refused;
        }
    }

    /** Spares the client the transfer of a body that would be refused. */
    private void checkBefore(
            StorageAccount account, String container, String name, BlobConditions conditions) {
        BlobEntity existing = lookup.findOrNull(account, container, name);
        conditions.checkCreate(existing != null);
        guard.check(existing, conditions, account::dataKey);
    }

    /** An append or page blob without content. */
    BlobState create(
            StorageAccount account,
            String container,
            String name,
            BlobWrite write,
            NewBlob content) {
        return versions.replace(account, container, name, write, content);
    }

    /**
     * Set Blob Metadata.
     *
     * @param protection that the blob is expected to be under
     */
    @Transactional
    BlobState setMetadata(
            StorageAccount account,
            String container,
            String name,
            Map<String, String> metadata,
            BlobConditions conditions,
            Protection protection) {
        BlobEntity blob = forChange(account, container, name, conditions);
        EncryptionErrors.checkSame(blob.encryption, protection);
        DataKey key = account.dataKey();
        DataKey own = Protection.keyOr(protection, key);
        blob.metadata = Metadata.encrypt(metadata, own, blob.metadataContext());
        versions.touch(blob);
        return BlobState.of(blob, own, key);
    }

    /**
     * Set Blob Tier.
     *
     * <p>Deviation: a blob leaves the archive at once; Azure takes hours.
     *
     * @return what it was before
     */
    @Transactional
    String setTier(
            StorageAccount account, BlobAddress address, String tier, BlobConditions conditions) {
        UUID container = containers.requireId(account, address.container());
        blobs.lockName(container, address.blob());
        BlobEntity blob = blobs.require(container, address);
        if (!blob.kind.equals(BlobState.Kind.BLOCK.wire())) {
            throw DataErrors.invalidBlobType(blob.kind);
        }
        // of all conditions it knows tags and, if one is given, the lease
        guard.beforeRead(
                blob,
                new BlobConditions(
                        null, null, null, null, conditions.ifTags(), conditions.leaseId()),
                account::dataKey);
        String before = blob.accessTier;
        blob.accessTier = tier;
        return before;
    }

    /** Undelete Blob: what is soft-deleted of this name is there again; nothing, if nothing is. */
    @Transactional
    void undelete(StorageAccount account, BlobAddress address) {
        UUID container = containers.requireId(account, address.container());
        blobs.lockName(container, address.blob());
        boolean live = blobs.find(container, address.blob()).isPresent();
        if (deleted.restore(container, address.blob(), live) == 0 && !live) {
            throw DataErrors.blobNotFound();
        }
    }

    /**
     * Deletes a snapshot or previous version, or the blob and, if asked, its snapshots; for the
     * days of the account's policy they can come back. With versioning the blob's state becomes a
     * previous version.
     *
     * @return whether all of it is gone for good
     */
    @Transactional
    boolean delete(
            StorageAccount account,
            BlobAddress address,
            BlobConditions conditions,
            Snapshots snapshots) {
        UUID container = containers.requireId(account, address.container());
        blobs.lockName(container, address.blob());
        List<BlobEntity> going = new ArrayList<>();
        BlobEntity blob = blobs.require(container, address);
        if (address.isVersion() && blob.snapshot.isEmpty()) {
            throw DataErrors.rootBlob();
        }
        guard.beforeWrite(blob, conditions, account::dataKey);
        boolean stays =
                blob.snapshot.isEmpty()
                        && snapshots != Snapshots.ONLY
                        && PreviousVersions.keeps(account, blob.versionId);
        if (address.snapshot().isEmpty()) {
            List<BlobEntity> all = blobs.snapshots(container, address.blob());
            if (snapshots == Snapshots.REFUSE && !all.isEmpty()) {
                throw DataErrors.snapshotsPresent();
            }
            going.addAll(all);
        }
        going.forEach(immutable::beforeDelete);
        if (snapshots != Snapshots.ONLY) {
            immutable.beforeDelete(blob);
        }
        if (stays) {
            previous.demote(blob);
        } else if (snapshots != Snapshots.ONLY) {
            going.add(blob);
        }
        if (account.softDelete().keepsBlobs()) {
            going.forEach(one -> deleted.keep(account, one));
            return false;
        }
        Set<UUID> released = new HashSet<>();
        for (BlobEntity one : going) {
            versions.discard(one, released);
            blobs.delete(one);
        }
        blobs.flush();
        contents.release(released);
        return !stays;
    }

    private BlobEntity forChange(
            StorageAccount account, String container, String name, BlobConditions conditions) {
        UUID id = containers.requireId(account, container);
        blobs.lockName(id, name);
        BlobEntity blob = blobs.find(id, name).orElseThrow(DataErrors::blobNotFound);
        guard.beforeWrite(blob, conditions, account::dataKey);
        immutable.beforeChange(blob);
        return blob;
    }
}
