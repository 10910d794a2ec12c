package io.mltwin.workspace.storage.blob;

import jakarta.inject.Singleton;
import java.time.Clock;

/**
 * Refuses what a container's immutability policy or legal holds forbid, in the caller's
 * transaction; after conditions and leases.
 *
 * <p>Deviation: with allowProtectedAppendWritesAll blocks are appended to append blobs alone, and
 * not to block blobs by a longer block list.
 */
@Singleton
class ImmutableBlobs {

    private final ContainerRepository containers;
    private final Clock clock;

    ImmutableBlobs(ContainerRepository containers, Clock clock) {
        this.containers = containers;
        this.clock = clock;
    }

    /** Before a blob that is there gets other bytes, metadata or properties, or a snapshot. */
    void beforeChange(BlobEntity blob) {
        of(blob).checkChange();
    }

    void beforeAppend(BlobEntity blob) {
        of(blob).checkAppend();
    }

    void beforeDelete(BlobEntity blob) {
        of(blob).checkDelete(blob.created, clock.instant());
    }

    private Immutability of(BlobEntity blob) {
        ContainerEntity container = containers.findById(blob.containerId);
        return container == null ? Immutability.NONE : container.immutability();
    }
}
