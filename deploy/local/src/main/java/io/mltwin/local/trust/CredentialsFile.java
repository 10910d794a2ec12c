package io.mltwin.local.trust;

import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.Json;
import io.mltwin.local.seed.Fixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
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
     */
    public OperatorCredentials complete(Fixture fixture, SecureRandom random) throws IOException {
        Keys keys = new Keys(random, Optional.empty());
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
        fixture.servicePrincipals()
                .forEach(
                        (name, principal) -> {
                            OperatorCredentials.ServicePrincipal before =
                                    known.servicePrincipals().get(name);
                            principals.put(
                                    name,
                                    new OperatorCredentials.ServicePrincipal(
                                            principal.tenantId(),
                                            principal.applicationId(),
                                            principal.objectId(),
                                            before == null ? keys.secret() : before.secret()));
                        });
        OperatorCredentials complete =
                new OperatorCredentials(known.administrator(), users, principals);
        if (!complete.equals(known)) {
            write(complete);
        }
        return complete;
    }
}
