package io.mltwin.workspace.storage.blob;

import io.mltwin.workspace.storage.wire.DataErrors;
import jakarta.inject.Singleton;

/** Begins a change of an existing blob, inside a transaction: locked, conditions and lease held. */
@Singleton
class Changes {

    private final ContainerRepository containers;
    private final BlobRepository blobs;
    private final BlobVersions versions;
    private final BlobGuard guard;
    private final ImmutableBlobs immutable;

    Changes(
            ContainerRepository containers,
            BlobRepository blobs,
            BlobVersions versions,
            BlobGuard guard,
            ImmutableBlobs immutable) {
        this.containers = containers;
        this.blobs = blobs;
        this.versions = versions;
        this.guard = guard;
        this.immutable = immutable;
    }

    /**
     * @param kind that the blob must have, null for any
     */
    BlobEntity begin(BlobCall call, BlobState.Kind kind) {
        ContainerEntity container =
                containers
                        .findForWriting(call.account().id(), call.container())
                        .orElseThrow(DataErrors::containerNotFound);
        blobs.lockName(container.id, call.blob());
        BlobEntity blob =
                blobs.find(container.id, call.address()).orElseThrow(DataErrors::blobNotFound);
        if (kind != null && !blob.kind.equals(kind.wire())) {
            throw DataErrors.invalidBlobType(blob.kind);
        }
        guard.beforeWrite(blob, call.conditions(), call.account()::dataKey);
        switch (call.operation()) {
            case APPEND_BLOCK -> immutable.beforeAppend(blob);
            case SET_TAGS -> {
                // tags are no part of what is immutable
            }
            default -> immutable.beforeChange(blob);
        }
        return blob;
    }

    void touch(BlobEntity blob) {
        versions.touch(blob);
    }
}
