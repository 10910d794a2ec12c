package io.mltwin.identity.rbac.roles;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;

/** The error codes of Azure RBAC's own operations. */
final class RoleErrors {

    private RoleErrors() {}

    static AzureException assignmentExists(String existing) {
        return new AzureException(
                409,
                "RoleAssignmentExists",
                "The role assignment already exists. The ID of the existing role assignment is "
                        + existing.replace("-", "")
                        + ".");
    }

    static AzureException assignmentNotUpdatable() {
        return new AzureException(
                409,
                "RoleAssignmentUpdateNotPermitted",
                "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.");
    }

    static AzureException assignmentNotFound(String name) {
        return new AzureException(404, "RoleAssignmentNotFound", "The role assignment '" + name + "' is not found.");
    }

    static AzureException invalidAssignmentId(String name) {
        return new AzureException(
                400,
                "InvalidRoleAssignmentId",
                "The role assignment ID '" + name + "' is not valid. The role assignment ID must be a GUID.");
    }

    static AzureException limitExceeded() {
        return new AzureException(
                400,
                "RoleAssignmentLimitExceeded",
                "No more role assignments can be created in this subscription; delete some that are not used.");
    }

    static AzureException principalNotFound(String principalId, String tenantId) {
        return new AzureException(
                400,
                "PrincipalNotFound",
                "Principal "
                        + principalId
                        + " does not exist in the directory "
                        + tenantId
                        + ". Check that you have the correct principal ID.");
    }

    static AzureException invalidPrincipalId(String principalId) {
        return new AzureException(
                400,
                "InvalidPrincipalId",
                "A valid principal ID must be provided for role assignment; '" + principalId + "' is no GUID.");
    }

    static AzureException unmatchedPrincipalType(String principalId, String actual, String given) {
        return new AzureException(
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

    static AzureException definitionNotFound(String roleId) {
        return new AzureException(
                404,
                "RoleDefinitionDoesNotExist",
                "The specified role definition with ID '" + roleId + "' does not exist.");
    }

    static AzureException notAssignableAt(String scope, String roleId) {
        return new AzureException(
                400,
                "RoleAssignmentScopeNotAssignableToRoleDefinition",
                "The given role assignment scope '"
                        + scope
                        + "' is not assignable to role definition '"
                        + roleId
                        + "'.");
    }

    static AzureException invalidDefinitionId(String name) {
        return new AzureException(
                400,
                "InvalidRoleDefinitionId",
                "The role definition ID '" + name + "' is not valid. The role definition ID must be a GUID.");
    }

    static AzureException sameName(String roleName) {
        return new AzureException(
                409,
                "RoleDefinitionWithSameNameExists",
                "A custom role with the same name already exists in this directory. Use a different name than '"
                        + roleName
                        + "'.");
    }

    static AzureException hasAssignments(String roleName) {
        return new AzureException(
                400,
                "RoleDefinitionHasAssignments",
                "There are existing role assignments referencing role '" + roleName + "'; delete these first.");
    }

    static AzureException builtIn(String roleName) {
        return new AzureException(
                403,
                "BuiltInRoleIsReadOnly",
                "The role '" + roleName + "' is built in and cannot be changed or deleted.");
    }

    static AzureException invalidAssignableScope(String scope) {
        return new AzureException(
                400,
                "InvalidAssignableScope",
                "The assignable scope '"
                        + scope
                        + "' is not valid: it must be a subscription, a resource group or a resource.");
    }

    static AzureException linkedAuthorizationFailed(Caller caller, String action, String scope, String linkedScope) {
        return new AzureException(
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

    static AzureException tooManyDefinitions() {
        return new AzureException(
                400,
                "RoleDefinitionLimitExceeded",
                "The limit of custom role definitions in this directory is reached; delete some that are not used.");
    }

    static AzureException invalidAction(String action, int mostWildcards) {
        return new AzureException(
                400,
                "InvalidActionOrNotAction",
                "'"
                        + action
                        + "' does not match any of the actions supported by the providers: it must be of the form"
                        + " Provider/type/verb and may have "
                        + mostWildcards
                        + " wildcards.");
    }

    static AzureException invalidFilter(String filter) {
        return new AzureException(400, "InvalidFilter", "The $filter '" + filter + "' is not supported here.");
    }
}
