package io.mltwin.local.seed;

import io.mltwin.local.layout.BoundedContent;
import io.mltwin.local.layout.Json;
import io.mltwin.local.layout.RefusalException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The content of a fresh platform: tenants, subscriptions, users, groups and service principals with
 * fixed ids, one resource group and one workspace.
 */
public record Fixture(
        List<Tenant> tenants,
        List<Subscription> subscriptions,
        Map<String, User> users,
        Map<String, Guest> guests,
        List<Group> groups,
        Map<String, ServicePrincipal> servicePrincipals,
        List<SubscriptionOwner> subscriptionOwners,
        List<String> globalAdministrators,
        List<GraphRole> graphRoles,
        ResourceGroup resourceGroup,
        Workspace workspace,
        List<RoleAssignment> roleAssignments) {

    public Fixture {
        guests = guests == null ? Map.of() : guests;
        groups = groups == null ? List.of() : groups;
    }

    /** kind is AAD, which is what null means, or B2C. */
    public record Tenant(String tenantId, String displayName, List<String> domains, String kind) {}

    public record Subscription(String subscriptionId, String tenantId, String displayName) {}

    /** A user's name is completed by the base domain. */
    public record User(
            String tenantId, String objectId, String userPrincipalName, String displayName, boolean mfaRequired) {}

    /** The object of the user with the same name in a tenant that it is a guest of. */
    public record Guest(String tenantId, String objectId, String userPrincipalName, String displayName) {}

    /** A security group; members are object ids. */
    public record Group(String tenantId, String objectId, String displayName, List<String> members) {}

    /** certificate says that it gets one besides its secret; a public client has neither. */
    public record ServicePrincipal(
            String tenantId,
            String applicationId,
            String objectId,
            String displayName,
            boolean certificate,
            boolean publicClient,
            List<RedirectUri> redirectUris,
            List<String> identifierUris) {}

    /** An address of an application; platform is WEB, PUBLIC or SPA. */
    public record RedirectUri(String platform, String uri) {}

    public record SubscriptionOwner(String subscriptionId, String principalId) {}

    /** An application permission for Microsoft Graph, as an administrator's consent gives it. */
    public record GraphRole(String principalId, String role) {}

    public record ResourceGroup(String subscriptionId, String name, String location) {}

    public record Workspace(String name, String location) {}

    /** A role at a scope: "subscription", "resourceGroup" or "workspace". */
    public record RoleAssignment(String name, String principalId, String principalType, String role, String scope) {}

    /** Reads the fixture for a base domain, which the names of users and domains end in. */
    public static Fixture read(Path file, String base) {
        try {
            return Json.MAPPER.readValue(BoundedContent.text(file).replace("{base}", base), Fixture.class);
        } catch (IOException e) {
            throw new RefusalException("The fixture " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    public Tenant tenant() {
        return tenants.get(0);
    }

    public Subscription subscription() {
        return subscriptions.get(0);
    }

    public String resourceGroupId() {
        return "/subscriptions/" + resourceGroup.subscriptionId() + "/resourceGroups/" + resourceGroup.name();
    }

    public String workspaceId() {
        return resourceGroupId() + "/providers/Microsoft.MachineLearningServices/workspaces/" + workspace.name();
    }

    public String scopeOf(RoleAssignment assignment) {
        return switch (assignment.scope()) {
            case "subscription" -> "/subscriptions/" + resourceGroup.subscriptionId();
            case "resourceGroup" -> resourceGroupId();
            case "workspace" -> workspaceId();
            default -> throw new RefusalException("The fixture names an unknown scope '" + assignment.scope() + "'.");
        };
    }
}
