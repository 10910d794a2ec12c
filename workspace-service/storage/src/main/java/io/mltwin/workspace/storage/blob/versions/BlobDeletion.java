package io.mltwin.workspace.storage.blob.versions;

import static io.mltwin.workspace.storage.wire.DataErrors.blobNotFound;
import static io.mltwin.workspace.storage.wire.DataErrors.rootBlob;
import static io.mltwin.workspace.storage.wire.DataErrors.snapshotsPresent;

import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.blob.containers.ContainerRepository;
import io.mltwin.workspace.storage.blob.containers.ImmutabilityValidator;
import io.mltwin.workspace.storage.blob.request.BlobAddress;
import io.mltwin.workspace.storage.blob.request.BlobConditions;
import io.mltwin.workspace.storage.blob.state.BlobConditionValidator;
import io.mltwin.workspace.storage.blob.state.BlobEntity;
import io.mltwin.workspace.storage.blob.state.BlobRepository;
import io.mltwin.workspace.storage.content.ContentStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Deletes blobs, snapshots and versions, and restores what is soft-deleted. */
@ApplicationScoped
class BlobDeletion {

    private final ContainerRepository containers;
    private final BlobRepository blobs;
    private final BlobWriter writer;
    private final BlobConditionValidator validator;
    private final ImmutabilityValidator immutability;
    private final PreviousVersions previous;
    private final DeletedBlobs deleted;
    private final ContentStore contents;

    BlobDeletion(
            ContainerRepository containers,
            BlobRepository blobs,
            BlobWriter writer,
            BlobConditionValidator validator,
            ImmutabilityValidator immutability,
            PreviousVersions previous,
            DeletedBlobs deleted,
            ContentStore contents) {
        this.containers = containers;
        this.blobs = blobs;
        this.writer = writer;
        this.validator = validator;
        this.immutability = immutability;
        this.previous = previous;
        this.deleted = deleted;
        this.contents = contents;
    }

    /** The way in which deleting a blob treats its snapshots. */
    enum Snapshots {
        REFUSE,
        INCLUDE,
        ONLY
    }

    /** Restores all that is soft-deleted of a name; succeeds too when nothing is but the blob. */
    @Transactional
    void undelete(StorageAccount account, BlobAddress address) {
        UUID container = containers.requireId(account, address.container());
        blobs.lockName(container, address.blob());
        boolean live = blobs.find(container, address.blob()).isPresent();
        if (deleted.restore(container, address.blob(), live) == 0 && !live) {
            throw blobNotFound();
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
    boolean delete(StorageAccount account, BlobAddress address, BlobConditions conditions, Snapshots snapshots) {
        UUID container = containers.requireId(account, address.container());
        blobs.lockName(container, address.blob());
        List<BlobEntity> going = new ArrayList<>();
        BlobEntity blob = blobs.require(container, address);
        if (address.isVersion() && blob.snapshot.isEmpty()) {
            throw rootBlob();
        }
        validator.beforeWrite(blob, conditions, account::dataKey);
        boolean stays = blob.snapshot.isEmpty()
                && snapshots != Snapshots.ONLY
                && PreviousVersions.keeps(account, blob.versionId);
        if (address.snapshot().isEmpty()) {
            List<BlobEntity> all = blobs.snapshots(container, address.blob());
            if (snapshots == Snapshots.REFUSE && !all.isEmpty()) {
                throw snapshotsPresent();
            }
            going.addAll(all);
        }
        going.forEach(immutability::beforeDelete);
        if (snapshots != Snapshots.ONLY) {
            immutability.beforeDelete(blob);
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
            writer.discard(one, released);
            blobs.delete(one);
        }
        blobs.flush();
        contents.release(released);
        return !stays;
    }
}
