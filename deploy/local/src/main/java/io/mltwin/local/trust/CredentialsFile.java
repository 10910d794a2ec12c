package io.mltwin.local.trust;

import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.Json;
import io.mltwin.local.seed.Fixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** private/operator/credentials.json: read, completed by what the fixture names, written back. */
public final class CredentialsFile {
    private final DataFolder folder;

    public CredentialsFile(DataFolder folder) {
        this.folder = folder;
    }

    public OperatorCredentials read() throws IOException {
        Path file = folder.operatorCredentials();
        return Files.exists(file)
                ? Json.MAPPER.readValue(file.toFile(), OperatorCredentials.class)
                : new OperatorCredentials(null, Map.of(), Map.of());
    }

    void write(OperatorCredentials credentials) throws IOException {
        DataFolder.createPrivate(folder.operatorCredentials().getParent());
        DataFolder.writePrivate(
                folder.operatorCredentials(), Json.MAPPER.writeValueAsString(credentials));
    }

    /**
     * The credentials with a secret for every user and service principal of the fixture; known ones
     * stay.
     *
     * @param fast the provider that makes certificates' keys quickly, where it loads
     */
    public OperatorCredentials complete(
            Fixture fixture, SecureRandom random, Optional<Provider> fast) throws IOException {
        Keys keys = new Keys(random, fast);
        OperatorCredentials known = read();
        Map<String, OperatorCredentials.User> users = new TreeMap<>();
        fixture.users()
                .forEach(
                        (name, user) -> {
                            OperatorCredentials.User before = known.users().get(name);
                            users.put(
                                    name,
                                    new OperatorCredentials.User(
                                            user.tenantId(),
                                            user.objectId(),
                                            user.userPrincipalName(),
                                            before == null ? keys.secret() : before.password()));
                        });
        Map<String, OperatorCredentials.ServicePrincipal> principals = new TreeMap<>();
        for (Map.Entry<String, Fixture.ServicePrincipal> entry :
                fixture.servicePrincipals().entrySet()) {
            principals.put(
                    entry.getKey(),
                    complete(
                            entry.getValue(), known.servicePrincipals().get(entry.getKey()), keys));
        }
        OperatorCredentials complete =
                new OperatorCredentials(known.administrator(), users, principals);
        if (!complete.equals(known)) {
            write(complete);
        }
        return complete;
    }

    private static OperatorCredentials.ServicePrincipal complete(
            Fixture.ServicePrincipal principal,
            OperatorCredentials.ServicePrincipal before,
            Keys keys)
            throws IOException {
        String secret = before == null ? null : before.secret();
        if (secret == null && !principal.publicClient()) {
            secret = keys.secret();
        }
        String certificate = before == null ? null : before.certificate();
        String privateKey = before == null ? null : before.privateKey();
        if (certificate == null && principal.certificate()) {
            try {
                KeyPair pair = keys.rsa();
                certificate =
                        Pem.of(
                                SelfSigned.of(
                                        principal.displayName(),
                                        pair,
                                        Clock.systemUTC().instant()));
                privateKey = Pem.of(pair.getPrivate());
            } catch (GeneralSecurityException e) {
                throw new IOException("No certificate for " + principal.displayName(), e);
            }
        }
        return new OperatorCredentials.ServicePrincipal(
                principal.tenantId(),
                principal.applicationId(),
                principal.objectId(),
                secret,
                certificate,
                privateKey);
    }
}
