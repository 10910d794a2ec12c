package io.mltwin.workspace.arm;

import io.mltwin.testkit.ServiceUnderTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;

/** An answer to a request whose path no client of the JDK would send. */
record RawAnswer(int status, String headers, String body) {

    static RawAnswer of(
            HttpClient tls,
            ServiceUnderTest service,
            String method,
            String path,
            String authorization,
            String body)
            throws IOException {
        URI server = service.uri("/");
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head =
                method
                        + " "
                        + path
                        + " HTTP/1.1\r\nHost: "
                        + (path.startsWith("/_mltwin/")
                                ? server.getAuthority()
                                : service.host("management"))
                        + "\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
                        + content.length
                        + (authorization == null ? "" : "\r\nAuthorization: " + authorization)
                        + "\r\n\r\n";
        try (Socket socket =
                tls.sslContext()
                        .getSocketFactory()
                        .createSocket(server.getHost(), server.getPort())) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(content);
            socket.getOutputStream().flush();
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int end = all.indexOf("\r\n\r\n");
            return new RawAnswer(
                    Integer.parseInt(all.split(" ", 3)[1]),
                    all.substring(0, end),
                    all.substring(end + 4));
        }
    }
}
