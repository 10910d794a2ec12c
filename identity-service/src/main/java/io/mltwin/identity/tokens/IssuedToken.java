package io.mltwin.identity.tokens;

/**
 * An issued token with what the answer says about it.
 *
 * @param scope null for applications
 * @param idToken null unless asked for
 * @param clientInfo null for applications
 */
record IssuedToken(
        String accessToken,
        String resource,
        long notBefore,
        long expiresOn,
        String scope,
        String idToken,
        String clientInfo) {

    @Override
    public String toString() {
        return "IssuedToken[" + resource + "]";
    }
}
