package io.mltwin.identity.directory;

import java.time.Instant;

/** An application permission for Microsoft Graph that a service principal has. */
public record AppRoleGrant(String assignmentId, String principalId, String appRoleId, Instant createdOn) {}
