package io.mltwin.local.azurecli;

import io.mltwin.local.layout.RefusalException;
import io.mltwin.local.trust.OperatorCredentials;
import io.mltwin.local.trust.OperatorCredentials.ServicePrincipal;
import io.mltwin.local.trust.OperatorCredentials.User;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A user or service principal of the fixture, as az signs it in.
 *
 * @param id the application's id or the user's principal name
 */
record AzureAccount(String name, String tenantId, String id, String secret, boolean person) {

    /** Returns the one with this name, or refuses one that cannot sign in by a secret. */
    static AzureAccount find(OperatorCredentials credentials, String name) {
        ServicePrincipal principal = credentials.servicePrincipals().get(name);
        if (principal != null && principal.secret() != null) {
            return new AzureAccount(name, principal.tenantId(), principal.applicationId(), principal.secret(), false);
        }
        User user = credentials.users().get(name);
        if (user != null) {
            return new AzureAccount(name, user.tenantId(), user.userPrincipalName(), user.password(), true);
        }
        if (principal != null) {
            throw new RefusalException("'" + name + "' is a public client: people sign in with it, it has no secret.");
        }
        Set<String> known = new TreeSet<>(credentials.users().keySet());
        credentials.servicePrincipals().forEach((other, one) -> {
            if (one.secret() != null) {
                known.add(other);
            }
        });
        throw new RefusalException("There is nobody named '" + name + "'; known are " + String.join(", ", known) + ".");
    }

    /** Returns az's arguments for the sign-in; az reads the secret from its standard input. */
    List<String> login() {
        return person
                ? List.of("login", "--username", id, "--password=@-", "--tenant", tenantId)
                : List.of("login", "--service-principal", "--username", id, "--password=@-", "--tenant", tenantId);
    }

    @Override
    public String toString() {
        return name;
    }
}
