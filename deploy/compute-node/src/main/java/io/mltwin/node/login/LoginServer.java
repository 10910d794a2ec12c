package io.mltwin.node.login;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.mltwin.node.calls.StorageCalls;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.time.Duration;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.server.session.ServerSessionImpl;
import org.apache.sshd.server.session.SessionFactory;

/**
 * The SSH server of a node, with one account, which a password or a key opens. Its host key is made
 * with the node. It forwards no ports and no agent.
 *
 * <p>Deviation: a node serves SSH at the loopback address of its machine, in containers at that of
 * theirs, whose ports are not published; SFTP is not served.
 */
final class LoginServer {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int MOST_ATTEMPTS = 6;
    private static final int MOST_SESSIONS = 10;
    private static final int HOST_KEY_BITS = 256;

    private final LoginAccount account;
    private final LoginSandbox sandbox;
    private final Consumer<String> log;
    private final SshServer server = SshServer.setUpDefaultServer();

    private LoginServer(LoginAccount account, LoginSandbox sandbox, Consumer<String> log) {
        this.account = account;
        this.sandbox = sandbox;
        this.log = log;
    }

    /**
     * Starts a server on a free port of the loopback address.
     *
     * @param admits whether a connection between two addresses may be served
     * @throws StorageCalls.RefusedException for an account that nothing opens
     */
    static LoginServer start(
            LoginAccount account,
            LoginSandbox sandbox,
            BiPredicate<SocketAddress, SocketAddress> admits,
            Consumer<String> log)
            throws IOException, GeneralSecurityException {
        LoginServer login = new LoginServer(account, sandbox, log);
        login.open(admits);
        return login;
    }

    private void open(BiPredicate<SocketAddress, SocketAddress> admits) throws IOException, GeneralSecurityException {
        if (account.adminUserPassword() == null && account.adminUserSshPublicKey() == null) {
            throw new StorageCalls.RefusedException(0, "the account has neither a password nor a key");
        }
        server.setHost(LOOPBACK);
        server.setPort(0);
        server.setNioWorkers(2);
        server.setKeyPairProvider(KeyPairProvider.wrap(KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", HOST_KEY_BITS)));
        server.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
        server.setCommandFactory((channel, command) -> new LoginCommand(command, sandbox));
        server.setShellFactory(channel -> new LoginCommand(null, sandbox));
        CoreModuleProperties.MAX_AUTH_REQUESTS.set(server, MOST_ATTEMPTS);
        CoreModuleProperties.MAX_CONCURRENT_SESSIONS.set(server, MOST_SESSIONS);
        // a shell may wait for its user as long as the node lives
        CoreModuleProperties.IDLE_TIMEOUT.set(server, Duration.ZERO);
        server.setSessionFactory(new SessionFactory(server) {
            @Override
            protected ServerSessionImpl doCreateSession(IoSession connection) throws Exception {
                if (!admits.test(connection.getRemoteAddress(), connection.getLocalAddress())) {
                    throw new IOException("scripts do not sign in");
                }
                return super.doCreateSession(connection);
            }
        });
        if (account.adminUserPassword() != null) {
            server.setPasswordAuthenticator(
                    (username, password, session) -> note(isRight(username, password), "password", session));
        }
        if (account.adminUserSshPublicKey() != null) {
            PublicKey authorized = parse(account.adminUserSshPublicKey());
            server.setPublickeyAuthenticator((username, key, session) -> note(
                    username.equals(account.adminUserName()) && KeyUtils.compareKeys(authorized, key), "key", session));
        }
        server.start();
    }

    private static PublicKey parse(String line) throws StorageCalls.RefusedException {
        try {
            return AuthorizedKeyEntry.parseAuthorizedKeyEntry(line)
                    .resolvePublicKey(null, PublicKeyEntryResolver.FAILING);
        } catch (IOException | GeneralSecurityException | RuntimeException malformed) {
            // who may write to the vault can have stored any text, which no log repeats
            throw new StorageCalls.RefusedException(0, "the key of the account is no public key of SSH");
        }
    }

    private boolean isRight(String username, String password) {
        return MessageDigest.isEqual(
                        password.getBytes(StandardCharsets.UTF_8),
                        account.adminUserPassword().getBytes(StandardCharsets.UTF_8))
                && username.equals(account.adminUserName());
    }

    private boolean note(boolean right, String what, ServerSession session) {
        log.accept("SSH: a "
                + what
                + " from "
                + session.getClientAddress()
                + (right ? " opens " : " does not open ")
                + account.adminUserName());
        return right;
    }

    int port() {
        return server.getPort();
    }

    /** Ends all sessions. */
    void close() throws IOException {
        server.stop(true);
        sandbox.close();
    }

    /**
     * The account that opens a node by SSH, as the secret in the workspace's key vault has it.
     *
     * @param adminUserPassword or null
     * @param adminUserSshPublicKey in OpenSSH's form, or null
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record LoginAccount(String adminUserName, String adminUserPassword, String adminUserSshPublicKey) {

        @Override
        public String toString() {
            return "SSH account " + adminUserName;
        }
    }
}
