package io.mltwin.local.seed;

import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.trust.CredentialsFile;
import io.mltwin.local.trust.Keys;
import io.mltwin.local.trust.OperatorCredentials;
import io.mltwin.local.trust.Pem;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Completes private/operator/credentials.json by what the fixture names. */
public final class FixtureCredentials {
    private final CredentialsFile file;
    private final Keys keys;

    /**
     * @param fast the provider that makes certificates' keys quickly, where it loads
     */
    public FixtureCredentials(DataFolder folder, SecureRandom random, Optional<Provider> fast) {
        this.file = new CredentialsFile(folder);
        this.keys = new Keys(random, fast);
    }

    /** Returns a secret for every user and service principal of the fixture; known ones stay. */
    public OperatorCredentials complete(Fixture fixture) throws IOException {
        OperatorCredentials known = file.read();
        OperatorCredentials complete = complete(fixture, known);
        if (!complete.equals(known)) {
            file.write(complete);
        }
        return complete;
    }

    /** Returns the same for what is known, and writes no file. */
    public OperatorCredentials complete(Fixture fixture, OperatorCredentials known) throws IOException {
        Map<String, OperatorCredentials.User> users = new TreeMap<>(known.users());
        fixture.users().forEach((name, user) -> {
            OperatorCredentials.User before = known.users().get(name);
            users.put(
                    name,
                    new OperatorCredentials.User(
                            user.tenantId(),
                            user.objectId(),
                            user.userPrincipalName(),
                            before == null ? keys.secret() : before.password()));
        });
        Map<String, OperatorCredentials.ServicePrincipal> principals = new TreeMap<>(known.servicePrincipals());
        for (Map.Entry<String, Fixture.ServicePrincipal> entry :
                fixture.servicePrincipals().entrySet()) {
            principals.put(
                    entry.getKey(),
                    complete(entry.getValue(), known.servicePrincipals().get(entry.getKey())));
        }
        return new OperatorCredentials(known.administrator(), users, principals);
    }

    private OperatorCredentials.ServicePrincipal complete(
            Fixture.ServicePrincipal principal, OperatorCredentials.ServicePrincipal before) throws IOException {
        String secret = before == null ? null : before.secret();
        if (secret == null && !principal.publicClient()) {
            secret = keys.secret();
        }
        String certificate = before == null ? null : before.certificate();
        String privateKey = before == null ? null : before.privateKey();
        if (certificate == null && principal.certificate()) {
            try {
                KeyPair pair = keys.rsa();
                certificate = Pem.of(SelfSigned.of(
                        principal.displayName(), pair, Clock.systemUTC().instant()));
                privateKey = Pem.of(pair.getPrivate());
            } catch (GeneralSecurityException e) {
                throw new IOException("No certificate for " + principal.displayName(), e);
            }
        }
        return new OperatorCredentials.ServicePrincipal(
                principal.tenantId(), principal.applicationId(), principal.objectId(), secret, certificate, privateKey);
    }
}
