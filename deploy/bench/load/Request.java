import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A request of HTTP/1.1 in two parts, so that many share one large body.
 *
 * @param head up to the empty line; with the body where that is small
 */
record Request(byte[] head, byte[] body) {
    private static final int SMALL = 1 << 13;
    private static final byte[] NONE = {};

    /**
     * A request.
     *
     * @param headers a line each, each with its line break
     * @param body null for none
     */
    static Request of(String method, String uri, String host, String headers, byte[] body) {
        byte[] head =
                (method + " " + uri + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers.replace("\n", "\r\n")
                                + (body == null ? "" : "Content-Length: " + body.length + "\r\n") + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
        if (body == null || body.length > SMALL) {
            return new Request(head, body == null ? NONE : body);
        }
        byte[] all = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return new Request(all, NONE);
    }

    /** With a token, and JSON where there is a body. */
    static Request json(String method, String uri, String host, String token, String body) {
        return of(
                method,
                uri,
                host,
                "Authorization: Bearer " + token + (body == null ? "\n" : "\nContent-Type: application/json\n"),
                body == null ? null : body.getBytes(StandardCharsets.US_ASCII));
    }
}
