package io.mltwin.container;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request to a web service as its script sees it.
 *
 * @param method such as {@code POST}
 * @param url absolute, with its query
 * @param headers without credentials, which are the service's and not the script's
 */
public record InferenceRequest(String method, String url, List<HttpHeader> headers, byte[] body) {

    /** A request of which nothing but its body matters. */
    public static InferenceRequest post(byte[] body) {
        return new InferenceRequest("POST", null, List.of(), body);
    }

    /** The frame that a container gets. */
    Frame frame(String id) {
        Map<String, String> header = new LinkedHashMap<>();
        header.put("type", "run");
        header.put("id", id);
        if (url != null) {
            header.put("method", method);
            header.put("url", url);
            header.put("headers", HttpHeader.write(headers));
        }
        return new Frame(header, body);
    }

    @Override
    public String toString() {
        return method + " of " + body.length + " bytes";
    }
}
