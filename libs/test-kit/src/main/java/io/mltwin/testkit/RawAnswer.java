package io.mltwin.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An answer to a request whose path no client of the JDK would send. */
public record RawAnswer(int status, String headers, String body) {

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *([0-9]+)");

    /**
     * Sends a request.
     *
     * @param label of the host, or null for the service's own address
     */
    public static RawAnswer of(
            ServiceUnderTest service, String label, String method, String path, String authorization, String body)
            throws IOException {
        URI server = service.uri("/");
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head = method
                + " "
                + path
                + " HTTP/1.1\r\nHost: "
                + (label == null ? server.getAuthority() : service.host(label))
                + "\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
                + content.length
                + (authorization == null ? "" : "\r\nAuthorization: " + authorization)
                + "\r\n\r\n";
        try (Socket socket =
                service.client().sslContext().getSocketFactory().createSocket(server.getHost(), server.getPort())) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(content);
            socket.getOutputStream().flush();
            String all = read(socket.getInputStream());
            int end = all.indexOf("\r\n\r\n");
            return new RawAnswer(Integer.parseInt(all.split(" ", 3)[1]), all.substring(0, end), all.substring(end + 4));
        }
    }

    /**
     * Returns one answer as sent, without waiting for the end of the connection where the answer says how long it is: a service
     * goes on for ten seconds to throw away a body that it has refused.
     */
    public static String read(InputStream in) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        while (!answer.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return answer.toString(StandardCharsets.UTF_8);
            }
            answer.write(next);
        }
        Matcher length = LENGTH.matcher(answer.toString(StandardCharsets.ISO_8859_1));
        answer.write(length.find() ? in.readNBytes(Integer.parseInt(length.group(1))) : in.readAllBytes());
        return answer.toString(StandardCharsets.UTF_8);
    }
}
