package io.mltwin.console.roles;

import static io.mltwin.console.azure.ScopeAddress.path;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.console.azure.AzureCall;
import io.mltwin.console.azure.AzureClient;
import io.mltwin.console.azure.AzureHosts;
import io.mltwin.console.azure.ResourceManager;
import io.mltwin.encoding.UriEncoding;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/**
 * Reads and changes role assignments and roles as the signed-in user, by Microsoft.Authorization
 * (API version 2022-04-01). A refusal is an {@link io.mltwin.armweb.AzureException} with Azure's
 * own status, code and text.
 */
@Singleton
public record RoleClient(AzureClient azure, AzureHosts hosts, ResourceManager arm) {

    private static final String TYPE = "/providers/Microsoft.Authorization/";
    private static final String VERSION = "?api-version=2022-04-01";
    private static final String AT_SCOPE = "&$filter=atScope()";

    record AssignmentBody(AssignmentProperties properties) {}

    record AssignmentProperties(String roleDefinitionId, String principalId, String principalType) {}

    record DefinitionBody(RoleDefinition.Properties properties) {}

    /** Returns the role assignments at and above a scope. */
    public List<RoleAssignment> assignments(ArmResourceId scope) {
        return arm.list(path(scope) + TYPE + "roleAssignments" + VERSION + AT_SCOPE, RoleAssignment.class);
    }

    /** Returns the deny assignments at and above a scope. */
    public List<DenyAssignment> denyAssignments(ArmResourceId scope) {
        return arm.list(path(scope) + TYPE + "denyAssignments" + VERSION + AT_SCOPE, DenyAssignment.class);
    }

    /** Returns the roles that can be assigned at a scope. */
    public List<RoleDefinition> definitions(ArmResourceId scope) {
        return arm.list(path(scope) + TYPE + "roleDefinitions" + VERSION, RoleDefinition.class);
    }

    /** Returns what the signed-in user's own roles allow at a scope, role by role. */
    public List<RoleDefinition.Permission> permissions(ArmResourceId scope) {
        return arm.list(path(scope) + TYPE + "permissions" + VERSION, RoleDefinition.Permission.class);
    }

    /** Returns the operations of all resource providers. */
    public List<ProviderOperations> operations() {
        return arm.list(TYPE + "providerOperations" + VERSION + "&$expand=resourceTypes", ProviderOperations.class);
    }

    /**
     * Assigns a role.
     *
     * @param scope where, {@code /subscriptions/…}
     * @param principalType {@code User}, {@code Group}, {@code ServicePrincipal}; null when it is
     *     not known
     */
    public void assign(String scope, String roleDefinitionId, String principalId, String principalType) {
        azure.send(put(path(scope) + TYPE + "roleAssignments/" + UUID.randomUUID())
                        .withJson(new AssignmentBody(
                                new AssignmentProperties(roleDefinitionId, principalId, principalType))))
                .orFault();
    }

    /** Takes a role assignment or a role away, by its id. */
    public void delete(ArmResourceId id) {
        azure.send(new AzureCall(hosts.resourceManager(), "DELETE", path(id) + VERSION))
                .orFault();
    }

    /**
     * Makes or changes a custom role.
     *
     * @param name its GUID; null for a new one
     */
    public void define(
            ArmResourceId scope,
            String name,
            String roleName,
            String description,
            List<String> assignableScopes,
            List<RoleDefinition.Permission> permissions) {
        String guid = name == null ? UUID.randomUUID().toString() : UriEncoding.encodePathSegment(name);
        azure.send(put(path(scope) + TYPE + "roleDefinitions/" + guid)
                        .withJson(new DefinitionBody(
                                RoleDefinition.custom(roleName, description, assignableScopes, permissions))))
                .orFault();
    }

    private AzureCall put(String path) {
        return new AzureCall(hosts.resourceManager(), "PUT", path + VERSION);
    }
}
