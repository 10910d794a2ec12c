package io.mltwin.identity.oauth.signin;

import io.mltwin.armweb.AsciiCase;
import io.mltwin.identity.directory.DirectoryService;
import io.mltwin.identity.directory.Tenant;
import io.mltwin.identity.directory.accounts.AccountErrors;
import io.mltwin.identity.oauth.clients.ClientApplication;
import io.mltwin.identity.oauth.clients.ClientApplications;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/**
 * Which tenant a browser signs in to, and the application there: the tenant of the path, or for
 * {@code common} and {@code organizations} the user's own.
 */
@Singleton
class SignInTenants {

    private static final Set<String> ANY = Set.of("common", "organizations");

    private final DirectoryService directory;
    private final ClientApplications applications;

    SignInTenants(DirectoryService directory, ClientApplications applications) {
        this.directory = directory;
        this.applications = applications;
    }

    /** The tenant of the path; empty when it is the user's. */
    Optional<Tenant> named(String tenant) {
        if (ANY.contains(AsciiCase.lower(tenant))) {
            return Optional.empty();
        }
        return Optional.of(
                directory.tenant(tenant).orElseThrow(() -> SignInErrors.tenantNotFound(tenant)));
    }

    /** The tenant of a user who signs in. */
    Tenant of(String tenant, String homeTenantId) {
        return named(tenant)
                .or(() -> directory.tenant(homeTenantId))
                .orElseThrow(() -> SignInErrors.tenantNotFound(homeTenantId));
    }

    /** The tenant of who types this name, which ends in one of the tenant's domains. */
    Tenant ofName(String tenant, String userPrincipalName) {
        String domain = userPrincipalName.substring(userPrincipalName.indexOf('@') + 1);
        return named(tenant)
                .or(() -> directory.tenant(domain))
                .orElseThrow(() -> AccountErrors.userNotFound(userPrincipalName, domain));
    }

    /** The application as the path's tenant knows it. */
    ClientApplication client(String clientId, String tenant) {
        Optional<Tenant> named = named(tenant);
        return named.flatMap(known -> applications.find(clientId, known.tenantId()))
                .or(() -> named.isEmpty() ? applications.find(clientId) : Optional.empty())
                .orElseThrow(
                        () ->
                                SignInErrors.applicationNotFound(
                                        clientId, named.map(Tenant::displayName).orElse(tenant)));
    }

    /** That a user's tenant knows the application. */
    void requireClient(String clientId, Tenant tenant) {
        if (applications.find(clientId, tenant.tenantId()).isEmpty()) {
            throw SignInErrors.applicationNotFound(clientId, tenant.displayName());
        }
    }
}
