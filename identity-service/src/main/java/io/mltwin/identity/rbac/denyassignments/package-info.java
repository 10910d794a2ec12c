/**
 * Deny assignments: the ARM type for reading, and the internal calls that create and delete them.
 * Start reading with {@code DenyAssignmentService}.
 */
package io.mltwin.identity.rbac.denyassignments;
