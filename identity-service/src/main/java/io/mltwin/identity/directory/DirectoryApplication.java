package io.mltwin.identity.directory;

import io.mltwin.identity.directory.ClientApplication.RedirectUri;
import java.time.Instant;
import java.util.List;

/**
 * The registration of an application.
 *
 * @param objectId the application's own
 * @param secrets the application's, without those of its service principal
 * @param keys likewise
 * @param createdOn null for an application of the seed
 */
public record DirectoryApplication(
        String objectId,
        String applicationId,
        String tenantId,
        ApplicationChange settings,
        List<ClientCredential> secrets,
        List<ClientCredential> keys,
        Instant createdOn) {

    /**
     * The properties of an application, without its credentials.
     *
     * @param identifierUris names of the application as a resource
     */
    public record ApplicationChange(
            String displayName, List<String> identifierUris, boolean publicClient, List<RedirectUri> redirectUris) {

        public ApplicationChange {
            identifierUris = List.copyOf(identifierUris);
            redirectUris = List.copyOf(redirectUris);
        }
    }
}
