package io.mltwin.identity.oauth.tokens;

/**
 * An issued token with the other fields of the answer.
 *
 * @param objectId of whom the token speaks for, in its tenant
 * @param scope null for applications
 * @param idToken null unless asked for
 * @param clientInfo null for applications
 * @param refreshToken null when there is none
 */
record IssuedToken(
        String accessToken,
        String tenantId,
        String objectId,
        String resource,
        long notBefore,
        long expiresOn,
        String scope,
        String idToken,
        String clientInfo,
        String refreshToken) {

    IssuedToken withRefreshToken(String token) {
        return new IssuedToken(
                accessToken, tenantId, objectId, resource, notBefore, expiresOn, scope, idToken, clientInfo, token);
    }

    @Override
    public String toString() {
        return "IssuedToken[" + resource + "]";
    }
}
