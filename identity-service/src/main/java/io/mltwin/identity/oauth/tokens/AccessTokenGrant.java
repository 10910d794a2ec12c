package io.mltwin.identity.oauth.tokens;

import io.mltwin.identity.directory.DirectoryPrincipal;
import io.mltwin.identity.directory.accounts.Account;
import java.util.List;

/**
 * The content of an access token.
 *
 * @param subject the user, service principal or managed identity of the token
 * @param user null for an application
 * @param clientId the application that asked
 * @param groups transitive
 * @param roles application permissions at the resource
 * @param managedResourceId ARM id of the resource a managed identity belongs to, else null
 */
record AccessTokenGrant(
        TokenVersion version,
        String tenantId,
        DirectoryPrincipal subject,
        User user,
        String clientId,
        ClientProof proof,
        List<String> groups,
        List<String> roles,
        String managedResourceId,
        RequestedScope scope,
        boolean understandsChallenges) {

    /**
     * The further content of a user's token.
     *
     * @param methods Azure AD's {@code amr}
     * @param permissions granted at the resource, {@code scp}
     * @param nonce that the client asked to find in the id token, null for none
     * @param address that the client asked from, null when unknown
     */
    record User(Account account, List<String> methods, List<String> permissions, String nonce, String address) {}

    boolean isUser() {
        return user != null;
    }

    /** The way in which a client application was authenticated, for the claim {@code appidacr}. */
    enum ClientProof {
        /** A public client, such as Azure CLI, has no credentials. */
        NONE("0"),
        SECRET("1"),
        CERTIFICATE("2");

        private final String claim;

        ClientProof(String claim) {
            this.claim = claim;
        }

        String claim() {
            return claim;
        }
    }

    /** Azure AD's two token endpoints; each issues its own version of tokens and answers. */
    enum TokenVersion {
        V1,
        V2
    }
}
