package io.mltwin.console.resources;

import static io.mltwin.encoding.Absence.isBlank;
import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.console.azure.ODataText;
import io.mltwin.console.azure.ResourceManager;
import io.mltwin.console.page.TypedText;
import io.mltwin.encoding.UriEncoding;
import java.util.ArrayList;
import java.util.List;

/**
 * The question that the page of resources answers.
 *
 * @param search a part of a name; empty for all
 * @param type a full type, {@code Microsoft.KeyVault/vaults}; empty for all
 * @param scope the subscription or group to list; null for all subscriptions
 * @param next Azure's token of a further page of this scope; empty for the first
 */
public record ResourceQuery(String search, String type, ArmResourceId scope, String next) {

    static final int PAGE_SIZE = 50;

    static ResourceQuery of(String search, String type, String scope, String next) {
        return new ResourceQuery(
                TypedText.stripped(search),
                TypedText.stripped(type),
                isBlank(scope) ? null : ArmResourceId.parse(scope),
                orEmpty(next));
    }

    boolean isFirstPage() {
        return next.isEmpty();
    }

    /** Returns path and query of the page of resources of a subscription or group. */
    String resources(ArmResourceId of) {
        return ResourceManager.path(of, "/resources")
                + "&$top="
                + PAGE_SIZE
                + parameter("$filter", filter())
                + parameter("$skiptoken", next);
    }

    /** Returns the filter in the grammar of Resources - List; empty for none. */
    String filter() {
        List<String> terms = new ArrayList<>();
        if (!type.isEmpty()) {
            terms.add(ODataText.equal("resourceType", type));
        }
        if (!search.isEmpty()) {
            terms.add("substringof('" + ODataText.escape(search) + "', name)");
        }
        return String.join(" and ", terms);
    }

    /**
     * Returns the address of the console's page that goes on where Azure's page ended.
     *
     * @param nextPath path and query of Azure's next page; null for none
     */
    String addressOfNext(ArmResourceId of, String nextPath) {
        String token = nextPath == null ? "" : tokenOf(nextPath);
        return token.isEmpty()
                ? null
                : "/resources?scope="
                        + UriEncoding.encodeQueryValue(of.toString())
                        + parameter("search", search)
                        + parameter("type", type)
                        + parameter("next", token);
    }

    private static String tokenOf(String pathAndQuery) {
        String query = pathAndQuery.substring(pathAndQuery.indexOf('?') + 1);
        for (String part : query.split("&")) {
            int equals = part.indexOf('=');
            if (equals > 0
                    && UriEncoding.decodeFormValue(part.substring(0, equals)).equals("$skiptoken")) {
                return UriEncoding.decodeFormValue(part.substring(equals + 1));
            }
        }
        return "";
    }

    private static String parameter(String name, String value) {
        return value.isEmpty() ? "" : "&" + name + "=" + UriEncoding.encodeQueryValue(value);
    }
}
