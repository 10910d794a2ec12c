import java.io.IOException;
import java.io.InputStream;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser without script at the console: keeps its cookies, signs in through Azure AD's pages. */
final class ConsoleVisitor {
    static {
        // a virtual host at the address of a service, so that no name has to be resolved
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    }

    private static final Pattern HIDDEN = Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");
    private static final Pattern ACTION = Pattern.compile("<form method=\"post\" action=\"([^\"]+)\">");
    private static final int MOST_STEPS = 10;

    private final HttpClient client;
    private final int base;
    private final Map<String, Map<String, String>> cookies = new LinkedHashMap<>();

    ConsoleVisitor(HttpClient client, int base) {
        this.client = client;
        this.base = base;
    }

    /** By which all visitors call; it trusts the platform's authority. */
    static HttpClient client() throws IOException, GeneralSecurityException {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(Training.trust(Path.of(Platform.setting("CA_FILE"))))
                .build();
    }

    /** Signs the fixture's owner in, and ends at the home page. */
    void signIn() throws IOException, InterruptedException {
        HttpResponse<String> answer = follow(text(request("GET", console(), "/signin?back=%2F", null, Map.of())));
        Matcher action = ACTION.matcher(answer.body());
        if (!action.find()) {
            throw new IOException("no page to sign in: " + answer.statusCode() + " " + answer.body());
        }
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher hidden = HIDDEN.matcher(answer.body());
        while (hidden.find()) {
            fields.put(hidden.group(1), hidden.group(2));
        }
        fields.put("username", Platform.setting("USER_NAME"));
        fields.put("password", Platform.setting("USER_PASSWORD"));
        StringBuilder form = new StringBuilder();
        fields.forEach(
                (name, value) ->
                        form.append(form.isEmpty() ? "" : "&").append(name).append('=').append(encode(value)));
        answer = follow(text(request("POST", host("login", 1), action.group(1), form.toString(), Map.of())));
        if (answer.statusCode() != 200 || !answer.body().contains("data-test=\"person\"")) {
            throw new IOException("nobody is signed in: " + answer.statusCode() + " " + answer.body());
        }
    }

    /** A page of the console. */
    HttpResponse<byte[]> get(String path, Map<String, String> headers) throws IOException, InterruptedException {
        return send(request("GET", console(), path, null, headers), BodyHandlers.ofByteArray());
    }

    String page(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = get(path, Map.of());
        if (answer.statusCode() != 200) {
            throw new IOException(path + ": " + answer.statusCode() + " " + text(answer.body()));
        }
        return text(answer.body());
    }

    /** A page that goes on until its reader or the console ends it. */
    CompletableFuture<HttpResponse<InputStream>> stream(String path) {
        return client.sendAsync(request("GET", console(), path, null, Map.of()), BodyHandlers.ofInputStream());
    }

    private HttpResponse<String> follow(HttpResponse<String> answer) throws IOException, InterruptedException {
        HttpResponse<String> last = answer;
        for (int step = 0; last.headers().firstValue("Location").isPresent(); step++) {
            if (step == MOST_STEPS) {
                throw new IOException("a sign-in leads in a circle: " + last.uri());
            }
            URI to = URI.create(last.headers().firstValue("Location").get());
            String host = to.getAuthority() == null ? last.request().headers().firstValue("Host").get() : to.getAuthority();
            String path = to.getRawPath() + (to.getRawQuery() == null ? "" : "?" + to.getRawQuery());
            last = text(request("GET", host, path, null, Map.of()));
        }
        return last;
    }

    private HttpResponse<String> text(HttpRequest request) throws IOException, InterruptedException {
        return send(request, BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) throws IOException, InterruptedException {
        HttpResponse<T> answer = client.send(request, handler);
        Map<String, String> own =
                cookies.computeIfAbsent(request.headers().firstValue("Host").get(), host -> new LinkedHashMap<>());
        for (String header : answer.headers().allValues("Set-Cookie")) {
            for (HttpCookie cookie : HttpCookie.parse(header)) {
                own.put(cookie.getName(), cookie.getValue());
            }
        }
        return answer;
    }

    private HttpRequest request(String method, String host, String path, String form, Map<String, String> headers) {
        String port = host.substring(host.lastIndexOf(':'));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("https://localhost" + port + path))
                        .setHeader("Host", host)
                        .method(
                                method,
                                form == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(form));
        if (form != null) {
            request.setHeader("Content-Type", "application/x-www-form-urlencoded");
        }
        StringBuilder sent = new StringBuilder();
        cookies.getOrDefault(host, Map.of())
                .forEach((name, value) -> sent.append(sent.isEmpty() ? "" : "; ").append(name).append('=').append(value));
        if (!sent.isEmpty()) {
            request.setHeader("Cookie", sent.toString());
        }
        headers.forEach(request::setHeader);
        return request.build();
    }

    private String console() {
        return host("console", 6);
    }

    private String host(String name, int service) {
        return name + "." + Platform.setting("BASE") + ":" + (base + service);
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
