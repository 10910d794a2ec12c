package io.mltwin.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a script reaches, in every kind of sandbox that works for who runs the test. */
class SandboxNetworkTest {

    /** Says what became of each address, an HTTP request to the proxy for pip, or a listener. */
    private static final String TRIES = """
            import socket, sys
            for asked in sys.argv[1:]:
                kind, _, rest = asked.partition("=")
                try:
                    if kind == "abstract":
                        s = socket.socket(socket.AF_UNIX); s.settimeout(3); s.connect("\\0" + rest)
                    else:
                        host, _, port = rest.rpartition(":")
                        s = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
                        s.settimeout(3)
                        if kind == "proxy":
                            s.connect(("127.0.0.1", 3128)); s.sendall(f"CONNECT {rest} HTTP/1.1\\r\\n\\r\\n".encode())
                            head = b""
                            while not head.endswith(b"\\r\\n\\r\\n"):
                                part = s.recv(1)
                                if not part: break
                                head += part
                            if not head.startswith(b"HTTP/1.1 200"): raise OSError("refused")
                        else:
                            s.connect((host, int(port)))
                    print(asked, s.recv(100).decode() or "closed")
                except OSError as e:
                    print(asked, "no")
            """;

    private final List<ServerSocket> listeners = new ArrayList<>();
    private SandboxPlace sandboxes;
    private Process abstractListener;

    @BeforeEach
    void begin() throws IOException {
        sandboxes = new SandboxPlace();
    }

    @AfterEach
    void end() throws IOException {
        for (ServerSocket each : listeners) {
            each.close();
        }
        if (abstractListener != null) {
            abstractListener.destroyForcibly();
        }
        sandboxes.close();
    }

    /** The kinds of sandbox that can have networks here. */
    static Stream<SandboxKind> withNetworks() throws IOException {
        Path place = Files.createTempDirectory("sandbox-networks-");
        place.toFile().setExecutable(true, false);
        List<SandboxKind> kinds = new ArrayList<>();
        for (SandboxKind kind : SandboxPlace.protecting().toList()) {
            if (Sandbox.find(place, List.of(), EnumSet.of(kind)).hasNetworks()) {
                kinds.add(kind);
            }
        }
        Files.delete(place);
        return kinds.stream();
    }

    static Stream<Arguments> tries() throws IOException {
        return withNetworks()
                .flatMap(kind -> Stream.of(
                                "tcp=127.0.0.1:PLATFORM yes",
                                "tcp=127.0.0.1:OTHER no",
                                "tcp=127.0.0.2:PLATFORM no",
                                "tcp=::1:PLATFORM no",
                                "tcp=MACHINE:ANYWHERE no",
                                "tcp=MACHINE:PLATFORM no",
                                "tcp=169.254.169.254:80 no",
                                "tcp=192.168.0.1:80 no",
                                "tcp=10.0.0.1:443 no",
                                "tcp=1.1.1.1:443 no",
                                "tcp=fe80::1:80 no",
                                "abstract=NAME no",
                                "proxy=localhost:NAMED yes",
                                "proxy=127.0.0.1:NAMED no",
                                "proxy=localhost:OTHER no",
                                "proxy=127.0.0.1:80 no",
                                "proxy=127.0.0.1:443 no",
                                "proxy=MACHINE:ANYWHERE no",
                                "proxy=MACHINE:80 no",
                                "proxy=169.254.169.254:80 no",
                                "proxy=10.0.0.1:443 no")
                        .map(row -> Arguments.of(kind, row)));
    }

    @ParameterizedTest
    @MethodSource("tries")
    void aScriptReachesThePlatformAndTheIndexAlone(SandboxKind kind, String row) throws Exception {
        // Given
        String named = Integer.toString(listen("127.0.0.1"));
        int platform = listen("127.0.0.1");
        String name = "mltwin-" + System.nanoTime();
        listenAtName(name);
        String machine = machine();
        String asked = row.substring(0, row.indexOf(' '))
                .replace("PLATFORM", Integer.toString(platform))
                .replace("OTHER", Integer.toString(listen("127.0.0.1")))
                .replace("ANYWHERE", Integer.toString(listen("0.0.0.0")))
                .replace("NAMED", named)
                .replace("NAME", name)
                .replace("MACHINE", machine);
        Sandbox sandbox = sandbox(kind);

        // When
        try (SandboxNetwork network = sandbox.network(List.of(platform), List.of("localhost:" + named, "*"))) {
            String told = run(sandbox, network, List.of("python3", "-c", TRIES, asked));

            // Then
            assertThat(told).isEqualTo(asked + (row.endsWith("yes") ? " hello\n" : " no\n"));
        }
    }

    /** So that a row of the table can fail: without a network of its own all is reached. */
    @ParameterizedTest
    @MethodSource("withNetworks")
    void inTheMachinesNetworkItWouldReachThem(SandboxKind kind) throws Exception {
        String name = "mltwin-" + System.nanoTime();
        listenAtName(name);
        String other = "tcp=127.0.0.1:" + listen("127.0.0.1");
        String lan = "tcp=" + machine() + ":" + listen("0.0.0.0");

        String told = run(
                sandbox(kind), SandboxNetwork.MACHINE, List.of("python3", "-c", TRIES, other, lan, "abstract=" + name));

        assertThat(told.lines()).hasSize(3).allMatch(line -> line.endsWith(" hello"));
    }

