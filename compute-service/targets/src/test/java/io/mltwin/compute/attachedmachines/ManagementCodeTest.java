package io.mltwin.compute.attachedmachines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mltwin.machine.VirtualMachine;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is done on a machine to start a node; its java only notes how it was started. */
class ManagementCodeTest {

    private static final String SECRET = "the-secret-of-the-node";
    private static final String INDEX = "/it's a folder; $HOME";

    @TempDir
    Path folder;

    private VirtualMachine machine;
    private ManagementCode code;

    @BeforeEach
    void aMachine() throws IOException {
        Path jar = Files.createDirectories(folder.resolve("code")).resolve("node.jar");
        Files.writeString(jar, "the program");
        Files.writeString(Files.createDirectories(folder.resolve("code/lib")).resolve("l.jar"), "l");
        Path ca = Files.writeString(folder.resolve("ca.pem"), "the authority");
        code = new ManagementCode(
                jar,
                URI.create("https://localhost:8444"),
                ca,
                Map.of("MLTWIN_NODE_MEMORY", "512", "MLTWIN_NODE_PYTHON_INDEX", INDEX));
        machine = VirtualMachine.start(new VirtualMachine.Settings(
                0, folder.resolve("vm"), "azureuser", "p", folder.resolve("bin") + ":/usr/bin:/bin"));
    }

    @AfterEach
    void end() throws IOException {
        machine.close();
    }

    /** The machine's java, which says that version and then does that. */
    private void java(String version, String does) throws IOException {
        Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
        Files.writeString(java, """
                #!/bin/sh
                if [ "$1" = -version ]; then printf '%s\\n' '%s' >&2; exit 0; fi
                %s
                """.formatted("%s", version, does));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private SshConnection connect() throws MachineException {
        return new SshConnector()
                .connect(
                        new MachineAddress("127.0.0.1", machine.port(), "azureuser"),
                        MachineCredential.ofAdministrator("p", null),
                        new HostKeyVerifier(null));
    }

    private Path node(String id) {
        return machine.home().resolve(".azureml/nodes").resolve(id);
    }

    private List<Path> versions() throws IOException {
        try (var all = Files.list(machine.home().resolve(".azureml/management"))) {
            return all.toList();
        }
    }

    @Test
    void aNodeIsStartedWithItsSecretAndEndedWithItsFolder() throws Exception {
        java(
                "openjdk version \"17.0.2\" 2022-01-18",
                "env > seen; echo \"$@\" > line; cat > secret; while :; do sleep 1; done");
        try (SshConnection connection = connect()) {
            code.start(connection, "ssh_1_d", SECRET);

            await().until(() -> Files.exists(node("ssh_1_d").resolve("secret")));
            await().until(() -> Files.size(node("ssh_1_d").resolve("secret")) > 0);
            assertThat(node("ssh_1_d").resolve("secret")).hasContent(SECRET);
            assertThat(Files.readAllLines(node("ssh_1_d").resolve("seen")))
                    .contains(
                            "MLTWIN_NODE_ID=ssh_1_d",
                            "MLTWIN_NODE_SERVICE=https://localhost:8444",
                            "MLTWIN_NODE_MEMORY=512",
                            "MLTWIN_NODE_PYTHON_INDEX=" + INDEX,
                            "MLTWIN_NODE_ENVIRONMENTS=" + machine.home().resolve(".azureml/environments"),
                            "MLTWIN_NODE_FOLDER=" + node("ssh_1_d"),
                            "SSL_CERT_FILE=" + node("ssh_1_d").resolve("ca.pem"))
                    .noneMatch(line -> line.contains(SECRET));
            assertThat(Files.readString(node("ssh_1_d").resolve("line")))
                    .contains("-Dmltwin.node=ssh_1_d", "node.jar")
                    .doesNotContain(SECRET);
            assertThat(node("ssh_1_d").resolve("ca.pem")).hasContent("the authority");
            assertThat(versions()).hasSize(1);
            assertThat(versions().get(0).resolve("node.jar")).hasContent("the program");
            assertThat(versions().get(0).resolve("lib/l.jar")).hasContent("l");

            ManagementCode.end(connection, "ssh_1_d");
            assertThat(node("ssh_1_d")).doesNotExist();
            ManagementCode.end(connection, "ssh_1_d");
        }
    }

    @Test
    void aVersionIsCopiedOnce() throws Exception {
        java("openjdk version \"21\" 2023-09-19", "sleep 3");
        try (SshConnection connection = connect()) {
            code.start(connection, "ssh_1_d", SECRET);
            Path copied = versions().get(0).resolve("node.jar");
            FileTime longAgo = FileTime.fromMillis(1_000_000);
            Files.setLastModifiedTime(copied, longAgo);

            code.start(connection, "ssh_2_d", SECRET);
            assertThat(Files.getLastModifiedTime(copied)).isEqualTo(longAgo);

            Files.writeString(code.jar(), "the next version of the program");
            code.start(connection, "ssh_3_d", SECRET);
            assertThat(versions()).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    openjdk version "11.0.2" 2019-01-15 | java 17 or newer is required, the account's is 11.0.2
                    java version "1.8.0_202" | java 17 or newer is required, the account's is 1.8.0_202
                    something else | java 17 or newer is required, the account's is unknown
                    """)
    void anOlderJavaIsSaid(String version, String message) throws Exception {
        java(version, "exit 1");
        try (SshConnection connection = connect()) {
            assertThatThrownBy(() -> code.start(connection, "ssh_1_d", SECRET))
                    .isInstanceOf(MachineException.class)
                    .hasMessageEndingWith("said: " + message);
        }
        assertThat(machine.home().resolve(".azureml")).doesNotExist();
    }

    @Test
    void aProgramThatDoesNotComeUpIsSaidWithItsLastLines() throws Exception {
        java("openjdk version \"17\"", "echo 'no memory for the heap'; exit 1");
        try (SshConnection connection = connect()) {
            assertThatThrownBy(() -> code.start(connection, "ssh_1_d", SECRET))
                    .hasMessageContaining("no memory for the heap")
                    .hasMessageNotContaining(SECRET);
        }
    }
}
