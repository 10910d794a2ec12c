package io.mltwin.identity.directory.graph;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.badRequestIf;
import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.encoding.Absence.isBlank;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.OriginalRequest;
import io.mltwin.armweb.QueryString;
import io.mltwin.armweb.TextCase;
import io.mltwin.encoding.AsciiCase;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The OData query of a request: filter, selection, order and page size. Deviation: {@code $expand}
 * is refused, {@code $search} looks in names only.
 *
 * @param parameters decoded, names in lower case
 * @param eventual true with the header {@code ConsistencyLevel: eventual}
 */
record GraphQuery(Map<String, String> parameters, GraphType type, boolean eventual) {

    static final int USUAL_PAGE = 100;
    private static final int LARGEST_PAGE = 999;
    private static final List<String> KNOWN =
            List.of("$filter", "$select", "$top", "$count", "$search", "$orderby", "$skiptoken");

    static GraphQuery read(OriginalRequest request, GraphType type, String consistencyLevel) {
        Map<String, String> parameters = QueryString.parse(request.query());
        for (String name : parameters.keySet()) {
            notBuiltIf(name.equals("$expand"), "Microsoft Graph's $expand");
            badRequestIf(
                    name.startsWith("$") && !KNOWN.contains(name),
                    "Request_BadRequest",
                    "The query parameter '%s' is not supported.",
                    name);
        }
        return new GraphQuery(parameters, type, AsciiCase.equal("eventual", consistencyLevel));
    }

    GraphFilter filter() {
        GraphFilter filter = GraphFilter.parse(parameters.get("$filter"), type);
        if (filter.isAdvanced() && !(eventual && wantsCount())) {
            throw unsupported();
        }
        return filter;
    }

    boolean wantsCount() {
        return AsciiCase.equal("true", parameters.get("$count"));
    }

    int pageSize() {
        String top = parameters.get("$top");
        if (top == null) {
            return USUAL_PAGE;
        }
        if (top.matches("[0-9]{1,3}") && Integer.parseInt(top) > 0) {
            return Math.min(Integer.parseInt(top), LARGEST_PAGE);
        }
        throw badRequest(
                "Request_UnsupportedQuery",
                "Invalid page size specified: '%s'. Must be between 1 and %s inclusive.",
                top,
                LARGEST_PAGE);
    }

    /** Returns true when a word of the name begins with the text of {@code "displayName:text"}. */
    boolean matchesSearch(JsonNode object) {
        String search = parameters.get("$search");
        if (search == null) {
            return true;
        }
        if (!eventual) {
            throw unsupported();
        }
        String clause = search.trim();
        int colon = clause.indexOf(':');
        if (!clause.matches("\"[^\"]+\"") || colon < 0) {
            throw GraphFilter.invalid("$search must be \"property:text\".");
        }
        String property = clause.substring(1, colon);
        type.requireProperty(property);
        String wanted = TextCase.lower(clause.substring(colon + 1, clause.length() - 1));
        String value = TextCase.lower(object.path(property).asText());
        return value.startsWith(wanted)
                || Arrays.stream(value.split("[\\s@._-]+")).anyMatch(word -> word.startsWith(wanted));
    }

    /** Returns the property to sort by, null for none. */
    String orderBy() {
        String order = parameters.get("$orderby");
        if (isBlank(order)) {
            return null;
        }
        String property = order.trim().split("\\s+")[0];
        if (!order.trim().matches("\\w+(\\s+(asc|desc))?")) {
            throw GraphFilter.invalid("$orderby must be one property, asc or desc.");
        }
        type.requireProperty(property);
        return property;
    }

    boolean isDescending() {
        String order = parameters.get("$orderby");
        return order != null && order.trim().endsWith(" desc");
    }

    /** Returns the object with the selected properties. */
    ObjectNode shown(ObjectNode object) {
        String select = parameters.get("$select");
        List<String> names = isBlank(select) || select.trim().equals("*")
                ? type.shownByDefault()
                : Arrays.stream(select.split(",")).map(String::trim).toList();
        if (select != null) {
            names.forEach(type::requireProperty);
        }
        if (names.isEmpty()) {
            return object;
        }
        ObjectNode shown = object.deepCopy();
        shown.properties()
                .removeIf(property -> !names.contains(property.getKey())
                        && !property.getKey().equals("id")
                        && !property.getKey().startsWith("@odata."));
        return shown;
    }

    private static AzureException unsupported() {
        return badRequest(
                "Request_UnsupportedQuery",
                "Unsupported Query: it needs the header 'ConsistencyLevel: eventual' and '$count=true'.");
    }
}
