package io.mltwin.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;

/** The answer of a peer. */
public record PeerAnswer(int status, Map<String, String> headers, byte[] body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    private record ErrorBody(Content error) {
        private record Content(String code, String message) {}
    }

    /** An answer without a body. */
    public static PeerAnswer status(int status) {
        return new PeerAnswer(status, Map.of(), new byte[0]);
    }

    /**
     * A JSON answer.
     *
     * @param body a record, a map, a Jackson tree, or a text that is JSON already
     */
    public static PeerAnswer json(int status, Object body) {
        try {
            byte[] bytes = body instanceof String text
                    ? text.getBytes(java.nio.charset.StandardCharsets.UTF_8)
                    : JSON.writeValueAsBytes(body);
            return new PeerAnswer(status, Map.of("Content-Type", "application/json; charset=utf-8"), bytes);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + body.getClass(), e);
        }
    }

    /** An error in ARM's envelope. */
    public static PeerAnswer error(int status, String code, String message) {
        return json(status, new ErrorBody(new ErrorBody.Content(code, message)));
    }

    public PeerAnswer withHeader(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new PeerAnswer(status, Map.copyOf(more), body);
    }
}
