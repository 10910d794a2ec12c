package io.mltwin.compute.queries;

import com.fasterxml.jackson.databind.JsonNode;

/** {@code QueryParams} of run history (2020-09-23). Without {@code top} everything is returned. */
public record QueryBody(String filter, String continuationToken, JsonNode orderBy, Integer top) {

    public static final QueryBody ALL = new QueryBody(null, null, null, null);

    /** The order asked for as one text, or null; the specification has both a string and a list. */
    public String order() {
        if (orderBy == null || orderBy.isNull()) {
            return null;
        }
        return orderBy.isArray() ? (orderBy.isEmpty() ? null : orderBy.get(0).asText()) : orderBy.asText();
    }
}
