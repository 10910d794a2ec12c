package io.mltwin.console.session;

/** Gets access tokens on behalf of the signed-in user. They stay in this process. */
public interface UserTokens {

    /**
     * Returns an access token of the user for a resource.
     *
     * @throws SignInRequiredException when the session can get no token any more
     * @throws io.mltwin.armweb.AzureException when Azure AD refuses this resource to this user, or
     *     does not answer
     */
    String token(Session session, TokenAudience audience);
}
