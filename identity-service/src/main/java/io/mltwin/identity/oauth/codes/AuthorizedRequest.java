package io.mltwin.identity.oauth.codes;

/**
 * A request to the authorization endpoint to which a user has agreed.
 *
 * @param redirectUri as the client sent it
 * @param scope as asked; on the version 1 endpoint {@code resource + "/.default openid"}
 * @param codeChallenge PKCE, null for none
 * @param codeChallengeMethod {@code S256} or {@code plain}, null for none
 * @param nonce null for none
 * @param v2 which endpoint was asked
 */
public record AuthorizedRequest(
        String clientId,
        String redirectUri,
        String scope,
        String codeChallenge,
        String codeChallengeMethod,
        String nonce,
        boolean v2) {}
