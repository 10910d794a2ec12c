package io.mltwin.compute.attachedmachines;

import io.mltwin.compute.attachedmachines.MachineException.Cause;
import io.mltwin.platform.http.RemoteCalls;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.keyboard.UserInteraction;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;

/**
 * Connects to machines by SSH: one client a connection, which takes no setting, key or agent of
 * this process's user, forwards nothing, and sends a name or secret only when the server's key is
 * accepted.
 */
@Singleton
class SshConnector {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * Connects and logs in.
     *
     * @throws MachineException when the server does not answer, has another key, or refuses
     */
    SshConnection connect(MachineAddress address, MachineCredential login, HostKeyVerifier verifier)
            throws MachineException {
        RemoteCalls.requireAllowed("SSH " + address);
        SshClient client = client(verifier);
        try {
            ClientSession session = session(client, address, verifier);
            authenticate(session, address, login, verifier);
            return new SshConnection(client, session, address);
        } catch (MachineException | RuntimeException failed) {
            client.stop();
            throw failed;
        }
    }

    private static SshClient client(HostKeyVerifier verifier) {
        SshClient client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier((session, remote, key) -> verifier.accepts(key));
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setUserInteraction(UserInteraction.NONE);
        client.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
        client.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE, UserAuthPasswordFactory.INSTANCE));
        CoreModuleProperties.NIO_WORKERS.set(client, 1);
        CoreModuleProperties.IO_CONNECT_TIMEOUT.set(client, PATIENCE);
        client.start();
        return client;
    }

    private static ClientSession session(SshClient client, MachineAddress address, HostKeyVerifier verifier)
            throws MachineException {
        try {
            return client.connect(address.username(), address.host(), address.port())
                    .verify(PATIENCE)
                    .getSession();
        } catch (IOException | RuntimeException unreachable) {
            throw failure(address, verifier);
        }
    }

    private static void authenticate(
            ClientSession session, MachineAddress address, MachineCredential login, HostKeyVerifier verifier)
            throws MachineException {
        login.addTo(session);
        try {
            session.auth().verify(PATIENCE);
        } catch (IOException | RuntimeException refused) {
            throw failure(address, verifier);
        }
    }

    private static MachineException failure(MachineAddress address, HostKeyVerifier verifier) {
        if (verifier.isRejected()) {
            return new MachineException(
                    Cause.HOST_KEY_CHANGED,
                    "the SSH server at " + address.server() + " has another host key than when it was attached");
        }
        if (verifier.isSshServer()) {
            return new MachineException(
                    Cause.LOGIN_REFUSED,
                    "the SSH server at "
                            + address.server()
                            + " does not accept the key of '"
                            + address.username()
                            + "'");
        }
        return new MachineException(Cause.UNREACHABLE, "no SSH server answers at " + address.server());
    }
}
