/**
 * Role definitions and role assignments: the ARM types, the built-in roles, and elevated access of
 * Global Administrators. Start reading with {@code RoleAssignmentService}.
 */
package io.mltwin.identity.rbac.roles;
