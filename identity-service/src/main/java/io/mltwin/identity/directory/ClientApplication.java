package io.mltwin.identity.directory;

import java.util.List;

/**
 * An application as Azure AD's authorization endpoint and token endpoints see it.
 *
 * @param objectId of its service principal; null for one that Microsoft registers in every tenant
 * @param tenantId where it is registered; null for one that Microsoft registers in every tenant
 * @param publicClient true when it has no credentials
 * @param preauthorized true for Microsoft's own clients: nobody is asked to consent to them
 * @param proofKeyRequired true when it must send a proof key (PKCE) although it can keep a secret
 */
public record ClientApplication(
        String clientId,
        String objectId,
        String tenantId,
        String displayName,
        boolean publicClient,
        boolean preauthorized,
        List<RedirectUri> redirectUris,
        boolean proofKeyRequired) {

    /** One that Azure AD's own rules for proof keys hold for. */
    public ClientApplication(
            String clientId,
            String objectId,
            String tenantId,
            String displayName,
            boolean publicClient,
            boolean preauthorized,
            List<RedirectUri> redirectUris) {
        this(clientId, objectId, tenantId, displayName, publicClient, preauthorized, redirectUris, false);
    }

    /**
     * Returns true when it can keep no secret: a public client, or one with addresses of such
     * clients only.
     */
    public boolean keepsNoSecret() {
        return publicClient
                || !redirectUris.isEmpty() && redirectUris.stream().noneMatch(uri -> uri.platform() == Platform.WEB);
    }

    /** An address to which answers may be sent. */
    public record RedirectUri(Platform platform, String uri) {}

    /** The kind of application that answers at the address. */
    public enum Platform {
        WEB,
        PUBLIC,
        SPA
    }
}
