package io.mltwin.workspace.storage.blob.versions;

import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.blob.content.SharedContents;
import io.mltwin.workspace.storage.blob.request.VersionId;
import io.mltwin.workspace.storage.blob.state.BlobEntity;
import io.mltwin.workspace.storage.blob.state.BlobRepository;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;

/**
 * Makes states of a blob previous versions when they are overwritten or deleted ("Blob
 * versioning"): the row keeps id and content and gets the version's place. In the caller's
 * transaction, which holds the lock of the name.
 */
@Singleton
public record PreviousVersions(BlobRepository blobs, SharedContents shared, Clock clock) {
    /**
     * Returns whether the state becomes a previous version when it ends: all do while versioning is on, and
     * what was written meanwhile also when it is off again.
     *
     * @param versionId of the state, or null
     */
    public static boolean keeps(StorageAccount account, String versionId) {
        return versionId != null || account.versioning().isOn();
    }

    /** Makes the blob's state a previous version, after which there is no current one. */
    public void demote(BlobEntity blob) {
        if (blob.versionId == null) {
            blob.versionId = next(blob, blob.modified);
        }
        blob.snapshot = VersionId.place(blob.versionId);
        blob.lease = null;
        shared.listBlocks(blob);
        blobs.flush();
    }

    /**
     * Makes the blob's state a previous version.
     *
     * @return the row of the blob that takes its place
     */
    BlobEntity replaced(BlobEntity blob) {
        BlobEntity next = BlobEntity.named(blob.containerId, blob.name);
        next.created = blob.created;
        next.lease = blob.lease;
        demote(blob);
        return next;
    }

    /** Gives a state that is written now its id, where versioning is on. */
    void name(StorageAccount account, BlobEntity blob) {
        blob.versionId = account.versioning().isOn() ? next(blob, clock.instant()) : null;
    }

    private String next(BlobEntity blob, Instant time) {
        return VersionId.of(time, blobs.lastVersion(blob.containerId, blob.name));
    }
}
