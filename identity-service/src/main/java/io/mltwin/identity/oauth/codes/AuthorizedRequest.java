package io.mltwin.identity.oauth.codes;

/**
 * What a client asked the authorization endpoint for and a user has agreed to.
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
