package io.mltwin.e2e.console;

import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.e2e.signin.AuthenticatorApps;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.signin.SignIn;
import io.mltwin.signin.SignInPlatform;
import io.mltwin.signin.TestBrowser;
import java.io.IOException;
import java.net.HttpCookie;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A person of the fixture who has signed in at the console, without a browser; and who makes calls
 * of their own with tokens that Azure CLI gets for them in the same Azure AD session.
 */
final class ConsolePerson {
    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"formToken\" value=\"([^\"]+)\"");

    private final String name;
    private final FlowClient client;
    private final String origin;
    private final SignIn signIn;
    private final TestBrowser azureAd;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final Map<String, SignInPlatform.Answer> tokens = new HashMap<>();
    private String formToken;

    private ConsolePerson(TestPlatform platform, String name) throws IOException {
        this.name = name;
        this.client = platform.flowClient();
        this.origin = platform.host("console", PlatformService.TELEMETRY);
        this.signIn = new SignIn(platform);
        this.azureAd = AuthenticatorApps.signedIn(signIn, name);
    }

    /**
     * Signs a person in, with a second factor where one is asked for.
     *
     * @param name {@code olivia} and the like
     */
    static ConsolePerson signIn(TestPlatform platform, String name) throws IOException {
        ConsolePerson person = new ConsolePerson(platform, name);
        String authorize = person.get("/signin?back=/").header("Location");
        String callback = person.azureAd.get(authorize).answer().header("Location");
        person.get(callback.substring(callback.indexOf("/signin/callback")));
        Matcher found = FORM_TOKEN.matcher(person.get("/").expect(200).text());
        if (!found.find()) {
            throw new AssertionError("The home page has no form for " + name);
        }
        person.formToken = found.group(1);
        return person;
    }

    /** Opens a page. */
    FlowClient.Answer get(String path) throws IOException {
        return kept(client.send("GET", origin + path, null, BodyPublishers.noBody(), headers(false)));
    }

    /**
     * Sends a form of a page, as the page does.
     *
     * @param fields names and values in turn
     */
    FlowClient.Answer send(String path, String... fields) throws IOException {
        StringBuilder form = new StringBuilder("formToken=" + formToken);
        for (int i = 0; i < fields.length; i += 2) {
            form.append('&').append(fields[i]).append('=');
            form.append(UriEncoding.encodeFormValue(fields[i + 1]));
        }
        return kept(client.send("POST", origin + path, null, BodyPublishers.ofString(form.toString()), headers(true)));
    }

    /**
     * Makes a call with the person's own token and returns the status: 403 also where Azure AD
     * gives no such token, and for an answer that does not hold the proof.
     */
    int call(AzureRequest call) throws IOException {
        if (!tokens.containsKey(call.resource())) {
            tokens.put(call.resource(), signIn.token(azureAd, call.resource()));
        }
        SignInPlatform.Answer issued = tokens.get(call.resource());
        if (issued.status() != 200) {
            return 403;
        }
        String token = issued.json().path("access_token").asText();
        FlowClient.Answer answer = client.json(call.method(), call.address(), token, call.body());
        return call.proof() == null || answer.text().contains(call.proof()) ? answer.status() : 403;
    }

    private Map<String, String> headers(boolean form) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Accept-Language", "en");
        if (!cookies.isEmpty()) {
            headers.put(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        if (form) {
            headers.put("Origin", origin);
            headers.put("Content-Type", "application/x-www-form-urlencoded");
        }
        return headers;
    }

    private FlowClient.Answer kept(FlowClient.Answer answer) {
        for (String header : answer.headers().allValues("Set-Cookie")) {
            for (HttpCookie cookie : HttpCookie.parse(header)) {
                if (cookie.getMaxAge() == 0) {
                    cookies.remove(cookie.getName());
                } else {
                    cookies.put(cookie.getName(), cookie.getValue());
                }
            }
        }
        return answer;
    }

    @Override
    public String toString() {
        return name;
    }
}
