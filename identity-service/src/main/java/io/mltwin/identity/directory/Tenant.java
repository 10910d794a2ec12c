package io.mltwin.identity.directory;

import java.util.List;

/**
 * A tenant with its verified domains.
 *
 * @param b2c true for one of Azure AD B2C, whose users sign in elsewhere and are nobody here
 * @param secondFactorRequired true when all its users must prove themselves by two
 */
public record Tenant(
        String tenantId,
        String displayName,
        List<String> domains,
        boolean b2c,
        boolean secondFactorRequired) {

    /** Of the usual kind. */
    public Tenant(String tenantId, String displayName, List<String> domains) {
        this(tenantId, displayName, domains, false, false);
    }
}
