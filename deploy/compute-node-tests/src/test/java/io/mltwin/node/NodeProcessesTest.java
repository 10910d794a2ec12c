package io.mltwin.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mltwin.node.host.DiskKey.DiskKeyWrapper;
import io.mltwin.node.host.DiskKey.HostDiskKeys;
import io.mltwin.node.host.NodeProcesses;
import io.mltwin.node.host.NodeProcesses.Liveness;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes whose program is a shell script that says what it was given. */
class NodeProcessesTest {

    private static final String NODE = "tvmps_1_d";
    private static final String SECRET = "0123456789abcdef";

    @TempDir
    Path folder;

    private NodeProcesses processes;

    @BeforeEach
    void makeAJava() throws Exception {
        Path java = folder.resolve("jdk/bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, """
                #!/bin/sh
                read secret
                echo "the secret has ${#secret} characters"
                sleep 600
                """);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        processes = new NodeProcesses(settings(keysOf("secret of the host")));
    }

    private static DiskKeyWrapper keysOf(String secret) {
        return new HostDiskKeys(secret, new SecureRandom());
    }

    private NodeProcesses.Settings settings(DiskKeyWrapper diskKeys) {
        return new NodeProcesses.Settings(
                folder.resolve("nodes"),
                folder.resolve("jdk"),
                folder.resolve("node.jar"),
                URI.create("https://localhost:1"),
                folder.resolve("ca.pem"),
                Map.of("MLTWIN_NODE_MEMORY", "100"),
                diskKeys);
    }

    @AfterEach
    void end() {
        processes.destroy(NODE);
    }

    @Test
    void aNodeIsToldItsSecretWhereNoProcessCanReadIt() throws Exception {
        Process node = processes.start(NODE, SECRET);

        await().until(() -> processes.logTail(NODE).equals("the secret has 16 characters"));
        Path process = Path.of("/proc", Long.toString(node.pid()));
        for (String file : new String[] {"environ", "cmdline"}) {
            assertThat(Files.readString(process.resolve(file), StandardCharsets.ISO_8859_1))
                    .as(file)
                    .doesNotContain(SECRET)
                    .contains(file.equals("environ") ? "MLTWIN_NODE_MEMORY=100" : NODE);
        }
        assertThat(Files.getPosixFilePermissions(folder.resolve("nodes/" + NODE + "/node.log")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    /** AMC-01: with the node's own program, whose service does not answer. */
    @Test
    void theOsDiskIsEncryptedUnderAKeyThatIsNotOnIt() throws Exception {
        // Given
        Path java = folder.resolve("jdk/bin/java");
        Files.writeString(
                java,
                "#!/bin/sh\nexec '%s' -cp '%s' -Dmltwin.node=%s io.mltwin.node.NodeMain\n"
                        .formatted(
                                Path.of(System.getProperty("java.home"), "bin", "java"),
                                System.getProperty("java.class.path"),
                                NODE));
        Files.writeString(folder.resolve("ca.pem"), certificate());

        // When
        processes.start(NODE, SECRET);

        // Then
        await().atMost(Duration.ofSeconds(60))
                .until(() -> processes.logTail(NODE).contains("does not answer"));
        assertThat(processes.logTail(NODE)).contains("node " + NODE + " of https://localhost:1");
        Path home = folder.resolve("nodes/" + NODE);
        try (Stream<Path> files = Files.walk(home)) {
            assertThat(files.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .doesNotContain("does not answer", "localhost", SECRET));
        }
        assertThat(new NodeProcesses(settings(keysOf("another secret"))).logTail(NODE))
                .startsWith("(its log cannot be read");
    }

    private static String certificate() throws Exception {
        try (FakePlatform platform = new FakePlatform()) {
            return Files.readString(platform.certificate());
        }
    }

    @Test
    void aNodeThatEndedIsDeadUntilItIsDestroyed() throws Exception {
        Process node = processes.start(NODE, SECRET);
        assertThat(processes.liveness(NODE)).isEqualTo(Liveness.ALIVE);

        node.destroyForcibly().waitFor();

        assertThat(processes.liveness(NODE)).isEqualTo(Liveness.DEAD);
        assertThat(processes.known()).containsExactly(NODE);
        processes.destroy(NODE);
        assertThat(processes.known()).isEmpty();
        assertThat(processes.liveness(NODE)).isEqualTo(Liveness.UNKNOWN);
    }
}
