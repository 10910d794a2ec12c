package io.mltwin.identity.directory.graph;

import static io.mltwin.identity.directory.DirectoryErrors.badRequest;
import static io.mltwin.identity.directory.DirectoryErrors.missingProperty;
import static io.mltwin.identity.directory.DirectoryErrors.notFound;
import static io.mltwin.identity.directory.DirectoryErrors.referenceExists;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.directory.DirectoryOwners;
import io.mltwin.identity.directory.GroupDirectory;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;

/**
 * The operations that all objects of the directory share in Microsoft Graph: memberships and
 * owners.
 */
@Singleton
record ObjectService(GraphAuthorizer graph, GraphObjects objects, GroupDirectory groups, DirectoryOwners owners) {

    private static final int MOST_IDS = 1000;
    private static final int MOST_GROUPS = 20;

    ObjectNode get(String id) {
        return required(id, graph.requireRead(GraphArea.OBJECTS, AsciiCase.lower(id)));
    }

    List<ObjectNode> byIds(GraphPayload body) {
        GraphCaller caller = graph.caller();
        body.allow("ids", "types");
        if (!body.has("ids")) {
            throw missingProperty("ids", "getByIds");
        }
        List<String> ids = body.texts("ids", List.of());
        if (ids.size() > MOST_IDS) {
            throw badRequest("Too many ids: at most %s.", MOST_IDS);
        }
        ids.forEach(id -> graph.requireRead(GraphArea.OBJECTS, AsciiCase.lower(id)));
        List<String> types = body.texts("types", List.of()).stream()
                .map(type -> "#microsoft.graph." + AsciiCase.lower(type))
                .toList();
        return objects.all(ids, caller.tenantId()).stream()
                .filter(object -> isOfType(object, types))
                .toList();
    }

    private static boolean isOfType(ObjectNode object, List<String> types) {
        String type = AsciiCase.lower(object.path("@odata.type").asText());
        return types.isEmpty() || types.contains(type) || types.contains("#microsoft.graph.directoryobject");
    }

    List<ObjectNode> memberOf(String id, boolean transitive) {
        GraphCaller caller = graph.requireRead(areaOf(id), id);
        required(id, caller);
        return objects.all(groups.groupsOf(id, transitive), caller.tenantId());
    }

    List<String> memberGroups(String id) {
        required(id, graph.requireRead(areaOf(id), id));
        return groups.groupsOf(id, true);
    }

    /** Returns those of the named groups that the object is in. */
    List<String> checkMemberGroups(String id, GraphPayload body) {
        body.allow("groupIds");
        List<String> asked = body.texts("groupIds", List.of());
        if (asked.isEmpty() || asked.size() > MOST_GROUPS) {
            throw badRequest("'groupIds' must name 1 to %s groups.", MOST_GROUPS);
        }
        List<String> all = memberGroups(id);
        return asked.stream()
                .filter(group -> all.contains(AsciiCase.lower(group)))
                .toList();
    }

    List<ObjectNode> ownedBy(String id) {
        GraphCaller caller = graph.requireRead(areaOf(id), id);
        required(id, caller);
        return objects.all(owners.ownedBy(id), caller.tenantId());
    }

    List<ObjectNode> ownersOf(GraphType type, String id) {
        GraphCaller caller = graph.requireRead(areaOf(type), id);
        requiredOf(type, id, caller);
        return objects.all(owners.of(id), caller.tenantId());
    }

    void addOwner(GraphType type, String id, GraphPayload reference) {
        GraphCaller caller = graph.requireChange(areaOf(type), id);
        requiredOf(type, id, caller);
        String owner = objects.principal(reference.required("@odata.id", null, "reference"), caller.tenantId())
                .objectId();
        if (!owners.add(id, owner)) {
            throw referenceExists("owners");
        }
    }

    void removeOwner(GraphType type, String id, String ownerId) {
        requiredOf(type, id, graph.requireChange(areaOf(type), id));
        if (!owners.remove(id, AsciiCase.lower(ownerId))) {
            throw notFound(ownerId);
        }
    }

    private ObjectNode required(String id, GraphCaller caller) {
        return objects.find(id, caller.tenantId()).orElseThrow(() -> notFound(id));
    }

    private void requiredOf(GraphType type, String id, GraphCaller caller) {
        if (!required(id, caller).path("@odata.type").asText().equals(type.odataType())) {
            throw notFound(id);
        }
    }

    /** Returns the area of an object, or the whole directory if the object does not exist. */
    private GraphArea areaOf(String id) {
        return objects.find(id, graph.caller().tenantId())
                .map(object -> object.path("@odata.type").asText())
                .flatMap(name -> Arrays.stream(GraphType.values())
                        .filter(type -> type.odataType().equals(name))
                        .findFirst())
                .map(ObjectService::areaOf)
                .orElse(GraphArea.OBJECTS);
    }

    private static GraphArea areaOf(GraphType type) {
        return switch (type) {
            case USER -> GraphArea.USERS;
            case GROUP -> GraphArea.GROUPS;
            case APPLICATION, SERVICE_PRINCIPAL -> GraphArea.APPLICATIONS;
            default -> GraphArea.OBJECTS;
        };
    }
}
