package io.mltwin.e2e;

import static io.mltwin.e2e.TokenCalls.ARM;
import static io.mltwin.e2e.TokenCalls.AZURE_CLI;
import static io.mltwin.e2e.TokenCalls.AZURE_POWERSHELL;
import static io.mltwin.e2e.TokenCalls.form;

import io.mltwin.local.trust.OperatorCredentials;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.spec.SecretKeySpec;

/**
 * Requests to the token endpoint that must not succeed, generated from ones that would, with the
 * code each is refused with.
 */
final class MalformedTokenRequests {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int MALFORMED = 9002313;
    private static final int MISSING = 900144;
    private static final int DOUBLED = 9000411;
    private static final int ASSERTION = 700027;

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
    private final List<Case> cases = new ArrayList<>();

    private MalformedTokenRequests(Good good) {
        this.good = good;
    }

    static List<Case> of(Good good) {
        MalformedTokenRequests all = new MalformedTokenRequests(good);
        all.missingAndDoubled();
        all.wronglyEncoded();
        all.oversized();
        all.wrongEnvelopes();
        all.wrongValues();
        all.forgedClientAssertions();
        all.forgedUserAssertions();
        all.codesOfOthers();
        return all.cases;
    }

    private Map<String, Map<String, String>> forms() {
        Map<String, Map<String, String>> forms = new LinkedHashMap<>();
        forms.put("client", client());
        forms.put("code", code());
        forms.put("refresh", refresh());
        forms.put(
                "device",
                form(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:device_code",
                        "client_id",
                        AZURE_CLI,
                        "device_code",
                        good.deviceCode()));
        forms.put(
                "password",
                form(
                        "grant_type", "password",
                        "client_id", AZURE_CLI,
                        "username", "olivia",
                        "password", "none",
                        "scope", ARM + ".default"));
        forms.put("behalf", onBehalf(good.userToken()));
        return forms;
    }

    private Map<String, String> client() {
        return form(
                "grant_type",
                "client_credentials",
                "client_id",
                good.application().applicationId(),
                "client_secret",
                good.application().secret(),
                "scope",
                ARM + ".default");
    }

    private Map<String, String> code() {
        return form(
                "grant_type", "authorization_code",
                "client_id", AZURE_CLI,
                "code", good.code(),
                "redirect_uri", good.redirectUri(),
                "code_verifier", good.verifier());
    }

    private Map<String, String> refresh() {
        return form(
                "grant_type",
                "refresh_token",
                "client_id",
                AZURE_CLI,
                "refresh_token",
                good.refreshToken(),
                "scope",
                ARM + ".default");
    }

    private Map<String, String> onBehalf(String assertion) {
        return form(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:jwt-bearer",
                "requested_token_use",
                "on_behalf_of",
                "client_id",
                good.portal().applicationId(),
                "client_secret",
                good.portal().secret(),
                "assertion",
                assertion,
                "scope",
                ARM + ".default");
    }

