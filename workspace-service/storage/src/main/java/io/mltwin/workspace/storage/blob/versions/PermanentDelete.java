package io.mltwin.workspace.storage.blob.versions;

import static io.mltwin.workspace.storage.wire.DataErrors.notSoftDeleted;
import static io.mltwin.workspace.storage.wire.DataErrors.permanentDeleteNotEnabled;
import static io.mltwin.workspace.storage.wire.DataErrors.permanentDeleteOfRootBlob;
import static io.mltwin.workspace.storage.wire.DataErrors.rootBlob;

import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.blob.containers.ContainerRepository;
import io.mltwin.workspace.storage.blob.containers.ImmutabilityValidator;
import io.mltwin.workspace.storage.blob.request.BlobAddress;
import io.mltwin.workspace.storage.blob.request.BlobConditions;
import io.mltwin.workspace.storage.blob.state.BlobConditionValidator;
import io.mltwin.workspace.storage.blob.state.BlobEntity;
import io.mltwin.workspace.storage.blob.state.BlobRepository;
import io.mltwin.workspace.storage.content.ContentStore;
import io.mltwin.workspace.storage.wire.DataErrors;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Deletes a soft-deleted snapshot or version for good before its days are over, where the account's
 * policy allows it (Delete Blob with {@code deletetype=permanent}, 2020-02-10 and later).
 *
 * <p>Deviation: Azure does not document the codes of its 409: where the policy does not allow it,
 * and where neither a snapshot nor a version is named, it is {@code BlobOperationNotSupported}.
 */
@ApplicationScoped
public class PermanentDelete {

    private final ContainerRepository containers;
    private final BlobRepository blobs;
    private final DeletedBlobs deleted;
    private final BlobWriter writer;
    private final BlobConditionValidator validator;
    private final ImmutabilityValidator immutability;
    private final ContentStore contents;

    PermanentDelete(
            ContainerRepository containers,
            BlobRepository blobs,
            DeletedBlobs deleted,
            BlobWriter writer,
            BlobConditionValidator validator,
            ImmutabilityValidator immutability,
            ContentStore contents) {
        this.containers = containers;
        this.blobs = blobs;
        this.deleted = deleted;
        this.writer = writer;
        this.validator = validator;
        this.immutability = immutability;
        this.contents = contents;
    }

    @Transactional
    public void delete(StorageAccount account, BlobAddress address, BlobConditions conditions) {
        if (!account.softDelete().keepsBlobs() || !account.softDelete().allowsPermanentDelete()) {
            throw permanentDeleteNotEnabled();
        }
        if (address.snapshot().isEmpty()) {
            throw permanentDeleteOfRootBlob();
        }
        UUID container = containers.requireId(account, address.container());
        blobs.lockName(container, address.blob());
        BlobEntity blob = deleted.find(container, address.blob(), address.snapshot())
                .orElseThrow(() -> notDeleted(container, address));
        validator.beforeWrite(blob, conditions, account::dataKey);
        immutability.beforeDelete(blob);
        Set<UUID> released = new HashSet<>();
        writer.discard(blob, released);
        deleted.forget(blob.id);
        contents.release(released);
    }

    private RuntimeException notDeleted(UUID container, BlobAddress address) {
        return blobs.find(container, address)
                .map(live -> live.snapshot.isEmpty() ? rootBlob() : notSoftDeleted())
                .orElseGet(DataErrors::blobNotFound);
    }
}
