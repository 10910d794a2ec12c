package io.mltwin.identity.directory;

import java.util.List;

/**
 * A tenant with its verified domains.
 *
 * @param b2c true for a tenant of Azure AD B2C, whose users sign in by its user flows only
 * @param secondFactorRequired true when all its users must show a second factor
 */
public record Tenant(
        String tenantId, String displayName, List<String> domains, boolean b2c, boolean secondFactorRequired)
        implements DirectoryCache.OfTenant {

    /** Creates a tenant of Azure AD without a required second factor. */
    public Tenant(String tenantId, String displayName, List<String> domains) {
        this(tenantId, displayName, domains, false, false);
    }
}
