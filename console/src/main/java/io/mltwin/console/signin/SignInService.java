package io.mltwin.console.signin;

import static io.mltwin.console.signin.SignInErrors.notVouchedFor;
import static io.mltwin.console.signin.SignInErrors.ofAnotherBrowser;
import static io.mltwin.console.signin.SignInErrors.refused;

import io.mltwin.console.forms.BrowserCookies;
import io.mltwin.console.page.PageAddress;
import io.mltwin.console.session.Sessions;
import io.mltwin.console.session.SignedInUser;
import io.mltwin.console.tokens.ConsoleApplication;
import io.mltwin.console.tokens.IssuedTokens;
import io.mltwin.console.tokens.TokenEndpoint;
import io.mltwin.encoding.Sha256;
import io.mltwin.platform.Addresses;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Signs users in by Azure AD's authorization code flow with a proof key (S256), state and nonce,
 * all kept in a sealed cookie of the browser in which it began; and out, of the console and of
 * Azure AD.
 */
@Singleton
record SignInService(
        ConsoleApplication application,
        TokenEndpoint endpoint,
        VerifiedUsers users,
        Sessions sessions,
        SealedAttempts attempts,
        Addresses addresses,
        SecureRandom random,
        Clock clock) {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String OF_SIGN_IN = "/sign";

    /**
     * Begins a sign-in and returns the address of Azure AD's pages.
     *
     * @param back the page to show afterwards; another host's address is the home page
     */
    String begin(RoutingContext context, String back) {
        SignInAttempt attempt = new SignInAttempt(
                BrowserCookies.newSecret(random),
                BrowserCookies.newSecret(random),
                BrowserCookies.newSecret(random),
                page(back),
                clock.instant().plus(PATIENCE).getEpochSecond());
        BrowserCookies.set(context, BrowserCookies.SIGN_IN, attempts.seal(attempt), PATIENCE);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("client_id", application.id());
        fields.put("response_type", "code");
        fields.put("redirect_uri", application.redirectUri());
        fields.put("scope", endpoint.signInScope());
        fields.put("state", attempt.state());
        fields.put("nonce", attempt.nonce());
        fields.put("code_challenge", challenge(attempt.verifier()));
        fields.put("code_challenge_method", "S256");
        return azureAd("authorize", fields);
    }

    /** A sign-in does not lead to another one. */
    private static String page(String back) {
        String page = PageAddress.ofConsole(back);
        return page.startsWith(OF_SIGN_IN) ? "/" : page;
    }

    private static String challenge(String verifier) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.hash(verifier));
    }

    /**
     * Ends a sign-in: makes the session and returns the page to show. A session that the browser
     * had before ends.
     */
    String complete(RoutingContext context) {
        SignInAttempt attempt = attempt(context);
        BrowserCookies.remove(context, BrowserCookies.SIGN_IN);
        String error = context.request().getParam("error");
        if (error != null) {
            throw refused(error, context.request().getParam("error_description"));
        }
        String code = context.request().getParam("code");
        if (code == null) {
            throw notVouchedFor("it has no code");
        }
        IssuedTokens issued = endpoint.redeem(code, attempt.verifier());
        SignedInUser user = users.read(issued, attempt.nonce());
        endSession(context);
        BrowserCookies.set(context, BrowserCookies.SESSION, sessions.begin(user));
        return attempt.back();
    }

    private SignInAttempt attempt(RoutingContext context) {
        String sealed = BrowserCookies.find(context, BrowserCookies.SIGN_IN);
        String state = context.request().getParam("state");
        SignInAttempt attempt = (sealed == null ? Optional.<SignInAttempt>empty() : attempts.open(sealed))
                .orElseThrow(SignInErrors::ofAnotherBrowser);
        if (state == null || !MessageDigest.isEqual(Sha256.hash(state), Sha256.hash(attempt.state()))) {
            throw ofAnotherBrowser();
        }
        return attempt;
    }

    /** Ends the session and returns the address at which Azure AD ends its own. */
    String signOut(RoutingContext context) {
        endSession(context);
        BrowserCookies.remove(context, BrowserCookies.SESSION);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("client_id", application.id());
        fields.put("post_logout_redirect_uri", application.signedOutUri());
        return azureAd("logout", fields);
    }

    private void endSession(RoutingContext context) {
        String before = BrowserCookies.find(context, BrowserCookies.SESSION);
        if (before != null) {
            sessions.end(before);
        }
    }

    private String azureAd(String endpointName, Map<String, String> fields) {
        return addresses.login()
                + "/"
                + TokenEndpoint.ANY_TENANT
                + "/oauth2/v2.0/"
                + endpointName
                + "?"
                + TokenEndpoint.encode(fields);
    }
}