    @ParameterizedTest
    @MethodSource("withNetworks")
    void sandboxWithoutNetworkReachesNothing(SandboxKind kind) throws Exception {
        String asked = "tcp=127.0.0.1:" + listen("127.0.0.1");

        String told = run(
                sandbox(kind), SandboxNetwork.NONE, List.of("python3", "-c", TRIES, asked, "tcp=169.254.169.254:80"));

        assertThat(told).isEqualTo(asked + " no\ntcp=169.254.169.254:80 no\n");
    }

    /** As the processes of a distributed run, on one node and on several. */
    @ParameterizedTest
    @MethodSource("withNetworks")
    void sandboxesOfOneNetworkMeetAtAnyPortAndThoseOfAnotherDoNot(SandboxKind kind) throws Exception {
        // Given
        Sandbox sandbox = sandbox(kind);
        String place;
        int ofSecond = listen("127.0.0.1");
        String serve = "import socket\nwith socket.create_server(('127.0.0.1', 29500)) as s:\n"
                + "  print('listens', flush=True)\n"
                + "  while True:\n    c, _ = s.accept(); c.sendall(b'rank 0'); c.close()";
        try (SandboxNetwork first = sandbox.network(List.of(), List.of());
                SandboxNetwork second = sandbox.join(
                        Files.writeString(sandboxes.place.resolve("place"), first.place()), List.of(ofSecond));
                SandboxNetwork another = sandbox.network(List.of(), List.of())) {
            SandboxProcess master = start(sandbox, first, List.of("python3", "-c", serve), null);
            try {
                assertThat(master.process().inputReader().readLine()).isEqualTo("listens");
                List<String> tries =
                        List.of("python3", "-c", TRIES, "tcp=127.0.0.1:29500", "tcp=127.0.0.1:" + ofSecond);

                // When, Then
                assertThat(run(sandbox, second, tries).lines())
                        .containsExactly("tcp=127.0.0.1:29500 rank 0", "tcp=127.0.0.1:" + ofSecond + " hello");
                assertThat(run(sandbox, another, tries).lines()).allMatch(line -> line.endsWith(" no"));
            } finally {
                master.kill();
            }
            place = first.place();
        }
        ProcessHandle.of(Long.parseLong(place.split(" ")[0]))
                .ifPresent(held -> held.onExit().orTimeout(10, TimeUnit.SECONDS).join());
        assertThatThrownBy(() -> sandbox.join(sandboxes.place.resolve("place"), List.of()))
                .isInstanceOf(IOException.class);
    }

    /** A service that answers by half and closes, and one that is away. */
    @ParameterizedTest
    @MethodSource("withNetworks")
    void aClosedPortOfThePlatformIsAClosedConnection(SandboxKind kind) throws Exception {
        int port = listen("127.0.0.1");
        listeners.get(0).close();
        Sandbox sandbox = sandbox(kind);

        try (SandboxNetwork network = sandbox.network(List.of(port), List.of())) {
            String asked = "tcp=127.0.0.1:" + port;
            assertThat(run(sandbox, network, List.of("python3", "-c", TRIES, asked)))
                    .isIn(asked + " closed\n", asked + " no\n");
        }
    }

    private Sandbox sandbox(SandboxKind kind) throws IOException {
        return Sandbox.find(sandboxes.place, List.of(), EnumSet.of(kind));
    }

    private SandboxProcess start(Sandbox sandbox, SandboxNetwork network, List<String> command, Path log)
            throws IOException {
        SandboxProcess process =
                sandbox.start(SandboxRequest.of(Files.createTempDirectory(sandboxes.place, "run-"), command)
                        .environment(Map.of("PATH", SandboxPlace.PATH))
                        .network(network)
                        .log(log)
                        .build());
        process.closeInput();
        return process;
    }

    private String run(Sandbox sandbox, SandboxNetwork network, List<String> command) throws Exception {
        Path log = Files.createTempFile(sandboxes.place, "out", "");
        SandboxProcess process = start(sandbox, network, command, log);
        assertThat(process.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
        process.endLeftovers();
        return Files.readString(log);
    }

    /** Greets who connects, and returns the port. */
    private int listen(String address) throws IOException {
        ServerSocket listener = new ServerSocket(0, 50, InetAddress.getByName(address));
        listeners.add(listener);
        Thread thread = new Thread(() -> {
            try {
                while (true) {
                    try (Socket client = listener.accept()) {
                        client.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));
                    }
                }
            } catch (IOException e) {
                // the test has ended
                return;
            }
        });
        thread.setDaemon(true);
        thread.start();
        return listener.getLocalPort();
    }

    private void listenAtName(String name) throws IOException {
        abstractListener = new ProcessBuilder(
                        "/usr/bin/python3",
                        "-c",
                        "import socket, sys\ns = socket.socket(socket.AF_UNIX)\n"
                                + "s.bind('\\0' + sys.argv[1]); s.listen()\n"
                                + "print('listens', flush=True)\n"
                                + "while True:\n  c, _ = s.accept(); c.sendall(b'hello'); c.close()",
                        name)
                .start();
        assertThat(abstractListener.inputReader().readLine()).isEqualTo("listens");
    }

    /** Returns an address that others reach this machine by, or else one that nobody has. */
    private static String machine() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(each -> each instanceof Inet4Address && !each.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .findFirst()
                .orElse("192.0.2.1");
    }
}
