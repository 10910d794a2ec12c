package io.mltwin.workspace.storage.blob.versions;

import static io.mltwin.workspace.storage.wire.DataErrors.invalidBlobType;

import io.mltwin.workspace.storage.blob.containers.ContainerRepository;
import io.mltwin.workspace.storage.blob.containers.ImmutabilityValidator;
import io.mltwin.workspace.storage.blob.request.BlobRequest;
import io.mltwin.workspace.storage.blob.state.BlobConditionValidator;
import io.mltwin.workspace.storage.blob.state.BlobEntity;
import io.mltwin.workspace.storage.blob.state.BlobRepository;
import io.mltwin.workspace.storage.blob.state.BlobState;
import io.mltwin.workspace.storage.wire.DataErrors;
import jakarta.inject.Singleton;
import java.util.UUID;

/**
 * Locks a blob for a change in the caller's transaction, and checks conditions, lease and
 * immutability.
 */
@Singleton
public record BlobUpdateLock(
        ContainerRepository containers,
        BlobRepository blobs,
        BlobWriter writer,
        BlobConditionValidator validator,
        ImmutabilityValidator immutability) {
    /**
     * @param kind that the blob must have, null for any
     */
    public BlobEntity begin(BlobRequest request, BlobState.Kind kind) {
        UUID container = containers.requireForWriting(request.account(), request.container());
        blobs.lockName(container, request.blob());
        BlobEntity blob = blobs.find(container, request.address()).orElseThrow(DataErrors::blobNotFound);
        if (kind != null && !blob.kind.equals(kind.wire())) {
            throw invalidBlobType(blob.kind);
        }
        validator.beforeWrite(blob, request.conditions(), request.account()::dataKey);
        switch (request.operation()) {
            case APPEND_BLOCK -> immutability.beforeAppend(blob);
            case SET_TAGS -> {
                // tags are no part of what is immutable
            }
            default -> immutability.beforeChange(blob);
        }
        return blob;
    }

    public void touch(BlobEntity blob) {
        writer.touch(blob);
    }
}
