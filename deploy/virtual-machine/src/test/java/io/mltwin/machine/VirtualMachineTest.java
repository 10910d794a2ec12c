package io.mltwin.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VirtualMachineTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private VirtualMachine machine;
    private final SshClient client = SshClient.setUpDefaultClient();

    @BeforeEach
    void start() throws IOException {
        machine = start("Secret-1");
        client.setServerKeyVerifier((session, address, key) -> true);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.start();
    }

    private VirtualMachine start(String password) throws IOException {
        return VirtualMachine.start(
                new VirtualMachine.Settings(0, folder, "azureuser", password, System.getenv("PATH")));
    }

    @AfterEach
    void stop() throws IOException {
        client.stop();
        machine.close();
    }

    private ClientSession connect(String username) throws IOException {
        return client.connect(username, "127.0.0.1", machine.port())
                .verify(PATIENCE)
                .getSession();
    }

    private String run(ClientSession session, String command, String input) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ChannelExec channel = session.createExecChannel(command)) {
            channel.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
            channel.setOut(out);
            channel.setErr(out);
            channel.open().verify(PATIENCE);
            channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), PATIENCE);
            return channel.getExitStatus() + " " + out.toString(StandardCharsets.UTF_8);
        }
    }

    @Test
    void commandsRunInTheHomeOfTheAccountWithTheirStreams() throws IOException {
        try (ClientSession session = connect("azureuser")) {
            session.addPasswordIdentity("Secret-1");
            session.auth().verify(PATIENCE);

            assertThat(run(session, "pwd; echo $USER; cat; exit 3", "given\n"))
                    .isEqualTo("3 " + machine.home() + "\nazureuser\ngiven\n");
            assertThat(run(session, "cat > written; printf said >&2", "a\r\nb")).isEqualTo("0 said");
            assertThat(Files.readString(machine.home().resolve("written"))).isEqualTo("a\r\nb");
        }
    }

    @ParameterizedTest
    @CsvSource({"azureuser,Secret-2", "root,Secret-1"})
    void otherCredentialsAreRefused(String username, String password) throws IOException {
        try (ClientSession session = connect(username)) {
            session.addPasswordIdentity(password);

            assertThatThrownBy(() -> session.auth().verify(PATIENCE)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aKeyOpensTheAccountAsLongAsItIsAuthorized() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair pair = generator.generateKeyPair();
        machine.authorize(List.of(PublicKeyEntry.toString(pair.getPublic()) + " comment"));

        try (ClientSession session = connect("azureuser")) {
            session.addPublicKeyIdentity(pair);
            session.auth().verify(PATIENCE);
        }
        machine.authorize(List.of());
        try (ClientSession session = connect("azureuser")) {
            session.addPublicKeyIdentity(pair);
            assertThatThrownBy(() -> session.auth().verify(PATIENCE)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void itsHostKeyStaysOverAStart() throws IOException {
        byte[] before = Files.readAllBytes(folder.resolve("host-key"));
        machine.close();
        machine = start(null);

        assertThat(Files.readAllBytes(folder.resolve("host-key"))).isEqualTo(before);
    }
}
