package io.mltwin.signin;

import io.mltwin.encoding.UriEncoding;
import java.io.IOException;
import java.net.HttpCookie;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** As much of a browser as forms without script need: cookies, hidden fields, no redirects. */
public final class TestBrowser {
    private static final Pattern TITLE = Pattern.compile("<h1>(.*?)</h1>", Pattern.DOTALL);
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");
    private static final Pattern ACTION = Pattern.compile("<form method=\"post\" action=\"([^\"]+)\">");
    private static final Pattern CODE = Pattern.compile("AADSTS([0-9]+)");

    private final SignInPlatform platform;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    public TestBrowser(SignInPlatform platform) {
        this.platform = platform;
    }

    /** An answer as a person or the client sees it. */
    public record Page(SignInPlatform.Answer answer) {
        public int status() {
            return answer.status();
        }

        public String title() {
            return first(TITLE);
        }

        /** The first AADSTS code on the page or in the answer to the client. */
        public String code() {
            Matcher found = CODE.matcher(answer.text() + location());
            return found.find() ? found.group(1) : null;
        }

        public Map<String, String> hidden() {
            Map<String, String> fields = new LinkedHashMap<>();
            Matcher found = HIDDEN.matcher(answer.text());
            while (found.find()) {
                fields.put(found.group(1), unescaped(found.group(2)));
            }
            return fields;
        }

        public String action() {
            return first(ACTION);
        }

        public String location() {
            String location = answer.header("Location");
            return location == null ? "" : location;
        }

        /** A field of the answer that the client gets in its query or fragment. */
        public String told(String name) {
            for (String pair : location().split("[?#&]")) {
                if (pair.startsWith(name + "=")) {
                    return UriEncoding.decodeFormValue(pair.substring(name.length() + 1));
                }
            }
            return null;
        }

        public String first(Pattern pattern) {
            Matcher found = pattern.matcher(answer.text());
            return found.find() ? unescaped(found.group(1)) : null;
        }

        private static String unescaped(String html) {
            return html.replace("&quot;", "\"")
                    .replace("&#39;", "'")
                    .replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&amp;", "&");
        }
    }

    public Page get(String path) throws IOException {
        return send("GET", path, "");
    }

    /** Sends the page's first form with its hidden fields and these. */
    public Page submit(Page page, String... namesAndValues) throws IOException {
        return post(page.action(), page.hidden(), namesAndValues);
    }

    public Page post(String path, Map<String, String> fields, String... namesAndValues) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(fields);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            all.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return send("POST", path, encoded(all));
    }

    public Map<String, String> cookies() {
        return cookies;
    }

    private Page send(String method, String path, String body) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        if (!cookies.isEmpty()) {
            headers.put(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        if (method.equals("POST")) {
            headers.put("Content-Type", "application/x-www-form-urlencoded");
        }
        SignInPlatform.Answer answer = platform.send(
                method,
                path.startsWith("https:") ? path : platform.origin() + path,
                method.equals("POST") ? BodyPublishers.ofString(body) : BodyPublishers.noBody(),
                headers);
        for (String header : answer.headers().allValues("Set-Cookie")) {
            for (HttpCookie cookie : HttpCookie.parse(header)) {
                if (cookie.getMaxAge() == 0) {
                    cookies.remove(cookie.getName());
                } else {
                    cookies.put(cookie.getName(), cookie.getValue());
                }
            }
        }
        return new Page(answer);
    }

    public static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + UriEncoding.encodeFormValue(field.getValue()))
                .collect(Collectors.joining("&"));
    }
}
