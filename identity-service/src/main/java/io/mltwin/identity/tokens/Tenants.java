package io.mltwin.identity.tokens;

import io.mltwin.identity.directory.DirectoryService;
import io.mltwin.identity.directory.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Set;

/**
 * Which tenant a request is for: the path's, or for {@code common} and {@code organizations} the
 * user's.
 */
@ApplicationScoped
class Tenants {

    private static final Set<String> ANY = Set.of("common", "organizations");
    private static final String CONSUMERS = "consumers";

    private final DirectoryService directory;

    Tenants(DirectoryService directory) {
        this.directory = directory;
    }

    /** For a client that names its tenant. */
    Tenant named(String tenant) {
        if (isAny(tenant) || CONSUMERS.equalsIgnoreCase(tenant)) {
            throw AadErrors.noTenantInRequest();
        }
        return directory.tenant(tenant).orElseThrow(() -> AadErrors.tenantNotFound(tenant));
    }

    /** For a user, whose name may tell the tenant. */
    Tenant ofUser(String tenant, String userPrincipalName) {
        if (!isAny(tenant)) {
            return named(tenant);
        }
        String domain = userPrincipalName.substring(userPrincipalName.indexOf('@') + 1);
        return directory
                .tenant(domain)
                .orElseThrow(() -> AadErrors.userNotFound(userPrincipalName, domain));
    }

    private static boolean isAny(String tenant) {
        return ANY.contains(tenant.toLowerCase(Locale.ROOT));
    }
}
