package io.mltwin.identity.oauth.tokens;

import static io.mltwin.identity.oauth.tokens.GoodTokenForms.with;
import static io.mltwin.identity.oauth.tokens.MalformedTokenRequests.MALFORMED;
import static io.mltwin.signin.TokenClient.ARM;
import static io.mltwin.signin.TokenClient.AZURE_CLI;

import io.mltwin.identity.oauth.tokens.MalformedTokenRequests.Good;

/** Secrets, grants, scopes and clients that are not what they should be. */
final class WrongTokenValues {

    private final Good good;
    private final GoodTokenForms forms;
    private final TokenCases cases;

    WrongTokenValues(TokenCases cases) {
        this.good = cases.good();
        this.forms = cases.forms();
        this.cases = cases;
    }

    void add() {
        String secret = good.application().secret();
        for (String wrong : new String[] {
            secret + " ", " " + secret, secret + "x", secret.substring(1), swapped(secret), "null", "' or 1=1 --"
        }) {
            cases.add("another secret", with(forms.client(), "client_secret", wrong), 7000215);
        }
        for (String grant : new String[] {
            "implicit", "Client_Credentials", "client_credentials ", "password,client_credentials", "none"
        }) {
            cases.add("grant " + grant, with(forms.client(), "grant_type", grant), 70003);
        }
        for (String scope :
                new String[] {ARM, ARM + "user_impersonation", ".default", "a/.default b/.default", "openid"}) {
            cases.add("scope " + scope, with(forms.client(), "scope", scope), 1002012);
        }
        for (String scope : new String[] {
            "https://a.example/.default", "api://mltwin-admin/.default", "api://mltwin/workspace/.default"
        }) {
            cases.add("scope " + scope, with(forms.client(), "scope", scope), 500011);
            cases.add("scope " + scope, with(forms.refresh(), "scope", scope), 500011);
        }
        for (String scope : new String[] {ARM + ".default https://vault.azure.net/.default", "a/b", "/.default"}) {
            cases.add("scope " + scope, with(forms.refresh(), "scope", scope), 70011);
        }
        for (String id : new String[] {"99999999-9999-4999-8999-999999999999", "x", "' or '1'='1", "../" + AZURE_CLI}) {
            cases.add("client " + id, with(forms.client(), "client_id", id), 700016);
            cases.add("client " + id, with(forms.refresh(), "client_id", id), 700016);
        }
        cases.add("a resource on version 2", with(forms.client(), "resource", ARM), 901002);
        cases.add("claims that are none", with(forms.client(), "claims", "{"), MALFORMED);
        cases.add("a public client with a secret", with(forms.refresh(), "client_secret", secret), 700025);
        cases.add("another use", with(forms.onBehalf(good.userToken()), "requested_token_use", "mine"), MALFORMED);
    }

    private static String swapped(String text) {
        String upper = text.toUpperCase(java.util.Locale.ROOT);
        return upper.equals(text) ? text.toLowerCase(java.util.Locale.ROOT) : upper;
    }
}
