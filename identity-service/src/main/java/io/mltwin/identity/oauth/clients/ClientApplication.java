package io.mltwin.identity.oauth.clients;

import java.util.List;

/**
 * An application as Azure AD's authorization endpoint and token endpoints see it.
 *
 * @param objectId of its service principal; null for one that Microsoft registers in every tenant
 * @param tenantId where it is registered; null for one that Microsoft registers in every tenant
 * @param publicClient true when it proves nothing of itself
 * @param preauthorized true for Microsoft's own clients: nobody is asked to consent to them
 */
public record ClientApplication(
        String clientId,
        String objectId,
        String tenantId,
        String displayName,
        boolean publicClient,
        boolean preauthorized,
        List<RedirectUri> redirectUris) {

    /** True when it can prove nothing: a public client, or one whose addresses are all of such. */
    public boolean keepsNoSecret() {
        return publicClient
                || !redirectUris.isEmpty()
                        && redirectUris.stream().noneMatch(uri -> uri.platform() == Platform.WEB);
    }

    /** An address that answers may be sent to. */
    public record RedirectUri(Platform platform, String uri) {}

    /** What kind of application answers at the address. */
    public enum Platform {
        WEB,
        PUBLIC,
        SPA
    }
}
