package io.mltwin.node;

import static io.mltwin.node.SshLogins.PASSWORD;
import static io.mltwin.node.SshLogins.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mltwin.node.settings.NodeSettings;
import io.mltwin.sandbox.SandboxLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HBI-11: the SSH account of a node, what opens it and what its sessions may. */
class LoginTest {

    private static final Duration LONG = NodeUnderTest.LONG;

    // made once: a pair takes a second
    private static KeyPair key;
    private static KeyPair strangers;

    @TempDir
    Path folder;

    private NodeUnderTest node;
    private FakePlatform platform;
    private SshLogins client;

    @BeforeAll
    static void makeKeys() throws Exception {
        key = KeyUtils.generateKeyPair("ssh-rsa", 2048);
        strangers = KeyUtils.generateKeyPair("ssh-rsa", 2048);
    }

    @BeforeEach
    void startPlatform() throws Exception {
        node = new NodeUnderTest(folder);
        platform = node.platform;
        client = new SshLogins();
    }

    @AfterEach
    void stopPlatform() throws Exception {
        client.close();
        node.close();
    }

    private int serve(Map<String, Object> account) throws Exception {
        return serve(account, node.settings());
    }

    private int serve(Map<String, Object> account, NodeSettings settings) throws Exception {
        platform.account = account;
        node.start(settings);
        await().atMost(LONG).until(() -> !platform.logins.isEmpty());
        return platform.logins.get(0).path("port").asInt();
    }

    private static Map<String, Object> withPassword() {
        return Map.of("username", USER, "password", PASSWORD);
    }

    @Test
    void thePasswordAndTheKeyOpenIt() throws Exception {
        int port = serve(Map.of(
                "username",
                USER,
                "password",
                PASSWORD,
                "publicKey",
                PublicKeyEntry.toString(key.getPublic()) + " me@home"));

        assertThat(client.execute(port, "echo $USER; exit 7")).isEqualTo(USER + "\nexit 7");
        try (ClientSession session = client.connect(port, USER)) {
            session.addPublicKeyIdentity(key);
            session.auth().verify(LONG);

            assertThat(SshLogins.execute(session, "pwd; echo $HOME"))
                    .isEqualTo("%1$s\n%1$s\nexit 0".formatted(folder.resolve("node/runs/.login")));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "password, azureuser, Str0ng-two",
        "password, azureuser, str0ng-one",
        "password, azureuse, Str0ng-one",
        "password, root, Str0ng-one",
        "password, azureuser, the-node-secret",
        "key, azureuser, ",
        "nothing, azureuser, "
    })
    void nothingElseOpensIt(String way, String user, String password) throws Exception {
        int port = serve(
                Map.of("username", USER, "password", PASSWORD, "publicKey", PublicKeyEntry.toString(key.getPublic())));

        try (ClientSession session = client.connect(port, user)) {
            if (way.equals("password")) {
                session.addPasswordIdentity(password);
            } else if (way.equals("key")) {
                session.addPublicKeyIdentity(strangers);
            }

            assertThatThrownBy(() -> session.auth().verify(LONG)).isInstanceOf(SshException.class);
        }
    }

    @Test
    void aSessionMayWhatAScriptMay() throws Exception {
        int port = serve(withPassword());
        Path secret = Files.writeString(folder.resolve("node/secret"), "of the node");
        Files.setPosixFilePermissions(secret, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));

        String seen = client.execute(
                port,
                "cat "
                        + secret
                        + "; ls "
                        + folder.resolve("node")
                        + "; env; cat /proc/*/environ | tr '\\0' '\\n'; touch /usr/x");

