package io.mltwin.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where no script has a network of its own, as in containers: the kernel says which script calls,
 * and what is one script's is closed to the others.
 */
class SharedNetworkTest {

    /** Opens so many connections, says how many of them are greeted, and holds them until it is told to end. */
    private static final String CALLS = """
            import socket, sys
            open, greeted = [], 0
            for i in range(int(sys.argv[2])):
                s = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
                open.append(s)
                s.settimeout(20)
                try:
                    greeted += s.recv(5) == b"hello"
                except OSError:
                    pass
            print(greeted, flush=True)
            sys.stdin.read()
            """;

    private SandboxPlace sandboxes;
    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeEach
    void begin() throws IOException {
        sandboxes = new SandboxPlace();
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        sandboxes.close();
    }

    /** Another user, where this one may take it. */
    static Stream<SandboxKind> otherUser() throws IOException {
        return SandboxPlace.working().filter(kind -> kind == SandboxKind.OTHER_USER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void theKernelSaysWhoCalls(String address) throws Exception {
        int me = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getByName(address))) {
            Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort());
            try (Socket accepted = listener.accept()) {
                assertThat(user(accepted)).contains(me);
                // it sends no more, and yet is there
                client.shutdownOutput();
                assertThat(user(accepted)).contains(me);
                // the kernel would say root of one whose process has let go of it
                client.close();
                assertThat(user(accepted)).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("otherUser")
    void aPortOfOneScriptIsClosedToOthersAndOpenToWhoIsNone(SandboxKind kind) throws Exception {
        // Given
        Sandbox sandbox = sharing(kind);
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            Path folder = Files.createTempDirectory(sandboxes.place, "run-");
            SandboxProcess script = call(sandbox, folder, listener.getLocalPort(), 1);
            try (Socket ofScript = listener.accept()) {
                Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort());
                Socket ofPlatform = listener.accept();
                open.add(ofPlatform);
                Path other = Files.createDirectory(sandboxes.place.resolve("other"));
                SandboxUser.choose().take(other);

                // When, Then
                assertThat(admits(sandbox, ofScript, folder)).isTrue();
                assertThat(admits(sandbox, ofScript, other)).isFalse();
                assertThat(admits(sandbox, ofScript, sandboxes.place)).isFalse();
                assertThat(admits(sandbox, ofPlatform, other)).isTrue();
                client.close();
                assertThat(admits(sandbox, ofPlatform, other)).isFalse();
            } finally {
                script.kill();
            }
        }
    }

    @Test
    void aRelayLeadsToASocketInAFolder() throws Exception {
        int port = relay(new PortRelay());

        try (Socket client = new Socket("127.0.0.1", port)) {
            assertThat(new String(client.getInputStream().readNBytes(5))).isEqualTo("hello");
        }
    }

    @ParameterizedTest
    @MethodSource("otherUser")
    void aScriptHasSixtyFourConnectionsOfARelayAndTakesNoneOfOthers(SandboxKind kind) throws Exception {
        // Given
        Sandbox sandbox = sharing(kind);
        PortRelay relay = new PortRelay();
        int first = relay(relay);
        int second = relay(relay);

        // When
        SandboxProcess many = call(sandbox, Files.createTempDirectory(sandboxes.place, "run-"), first, 100);
        assertThat(many.process().inputReader().readLine()).isEqualTo("64");
        SandboxProcess further = call(sandbox, Files.createTempDirectory(sandboxes.place, "run-"), second, 3);

        // Then
        try (Socket ofPlatform = new Socket("127.0.0.1", first)) {
            assertThat(further.process().inputReader().readLine()).isEqualTo("3");
            assertThat(new String(ofPlatform.getInputStream().readNBytes(5))).isEqualTo("hello");
        } finally {
            many.kill();
            further.kill();
        }
    }

    private Sandbox sharing(SandboxKind kind) throws IOException {
        return new Sandbox(
                kind,
                true,
                "",
                "namespaces are closed to this process",
                new CommandLine(Capabilities.own(), true),
                new PythonNames(sandboxes.place));
    }

    private SandboxProcess call(Sandbox sandbox, Path folder, int port, int count) throws IOException {
        return sandbox.start(SandboxRequest.of(
                        folder, List.of("python3", "-c", CALLS, Integer.toString(port), Integer.toString(count)))
                .environment(Map.of("PATH", SandboxPlace.PATH))
                .network(SandboxNetwork.MACHINE)
                .build());
    }

    /** Relays a free port to a socket that greets and then waits. */
    private int relay(PortRelay relay) throws IOException {
        Path socket = sandboxes.place.resolve("socket-" + System.nanoTime());
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(socket));
        open.add(listener);
        Thread greeter = new Thread(() -> {
            try {
                while (true) {
                    SocketChannel client = listener.accept();
                    open.add(client);
                    client.write(ByteBuffer.wrap("hello".getBytes()));
                }
            } catch (IOException ended) {
                return;
            }
        });
        greeter.setDaemon(true);
        greeter.start();
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        relay.start(socket.toString(), port);
        return port;
    }

    private static Optional<Integer> user(Socket accepted) {
        return LoopbackCaller.user(accepted.getRemoteSocketAddress(), accepted.getLocalSocketAddress());
    }

    private static boolean admits(Sandbox sandbox, Socket accepted, Path folder) {
        return sandbox.admits(accepted.getRemoteSocketAddress(), accepted.getLocalSocketAddress(), folder);
    }
}
