package io.mltwin.identity.rbac.roles;

import java.time.Instant;

/**
 * A principal has a role at a scope and below.
 *
 * @param name a GUID
 * @param createdBy object id, null for the platform itself
 */
public record RoleAssignment(
        String name,
        String scope,
        String roleId,
        String principalId,
        String principalType,
        String description,
        Instant createdOn,
        Instant updatedOn,
        String createdBy,
        String updatedBy) {}
