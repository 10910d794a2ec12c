package io.mltwin.identity.oauth.signin;

import static io.mltwin.identity.oauth.signin.SignInErrors.flowExpired;
import static io.mltwin.identity.oauth.signin.SignInErrors.formOfAnotherBrowser;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.Json;
import io.mltwin.datakeys.DataKeyException;
import io.mltwin.datakeys.RootKeys;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.util.Base64;

/**
 * Encrypts a sign-in in progress with the root key, for the browser in which it began. The result
 * is the anti-forgery token of all forms: a form of another browser, or a changed one, cannot be
 * decrypted.
 */
@Singleton
record SealedFlows(RootKeys rootKeys, Clock clock) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * @param browser the browser's own cookie
     */
    String seal(SignInFlow flow, String browser) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(rootKeys.wrap(Json.bytes(flow), context(browser)));
    }

    /**
     * @param browser null for a browser without the cookie
     */
    SignInFlow open(String sealed, String browser) {
        if (sealed == null || browser == null) {
            throw formOfAnotherBrowser();
        }
        SignInFlow flow = unsealed(sealed, browser);
        if (clock.instant().getEpochSecond() >= flow.expiresOn()) {
            throw flowExpired();
        }
        return flow;
    }

    private SignInFlow unsealed(String sealed, String browser) {
        try {
            byte[] bytes = rootKeys.unwrap(Base64.getUrlDecoder().decode(sealed), context(browser));
            return JSON.readValue(bytes, SignInFlow.class);
        } catch (IllegalArgumentException | DataKeyException e) {
            throw formOfAnotherBrowser();
        } catch (IOException e) {
            throw new IllegalStateException("what was sealed is no sign-in", e);
        }
    }

    private static String context(String browser) {
        return "sign-in-flow:" + browser;
    }
}
