package io.mltwin.identity.directory.graph;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.badRequestIf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import io.mltwin.armweb.OriginalRequest;
import io.mltwin.armweb.TextCase;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.platform.Addresses;
import io.mltwin.tokencheck.CallerContext;
import jakarta.inject.Singleton;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Divides collections of Microsoft Graph into pages. The next page begins after the object that the
 * skip token names, so that no object is repeated or left out when others are added or deleted.
 */
@Singleton
record GraphPages(CallerContext caller, Addresses addresses, ObjectMapper json) {

    /** The end of a page: the key and id of its last object, for one query. */
    record Place(String query, String key, String id) {}

    /** Returns the page that the request asks for. */
    ObjectNode page(List<ObjectNode> all, GraphQuery query) {
        GraphFilter filter = query.filter();
        String order = query.orderBy();
        Comparator<JsonNode> byKey = Comparator.<JsonNode, String>comparing(object -> key(object, order));
        Comparator<JsonNode> comparator = (query.isDescending() ? byKey.reversed() : byKey)
                .thenComparing(object -> object.path("id").asText());
        List<ObjectNode> found = all.stream()
                .filter(filter::matches)
                .filter(query::matchesSearch)
                .sorted(comparator)
                .toList();
        Place place = place(query);
        List<ObjectNode> left = place == null
                ? found
                : found.stream()
                        .filter(object -> comparator.compare(object, last(place, order)) > 0)
                        .toList();
        int size = query.pageSize();
        ObjectNode body = Json.object();
        body.put("@odata.context", context(query.type()));
        if (query.wantsCount()) {
            body.put("@odata.count", found.size());
        }
        if (left.size() > size) {
            body.put("@odata.nextLink", nextLink(query, left.get(size - 1), order));
        }
        ArrayNode value = body.putArray("value");
        left.stream().limit(size).map(query::shown).forEach(value::add);
        return body;
    }

    /** Returns the number of objects, for {@code /$count}. */
    long count(List<ObjectNode> all, GraphQuery query) {
        badRequestIf(!query.eventual(), "Request_BadRequest", "$count is not currently supported.");
        GraphFilter filter = GraphFilter.parse(query.parameters().get("$filter"), query.type());
        return all.stream().filter(filter::matches).filter(query::matchesSearch).count();
    }

    String context(GraphType type) {
        return addresses.graph() + "/v1.0/$metadata#" + type.collection();
    }

    private static String key(JsonNode object, String order) {
        return order == null ? "" : TextCase.lower(object.path(order).asText(""));
    }

    /** Returns an object with the sort key at which the previous page ended. */
    private ObjectNode last(Place place, String order) {
        ObjectNode object = Json.object();
        if (order != null && !order.equals("id")) {
            object.put(order, place.key());
        }
        return object.put("id", place.id());
    }

    private Place place(GraphQuery query) {
        String token = query.parameters().get("$skiptoken");
        if (token == null) {
            return null;
        }
        try {
            Place place = json.readValue(Base64.getUrlDecoder().decode(token), Place.class);
            if (place.id() != null && place.key() != null && same(query).equals(place.query())) {
                return place;
            }
        } catch (java.io.IOException | IllegalArgumentException e) {
            throw expired();
        }
        throw expired();
    }

    private String nextLink(GraphQuery query, JsonNode last, String order) {
        OriginalRequest request = caller.request();
        StringBuilder link =
                new StringBuilder(request.baseUrl()).append(request.path()).append('?');
        for (Map.Entry<String, String> parameter : query.parameters().entrySet()) {
            if (!parameter.getKey().equals("$skiptoken")) {
                link.append(parameter.getKey())
                        .append('=')
                        .append(UriEncoding.encodeQueryValue(parameter.getValue()))
                        .append('&');
            }
        }
        try {
            byte[] place = json.writeValueAsBytes(
                    new Place(same(query), key(last, order), last.path("id").asText()));
            return link.append("$skiptoken=")
                    .append(Base64.getUrlEncoder().withoutPadding().encodeToString(place))
                    .toString();
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException("texts can be written as JSON", e);
        }
    }

    /** Returns the query that a skip token is valid for. */
    private String same(GraphQuery query) {
        String asked = caller.token().tenantId()
                + caller.request().path()
                + query.parameters().get("$filter")
                + query.parameters().get("$search")
                + query.parameters().get("$orderby");
        return Integer.toHexString(asked.hashCode());
    }

    private static AzureException expired() {
        return badRequest(
                "Directory_ExpiredPageToken",
                "The specified page token value has expired and can no longer be included in your request.");
    }
}
