package io.mltwin.container.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mltwin.container.ContainerClient;
import io.mltwin.container.ContainerSpec;
import io.mltwin.container.Frame;
import io.mltwin.container.TestContainers;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers where the agent is: the same frames over TLS, and each end ends the other. */
class AgentRuntimeTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String PASSWORD = "changeit";
    private static final String SECRET = "the secret of the host";
    private static final String SCRIPT = """
            import java.nio.file.*;
            class Script {
                static String model;
                public static void init(Path modelDir) throws Exception {
                    model = Files.readString(modelDir.resolve("model.txt"));
                    System.out.println("init of " + model.length());
                }
                public static String run(String raw) throws Exception {
                    if (raw.equals("die")) Runtime.getRuntime().halt(9);
                    if (raw.equals("raise")) throw new IllegalArgumentException("no");
                    return model.length() + raw;
                }
            }
            """;

    @TempDir
    Path folder;

    private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
    private final List<Thread> agents = new ArrayList<>();
    private Path files;
    private Path place;
    private AgentListener listener;

    @BeforeEach
    void filesOfAContainerAndAPlaceForTheAgent() throws Exception {
        files = Files.createDirectories(folder.resolve("files"));
        place = Files.createDirectories(folder.resolve("place"));
        Files.writeString(files.resolve("Script.java"), SCRIPT);
        Files.createDirectories(files.resolve("model"));
        // more than one piece
        Files.writeString(files.resolve("model/model.txt"), "m".repeat(3 * ContainerFiles.PIECE));
        keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=t", "-ext", "SAN=dns:localhost");
        keytool("-exportcert", "-rfc", "-file", folder.resolve("ca.pem").toString());
        listener = listen(0);
    }

    @AfterEach
    void end() {
        agents.forEach(Thread::interrupt);
        listener.close();
    }

    @Test
    void aContainerAnswersAndLogsAsOnThisMachine() throws Exception {
        agent("localhost", SECRET);
        try (ContainerClient client = client()) {
            client.start();

            assertThat(score(client, "x")).isEqualTo(3 * ContainerFiles.PIECE + "x");
            assertThatThrownBy(() -> score(client, "raise")).hasMessage("no");
            assertThat(log).contains("init of " + 3 * ContainerFiles.PIECE);
            assertThat(entries(place)).hasSize(1);
        }
        await().atMost(LONG).until(() -> entries(place).isEmpty());
    }

    @Test
    void packagesGoAlongOnceForAllContainersThatHaveThem() throws Exception {
        // Given
        agent("localhost", SECRET);
        Files.writeString(files.resolve("score.py"), """
                import sys
                def init():
                    try:
                        import greeting
                        print("at", greeting.__file__)
                    except ImportError as error:
                        print(error)
                    global python
                    python = "python%d.%d" % sys.version_info[:2]
                def run(raw):
                    return python
                """);
        String python;
        try (ContainerClient client = client(python(null))) {
            python = score(client, "").replace("\"", "");
            await().atMost(LONG).until(() -> log.contains("No module named 'greeting'"));
        }
        Path packages = Files.createDirectories(folder.resolve("installed/" + python + "/site-packages"));
        Files.writeString(packages.resolve("greeting.py"), "");
        // When
        try (ContainerClient client = client(python(packages))) {
            client.start();
            // Then
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(log)
                            .anyMatch(line -> line.startsWith("at " + place) && line.endsWith("greeting.py")));
            try (ContainerClient second = client(python(packages))) {
                assertThat(score(second, "")).contains(python);
                assertThat(entries(place)).hasSize(3);
                assertThat(entries(place).stream().filter(name -> name.startsWith("packages-")))
                        .hasSize(1);
            }
            await().atMost(LONG).until(() -> entries(place).size() == 2);
            assertThat(score(client, "")).contains(python);
        }
        await().atMost(LONG).until(() -> entries(place).isEmpty());
    }

    @Test
    void whateverAScriptMadeOfItsFolderGoesWithItsContainer() throws Exception {
        // Given
        Path kept = Files.writeString(folder.resolve("kept"), "of the host");
        Files.writeString(files.resolve("Script.java"), """
                class Script {
                    public static void init(java.nio.file.Path modelDir) throws Exception {
                        new ProcessBuilder("/bin/sh", "-c", \"""
                            ln -s %s link; ln -s . model/within; mkfifo pipe; mkdir 'new
                            line'; mkdir -p closed/in; chmod 000 closed/in closed model
                            perl -e 'for (1..300) { mkdir "d" x 40; chdir "d" x 40 or die } chmod 0, "."'
                            \""").inheritIO().start().waitFor();
                    }
                    public static String run(String raw) { return raw; }
                }
                """.formatted(folder));
        agent("localhost", SECRET);

        // When
        try (ContainerClient client = client()) {
            assertThat(score(client, "x")).isEqualTo("x");
        }

        // Then
        await().atMost(LONG).until(() -> entries(place).isEmpty());
        assertThat(kept).hasContent("of the host");
    }

    @Test
    void aContainerThatDiedIsReplaced() throws Exception {
        agent("localhost", SECRET);
        try (ContainerClient client = client()) {
            assertThatThrownBy(() -> score(client, "die")).hasMessageContaining("exit code 9");

            assertThat(score(client, "again")).endsWith("again");
            assertThat(client.restarts()).isEqualTo(1);
        }
    }

    @Test
    void anAgentComesBackToAServiceThatWasAway() throws Exception {
        agent("localhost", SECRET);
        try (ContainerClient client = client()) {
            client.start();
        }
        int port = port();
        listener.close();
        listener = listen(port);

        try (ContainerClient client = client()) {
            assertThat(score(client, "x")).endsWith("x");
        }
    }

    @Test
    void anAgentWithoutTheSecretIsGivenNothing() throws Exception {
        agent("localhost", "another secret");

        await().atMost(LONG).until(() -> log.stream().anyMatch(line -> line.contains("was refused")));
        assertThat(listener.take(0)).isNull();
    }

    @Test
    void anAgentConnectsToNoServiceOfAnotherName() throws Exception {
        agent("127.0.0.1", SECRET);

        assertThat(listener.take(1000)).isNull();
    }

    @Test
    void filesThatLeadOutOrDoNotHaveTheirDigestAreRefused() throws IOException {
        ContainerFiles received = ContainerFiles.ofContainer();
        Path into = Files.createDirectories(folder.resolve("into"));
        for (String path : List.of("../out", "/etc/out", "a/../../out", "")) {
            Frame file = new Frame(Map.of("type", "file", "path", path), new byte[] {1});
            assertThatThrownBy(() -> received.accept(file, into))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("leads out");
        }
        Frame end = Frame.of(Map.of("type", "files", "sha256", "00"));
        assertThatThrownBy(() -> received.accept(end, into)).hasMessageContaining("digest");
        assertThat(entries(folder)).doesNotContain("out");
    }

    private void agent(String host, String secret) throws Exception {
        HostAgent agent = new HostAgent(
                URI.create("tls://" + host + ":" + port()),
                HostAgent.trusting(folder.resolve("ca.pem")).getSocketFactory(),
                secret,
                place,
                TestContainers.runtime(),
                () -> {});
        Thread thread = new Thread(() -> {
            try {
                while (true) {
                    agent.serveOne();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
        agents.add(thread);
    }

    private SSLServerSocket server;

    private int port() {
        return server.getLocalPort();
    }

    private AgentListener listen(int port) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = new FileInputStream(folder.resolve("keys.p12").toFile())) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(port, 0, InetAddress.getLoopbackAddress());
        String sha256 = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(SECRET.getBytes(StandardCharsets.UTF_8)));
        AgentListener made = new AgentListener(server, sha256, log::add);
        made.start();
        return made;
    }

    private ContainerSpec python(Path packages) {
        return ContainerSpec.script(ContainerSpec.Kind.PYTHON, files, Path.of("score.py"), Path.of("model"), "none")
                .withPackages(packages)
                .withTimeouts(LONG, LONG, LONG);
    }

    private ContainerClient client(ContainerSpec spec) {
        return new ContainerClient(new AgentRuntime(listener), spec, log::add);
    }

    private ContainerClient client() {
        return new ContainerClient(
                new AgentRuntime(listener),
                ContainerSpec.script(ContainerSpec.Kind.JAVA, files, Path.of("Script.java"), Path.of("model"), "none")
                        .withTimeouts(LONG, LONG, LONG),
                log::add);
    }

    private static String score(ContainerClient client, String raw) throws Exception {
        return new String(client.run(raw.getBytes(StandardCharsets.UTF_8)).body(), StandardCharsets.UTF_8);
    }

    private static List<String> entries(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/keytool") + ""));
        command.addAll(List.of(arguments));
        command.addAll(
                List.of("-alias", "own", "-keystore", folder.resolve("keys.p12").toString(), "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
