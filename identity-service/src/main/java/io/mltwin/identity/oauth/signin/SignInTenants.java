package io.mltwin.identity.oauth.signin;

import static io.mltwin.identity.directory.accounts.AccountErrors.userNotFound;
import static io.mltwin.identity.oauth.errors.AadErrors.applicationNotFound;
import static io.mltwin.identity.oauth.signin.SignInErrors.tenantNotFound;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.directory.ClientApplication;
import io.mltwin.identity.directory.DirectoryService;
import io.mltwin.identity.directory.Tenant;
import io.mltwin.identity.oauth.clients.ClientApplications;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the tenant of a sign-in and the application there: the tenant of the path, or for {@code
 * common} and {@code organizations} that of the user.
 */
@Singleton
record SignInTenants(DirectoryService directory, ClientApplications applications) {

    private static final Set<String> ANY = Set.of("common", "organizations");

    /** Returns the tenant of the path; empty for that of the user. */
    Optional<Tenant> named(String tenant) {
        if (ANY.contains(AsciiCase.lower(tenant))) {
            return Optional.empty();
        }
        return Optional.of(directory.tenant(tenant).orElseThrow(() -> tenantNotFound(tenant)));
    }

    /** Returns the tenant of a user who signs in. */
    Tenant of(String tenant, String homeTenantId) {
        return named(tenant).or(() -> directory.tenant(homeTenantId)).orElseThrow(() -> tenantNotFound(homeTenantId));
    }

    /** Returns the tenant of a typed name, by its domain. */
    Tenant ofName(String tenant, String userPrincipalName) {
        String domain = userPrincipalName.substring(userPrincipalName.indexOf('@') + 1);
        return named(tenant)
                .or(() -> directory.tenant(domain))
                .orElseThrow(() -> userNotFound(userPrincipalName, domain));
    }

    /** Returns the application, as the tenant of the path knows it. */
    ClientApplication client(String clientId, String tenant) {
        Optional<Tenant> named = named(tenant);
        return named.flatMap(known -> applications.find(clientId, known.tenantId()))
                .or(() -> named.isEmpty() ? applications.find(clientId) : Optional.empty())
                .orElseThrow(() -> applicationNotFound(
                        clientId, named.map(Tenant::displayName).orElse(tenant)));
    }

    /** Requires that the tenant knows the application. */
    void requireClient(String clientId, Tenant tenant) {
        if (applications.find(clientId, tenant.tenantId()).isEmpty()) {
            throw applicationNotFound(clientId, tenant.displayName());
        }
    }
}
