package io.mltwin.identity.oauth.notebooktokens;

import java.util.List;

/** What workspace-service asks tokens for a notebook resource with, and gets. */
final class NotebookTokenBody {

    private NotebookTokenBody() {}

    /**
     * @param notebookResourceId the label of its address
     * @param applicationId null for none, as are {@code userPrincipalName} and {@code groups}
     */
    record Wanted(
            String notebookResourceId,
            String workspaceArmId,
            String region,
            String tenantId,
            String objectId,
            String applicationId,
            String userPrincipalName,
            List<String> groups) {}

    /**
     * @param expiresIn seconds that the access token lasts
     */
    record Issued(String accessToken, String refreshToken, String scope, long expiresIn) {
        @Override
        public String toString() {
            return "tokens for a notebook resource, for " + expiresIn + " s";
        }
    }
}
