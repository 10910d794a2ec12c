package io.mltwin.identity.rbac.roles;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.conflict;
import static io.mltwin.armweb.AzureException.forbidden;
import static io.mltwin.armweb.AzureException.notFound;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;

/** The error codes of Azure RBAC's own operations. */
final class RoleErrors {

    private RoleErrors() {}

    static AzureException assignmentExists(String existing) {
        return conflict(
                "RoleAssignmentExists",
                "The role assignment already exists. The ID of the existing role assignment is %s.",
                existing.replace("-", ""));
    }

    static AzureException assignmentNotUpdatable() {
        return conflict(
                "RoleAssignmentUpdateNotPermitted",
                "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.");
    }

    static AzureException assignmentNotFound(String name) {
        return notFound("RoleAssignmentNotFound", "The role assignment '%s' is not found.", name);
    }

    static AzureException invalidAssignmentId(String name) {
        return badRequest(
                "InvalidRoleAssignmentId",
                "The role assignment ID '%s' is not valid. The role assignment ID must be a GUID.",
                name);
    }

    static AzureException limitExceeded() {
        return badRequest(
                "RoleAssignmentLimitExceeded",
                "No more role assignments can be created in this subscription; delete some that are not used.");
    }

    static AzureException principalNotFound(String principalId, String tenantId) {
        return badRequest(
                "PrincipalNotFound",
                "Principal %s does not exist in the directory %s. Check that you have the correct principal ID.",
                principalId,
                tenantId);
    }

    static AzureException invalidPrincipalId(String principalId) {
        return badRequest(
                "InvalidPrincipalId",
                "A valid principal ID must be provided for role assignment; '%s' is no GUID.",
                principalId);
    }

    static AzureException unmatchedPrincipalType(String principalId, String actual, String given) {
        return badRequest(
                "UnmatchedPrincipalType",
                "The PrincipalId '%s' has type '%s', which is different from specified PrincipalType '%s'.",
                principalId,
                actual,
                given);
    }

    static AzureException definitionNotFound(String roleId) {
        return notFound(
                "RoleDefinitionDoesNotExist", "The specified role definition with ID '%s' does not exist.", roleId);
    }

    static AzureException notAssignableAt(String scope, String roleId) {
        return badRequest(
                "RoleAssignmentScopeNotAssignableToRoleDefinition",
                "The given role assignment scope '%s' is not assignable to role definition '%s'.",
                scope,
                roleId);
    }

    static AzureException invalidDefinitionId(String name) {
        return badRequest(
                "InvalidRoleDefinitionId",
                "The role definition ID '%s' is not valid. The role definition ID must be a GUID.",
                name);
    }

    static AzureException sameName(String roleName) {
        return conflict(
                "RoleDefinitionWithSameNameExists",
                "A custom role with the same name already exists in this directory. Use a different name than '%s'.",
                roleName);
    }

    static AzureException hasAssignments(String roleName) {
        return badRequest(
                "RoleDefinitionHasAssignments",
                "There are existing role assignments referencing role '%s'; delete these first.",
                roleName);
    }

    static AzureException builtIn(String roleName) {
        return forbidden(
                "BuiltInRoleIsReadOnly", "The role '%s' is built in and cannot be changed or deleted.", roleName);
    }

    static AzureException invalidAssignableScope(String scope) {
        return badRequest(
                "InvalidAssignableScope",
                "The assignable scope '%s' is not valid: it must be a subscription, a resource group or a resource.",
                scope);
    }

    static AzureException linkedAuthorizationFailed(Caller caller, String action, String scope, String linkedScope) {
        return forbidden(
                "LinkedAuthorizationFailed",
                "The client '%s' with object id '%s' has permission to perform action '%s' on scope '%s'; however,"
                        + " it does not have permission to perform action(s) '%s' on the linked scope(s) '%s' (respectively)"
                        + " or the linked scope(s) are invalid.",
                caller.displayName(),
                caller.objectId(),
                action,
                scope,
                action,
                linkedScope);
    }

    static AzureException tooManyDefinitions() {
        return badRequest(
                "RoleDefinitionLimitExceeded",
                "The limit of custom role definitions in this directory is reached; delete some that are not used.");
    }

    static AzureException invalidAction(String action, int mostWildcards) {
        return badRequest(
                "InvalidActionOrNotAction",
                "'%s' does not match any of the actions supported by the providers: it must be of the form"
                        + " Provider/type/verb and may have %s wildcards.",
                action,
                mostWildcards);
    }

    static AzureException invalidFilter(String filter) {
        return badRequest("InvalidFilter", "The $filter '%s' is not supported here.", filter);
    }
}
