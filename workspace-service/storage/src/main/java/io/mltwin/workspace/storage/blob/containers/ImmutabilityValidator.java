package io.mltwin.workspace.storage.blob.containers;

import io.mltwin.workspace.storage.blob.state.BlobEntity;
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
public record ImmutabilityValidator(ContainerRepository containers, Clock clock) {
    /** Before a blob that is there gets other bytes, metadata or properties, or a snapshot. */
    public void beforeChange(BlobEntity blob) {
        of(blob).checkChange();
    }

    public void beforeAppend(BlobEntity blob) {
        of(blob).checkAppend();
    }

    public void beforeDelete(BlobEntity blob) {
        of(blob).checkDelete(blob.created, clock.instant());
    }

    private Immutability of(BlobEntity blob) {
        ContainerEntity container = containers.findById(blob.containerId);
        return container == null ? Immutability.NONE : container.immutability();
    }
}
