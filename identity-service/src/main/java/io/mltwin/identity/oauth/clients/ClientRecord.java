package io.mltwin.identity.oauth.clients;

import io.mltwin.identity.directory.DirectoryCache;
import io.mltwin.identity.directory.DirectoryPrincipal;
import java.security.PublicKey;
import java.time.Instant;
import java.util.List;

/**
 * A registered application with the credentials and claims of its tokens.
 *
 * @param groups that its service principal is in, directly or not
 * @param graphRoles application permissions for Microsoft Graph
 * @param managedResourceId ARM id of the resource whose identity it is, else null
 */
public record ClientRecord(
        DirectoryPrincipal principal,
        boolean enabled,
        boolean assignmentRequired,
        List<ClientSecret> secrets,
        List<ClientKey> keys,
        List<String> groups,
        List<String> graphRoles,
        String managedResourceId)
        implements DirectoryCache.OfTenant {

    @Override
    public String tenantId() {
        return principal.tenantId();
    }

    /**
     * A public key of an application.
     *
     * @param sha1 base64url thumbprint of its certificate, without padding; null if the key has none
     * @param sha256 the same by SHA-256
     * @param startOn null for always
     * @param expiresOn null for never
     */
    public record ClientKey(
            String keyId, PublicKey key, String sha1, String sha256, Instant startOn, Instant expiresOn) {}
}
