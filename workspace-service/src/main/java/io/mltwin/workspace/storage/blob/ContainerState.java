package io.mltwin.workspace.storage.blob;

import io.mltwin.workspace.storage.lease.Lease;
import java.time.Instant;
import java.util.Map;

/**
 * A blob container as it stands.
 *
 * @param publicAccess blob, container or null
 * @param policies stored access policies, or null
 */
public record ContainerState(
        String name,
        Map<String, String> metadata,
        String publicAccess,
        Lease lease,
        String policies,
        String etag,
        Instant modified)
        implements BlobConditions.Version {}