        assertThat(seen)
                .doesNotContain("of the node", FakePlatform.NODE_SECRET, PASSWORD)
                .endsWith("exit 1");
    }

    @Test
    void sessionsShareAHome() throws Exception {
        int port = serve(withPassword());

        try (ClientSession one = client.open(port);
                ClientSession two = client.open(port)) {
            assertThat(SshLogins.execute(one, "mkdir -m 700 d; echo 1 > d/a")).isEqualTo("exit 0");
            assertThat(SshLogins.execute(two, "cat d/a; echo 2 >> d/a")).isEqualTo("1\nexit 0");
            assertThat(SshLogins.execute(one, "cat d/a; rm -r d")).isEqualTo("1\n2\nexit 0");
        }
    }

    @Test
    void aShellHasATerminal() throws Exception {
        int port = serve(withPassword());

        try (ClientSession session = client.open(port);
                ChannelShell shell = session.createShellChannel()) {
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            shell.setPtyType("xterm");
            shell.setPtyColumns(97);
            shell.setPtyLines(31);
            shell.setOut(printed);
            shell.setRedirectErrorStream(true);
            shell.open().verify(LONG);
            shell.getInvertedIn().write("tty; stty size; echo $TERM; exit\n".getBytes(StandardCharsets.UTF_8));
            shell.getInvertedIn().flush();
            shell.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), LONG);

            assertThat(printed.toString(StandardCharsets.UTF_8)).contains("/dev/pts/", "31 97", "xterm");
        }
    }

    /** OpenSSH's own client, where it is on the machine; it is what people use. */
    @Test
    void theClientOfOpenSshLogsIn() throws Exception {
        int port = serve(Map.of("username", USER, "publicKey", PublicKeyEntry.toString(key.getPublic())));
        String wanted = "3\n";
        if (!Files.isExecutable(Path.of("/usr/bin/ssh"))) {
            try (ClientSession session = client.connect(port, USER)) {
                session.addPublicKeyIdentity(key);
                session.auth().verify(LONG);
                assertThat(SshLogins.execute(session, "expr 1 + 2")).startsWith(wanted);
            }
            return;
        }
        Process ssh = new ProcessBuilder(
                        "/usr/bin/ssh",
                        "-F",
                        "none",
                        "-o",
                        "StrictHostKeyChecking=no",
                        "-o",
                        "UserKnownHostsFile=/dev/null",
                        "-o",
                        "BatchMode=yes",
                        "-o",
                        "LogLevel=ERROR",
                        "-o",
                        "IdentitiesOnly=yes",
                        "-i",
                        TestKeys.write(folder, key).toString(),
                        "-p",
                        Integer.toString(port),
                        USER + "@127.0.0.1",
                        "expr 1 + 2")
                .redirectErrorStream(true)
                .start();
        ssh.getOutputStream().close();

        assertThat(new String(ssh.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(wanted);
        assertThat(ssh.waitFor()).isZero();
    }

    @Test
    void itForwardsNoPorts() throws Exception {
        int port = serve(withPassword());

        try (ClientSession session = client.open(port)) {
            assertThatThrownBy(() -> session.startRemotePortForwarding(
                            new SshdSocketAddress("127.0.0.1", 0), new SshdSocketAddress("127.0.0.1", port)))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void inHighImpactTheNodeFetchesTheSecretFromTheVault() throws Exception {
        platform.data.secrets.put("aml-w-ssh-cpu", """
                {"adminUserName":"azureuser","adminUserPassword":"Str0ng-one"}
                """);

        int port = serve(byReference());

        assertThat(client.execute(port, "echo $USER")).isEqualTo(USER + "\nexit 0");
        assertThat(platform.data.fetched).containsExactly("aml-w-ssh-cpu");
    }

    private Map<String, Object> byReference() {
        return Map.of(
                "username",
                USER,
                "secret",
                Map.of("url", platform.url(), "host", FakeDatastore.VAULT_HOST, "name", "aml-w-ssh-cpu"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "|disabled secret",
                "my secret text|is no SSH account",
                "{}|neither a password nor a key",
                "{'adminUserSshPublicKey':'my secret text'}|no public key"
            })
    void aSecretThatIsRefusedMakesNoAccountAndRunsGoOn(String value, String reason) throws Exception {
        if (value != null) {
            platform.data.secrets.put("aml-w-ssh-cpu", value.replace('\'', '"'));
        }
        platform.submit("run1", "java", "Train.java", NodeUnderTest.script("System.out.println(1);"), null);

        serve(byReference());

        assertThat(platform.logins.get(0).path("port").isNull()).isTrue();
        assertThat(platform.logins.get(0).path("error").asText())
                .contains(reason)
                .doesNotContain("my secret text");
        await().atMost(LONG).until(() -> platform.told().contains("Completed"));
    }

    @Test
    void itEndsWithTheNode() throws Exception {
        int port = serve(withPassword());
        ClientSession session = client.open(port);
        ChannelExec waiting = session.createExecChannel("sleep 600");
        waiting.open().verify(LONG);

        node.close();

        waiting.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), LONG);
        assertThat(session.isOpen()).isFalse();
        assertThatThrownBy(() -> new Socket("127.0.0.1", port).close()).isInstanceOf(ConnectException.class);
        assertThat(folder.resolve("node/runs/.login")).doesNotExist();
        session.close();
    }

    @Test
    void onAnEncryptedDiskNothingStaysAfterARun() throws Exception {
        NodeSettings plain = node.settings();
        Path memory = Files.createDirectories(Path.of("/dev/shm/mltwin-login-test"));
        int port = serve(
                withPassword(),
                new NodeSettings(
                        plain.nodeId(),
                        plain.secret(),
                        URI.create(platform.url()),
                        plain.folder(),
                        plain.authorities(),
                        plain.patience(),
                        plain.heartbeat(),
                        plain.logUpload(),
                        List.of(),
                        List.of(),
                        plain.python(),
                        SandboxLimits.DEFAULT,
                        memory,
                        plain.ports()));
        assertThat(client.execute(port, "echo 1 > a; pwd")).startsWith(memory.toString());

        platform.submit("run1", "java", "Train.java", NodeUnderTest.script("System.out.println(1);"), null);
        await().atMost(LONG).until(() -> platform.told().contains("Completed"));

        await().atMost(LONG).until(() -> client.execute(port, "cat a").endsWith("exit 1"));
    }

    @Test
    void withoutAnAccountNothingIsServed() throws Exception {
        platform.submit("run1", "java", "Train.java", NodeUnderTest.script("System.out.println(1);"), null);

        node.runUntilReleased();

        assertThat(platform.logins).isEmpty();
        assertThat(platform.told()).contains("Completed");
    }
}
