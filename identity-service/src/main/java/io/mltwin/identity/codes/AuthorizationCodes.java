package io.mltwin.identity.codes;

import io.mltwin.armweb.AzureFault;
import io.mltwin.identity.signin.SignedInUser;
import jakarta.enterprise.context.ApplicationScoped;

/** Azure AD's authorization codes: single use, ten minutes, bound to client and redirect URI. */
@ApplicationScoped
public class AuthorizationCodes {

    /** A new code, to be handed to the client through the browser. */
    public String issue(AuthorizedRequest request, SignedInUser user) {
        throw AzureFault.notBuilt("The authorization code flow");
    }
}
