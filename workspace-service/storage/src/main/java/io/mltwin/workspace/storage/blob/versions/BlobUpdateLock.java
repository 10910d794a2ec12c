package io.mltwin.workspace.storage.blob.versions;

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

/** Begins a change of an existing blob, inside a transaction: locked, conditions and lease held. */
@Singleton
public class BlobUpdateLock {

    private final ContainerRepository containers;
    private final BlobRepository blobs;
    private final BlobWriter versions;
    private final BlobConditionValidator guard;
    private final ImmutabilityValidator immutable;

    BlobUpdateLock(
            ContainerRepository containers,
            BlobRepository blobs,
            BlobWriter versions,
            BlobConditionValidator guard,
            ImmutabilityValidator immutable) {
        this.containers = containers;
        this.blobs = blobs;
        this.versions = versions;
        this.guard = guard;
        this.immutable = immutable;
    }

    /**
     * @param kind that the blob must have, null for any
     */
    public BlobEntity begin(BlobRequest request, BlobState.Kind kind) {
        UUID container = containers.requireForWriting(request.account(), request.container());
        blobs.lockName(container, request.blob());
        BlobEntity blob =
                blobs.find(container, request.address()).orElseThrow(DataErrors::blobNotFound);
        if (kind != null && !blob.kind.equals(kind.wire())) {
            throw DataErrors.invalidBlobType(blob.kind);
        }
        guard.beforeWrite(blob, request.conditions(), request.account()::dataKey);
        switch (request.operation()) {
            case APPEND_BLOCK -> immutable.beforeAppend(blob);
            case SET_TAGS -> {
                // tags are no part of what is immutable
            }
            default -> immutable.beforeChange(blob);
        }
        return blob;
    }

    public void touch(BlobEntity blob) {
        versions.touch(blob);
    }
}
