package io.mltwin.identity.graph;

import io.mltwin.armweb.AzureFault;
import io.mltwin.identity.directory.DirectoryPrincipal;
import io.mltwin.identity.directory.DirectoryService;
import io.mltwin.identity.directory.PrincipalKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the directory for Microsoft Graph. Deviation: everybody with a token for Graph may read
 * their tenant's directory; there are no Graph permissions.
 */
@ApplicationScoped
class GraphService {

    private static final Set<PrincipalKind> SERVICE_PRINCIPALS =
            Set.of(
                    PrincipalKind.APPLICATION,
                    PrincipalKind.MANAGED_IDENTITY,
                    PrincipalKind.FIRST_PARTY,
                    PrincipalKind.ADMINISTRATOR);

    private final DirectoryService directory;

    GraphService(DirectoryService directory) {
        this.directory = directory;
    }

    List<DirectoryPrincipal> list(String type, String filter, String tenantId) {
        return directory.knownIn(tenantId, kinds(type).toArray(PrincipalKind[]::new)).stream()
                .filter(GraphFilter.parse(filter))
                .toList();
    }

    /** By object id, or for a user by name. */
    DirectoryPrincipal get(String type, String id, String tenantId) {
        Optional<DirectoryPrincipal> found =
                type.equals("users") && id.contains("@")
                        ? directory.user(id)
                        : directory.principal(id);
        return found.filter(principal -> kinds(type).contains(principal.kind()))
                .filter(principal -> principal.isKnownIn(tenantId))
                .orElseThrow(() -> notFound(id));
    }

    DirectoryPrincipal servicePrincipalOf(String applicationId, String tenantId) {
        return directory
                .application(applicationId)
                .filter(principal -> principal.isKnownIn(tenantId))
                .orElseThrow(() -> notFound(applicationId));
    }

    List<DirectoryPrincipal> byIds(GraphBody.Ids wanted, String tenantId) {
        if (wanted == null || wanted.ids() == null) {
            throw new AzureFault(400, "Request_BadRequest", "The property 'ids' is missing.");
        }
        return wanted.ids().stream()
                .map(directory::principal)
                .flatMap(Optional::stream)
                .filter(principal -> principal.isKnownIn(tenantId))
                .filter(principal -> isOfType(principal, wanted.types()))
                .toList();
    }

    private static boolean isOfType(DirectoryPrincipal principal, List<String> types) {
        return types == null
                || types.isEmpty()
                || types.stream()
                        .anyMatch(
                                type ->
                                        type.equals("directoryObject")
                                                || kindsOf(type).contains(principal.kind()));
    }

    private static Set<PrincipalKind> kindsOf(String type) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "user" -> Set.of(PrincipalKind.USER);
            case "group" -> Set.of(PrincipalKind.GROUP);
            case "serviceprincipal" -> SERVICE_PRINCIPALS;
            default -> Set.of();
        };
    }

    private static Set<PrincipalKind> kinds(String collection) {
        return switch (collection) {
            case "users" -> Set.of(PrincipalKind.USER);
            case "groups" -> Set.of(PrincipalKind.GROUP);
            case "servicePrincipals" -> SERVICE_PRINCIPALS;
            default -> Set.of(PrincipalKind.values());
        };
    }

    private static AzureFault notFound(String id) {
        return new AzureFault(
                404,
                "Request_ResourceNotFound",
                "Resource '"
                        + id
                        + "' does not exist or one of its queried reference-property objects are not present.");
    }
}
