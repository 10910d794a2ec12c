package io.mltwin.identity.oauth.signin;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.AzureException;
import io.mltwin.identity.directory.ClientApplication;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;

/**
 * Ends the session of a browser, as Azure AD's sign-out does. The browser is redirected only to a
 * registered address of the application that {@code client_id} or the id token names. The id token
 * only names the application, so its signature is not verified.
 */
@Singleton
record SignOutService(SignInTenants tenants) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Ends the session and returns the next address of the browser; empty for our own page. */
    Optional<String> end(String tenant, SentFields sent, Browser browser) {
        browser.signOut();
        String asked = sent.optional("post_logout_redirect_uri");
        String clientId = sent.optional("client_id");
        if (clientId == null) {
            clientId = audience(sent.optional("id_token_hint"));
        }
        if (asked == null || clientId == null) {
            return Optional.empty();
        }
        String state = sent.optional("state");
        return client(clientId, tenant)
                .flatMap(client -> RedirectAddresses.match(client, asked))
                .map(registered -> ClientReply.afterSignOut(asked, state));
    }

    private Optional<ClientApplication> client(String clientId, String tenant) {
        try {
            return Optional.of(tenants.client(clientId, tenant));
        } catch (AzureException unknown) {
            // the session has ended all the same
            return Optional.empty();
        }
    }

    private static String audience(String idToken) {
        if (idToken == null || idToken.split("\\.").length != 3) {
            return null;
        }
        try {
            byte[] payload = Base64.getUrlDecoder().decode(idToken.split("\\.")[1]);
            return JSON.readTree(payload).path("aud").textValue();
        } catch (IllegalArgumentException | IOException e) {
            return null;
        }
    }
}
