package io.mltwin.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** pip's proxy as a program of its own, as it is the way out of the network of containers. */
class PackageProxyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private ServerSocket index;
    private ServerSocket other;
    private Process proxy;

    @BeforeEach
    void begin() throws IOException {
        index = listen();
        other = listen();
    }

    @AfterEach
    void end() throws Exception {
        proxy.destroy();
        proxy.waitFor();
        index.close();
        other.close();
    }

    @ParameterizedTest
    @CsvSource({
        // the host that the operator names, by each form of a request
        "localhost:NAMED, CONNECT localhost:NAMED HTTP/1.1, 200",
        "localhost:NAMED, CONNECT LOCALHOST:NAMED HTTP/1.1, 200",
        "localhost:NAMED, GET http://localhost:NAMED/simple/ HTTP/1.1, hello",
        "localhost:NAMED, CONNECT 127.0.0.1:NAMED HTTP/1.1, 403",
        "localhost:NAMED, CONNECT localhost:OTHER HTTP/1.1, 403",
        "localhost:NAMED, GET http://localhost:OTHER/ HTTP/1.1, 403",
        "localhost:NAMED, CONNECT 1.1.1.1:443 HTTP/1.1, 403",
        "localhost:NAMED, CONNECT pypi.org:443 HTTP/1.1, 403",
        // a folder of wheels: nothing is reached
        "'', CONNECT localhost:NAMED HTTP/1.1, 403",
        "'', CONNECT 1.1.1.1:443 HTTP/1.1, 403",
        // none is named: what is public, at two ports
        "*, CONNECT localhost:NAMED HTTP/1.1, 403",
        "*, CONNECT 127.0.0.1:443 HTTP/1.1, 403",
        "*, CONNECT 169.254.169.254:80 HTTP/1.1, 403",
        "*, GET http://169.254.169.254/metadata/instance HTTP/1.1, 403",
        "*, CONNECT 10.0.0.1:443 HTTP/1.1, 403",
        "*, CONNECT 172.17.0.1:80 HTTP/1.1, 403",
        "*, CONNECT 192.168.0.1:80 HTTP/1.1, 403",
        "*, CONNECT 100.64.0.1:443 HTTP/1.1, 403",
        "*, CONNECT 0.0.0.0:80 HTTP/1.1, 403",
        "*, CONNECT 0x7f.1:80 HTTP/1.1, 403",
        "*, CONNECT 2130706433:80 HTTP/1.1, 403",
        "*, CONNECT 1.1.1.1:22 HTTP/1.1, 403",
        "*, CONNECT 1.1.1.1:5432 HTTP/1.1, 403",
        // no requests to a proxy
        "localhost:NAMED, CONNECT [::1]:NAMED HTTP/1.1, closed",
        "localhost:NAMED, GET /simple/ HTTP/1.1, closed",
        "localhost:NAMED, hello, closed",
    })
    void itLeadsToNamedHostsAndPublicAddressesAlone(String hosts, String request, String answer) throws Exception {
        // Given
        start(hosts.replace("NAMED", port(index)));

        // When
        String told = ask(request.replace("NAMED", port(index)).replace("OTHER", port(other)) + "\r\n\r\n");

        // Then
        assertThat(told).startsWith(answer.matches("[0-9]+") ? "HTTP/1.1 " + answer : answer);
    }

    @Test
    void aHeadThatDoesNotEndIsRefused() throws Exception {
        start("localhost:" + port(index));

        assertThat(ask("CONNECT localhost:" + port(index) + " HTTP/1.1\r\nX: " + "a".repeat(20_000)))
                .isEqualTo("closed");
    }

    @Test
    void connectionsThatSayNothingKeepNobodyOut() throws Exception {
        start("localhost:" + port(index));
        List<SocketChannel> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 600; i++) {
                silent.add(SocketChannel.open(address()));
            }
            assertThat(ask("CONNECT localhost:" + port(index) + " HTTP/1.1\r\n\r\n"))
                    .startsWith("HTTP/1.1 200");
        } finally {
            for (SocketChannel each : silent) {
                each.close();
            }
        }
    }

    /** A container that starts again finds the socket of its earlier life. */
    @Test
    void itTakesThePlaceOfASocketThatIsLeft() throws Exception {
        start("");
        proxy.destroyForcibly().waitFor();

        start("localhost:" + port(index));

        assertThat(ask("CONNECT localhost:" + port(index) + " HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    private void start(String hosts) throws Exception {
        String program;
        try (InputStream source = SandboxNetwork.class.getResourceAsStream("network.py")) {
            program = new String(source.readAllBytes(), StandardCharsets.UTF_8);
        }
        proxy = new ProcessBuilder("/usr/bin/python3", "-ISc", program, "proxy", socket(), hosts)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        await().atMost(PATIENCE).ignoreExceptionsInstanceOf(IOException.class).until(() -> {
            SocketChannel.open(address()).close();
            return true;
        });
    }

    /** Returns what comes back, or "closed". */
    private String ask(String request) {
        return assertTimeoutPreemptively(PATIENCE, () -> {
            ByteBuffer answer = ByteBuffer.allocate(200);
            try (SocketChannel client = SocketChannel.open(address())) {
                client.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
                client.read(answer);
            } catch (IOException reset) {
                return "closed";
            }
            String told = new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
            return told.isEmpty() ? "closed" : told;
        });
    }

    private String socket() {
        return folder.resolve("proxy").toString();
    }

    private UnixDomainSocketAddress address() {
        return UnixDomainSocketAddress.of(socket());
    }

    private static String port(ServerSocket listener) {
        return Integer.toString(listener.getLocalPort());
    }

    /** Greets who connects. */
    private static ServerSocket listen() throws IOException {
        ServerSocket listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        Thread thread = new Thread(() -> {
            try {
                while (true) {
                    Socket client = listener.accept();
                    client.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException ended) {
                return;
            }
        });
        thread.setDaemon(true);
        thread.start();
        return listener;
    }
}
