package io.mltwin.identity.rbac.roles;

import io.mltwin.armweb.AzureFault;
import io.mltwin.armweb.Caller;

/** The error codes of Azure RBAC's own operations. */
final class RoleErrors {

    private RoleErrors() {}

    static AzureFault assignmentExists(String existing) {
        return new AzureFault(
                409,
                "RoleAssignmentExists",
                "The role assignment already exists. The ID of the existing role assignment is "
                        + existing.replace("-", "")
                        + ".");
    }

    static AzureFault assignmentNotUpdatable() {
        return new AzureFault(
                409,
                "RoleAssignmentUpdateNotPermitted",
                "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.");
    }

    static AzureFault assignmentNotFound(String name) {
        return new AzureFault(
                404, "RoleAssignmentNotFound", "The role assignment '" + name + "' is not found.");
    }

    static AzureFault invalidAssignmentId(String name) {
        return new AzureFault(
                400,
                "InvalidRoleAssignmentId",
                "The role assignment ID '"
                        + name
                        + "' is not valid. The role assignment ID must be a GUID.");
    }

    static AzureFault limitExceeded() {
        return new AzureFault(
                400,
                "RoleAssignmentLimitExceeded",
                "No more role assignments can be created in this subscription; delete some that are not used.");
    }

    static AzureFault principalNotFound(String principalId, String tenantId) {
        return new AzureFault(
                400,
                "PrincipalNotFound",
                "Principal "
                        + principalId
                        + " does not exist in the directory "
                        + tenantId
                        + ". Check that you have the correct principal ID.");
    }

    static AzureFault invalidPrincipalId(String principalId) {
        return new AzureFault(
                400,
                "InvalidPrincipalId",
                "A valid principal ID must be provided for role assignment; '"
                        + principalId
                        + "' is no GUID.");
    }

    static AzureFault unmatchedPrincipalType(String principalId, String actual, String given) {
        return new AzureFault(
                400,
                "UnmatchedPrincipalType",
                "The PrincipalId '"
                        + principalId
                        + "' has type '"
                        + actual
                        + "', which is different from specified PrincipalType '"
                        + given
                        + "'.");
    }

    static AzureFault definitionNotFound(String roleId) {
        return new AzureFault(
                404,
                "RoleDefinitionDoesNotExist",
                "The specified role definition with ID '" + roleId + "' does not exist.");
    }

    static AzureFault notAssignableAt(String scope, String roleId) {
        return new AzureFault(
                400,
                "RoleAssignmentScopeNotAssignableToRoleDefinition",
                "The given role assignment scope '"
                        + scope
                        + "' is not assignable to role definition '"
                        + roleId
                        + "'.");
    }

    static AzureFault invalidDefinitionId(String name) {
        return new AzureFault(
                400,
                "InvalidRoleDefinitionId",
                "The role definition ID '"
                        + name
                        + "' is not valid. The role definition ID must be a GUID.");
    }

    static AzureFault sameName(String roleName) {
        return new AzureFault(
                409,
                "RoleDefinitionWithSameNameExists",
                "A custom role with the same name already exists in this directory. Use a different name than '"
                        + roleName
                        + "'.");
    }

    static AzureFault hasAssignments(String roleName) {
        return new AzureFault(
                400,
                "RoleDefinitionHasAssignments",
                "There are existing role assignments referencing role '"
                        + roleName
                        + "'; delete these first.");
    }

    static AzureFault builtIn(String roleName) {
        return new AzureFault(
                403,
                "BuiltInRoleIsReadOnly",
                "The role '" + roleName + "' is built in and cannot be changed or deleted.");
    }

    static AzureFault invalidAssignableScope(String scope) {
        return new AzureFault(
                400,
                "InvalidAssignableScope",
                "The assignable scope '"
                        + scope
                        + "' is not valid: it must be a subscription, a resource group or a resource.");
    }

    static AzureFault linkedAuthorizationFailed(
            Caller caller, String action, String scope, String linkedScope) {
        return new AzureFault(
                403,
                "LinkedAuthorizationFailed",
                "The client '"
                        + caller.displayName()
                        + "' with object id '"
                        + caller.objectId()
                        + "' has permission to perform action '"
                        + action
                        + "' on scope '"
                        + scope
                        + "'; however, it does not have permission to perform action(s) '"
                        + action
                        + "' on the linked scope(s) '"
                        + linkedScope
                        + "' (respectively) or the linked scope(s) are invalid.");
    }

    static AzureFault tooManyDefinitions() {
        return new AzureFault(
                400,
                "RoleDefinitionLimitExceeded",
                "The limit of custom role definitions in this directory is reached; delete some that are not used.");
    }

    static AzureFault invalidAction(String action, int mostWildcards) {
        return new AzureFault(
                400,
                "InvalidActionOrNotAction",
                "'"
                        + action
                        + "' does not match any of the actions supported by the providers: it must be of the form"
                        + " Provider/type/verb and may have "
                        + mostWildcards
                        + " wildcards.");
    }

    static AzureFault invalidFilter(String filter) {
        return new AzureFault(
                400, "InvalidFilter", "The $filter '" + filter + "' is not supported here.");
    }
}
