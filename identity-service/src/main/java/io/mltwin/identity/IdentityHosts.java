package io.mltwin.identity;

import io.mltwin.platform.requests.HostRules;
import jakarta.inject.Singleton;

/**
 * Hosts of identity-service: Azure AD's login host, Microsoft Graph's, and the service's own
 * address.
 */
@Singleton
record IdentityHosts(IdentityNames names) implements HostRules {

    @Override
    public String internalPath(String host, String path) {
        if (names.isLogin(host)) {
            return "/login" + path;
        }
        if (names.isGraph(host)) {
            return "/graph" + path;
        }
        return names.isOwn(host) ? ownPath(path) : null;
    }

    private static String ownPath(String path) {
        if (HostRules.isPlatformPath(path)) {
            return path;
        }
        if (HostRules.below(path, "/subscriptions") || HostRules.below(path, "/providers")) {
            return "/provider" + path;
        }
        return HostRules.below(path, "/v1.0") ? "/graph" + path : "/login" + path;
    }
}
