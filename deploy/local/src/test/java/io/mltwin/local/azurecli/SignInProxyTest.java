package io.mltwin.local.azurecli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mltwin.local.layout.FreePorts;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.layout.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignInProxyTest {
    private final PlatformSettings settings = new PlatformSettings(
            "mltwin.localhost", new Ports(FreePorts.base()), PlatformSettings.LOOPBACK, List.of(), Map.of());

    @Test
    void port443IsThatOfIdentity() throws IOException {
        // Given
        int identity = settings.ports().of(PlatformService.IDENTITY);
        try (ServerSocket service = new ServerSocket(identity, 1, InetAddress.getLoopbackAddress());
                SignInProxy proxy = SignInProxy.start(settings);
                Socket client = connect(proxy)) {
            // When
            send(client, "CONNECT login.mltwin.localhost:443 HTTP/1.1\r\nHost: x\r\n\r\n");

            // Then
            BufferedReader answers = reader(client);
            assertEquals("HTTP/1.1 200 Connected", answers.readLine());
            try (Socket reached = service.accept()) {
                send(client, "hello\n");
                assertEquals("hello", reader(reached).readLine());
            }
        }
    }

    @Test
    void namesOfOthersAreRefused() throws IOException {
        try (SignInProxy proxy = SignInProxy.start(settings);
                Socket client = connect(proxy)) {
            send(client, "CONNECT login.example.com:443 HTTP/1.1\r\n\r\n");

            assertEquals("HTTP/1.1 403 Forbidden", reader(client).readLine());
        }
    }

    private static Socket connect(SignInProxy proxy) throws IOException {
        return new Socket(
                InetAddress.getLoopbackAddress(), URI.create(proxy.address()).getPort());
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }
}
