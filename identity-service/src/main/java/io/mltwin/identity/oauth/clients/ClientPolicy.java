package io.mltwin.identity.oauth.clients;

import io.mltwin.identity.oauth.clients.ClientApplication.RedirectUri;
import java.time.Instant;
import java.util.List;

/**
 * What a seed decides about an application beside name and credentials.
 *
 * @param secretExpiresOn null for never
 * @param certificate DER of the certificate whose key it proves itself with, null for none
 */
public record ClientPolicy(
        boolean enabled,
        boolean publicClient,
        boolean assignmentRequired,
        List<RedirectUri> redirectUris,
        List<String> identifierUris,
        Instant secretExpiresOn,
        byte[] certificate) {

    @Override
    public String toString() {
        return "ClientPolicy" + redirectUris;
    }
}
