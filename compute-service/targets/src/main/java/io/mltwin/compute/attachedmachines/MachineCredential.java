package io.mltwin.compute.attachedmachines;

import static io.mltwin.compute.attachedmachines.MachineErrors.noPrivateKey;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/**
 * The credential of an account on its machine: the administrator's password or key, which a request
 * brings and nobody keeps, or Azure ML's own key.
 */
public final class MachineCredential {

    private final String password;
    private final List<KeyPair> keys;

    private MachineCredential(String password, List<KeyPair> keys) {
        this.password = password;
        this.keys = keys;
    }

    static MachineCredential of(MachineKey key) {
        return new MachineCredential(null, List.of(key.pair()));
    }

    /**
     * The administrator's credential.
     *
     * @param password also opens a private key that is encrypted; or null
     * @param privateKey in PEM or OpenSSH's form, or null
     * @throws io.mltwin.armweb.AzureException 400 for what is no private key
     */
    public static MachineCredential ofAdministrator(String password, String privateKey) {
        List<KeyPair> keys = privateKey == null ? List.of() : read(privateKey, password);
        return new MachineCredential(password, keys);
    }

    private static List<KeyPair> read(String privateKey, String password) {
        List<KeyPair> keys = new ArrayList<>();
        try {
            Iterable<KeyPair> found = SecurityUtils.loadKeyPairIdentities(
                    null,
                    NamedResource.ofName("privateKeyData"),
                    new ByteArrayInputStream(privateKey.getBytes(StandardCharsets.UTF_8)),
                    password == null ? null : FilePasswordProvider.of(password));
            if (found != null) {
                found.forEach(keys::add);
            }
        } catch (IOException | GeneralSecurityException | RuntimeException unreadable) {
            // its message may quote what was given
            throw noPrivateKey();
        }
        if (keys.isEmpty()) {
            throw noPrivateKey();
        }
        return keys;
    }

    void addTo(ClientSession session) {
        keys.forEach(session::addPublicKeyIdentity);
        if (password != null) {
            session.addPasswordIdentity(password);
        }
    }

    @Override
    public String toString() {
        return "login";
    }
}