    private void missingAndDoubled() {
        forms().forEach(
                        (name, form) ->
                                form.keySet()
                                        .forEach(
                                                field -> {
                                                    int code = codeOfMissing(field);
                                                    add(
                                                            name + " without " + field,
                                                            without(form, field),
                                                            code);
                                                    add(
                                                            name + " with empty " + field,
                                                            with(form, field, ""),
                                                            code);
                                                    addRaw(
                                                            name + " with two of " + field,
                                                            encoded(form) + "&" + field + "=other",
                                                            DOUBLED);
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
                Map<String, String> form = forms().get(name);
                for (String field : form.keySet()) {
                    addRaw(
                            name + " with " + wrong + " in " + field,
                            encoded(without(form, field)) + "&" + field + "=x" + wrong,
                            MALFORMED);
                }
            }
            addRaw("a name with " + wrong, encoded(client()) + "&x" + wrong + "=1", MALFORMED);
        }
    }

    private void oversized() {
        forms().forEach(
                        (name, form) ->
                                form.keySet()
                                        .forEach(
                                                field ->
                                                        add(
                                                                name + " with a long " + field,
                                                                with(
                                                                        form,
                                                                        field,
                                                                        "a".repeat(40_000)),
                                                                MALFORMED)));
        add("a long form", with(client(), "x-client", "a".repeat(70_000)), MALFORMED);
        addRaw("many fields", encoded(client()) + "&a=1".repeat(20_000), MALFORMED);
    }

    private void wrongEnvelopes() {
        String body = encoded(client());
        for (String type :
                new String[] {
                    "application/json",
                    "text/plain",
                    "multipart/form-data; boundary=x",
                    "application/x",
                    "application/x-www-form"
                }) {
            cases.add(
                    new Case(
                            "content type " + type,
                            "POST",
                            good.tenant(),
                            type,
                            null,
                            body,
                            MISSING));
        }
        cases.add(new Case("GET", "GET", good.tenant(), FORM, null, "", 900561));
        cases.add(new Case("PUT", "PUT", good.tenant(), FORM, null, body, 900561));
        for (String basic : new String[] {"!", "bm9jb2xvbg==", "//8=", "OnM%"}) {
            cases.add(
                    new Case(
                            "Basic " + basic,
                            "POST",
                            good.tenant(),
                            FORM,
                            "Basic " + basic,
                            encoded(without(client(), "client_secret")),
                            MALFORMED));
        }
        String other =
                Base64.getEncoder()
                        .encodeToString((AZURE_CLI + ":x").getBytes(StandardCharsets.UTF_8));
        cases.add(
                new Case(
                        "two clients",
                        "POST",
                        good.tenant(),
                        FORM,
                        "Basic " + other,
                        body,
                        MALFORMED));
        for (String tenant :
                new String[] {
                    "99999999-9999-4999-8999-999999999999", "none.example", "a".repeat(300), "%00"
                }) {
            cases.add(new Case("tenant " + tenant, "POST", tenant, FORM, null, body, 90002));
        }
        for (String tenant : new String[] {"common", "organizations", "consumers"}) {
            cases.add(new Case("tenant " + tenant, "POST", tenant, FORM, null, body, 50059));
        }
    }

    private void wrongValues() {
        String secret = good.application().secret();
        for (String wrong :
                new String[] {
                    secret + " ",
                    " " + secret,
                    secret + "x",
                    secret.substring(1),
                    swapped(secret),
                    "null",
                    "' or 1=1 --"
                }) {
            add("another secret", with(client(), "client_secret", wrong), 7000215);
        }
        for (String grant :
                new String[] {
                    "implicit",
                    "Client_Credentials",
                    "client_credentials ",
                    "password,client_credentials",
                    "none"
                }) {
            add("grant " + grant, with(client(), "grant_type", grant), 70003);
        }
        for (String scope :
                new String[] {
                    ARM, ARM + "user_impersonation", ".default", "a/.default b/.default", "openid"
                }) {
            add("scope " + scope, with(client(), "scope", scope), 1002012);
        }
        for (String scope :
                new String[] {
                    "https://a.example/.default",
                    "api://mltwin-admin/.default",
                    "api://mltwin/workspace/.default"
                }) {
            add("scope " + scope, with(client(), "scope", scope), 500011);
            add("scope " + scope, with(refresh(), "scope", scope), 500011);
        }
        for (String scope :
                new String[] {
                    ARM + ".default https://vault.azure.net/.default", "a/b", "/.default"
                }) {
            add("scope " + scope, with(refresh(), "scope", scope), 70011);
        }
        for (String id :
                new String[] {
                    "99999999-9999-4999-8999-999999999999", "x", "' or '1'='1", "../" + AZURE_CLI
                }) {
            add("client " + id, with(client(), "client_id", id), 700016);
            add("client " + id, with(refresh(), "client_id", id), 700016);
        }
        add("a resource on version 2", with(client(), "resource", ARM), 901002);
        add("claims that are none", with(client(), "claims", "{"), MALFORMED);
        add("a public client with a secret", with(refresh(), "client_secret", secret), 700025);
        add(
                "another use",
                with(onBehalf(good.userToken()), "requested_token_use", "mine"),
                MALFORMED);
    }

    private void forgedClientAssertions() {
        KeyPair own = rsa();
        byte[] publicKey =
                ClientAssertion.certificate(good.application()).getPublicKey().getEncoded();
        String thumbprint =
                ClientAssertion.thumbprint(
                        "SHA-1", ClientAssertion.certificate(good.application()));
        assertion("unsigned", assertion().signed("none", null));
        assertion(
                "signed by the public key",
                assertion().signed("HS256", new SecretKeySpec(publicKey, "HMAC")));
        assertion(
                "signed by the certificate's text",
                assertion()
                        .signed(
                                "HS256",
                                new SecretKeySpec(
                                        good.application()
                                                .certificate()
                                                .getBytes(StandardCharsets.US_ASCII),
                                        "HMAC")));
        assertion("RS512", assertion().signed("RS512", null));
        assertion("RS384", assertion().signed("RS384", null));
        assertion("PS512", assertion().signed("PS512", null));
        assertion("another key", assertion().signed("RS256", own.getPrivate()));
        assertion(
                "another key by our name",
                assertion().signed("RS256", own.getPrivate()).header("x5t", thumbprint));
        assertion("another name", assertion().header("x5t", "AAAAAAAAAAAAAAAAAAAAAAAAAAA"));
        for (String kid :
                new String[] {"../../etc/passwd", "' union select 1 --", "/dev/null", ""}) {
            assertion(
                    "kid " + kid, assertion().signed("RS256", own.getPrivate()).header("kid", kid));
        }
        assertion(
                "its own jwk",
                assertion()
                        .signed("RS256", own.getPrivate())
                        .header("jwk", Map.of("kty", "RSA", "n", "AQAB", "e", "AQAB")));
        assertion(
                "its own jku",
                assertion()
                        .signed("RS256", own.getPrivate())
                        .header("jku", "https://evil.example/"));
        assertion(
                "its own x5u",
                assertion()
                        .signed("RS256", own.getPrivate())
                        .header("x5u", "https://evil.example/"));
        assertion(
                "its own x5c",
                assertion().signed("RS256", own.getPrivate()).header("x5c", List.of("MIIB")));
        assertion("an unknown crit", assertion().header("crit", List.of("exp")));
        assertion(
                "another audience",
                assertion().claim("aud", "https://login.microsoftonline.com/x/oauth2/v2.0/token"));
        assertion(
                "another tenant's",
                assertion()
                        .claim(
                                "aud",
                                good.tokenEndpoint().replace(good.tenant(), good.otherTenant())));
        assertion(
                "the authorization endpoint",
                assertion().claim("aud", good.tokenEndpoint().replace("/token", "/authorize")));
        assertion("another issuer", assertion().claim("iss", AZURE_CLI));
        assertion("another subject", assertion().claim("sub", AZURE_CLI));
        assertion("expired", assertion().claim("exp", 1));
        assertion("without an end", assertion().claim("exp", "never"));
        assertion("not yet", assertion().claim("nbf", 9_999_999_999L));
        for (String text : new String[] {"x", "a.b.c", "..", "eyJhbGciOiJub25lIn0.e30."}) {
            add("assertion " + text, withAssertion(text, ClientAssertion.TYPE), ASSERTION);
        }
        add("assertion of another type", withAssertion(assertion().text(), "urn:x"), ASSERTION);
        add(
                "secret and assertion",
                with(
                        withAssertion(assertion().text(), ClientAssertion.TYPE),
                        "client_secret",
                        good.application().secret()),
                MALFORMED);
    }

    private ClientAssertion assertion() {
        return new ClientAssertion(good.application(), good.tokenEndpoint());
    }

    private void assertion(String name, ClientAssertion forged) {
        add("assertion: " + name, withAssertion(forged.text(), ClientAssertion.TYPE), ASSERTION);
    }

    private Map<String, String> withAssertion(String assertion, String type) {
        return with(
                with(without(client(), "client_secret"), "client_assertion", assertion),
                "client_assertion_type",
                type);
    }

    private void forgedUserAssertions() {
        add("another's token", onBehalf(good.userToken()), 500131);
        add("an unsigned token", onBehalf(Forgery.unsigned(good.userToken())), 50027);
        add("a changed token", onBehalf(Forgery.tampered(good.userToken())), 50013);
        add("no token", onBehalf("x"), 50027);
        String[] parts = good.userToken().split("\\.");
        for (String header :
                new String[] {
                    "{\"alg\":\"HS256\",\"typ\":\"JWT\"}",
                    "{\"alg\":\"none\"}",
                    "{\"alg\":\"RS512\"}",
                }) {
            add(
                    "a token with " + header,
                    onBehalf(base64(header) + "." + parts[1] + "." + parts[2]),
                    50027);
        }
        for (String kid : new String[] {"x", "../../keys/1", "' or 1=1"}) {
            add(
                    "a token with kid " + kid,
                    onBehalf(
                            base64("{\"alg\":\"RS256\",\"kid\":\"" + kid + "\"}")
                                    + "."
                                    + parts[1]
                                    + "."
                                    + parts[2]),
                    50013);
        }
    }

    private void codesOfOthers() {
        for (String uri :
                new String[] {
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
            add("code sent to " + uri, with(code(), "redirect_uri", uri), 500112);
        }
        for (String verifier :
                new String[] {
                    "w".repeat(43),
                    "v".repeat(42),
                    "v".repeat(44),
                    "v".repeat(129),
                    SignIn.challenge(),
                    "v"
                }) {
            add("verifier " + verifier, with(code(), "code_verifier", verifier), 501481);
        }
        for (String code :
                new String[] {
                    good.code() + "x", good.code().substring(1), good.refreshToken(), "x", "0.A"
                }) {
            add("code " + code, with(code(), "code", code), 70000);
        }
        add("another client's code", with(code(), "client_id", AZURE_POWERSHELL), 70000);
        cases.add(
                new Case(
                        "another tenant's code",
                        "POST",
                        good.otherTenant(),
                        FORM,
                        null,
                        encoded(code()),
                        700005));
        for (String token :
                new String[] {good.refreshToken() + "x", good.code(), "x", good.deviceCode()}) {
            add("refresh token " + token, with(refresh(), "refresh_token", token), 70000);
        }
        add(
                "another client's refresh token",
                with(refresh(), "client_id", AZURE_POWERSHELL),
                70000);
        Map<String, String> device = forms().get("device");
        for (String code : new String[] {good.deviceCode() + "x", good.code(), "x"}) {
            add("device code " + code, with(device, "device_code", code), 70018);
        }
        add("another client's device code", with(device, "client_id", AZURE_POWERSHELL), 70018);
    }

    private void add(String name, Map<String, String> form, int code) {
        addRaw(name, encoded(form), code);
    }

    private void addRaw(String name, String body, int code) {
        cases.add(new Case(name, "POST", good.tenant(), FORM, null, body, code));
    }

    private static Map<String, String> without(Map<String, String> form, String field) {
        Map<String, String> changed = new LinkedHashMap<>(form);
        changed.remove(field);
        return changed;
    }

    private static Map<String, String> with(Map<String, String> form, String field, String value) {
        Map<String, String> changed = new LinkedHashMap<>(form);
        changed.put(field, value);
        return changed;
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(
                        field ->
                                field.getKey()
                                        + "="
                                        + java.net.URLEncoder.encode(
                                                field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String swapped(String text) {
        String upper = text.toUpperCase(java.util.Locale.ROOT);
        return upper.equals(text) ? text.toLowerCase(java.util.Locale.ROOT) : upper;
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
