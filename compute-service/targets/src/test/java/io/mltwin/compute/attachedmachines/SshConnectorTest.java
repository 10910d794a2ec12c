package io.mltwin.compute.attachedmachines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.attachedmachines.MachineException.Cause;
import io.mltwin.compute.attachedmachines.SshConnection.CommandResult;
import io.mltwin.encoding.PemKeys;
import io.mltwin.machine.VirtualMachine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.List;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SshConnectorTest {

    private static final String PASSWORD = "Secret-of-the-administrator-1";

    @TempDir
    Path folder;

    private final SshConnector ssh = new SshConnector();
    private VirtualMachine machine;

    @BeforeEach
    void aMachine() throws IOException {
        machine = start("one");
    }

    private VirtualMachine start(String name) throws IOException {
        return VirtualMachine.start(
                new VirtualMachine.Settings(0, folder.resolve(name), "azureuser", PASSWORD, System.getenv("PATH")));
    }

    @AfterEach
    void end() throws IOException {
        machine.close();
    }

    private MachineAddress address(String username) {
        return new MachineAddress("127.0.0.1", machine.port(), username);
    }

    private static MachineCredential password(String password) {
        return MachineCredential.ofAdministrator(password, null);
    }

    private Cause refusal(MachineAddress address, MachineCredential login, String hostKey) {
        MachineException refused = catchThrowableOfType(
                MachineException.class,
                () -> ssh.connect(address, login, new HostKeyVerifier(hostKey)).close());
        assertThat(refused).hasMessageNotContaining(PASSWORD);
        return refused.reason();
    }

    @Test
    void aPasswordOpensTheAccountAndTheHostKeyIsNoted() throws IOException {
        HostKeyVerifier verifier = new HostKeyVerifier(null);

        try (SshConnection connection = ssh.connect(address("azureuser"), password(PASSWORD), verifier)) {
            CommandResult result = connection.run("cat; echo no >&2; exit 4", "given");

            assertThat(result).isEqualTo(new CommandResult(4, "given", "no\n"));
            assertThat(connection.run("yes | head -c 100000", "").output()).hasSize(16 * 1024);
        }
        assertThat(verifier.line()).startsWith("ecdsa-sha2-nistp");
        ssh.connect(address("azureuser"), password(PASSWORD), new HostKeyVerifier(verifier.line()))
                .close();
    }

    @Test
    void theAdministratorsPrivateKeyOpensTheAccount() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        machine.authorize(List.of(PublicKeyEntry.toString(pair.getPublic())));

        ssh.connect(
                        address("azureuser"),
                        MachineCredential.ofAdministrator(null, PemKeys.toPem(pair.getPrivate())),
                        new HostKeyVerifier(null))
                .close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no key at all",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
                "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----"
            })
    void whatIsNoPrivateKeyIsRefusedWithoutItsText(String text) {
        AzureException refused =
                catchThrowableOfType(AzureException.class, () -> MachineCredential.ofAdministrator(null, text));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused).hasMessageNotContaining(text);
    }

    @ParameterizedTest
    @CsvSource({"azureuser,wrong", "root," + PASSWORD})
    void anotherCredentialIsRefused(String username, String password) {
        assertThat(refusal(address(username), password(password), null)).isEqualTo(Cause.LOGIN_REFUSED);
    }

    @Test
    void aKeyThatIsNotAuthorizedIsRefused() {
        MachineKey key = MachineKey.generate(new SecureRandom());

        assertThat(refusal(address("azureuser"), MachineCredential.of(key), null))
                .isEqualTo(Cause.LOGIN_REFUSED);
    }

    @Test
    void anotherHostKeyIsRefusedBeforeAnythingIsSent() throws IOException {
        HostKeyVerifier first = new HostKeyVerifier(null);
        ssh.connect(address("azureuser"), password(PASSWORD), first).close();
        machine.close();
        machine = start("made again");

        assertThat(refusal(address("azureuser"), password(PASSWORD), first.line()))
                .isEqualTo(Cause.HOST_KEY_CHANGED);
    }

    @Test
    void aPortWhereNobodyListensIsNoMachine() throws IOException {
        MachineAddress address = address("azureuser");
        machine.close();

        assertThat(refusal(address, password(PASSWORD), null)).isEqualTo(Cause.UNREACHABLE);
    }

    @Test
    void aServerOfAnotherProtocolIsNoMachineAndReadsNoCredential() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            StringBuilder read = new StringBuilder();
            Thread server = new Thread(() -> answer(other, read));
            server.start();

            assertThat(refusal(
                            new MachineAddress("127.0.0.1", other.getLocalPort(), "azureuser"),
                            password(PASSWORD),
                            null))
                    .isEqualTo(Cause.UNREACHABLE);
            server.join();
            assertThat(read.toString()).doesNotContain("azureuser", PASSWORD);
        }
    }

    /** As a web server does, which then closes. */
    private static void answer(ServerSocket other, StringBuilder read) {
        try (Socket socket = other.accept()) {
            byte[] first = new byte[512];
            int length = socket.getInputStream().read(first);
            read.append(new String(first, 0, Math.max(0, length), StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            read.append("(").append(e.getMessage()).append(")");
        }
    }
}
