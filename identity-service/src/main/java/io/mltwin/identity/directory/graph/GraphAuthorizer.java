package io.mltwin.identity.directory.graph;

import static io.mltwin.identity.directory.DirectoryErrors.denied;

import io.mltwin.identity.directory.DirectoryErrors;
import io.mltwin.identity.directory.DirectoryOwners;
import io.mltwin.identity.directory.DirectoryService;
import io.mltwin.identity.directory.DirectoryServicePrincipal;
import io.mltwin.identity.directory.DirectoryUser;
import io.mltwin.identity.directory.GraphPermission;
import io.mltwin.identity.directory.ServicePrincipalDirectory;
import io.mltwin.identity.directory.UserDirectory;
import io.mltwin.identity.directory.graph.GraphCaller.Kind;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Authorizes callers of Microsoft Graph by its permissions and Azure AD's default settings for
 * users: a member reads the directory, makes applications and groups, invites guests, and changes
 * what it owns; a guest sees itself, its groups and what it owns; a Global Administrator may do
 * everything; an application may do what its application permissions say. A client acts for a user
 * within what the token's {@code scp} allows it.
 *
 * <p>Deviation: of Azure AD's directory roles there is Global Administrator alone.
 */
@Singleton
record GraphAuthorizer(
        CallerContext context,
        UserDirectory users,
        ServicePrincipalDirectory servicePrincipals,
        DirectoryOwners owners,
        DirectoryService directory) {

    /**
     * Permissions with which a client may do all that its user may; Azure's own clients have them.
     */
    private static final Set<String> AS_USER = Set.of("user_impersonation", "Directory.AccessAsUser.All");

    GraphCaller caller() {
        VerifiedToken token = context.token();
        String tenantId = token.tenantId();
        String scopes = token.claim("scp");
        if (scopes == null) {
            boolean administrator = servicePrincipals
                    .find(token.objectId(), tenantId)
                    .map(DirectoryServicePrincipal::globalAdministrator)
                    .orElse(false);
            return new GraphCaller(
                    tenantId,
                    token.objectId(),
                    Kind.APPLICATION,
                    administrator,
                    administrator ? EnumSet.allOf(GraphPermission.class) : named(token.claimList("roles")));
        }
        DirectoryUser user = users.find(token.objectId(), tenantId).orElseThrow(DirectoryErrors::denied);
        List<String> granted = List.of(scopes.split(" "));
        return new GraphCaller(
                tenantId,
                user.objectId(),
                user.guest() ? Kind.GUEST : Kind.MEMBER,
                user.globalAdministrator(),
                granted.stream().anyMatch(AS_USER::contains) ? EnumSet.allOf(GraphPermission.class) : named(granted));
    }

    /** Returns the caller if it may read every object of the area. */
    GraphCaller requireRead(GraphArea area) {
        GraphCaller caller = caller();
        if (!mayReadAll(caller, area)) {
            throw denied();
        }
        return caller;
    }

    /** Returns the caller if it may read this object of the area. */
    GraphCaller requireRead(GraphArea area, String objectId) {
        GraphCaller caller = caller();
        boolean may = mayReadAll(caller, area)
                || caller.isUser() && caller.is(objectId)
                || caller.kind() == Kind.GUEST && area.isReadableWith(caller.permissions()) && isNear(caller, objectId);
        if (!may) {
            throw denied();
        }
        return caller;
    }

    /** Returns the caller if it may create an object of the area. */
    GraphCaller requireCreate(GraphArea area) {
        GraphCaller caller = caller();
        boolean may = area.isWritableWith(caller.permissions())
                || area == GraphArea.APPLICATIONS && caller.permissions().contains(GraphPermission.APPLICATION_OWN);
        boolean open = caller.kind() == Kind.MEMBER
                && (area == GraphArea.APPLICATIONS || area == GraphArea.GROUPS || area == GraphArea.INVITATIONS);
        if (!may || caller.isUser() && !open && !caller.administrator()) {
            throw denied();
        }
        return caller;
    }

    /**
     * Returns the caller if it may change or delete these objects of the area; owning one of them
     * is enough.
     */
    GraphCaller requireChange(GraphArea area, String... objectIds) {
        GraphCaller caller = caller();
        boolean own = Arrays.stream(objectIds).anyMatch(id -> owners.owns(caller.objectId(), id));
        boolean may = area.isWritableWith(caller.permissions())
                || own
                        && area == GraphArea.APPLICATIONS
                        && caller.permissions().contains(GraphPermission.APPLICATION_OWN);
        if (!may || caller.isUser() && !own && !caller.administrator()) {
            throw denied();
        }
        return caller;
    }

    private boolean mayReadAll(GraphCaller caller, GraphArea area) {
        return area.isReadableWith(caller.permissions()) && (caller.kind() != Kind.GUEST || caller.administrator());
    }

    private boolean isNear(GraphCaller guest, String objectId) {
        return directory.groupsOf(guest.objectId()).contains(objectId) || owners.owns(guest.objectId(), objectId);
    }

    private static Set<GraphPermission> named(List<String> claims) {
        Set<GraphPermission> permissions = EnumSet.noneOf(GraphPermission.class);
        claims.stream().map(GraphPermission::named).flatMap(Optional::stream).forEach(permissions::add);
        return permissions;
    }
}
