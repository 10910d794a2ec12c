package io.mltwin.identity.oauth.tokens;

import static io.mltwin.identity.oauth.tokens.GoodTokenForms.encoded;
import static io.mltwin.identity.oauth.tokens.GoodTokenForms.with;
import static io.mltwin.identity.oauth.tokens.GoodTokenForms.without;
import static io.mltwin.signin.TokenClient.AZURE_CLI;
import static io.mltwin.signin.TokenClient.form;

import io.mltwin.local.trust.OperatorCredentials;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Requests to the token endpoint that must not succeed, generated from ones that would, with the
 * code each is refused with.
 */
final class MalformedTokenRequests {
    static final String FORM = "application/x-www-form-urlencoded";
    static final int MALFORMED = 9002313;
    private static final int MISSING = 900144;
    private static final int DOUBLED = 9000411;

    /** What is good when the requests start, and must still be good when they end. */
    record Good(
            OperatorCredentials.ServicePrincipal application,
            OperatorCredentials.ServicePrincipal portal,
            String otherTenant,
            String code,
            String redirectUri,
            String verifier,
            String refreshToken,
            String deviceCode,
            String userToken,
            String tokenEndpoint) {

        String tenant() {
            return application.tenantId();
        }
    }

    /** One request. */
    record Case(
            String name,
            String method,
            String tenant,
            String contentType,
            String authorization,
            String body,
            int code) {
        @Override
        public String toString() {
            return name + ": " + code;
        }
    }

    private final Good good;
    private final GoodTokenForms forms;
    private final TokenCases cases;

    private MalformedTokenRequests(TokenCases cases) {
        this.good = cases.good();
        this.forms = cases.forms();
        this.cases = cases;
    }

    static List<Case> of(Good good) {
        TokenCases cases = new TokenCases(good);
        MalformedTokenRequests all = new MalformedTokenRequests(cases);
        all.missingAndDoubled();
        all.wronglyEncoded();
        all.oversized();
        all.wrongEnvelopes();
        new WrongTokenValues(cases).add();
        new ForgedTokenAssertions(cases).add();
        new CodesOfOthers(cases).add();
        return cases.all();
    }

    private void missingAndDoubled() {
        forms.all()
                .forEach((name, form) -> form.keySet().forEach(field -> {
                    int code = codeOfMissing(field);
                    cases.add(name + " without " + field, without(form, field), code);
                    cases.add(name + " with empty " + field, with(form, field, ""), code);
                    cases.addRaw(name + " with two of " + field, encoded(form) + "&" + field + "=other", DOUBLED);
                }));
    }

    private static int codeOfMissing(String field) {
        return switch (field) {
            case "client_secret" -> 7000218;
            case "code_verifier" -> 501481;
            default -> MISSING;
        };
    }

    private void wronglyEncoded() {
        for (String wrong : new String[] {"%zz", "%", "%00", "%c3%28", "%ed%a0%80", "%1b"}) {
            for (String name : List.of("client", "code", "refresh")) {
                Map<String, String> form = forms.all().get(name);
                for (String field : form.keySet()) {
                    cases.addRaw(
                            name + " with " + wrong + " in " + field,
                            encoded(without(form, field)) + "&" + field + "=x" + wrong,
                            MALFORMED);
                }
            }
            cases.addRaw("a name with " + wrong, encoded(forms.client()) + "&x" + wrong + "=1", MALFORMED);
        }
    }

    private void oversized() {
        forms.all()
                .forEach((name, form) -> form.keySet()
                        .forEach(field -> cases.add(
                                name + " with a long " + field, with(form, field, "a".repeat(40_000)), MALFORMED)));
        cases.add("a long form", with(forms.client(), "x-client", "a".repeat(70_000)), MALFORMED);
        cases.addRaw("many fields", encoded(forms.client()) + "&a=1".repeat(20_000), MALFORMED);
    }

    private void wrongEnvelopes() {
        String body = encoded(forms.client());
        for (String type : new String[] {
            "application/json",
            "text/plain",
            "multipart/form-data; boundary=x",
            "application/x",
            "application/x-www-form"
        }) {
            cases.add(new Case("content type " + type, "POST", good.tenant(), type, null, body, MISSING));
        }
        cases.add(new Case("GET", "GET", good.tenant(), FORM, null, "", 900561));
        cases.add(new Case("PUT", "PUT", good.tenant(), FORM, null, body, 900561));
        for (String basic : new String[] {"!", "bm9jb2xvbg==", "//8=", "OnM%"}) {
            cases.add(new Case(
                    "Basic " + basic,
                    "POST",
                    good.tenant(),
                    FORM,
                    "Basic " + basic,
                    encoded(without(forms.client(), "client_secret")),
                    MALFORMED));
        }
        String other = Base64.getEncoder().encodeToString((AZURE_CLI + ":x").getBytes(StandardCharsets.UTF_8));
        cases.add(new Case("two clients", "POST", good.tenant(), FORM, "Basic " + other, body, MALFORMED));
        for (String tenant :
                new String[] {"99999999-9999-4999-8999-999999999999", "none.example", "a".repeat(300), "%00"}) {
            cases.add(new Case("tenant " + tenant, "POST", tenant, FORM, null, body, 90002));
        }
        for (String tenant : new String[] {"common", "organizations", "consumers"}) {
            cases.add(new Case("tenant " + tenant, "POST", tenant, FORM, null, body, 50059));
        }
    }
}
