package io.mltwin.identity.oauth.tokens;

import static io.mltwin.identity.oauth.tokens.GoodTokenForms.encoded;
import static io.mltwin.identity.oauth.tokens.GoodTokenForms.with;
import static io.mltwin.identity.oauth.tokens.MalformedTokenRequests.FORM;
import static io.mltwin.signin.TokenClient.AZURE_POWERSHELL;

import io.mltwin.identity.oauth.tokens.MalformedTokenRequests.Case;
import io.mltwin.identity.oauth.tokens.MalformedTokenRequests.Good;
import io.mltwin.signin.SignIn;
import java.util.Map;

/** Codes, refresh tokens and device codes that are of others, or sent elsewhere. */
final class CodesOfOthers {

    private final Good good;
    private final GoodTokenForms forms;
    private final TokenCases cases;

    CodesOfOthers(TokenCases cases) {
        this.good = cases.good();
        this.forms = cases.forms();
        this.cases = cases;
    }

    void add() {
        for (String uri : new String[] {
            "http://localhost:8400",
            "http://localhost:8400//",
            "http://LOCALHOST:8400/",
            "HTTP://localhost:8400/",
            "https://localhost:8400/",
            "http://localhost.:8400/",
            "http://localhost:8401/",
            "http://localhost:8400/#x",
            "http://localhost:8400/?a=b",
            "http://localhost:8400/..",
            "http://localhost:8400/%2e%2e/",
            "http://u@localhost:8400/",
            "http://localhost:8400@evil.example/",
            "http://localhost.evil.example:8400/",
            "http://evil.example/",
            "http://127.0.0.1:8400/",
            "http://[::1]:8400/",
        }) {
            cases.add("code sent to " + uri, with(forms.code(), "redirect_uri", uri), 500112);
        }
        for (String verifier :
                new String[] {"w".repeat(43), "v".repeat(42), "v".repeat(44), "v".repeat(129), SignIn.challenge(), "v"
                }) {
            cases.add("verifier " + verifier, with(forms.code(), "code_verifier", verifier), 501481);
        }
        for (String code :
                new String[] {good.code() + "x", good.code().substring(1), good.refreshToken(), "x", "0.A"}) {
            cases.add("code " + code, with(forms.code(), "code", code), 70000);
        }
        cases.add("another client's code", with(forms.code(), "client_id", AZURE_POWERSHELL), 70000);
        cases.add(new Case(
                "another tenant's code", "POST", good.otherTenant(), FORM, null, encoded(forms.code()), 700005));
        for (String token : new String[] {good.refreshToken() + "x", good.code(), "x", good.deviceCode()}) {
            cases.add("refresh token " + token, with(forms.refresh(), "refresh_token", token), 70000);
        }
        cases.add("another client's refresh token", with(forms.refresh(), "client_id", AZURE_POWERSHELL), 70000);
        Map<String, String> device = forms.all().get("device");
        for (String code : new String[] {good.deviceCode() + "x", good.code(), "x"}) {
            cases.add("device code " + code, with(device, "device_code", code), 70018);
        }
        cases.add("another client's device code", with(device, "client_id", AZURE_POWERSHELL), 70018);
    }
}
