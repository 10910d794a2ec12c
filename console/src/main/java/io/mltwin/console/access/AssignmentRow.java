package io.mltwin.console.access;

/**
 * A role assignment as the page shows it.
 *
 * @param scopePath the scope in a link
 * @param here whether it is assigned at this scope, not above it
 */
public record AssignmentRow(
        String id, String principal, String principalType, String role, String scope, String scopePath, boolean here) {}
