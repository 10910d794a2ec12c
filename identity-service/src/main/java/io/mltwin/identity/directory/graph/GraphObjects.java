package io.mltwin.identity.directory.graph;

import static io.mltwin.identity.directory.DirectoryErrors.notFound;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.Json;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.directory.ApplicationDirectory;
import io.mltwin.identity.directory.DirectoryApplication;
import io.mltwin.identity.directory.DirectoryGroup;
import io.mltwin.identity.directory.DirectoryPrincipal;
import io.mltwin.identity.directory.DirectoryService;
import io.mltwin.identity.directory.DirectoryServicePrincipal;
import io.mltwin.identity.directory.DirectoryUser;
import io.mltwin.identity.directory.GroupDirectory;
import io.mltwin.identity.directory.PrincipalKind;
import io.mltwin.identity.directory.ServicePrincipalDirectory;
import io.mltwin.identity.directory.UserDirectory;
import io.mltwin.identity.directory.managedidentities.ManagedIdentityService;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Finds objects of any type and maps them to bodies of Microsoft Graph. */
@Singleton
record GraphObjects(
        DirectoryService directory,
        UserDirectory users,
        GroupDirectory groups,
        ApplicationDirectory applications,
        ServicePrincipalDirectory servicePrincipals,
        ManagedIdentityService managedIdentities) {

    ObjectNode show(DirectoryUser user) {
        return (ObjectNode) Json.tree(GraphMapper.user(user));
    }

    ObjectNode show(DirectoryGroup group) {
        return (ObjectNode) Json.tree(GraphMapper.group(group));
    }

    ObjectNode show(DirectoryApplication application) {
        return (ObjectNode) Json.tree(GraphMapper.application(application));
    }

    /** Shows nothing of a managed identity that has been deleted since it was found. */
    Optional<ObjectNode> show(DirectoryServicePrincipal found) {
        if (found.principal().kind() != PrincipalKind.MANAGED_IDENTITY) {
            return Optional.of((ObjectNode) Json.tree(GraphMapper.servicePrincipal(found, null, false)));
        }
        return managedIdentities.findResourceId(found.objectId()).map(resourceId -> (ObjectNode) Json.tree(
                GraphMapper.servicePrincipal(found, resourceId, managedIdentities.isUserAssigned(found.objectId()))));
    }

    Optional<ObjectNode> find(String objectId, String tenantId) {
        Optional<DirectoryPrincipal> principal =
                directory.principal(objectId).filter(found -> found.isKnownIn(tenantId));
        if (principal.isEmpty()) {
            return applications.find(objectId, tenantId).map(this::show);
        }
        String id = principal.get().objectId();
        return switch (principal.get().kind()) {
            case USER -> users.find(id, tenantId).map(this::show);
            case GROUP -> groups.find(id, tenantId).map(this::show);
            default -> servicePrincipals.find(id, tenantId).flatMap(this::show);
        };
    }

    /** Returns the objects with these ids, without those that do not exist. */
    List<ObjectNode> all(List<String> ids, String tenantId) {
        return ids.stream()
                .map(id -> find(id, tenantId))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Returns the principal that a client names by id or by {@code @odata.id}. */
    DirectoryPrincipal principal(String reference, String tenantId) {
        String id = AsciiCase.lower(
                reference.substring(reference.lastIndexOf('/') + 1).replaceAll("^.*\\('|'\\)$", ""));
        return directory
                .principal(id)
                .filter(found -> found.isKnownIn(tenantId))
                .orElseThrow(() -> notFound(id));
    }
}
