package io.mltwin.node;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;

/** A client that logs in to nodes by SSH. */
final class SshLogins implements AutoCloseable {

    static final String USER = "azureuser";
    static final String PASSWORD = "Str0ng-one";

    private static final Duration LONG = NodeUnderTest.LONG;

    private final SshClient client = SshClient.setUpDefaultClient();

    SshLogins() {
        client.setServerKeyVerifier((session, address, hostKey) -> true);
        client.start();
    }

    @Override
    public void close() {
        client.stop();
    }

    /** Opens a session that has not yet proved itself. */
    ClientSession connect(int port, String user) throws IOException {
        return client.connect(user, "127.0.0.1", port).verify(LONG).getSession();
    }

    /** Opens a session with the password. */
    ClientSession open(int port) throws IOException {
        ClientSession session = connect(port, USER);
        session.addPasswordIdentity(PASSWORD);
        session.auth().verify(LONG);
        return session;
    }

    /** Returns what a command prints, both ways, and its exit code. */
    static String execute(ClientSession session, String command) throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (ChannelExec channel = session.createExecChannel(command)) {
            channel.setOut(printed);
            channel.setErr(printed);
            channel.open().verify(LONG);
            channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), LONG);
            printed.write(("exit " + channel.getExitStatus()).getBytes(StandardCharsets.UTF_8));
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    /** Executes a command in a session of its own. */
    String execute(int port, String command) throws IOException {
        try (ClientSession session = open(port)) {
            return execute(session, command);
        }
    }
}
