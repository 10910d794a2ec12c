package io.mltwin.identity.oauth.notebooktokens;

import java.util.List;

/** The bodies of workspace-service's request for tokens of a notebook resource. */
final class NotebookTokenBody {

    private NotebookTokenBody() {}

    /**
     * @param notebookResourceId the first label of its host name
     * @param applicationId null for none, as are {@code userPrincipalName} and {@code groups}
     */
    record Request(
            String notebookResourceId,
            String workspaceArmId,
            String region,
            String tenantId,
            String objectId,
            String applicationId,
            String userPrincipalName,
            List<String> groups) {}

    /**
     * @param expiresIn lifetime of the access token in seconds
     */
    record Issued(String accessToken, String refreshToken, String scope, long expiresIn) {
        @Override
        public String toString() {
            return "tokens for a notebook resource, for " + expiresIn + " s";
        }
    }
}
