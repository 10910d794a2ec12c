package io.mltwin.identity.directory;

import java.time.Instant;

/**
 * A security group.
 *
 * @param createdOn null for a group of the seed
 */
public record DirectoryGroup(
        String objectId,
        String tenantId,
        String displayName,
        String description,
        String mailNickname,
        Instant createdOn) {}
