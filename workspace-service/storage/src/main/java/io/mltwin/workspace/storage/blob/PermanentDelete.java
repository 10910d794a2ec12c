package io.mltwin.workspace.storage.blob;

import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.content.ContentStore;
import io.mltwin.workspace.storage.wire.DataErrors;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Delete Blob with {@code deletetype=permanent} (2020-02-10 and later): a soft-deleted snapshot or
 * version goes before its days are over, where the account's policy allows it.
 *
 * <p>Deviation: Azure does not document the codes of its 409: where the policy does not allow it,
 * and where neither a snapshot nor a version is named, it is {@code BlobOperationNotSupported}.
 */
@ApplicationScoped
class PermanentDelete {

    private final ContainerRepository containers;
    private final BlobRepository blobs;
    private final DeletedBlobs deleted;
    private final BlobVersions versions;
    private final BlobGuard guard;
    private final ImmutableBlobs immutable;
    private final ContentStore contents;

    PermanentDelete(
            ContainerRepository containers,
            BlobRepository blobs,
            DeletedBlobs deleted,
            BlobVersions versions,
            BlobGuard guard,
            ImmutableBlobs immutable,
            ContentStore contents) {
        this.containers = containers;
        this.blobs = blobs;
        this.deleted = deleted;
        this.versions = versions;
        this.guard = guard;
        this.immutable = immutable;
        this.contents = contents;
    }

    @Transactional
    void delete(StorageAccount account, BlobAddress address, BlobConditions conditions) {
        if (!account.softDelete().keepsBlobs() || !account.softDelete().allowsPermanentDelete()) {
            throw DataErrors.permanentDeleteNotEnabled();
        }
        if (address.snapshot().isEmpty()) {
            throw DataErrors.permanentDeleteOfRootBlob();
        }
        UUID container = containers.requireId(account, address.container());
        blobs.lockName(container, address.blob());
        BlobEntity blob =
                deleted.find(container, address.blob(), address.snapshot())
                        .orElseThrow(() -> notDeleted(container, address));
        guard.beforeWrite(blob, conditions, account::dataKey);
        immutable.beforeDelete(blob);
        Set<UUID> released = new HashSet<>();
        versions.discard(blob, released);
        deleted.forget(blob.id);
        contents.release(released);
    }

    private RuntimeException notDeleted(UUID container, BlobAddress address) {
        return blobs.find(container, address)
                .map(
                        live ->
                                live.snapshot.isEmpty()
                                        ? DataErrors.rootBlob()
                                        : DataErrors.notSoftDeleted())
                .orElseGet(DataErrors::blobNotFound);
    }
}
