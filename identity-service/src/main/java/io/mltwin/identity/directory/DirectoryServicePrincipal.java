package io.mltwin.identity.directory;

import java.time.Instant;
import java.util.List;

/**
 * A service principal with what Microsoft Graph shows of it.
 *
 * @param identifierUris its application's
 * @param replyUrls its application's redirect URIs
 * @param secrets its own, without those of its application
 * @param keys likewise
 * @param globalAdministrator true when the directory role Global Administrator is assigned to it
 * @param createdOn null for one of the seed
 */
public record DirectoryServicePrincipal(
        DirectoryPrincipal principal,
        boolean accountEnabled,
        boolean assignmentRequired,
        List<String> identifierUris,
        List<String> replyUrls,
        List<ClientCredential> secrets,
        List<ClientCredential> keys,
        boolean globalAdministrator,
        List<String> tags,
        Instant createdOn) {

    public String objectId() {
        return principal.objectId();
    }
}
