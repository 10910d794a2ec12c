package io.mltwin.identity.directory.graph;

import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.identity.directory.DirectoryErrors.badRequest;
import static io.mltwin.identity.directory.DirectoryErrors.denied;
import static io.mltwin.identity.directory.DirectoryErrors.invalidValue;
import static io.mltwin.identity.directory.DirectoryErrors.notFound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.Json;
import io.mltwin.armweb.Rules;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.directory.ApplicationDirectory;
import io.mltwin.identity.directory.DirectoryApplication;
import io.mltwin.identity.directory.DirectoryOwners;
import io.mltwin.identity.directory.DirectoryServicePrincipal;
import io.mltwin.identity.directory.FirstPartyApplications;
import io.mltwin.identity.directory.GraphAppRoles;
import io.mltwin.identity.directory.GraphAppRoles.AppRoleGrant;
import io.mltwin.identity.directory.GraphPermission;
import io.mltwin.identity.directory.PrincipalKind;
import io.mltwin.identity.directory.ServicePrincipalDirectory;
import io.mltwin.identity.rbac.access.AccessService;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Service principals through Microsoft Graph, with their application permissions. Those of managed
 * identities and of Microsoft's own applications are shown, and not changed here.
 */
@Singleton
record PrincipalService(
        GraphAuthorizer graph,
        GraphObjects objects,
        ServicePrincipalDirectory principals,
        ApplicationDirectory applications,
        DirectoryOwners owners,
        GraphAppRoles appRoles,
        AccessService access)
        implements CredentialHolders {

    private static final Rules<JsonNode> RULES = GraphPayload.rules(
                    "accountEnabled", "appId", "appRoleAssignmentRequired", "keyCredentials")
            .notBuiltIfAsked(
                    "Microsoft Graph's property '%s'",
                    "alternativeNames",
                    "description",
                    "homepage",
                    "loginUrl",
                    "notes",
                    "notificationEmailAddresses",
                    "preferredSingleSignOnMode",
                    "replyUrls",
                    "servicePrincipalType",
                    "tags");

    @Override
    public GraphType type() {
        return GraphType.SERVICE_PRINCIPAL;
    }

    @Override
    public List<ObjectNode> list() {
        GraphCaller caller = graph.requireRead(GraphArea.APPLICATIONS);
        return principals.list(caller.tenantId()).stream()
                .map(objects::show)
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public ObjectNode get(String id) {
        return objects.show(readable(id)).orElseThrow(() -> notFound(id));
    }

    private DirectoryServicePrincipal readable(String id) {
        GraphCaller caller = graph.requireRead(GraphArea.APPLICATIONS, AsciiCase.lower(id));
        return required(id, caller);
    }

    /** Returns the object id of the service principal of this application. */
    @Override
    public String objectId(String applicationId) {
        GraphCaller caller = graph.caller();
        return principals
                .findByApplicationId(applicationId, caller.tenantId())
                .map(DirectoryServicePrincipal::objectId)
                .orElse(applicationId);
    }

    @Override
    public ObjectNode create(GraphPayload body) {
        GraphCaller caller = graph.requireCreate(GraphArea.APPLICATIONS);
        body.allow(RULES);
        String applicationId = body.required("appId", null, "ServicePrincipal");
        DirectoryApplication application = applications
                .findByApplicationId(applicationId, caller.tenantId())
                .orElse(null);
        if (application != null) {
            graph.requireChange(GraphArea.APPLICATIONS, application.objectId());
        }
        DirectoryServicePrincipal made = principals.create(
                applicationId,
                caller.tenantId(),
                body.truth("accountEnabled", true),
                body.truth("appRoleAssignmentRequired", false));
        owners.add(made.objectId(), caller.objectId());
        return objects.show(made).orElseThrow(() -> notFound(made.objectId()));
    }

    @Override
    public void update(String id, GraphPayload body) {
        DirectoryServicePrincipal present = changeable(id);
        body.allow(RULES);
        if (body.has("appId") && !AsciiCase.equal(present.principal().applicationId(), body.text("appId"))) {
            throw badRequest("Property 'appId' is read-only and cannot be set.");
        }
        principals.update(
                present.objectId(),
                body.truth("accountEnabled", present.accountEnabled()),
                body.truth("appRoleAssignmentRequired", present.assignmentRequired()));
        if (body.has("keyCredentials")) {
            principals.replaceKeys(present.objectId(), CredentialPayload.keys(body.objects("keyCredentials")));
        }
    }

    @Override
    public void delete(String id) {
        principals.delete(changeable(id).objectId());
        access.refresh();
    }

    @Override
    public GraphBody.PasswordCredential addPassword(String id, GraphPayload body) {
        DirectoryServicePrincipal principal = changeable(id);
        return GraphMapper.secret(principals.addSecret(principal.objectId(), CredentialPayload.secret(body)));
    }

    @Override
    public void removePassword(String id, GraphPayload body) {
        principals.removeSecret(changeable(id).objectId(), CredentialPayload.keyId(body));
    }

    List<ObjectNode> appRoleAssignments(String id) {
        DirectoryServicePrincipal principal = readable(id);
        return appRoles.of(principal.objectId()).stream()
                .map(grant -> show(grant, principal))
                .toList();
    }

    /** {@code appRoleAssignedTo} of Microsoft Graph: everybody's; no other resource has any. */
    List<ObjectNode> appRoleAssignedTo(String id) {
        DirectoryServicePrincipal resource = readable(id);
        String tenantId = graph.caller().tenantId();
        if (!resource.objectId().equals(FirstPartyApplications.GRAPH_OBJECT_ID)) {
            return List.of();
        }
        return appRoles.all().stream()
                .flatMap(grant -> principals.find(grant.principalId(), tenantId).stream()
                        .map(principal -> show(grant, principal)))
                .toList();
    }

    /**
     * Grants an application permission. The caller must be a Global Administrator or have the
     * permission to grant permissions.
     */
    ObjectNode assignAppRole(String id, GraphPayload body) {
        GraphCaller caller = graph.requireChange(GraphArea.APP_ROLES);
        DirectoryServicePrincipal principal = required(id, caller);
        body.allow("appRoleId", "principalId", "resourceId");
        String resourceId = body.required("resourceId", null, "AppRoleAssignment");
        String principalId = body.required("principalId", null, "AppRoleAssignment");
        if (!AsciiCase.equal(principal.objectId(), principalId)) {
            throw invalidValue("principalId");
        }
        notBuiltIf(
                !AsciiCase.equal(FirstPartyApplications.GRAPH_OBJECT_ID, resourceId),
                "An app role of another resource than Microsoft Graph");
        String appRoleId = body.required("appRoleId", null, "AppRoleAssignment");
        GraphPermission permission = GraphPermission.ofAppRole(appRoleId)
                .orElseThrow(
                        () -> badRequest("Permission being assigned was not found on application '%s'.", resourceId));
        return show(appRoles.add(principal.objectId(), permission), principal);
    }

    void removeAppRole(String id, String assignmentId) {
        GraphCaller caller = graph.requireChange(GraphArea.APP_ROLES);
        if (!appRoles.remove(required(id, caller).objectId(), assignmentId)) {
            throw notFound(assignmentId);
        }
    }

    private ObjectNode show(AppRoleGrant grant, DirectoryServicePrincipal principal) {
        return (ObjectNode) Json.tree(new GraphBody.AppRoleAssignment(
                grant.assignmentId(),
                grant.appRoleId(),
                GraphMapper.text(grant.createdOn()),
                principal.principal().displayName(),
                principal.objectId(),
                "ServicePrincipal",
                "Microsoft Graph",
                FirstPartyApplications.GRAPH_OBJECT_ID));
    }

    /**
     * Returns a service principal that the caller may change; the owner of its application may,
     * too.
     */
    private DirectoryServicePrincipal changeable(String id) {
        GraphCaller caller = graph.caller();
        DirectoryServicePrincipal found = principals.find(id, caller.tenantId()).orElse(null);
        String applicationObject = found == null
                ? id
                : applications
                        .findByApplicationId(found.principal().applicationId(), caller.tenantId())
                        .map(DirectoryApplication::objectId)
                        .orElse(id);
        graph.requireChange(GraphArea.APPLICATIONS, AsciiCase.lower(id), applicationObject);
        if (found == null) {
            throw notFound(id);
        }
        if (found.principal().kind() != PrincipalKind.APPLICATION) {
            throw denied();
        }
        return found;
    }

    private DirectoryServicePrincipal required(String id, GraphCaller caller) {
        return principals.find(id, caller.tenantId()).orElseThrow(() -> notFound(id));
    }
}
