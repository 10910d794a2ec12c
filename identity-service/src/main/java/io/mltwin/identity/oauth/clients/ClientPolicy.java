package io.mltwin.identity.oauth.clients;

import io.mltwin.identity.directory.ClientApplication.RedirectUri;
import java.time.Instant;
import java.util.List;

/**
 * The properties of an application that a seed sets, apart from name and credentials.
 *
 * @param secretExpiresOn null for never
 * @param certificate DER of the certificate of its key, null for none
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
