package io.mltwin.console.azure;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A call that a page makes.
 *
 * @param pathAndQuery raw, with a leading slash
 * @param authenticated whether the user's token is sent
 * @param json the body, written as JSON; null for none
 * @param bytes the body as it is; null for none
 */
public record AzureCall(
        AzureHost host,
        String method,
        String pathAndQuery,
        boolean authenticated,
        Map<String, String> headers,
        Object json,
        String contentType,
        byte[] bytes) {

    public AzureCall(AzureHost host, String method, String pathAndQuery) {
        this(host, method, pathAndQuery, true, Map.of(), null, null, null);
    }

    public static AzureCall get(AzureHost host, String pathAndQuery) {
        return new AzureCall(host, "GET", pathAndQuery);
    }

    /** Returns the same call with a JSON body. */
    public AzureCall withJson(Object body) {
        return new AzureCall(host, method, pathAndQuery, authenticated, headers, body, contentType, null);
    }

    /** Returns the same call with a body of any type. */
    public AzureCall withBytes(String type, byte[] body) {
        return new AzureCall(host, method, pathAndQuery, authenticated, headers, null, type, body);
    }

    /** Returns the same call with one more header. */
    public AzureCall withHeader(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return new AzureCall(host, method, pathAndQuery, authenticated, all, json, contentType, bytes);
    }

    /** Returns the same call without the user's token. */
    public AzureCall withoutToken() {
        return new AzureCall(host, method, pathAndQuery, false, headers, json, contentType, bytes);
    }
}
