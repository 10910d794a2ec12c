package io.mltwin.workspace.storage.blob.containers;

import io.mltwin.workspace.storage.blob.request.BlobConditions;
import io.mltwin.workspace.storage.blob.state.ListedBlob.Deletion;
import io.mltwin.workspace.storage.lease.Lease;
import java.time.Instant;
import java.util.Map;

/**
 * A blob container as it stands.
 *
 * @param publicAccess blob, container or null
 * @param policies stored access policies, or null
 * @param scope what new blobs are encrypted under
 * @param immutability what keeps its blobs as they are
 * @param deletion null unless it is soft-deleted
 */
public record ContainerState(
        String name,
        Map<String, String> metadata,
        String publicAccess,
        Lease lease,
        String policies,
        String etag,
        Instant modified,
        ContainerScope scope,
        Immutability immutability,
        Deletion deletion)
        implements BlobConditions.Version {

    /** Returns the key by which lists are sorted: of deleted ones there may be several of a name. */
    public String listKey() {
        return deletion == null ? name : ContainerEntity.deletedName(name, deletion.version());
    }
}
