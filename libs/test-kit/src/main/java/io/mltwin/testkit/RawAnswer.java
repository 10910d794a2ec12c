package io.mltwin.testkit;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** An answer to a request whose path no client of the JDK would send. */
public record RawAnswer(int status, String headers, String body) {

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
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int end = all.indexOf("\r\n\r\n");
            return new RawAnswer(Integer.parseInt(all.split(" ", 3)[1]), all.substring(0, end), all.substring(end + 4));
        }
    }
}
