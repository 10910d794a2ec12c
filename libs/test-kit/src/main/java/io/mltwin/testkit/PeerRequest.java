package io.mltwin.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.local.layout.PlatformService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A call that the service under test made to a peer.
 *
 * @param uri raw path and query
 * @param headers names in lower case
 */
public record PeerRequest(
        PlatformService service, String method, String uri, Map<String, String> headers, byte[] body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public String path() {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    /** A decoded parameter of the query or null. */
    public String query(String name) {
        int query = uri.indexOf('?');
        return query < 0 ? null : parameter(uri.substring(query + 1), name);
    }

    /** A decoded field of a form or null. */
    public String form(String name) {
        return parameter(text(), name);
    }

    private static String parameter(String encoded, String name) {
        for (String pair : encoded.split("&")) {
            if (pair.startsWith(name + "=")) {
                return UriEncoding.decodeFormValue(pair.substring(name.length() + 1));
            }
        }
        return null;
    }

    /** The Bearer token or null. */
    public String bearer() {
        String header = headers.get("authorization");
        return header != null && header.startsWith("Bearer ") ? header.substring(7) : null;
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(this + " has no JSON", e);
        }
    }

    /** Without headers and body, which may hold tokens and secrets. */
    @Override
    public String toString() {
        return service.key() + ": " + method + " " + uri;
    }
}
