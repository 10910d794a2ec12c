package io.mltwin.identity.oauth.tokens;

import static io.mltwin.identity.directory.accounts.AccountErrors.userNotFound;
import static io.mltwin.identity.oauth.errors.AadErrors.noConsumers;
import static io.mltwin.identity.oauth.errors.AadErrors.noTenantInRequest;
import static io.mltwin.identity.oauth.errors.AadErrors.tenantNotFound;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.directory.DirectoryService;
import io.mltwin.identity.directory.Tenant;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Finds the tenant of a request: that of the path, or for {@code common} and {@code organizations}
 * that of the user.
 */
@Singleton
record Tenants(DirectoryService directory) {

    private static final Set<String> ANY = Set.of("common", "organizations");
    private static final String CONSUMERS = "consumers";
    private static final int LONGEST = 256;

    /** Returns the tenant of the path, which must name one. */
    Tenant named(String tenant) {
        if (isAny(tenant) || AsciiCase.equal(CONSUMERS, tenant)) {
            throw noTenantInRequest();
        }
        return find(tenant);
    }

    /** Returns the tenant of the path or, by its name, of the user. */
    Tenant ofUser(String tenant, String userPrincipalName) {
        if (!isAny(tenant)) {
            return namedForUser(tenant);
        }
        String domain = userPrincipalName.substring(userPrincipalName.lastIndexOf('@') + 1);
        return directory.tenant(domain).orElseThrow(() -> userNotFound(userPrincipalName, domain));
    }

    /** Returns the tenant of the path or of the sign-in. */
    Tenant ofSignedIn(String tenant, Supplier<String> tenantId) {
        return isAny(tenant) ? find(tenantId.get()) : namedForUser(tenant);
    }

    /** Requires an existing tenant, or one that the user will name. */
    void requireForUsers(String tenant) {
        if (!isAny(tenant)) {
            namedForUser(tenant);
        }
    }

    static boolean isAny(String tenant) {
        return ANY.contains(AsciiCase.lower(tenant));
    }

    private Tenant namedForUser(String tenant) {
        if (AsciiCase.equal(CONSUMERS, tenant)) {
            throw noConsumers();
        }
        return find(tenant);
    }

    private Tenant find(String tenant) {
        if (tenant.length() > LONGEST || tenant.indexOf('\0') >= 0) {
            throw tenantNotFound(
                    tenant.substring(0, Math.min(LONGEST, tenant.length())).replace('\0', ' '));
        }
        return directory.tenant(tenant).orElseThrow(() -> tenantNotFound(tenant));
    }
}
