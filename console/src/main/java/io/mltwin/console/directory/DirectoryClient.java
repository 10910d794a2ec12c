package io.mltwin.console.directory;

import static io.mltwin.encoding.Absence.orEmpty;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.mltwin.access.ServiceAnswer;
import io.mltwin.console.azure.AzureCall;
import io.mltwin.console.azure.AzureClient;
import io.mltwin.console.azure.AzureHosts;
import io.mltwin.console.azure.ODataText;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.encoding.UriEncoding;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names principals and finds them by name with Microsoft Graph, as Azure's portal does. Who may not
 * read the directory sees object ids instead of names.
 */
@Singleton
public record DirectoryClient(AzureClient azure, AzureHosts hosts) {

    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final int MOST_IDS = 1000;

    /** Graph compares with no more in one filter. */
    private static final int MOST_APPLICATIONS = 15;

    private static final Map<String, String> COLLECTIONS = Map.of(
            "users", "User",
            "groups", "Group",
            "servicePrincipals", "ServicePrincipal");

    record GraphObject(@JsonProperty("@odata.type") String odataType, String id, String appId, String displayName) {

        Principal principal(String type) {
            return new Principal(id, type, displayName == null ? id : displayName);
        }
    }

    record GraphList(List<GraphObject> value) {}

    record Ids(List<String> ids) {}

    /**
     * Returns the names of principals. Ids of which Graph tells nothing are left out.
     *
     * @param ids object ids, or application ids, by which the activity log names applications
     */
    public PrincipalNames names(Collection<String> ids) {
        Map<String, String> names = new HashMap<>();
        List<GraphObject> known = byIds(ids);
        known.forEach(object -> names.put(AsciiCase.lower(object.id()), name(object)));
        List<String> unnamed =
                guids(ids).filter(id -> !names.containsKey(AsciiCase.lower(id))).toList();
        for (GraphObject application : applications(unnamed)) {
            names.put(AsciiCase.lower(application.appId()), name(application));
        }
        return new PrincipalNames(names);
    }

    private static String name(GraphObject object) {
        return object.displayName() == null ? object.id() : object.displayName();
    }

    /**
     * Finds principals by what a person writes: an object id, a user principal name, or the display
     * name of a user, a group or an application.
     */
    public List<Principal> find(String text) {
        String wanted = text.strip();
        if (GUID.matcher(wanted).matches()) {
            return byIds(List.of(wanted)).stream()
                    .map(object -> object.principal(type(object.odataType())))
                    .toList();
        }
        if (wanted.indexOf('@') > 0) {
            return list("users", "userPrincipalName", wanted);
        }
        List<Principal> found = new ArrayList<>();
        List.of("users", "groups", "servicePrincipals")
                .forEach(collection -> found.addAll(list(collection, "displayName", wanted)));
        return found;
    }

    private List<Principal> list(String collection, String property, String value) {
        String filter = ODataText.equal(property, value);
        return azure
                .get(
                        hosts.graph(),
                        "/v1.0/"
                                + collection
                                + "?$select=id,displayName&$filter="
                                + UriEncoding.encodeQueryValue(filter))
                .as(GraphList.class)
                .value()
                .stream()
                .map(object -> object.principal(COLLECTIONS.get(collection)))
                .toList();
    }

    private List<GraphObject> byIds(Collection<String> objectIds) {
        List<String> ids = guids(objectIds).limit(MOST_IDS).toList();
        return ids.isEmpty()
                ? List.of()
                : list(new AzureCall(hosts.graph(), "POST", "/v1.0/directoryObjects/getByIds").withJson(new Ids(ids)));
    }

    private List<GraphObject> applications(List<String> applicationIds) {
        if (applicationIds.isEmpty()) {
            return List.of();
        }
        String filter = applicationIds.stream()
                .limit(MOST_APPLICATIONS)
                .collect(Collectors.joining("','", "appId in ('", "')"));
        return list(AzureCall.get(
                hosts.graph(),
                "/v1.0/servicePrincipals?$select=id,appId,displayName&$filter="
                        + UriEncoding.encodeQueryValue(filter)));
    }

    private List<GraphObject> list(AzureCall call) {
        ServiceAnswer answer = azure.send(call);
        return answer.isSuccess() ? answer.as(GraphList.class).value() : List.of();
    }

    private static Stream<String> guids(Collection<String> ids) {
        return ids.stream()
                .filter(Objects::nonNull)
                .filter(id -> GUID.matcher(id).matches())
                .distinct();
    }

    private static String type(String odataType) {
        return switch (orEmpty(odataType)) {
            case "#microsoft.graph.user" -> "User";
            case "#microsoft.graph.group" -> "Group";
            default -> "ServicePrincipal";
        };
    }
}
