package io.mltwin.console.signin;

import static io.mltwin.console.signin.SignInErrors.notVouchedFor;

import io.mltwin.armweb.Envelope;
import io.mltwin.console.session.SignedInUser;
import io.mltwin.console.tokens.ConsoleApplication;
import io.mltwin.console.tokens.IssuedTokens;
import io.mltwin.tokencheck.Plane;
import io.mltwin.tokencheck.TokenCheck;
import io.mltwin.tokencheck.TokenRefusedException;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.inject.Singleton;
import java.util.List;

/** Reads who has signed in from Azure AD's tokens, after the checks of every receiver. */
@Singleton
record VerifiedUsers(TokenCheck check, ConsoleApplication application) {

    /**
     * Returns the user.
     *
     * @param nonce that the sign-in began with
     */
    SignedInUser read(IssuedTokens issued, String nonce) {
        if (issued.idToken() == null || issued.refreshToken() == null) {
            throw notVouchedFor("it has no id token or no refresh token");
        }
        VerifiedToken id = verify(issued.idToken());
        VerifiedToken access = verify(issued.accessToken());
        if (!nonce.equals(id.claim("nonce"))) {
            throw notVouchedFor("its id token is of another sign-in");
        }
        if (id.objectId() == null
                || !id.objectId().equals(access.objectId())
                || !id.tenantId().equals(access.tenantId())) {
            throw notVouchedFor("its tokens are of different users");
        }
        String userPrincipalName = id.claim("upn");
        String name = id.claim("name");
        return new SignedInUser(
                id.tenantId(),
                id.objectId(),
                name == null ? userPrincipalName : name,
                userPrincipalName,
                access.claimList("groups").contains(application.operatorsGroupId()),
                issued.refreshToken());
    }

    private VerifiedToken verify(String token) {
        try {
            return check.check(token, Plane.aad("/console", Envelope.ARM, List.of(application.id())));
        } catch (TokenRefusedException refused) {
            throw notVouchedFor(refused.refusal().text());
        }
    }
}
