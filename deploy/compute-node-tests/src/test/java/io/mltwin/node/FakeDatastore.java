package io.mltwin.node;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Plays a datastore's container, the vault with its secret, and what compute-service tells of both.
 */
final class FakeDatastore {

    static final String VAULT_HOST = "kv1.vault.mltwin.localhost:8443";

    private final FakePlatform platform;

    /** What opens the data, and what compute-service gives for it, the last one again and again. */
    volatile String signature = "sig=new";

    /** What the storage account says to another one. */
    volatile String refusal = "AuthenticationFailed";

    final Queue<String> given = new ConcurrentLinkedQueue<>();

    /** What compute-service names of a secret instead, if anything. */
    volatile Map<String, ?> secret;

    /** What the vault has, and which secrets it was asked for. */
    final Map<String, String> secrets = new ConcurrentHashMap<>();

    final List<String> fetched = new CopyOnWriteArrayList<>();

    /** The service principal's token that opens the data in place of a signature, if any. */
    volatile String principalToken;

    /** What Azure AD was asked for the principal. */
    final List<String> principals = new CopyOnWriteArrayList<>();

    /** References that were asked for. */
    final List<String> opened = new CopyOnWriteArrayList<>();

    FakeDatastore(FakePlatform platform) {
        this.platform = platform;
    }

    /** Answers a node's question for what opens the data of a reference. */
    void access(HttpExchange exchange) throws IOException {
        opened.add(exchange.getRequestURI().getQuery());
        if (secret != null) {
            Map<String, Object> place =
                    Map.of("url", platform.url() + "/data", "host", FakePlatform.HOST, "secret", secret);
            FakePlatform.answer(exchange, 200, FakePlatform.JSON.writeValueAsBytes(place));
            return;
        }
        String next = given.size() > 1 ? given.poll() : given.peek();
        if (next == null) {
            FakePlatform.answer(exchange, 404, "no such data".getBytes(StandardCharsets.UTF_8));
        } else {
            Map<String, String> place = platform.isShare
                    ? Map.of(
                            "service",
                            "file",
                            "url",
                            platform.url() + platform.share.path,
                            "host",
                            FakeShare.HOST,
                            "signature",
                            next)
                    : Map.of("url", platform.url() + "/data", "host", FakePlatform.HOST, "signature", next);
            FakePlatform.answer(exchange, 200, FakePlatform.JSON.writeValueAsBytes(place));
        }
    }

    /** A secret that is not there is one that is disabled. */
    void vault(HttpExchange exchange) throws IOException {
        String name = exchange.getRequestURI().getPath().substring("/secrets/".length());
        if (!VAULT_HOST.equals(exchange.getRequestHeaders().getFirst("Host"))
                || !platform.authorized(exchange, "Bearer " + FakePlatform.VAULT_TOKEN)) {
            return;
        }
        fetched.add(name);
        String value = secrets.get(name);
        String error = "{'error':{'code':'Forbidden','message':'Operation get is not allowed on a disabled secret.'}}";
        FakePlatform.answer(
                exchange,
                value == null ? 403 : 200,
                value == null
                        ? error.replace('\'', '"').getBytes(StandardCharsets.UTF_8)
                        : FakePlatform.JSON.writeValueAsBytes(Map.of("value", value)));
    }

    /** Azure AD's endpoint for tokens. */
    void token(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        principals.add(form);
        boolean isKnown = form.contains("client_secret=right");
        FakePlatform.answer(
                exchange,
                isKnown ? 200 : 401,
                FakePlatform.JSON.writeValueAsBytes(
                        isKnown
                                ? Map.of("access_token", principalToken)
                                : Map.of("error_description", "AADSTS7000215")));
    }

    /** A container, two names a page, open to the signature that holds at the moment. */
    void blob(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        String path = exchange.getRequestURI().getPath();
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        boolean isOpen = principalToken == null
                ? query.contains(signature) && given == null
                : ("Bearer " + principalToken).equals(given);
        if (!isOpen) {
            platform.refusals.add(path + "?" + query);
            FakePlatform.answer(exchange, 403, refusal.getBytes(StandardCharsets.UTF_8));
        } else if (exchange.getRequestMethod().equals("PUT")) {
            boolean taken = "*".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))
                    && platform.blobs.containsKey(path);
            if (!taken) {
                platform.blobs.put(path, body);
            }
            FakePlatform.answer(exchange, taken ? 409 : 201, new byte[0]);
        } else if (query.contains("comp=list")) {
            FakePlatform.answer(exchange, 200, list(query).getBytes(StandardCharsets.UTF_8));
        } else {
            byte[] found = platform.blobs.get(path);
            FakePlatform.answer(exchange, found == null ? 404 : 200, found == null ? new byte[0] : found);
        }
    }

    private String list(String query) {
        String prefix = "/data/" + query.replaceAll(".*prefix=([^&]*).*", "$1");
        String marker = "/data/" + query.replaceAll(".*marker=([^&]*).*", "$1");
        List<String> names = platform.blobs.keySet().stream()
                .filter(name -> name.startsWith(prefix) && name.compareTo(marker) >= 0)
                .sorted()
                .toList();
        StringBuilder xml = new StringBuilder("<EnumerationResults><Blobs>");
        names.stream()
                .limit(2)
                .forEach(name -> xml.append("<Blob><Name>")
                        .append(name.substring("/data/".length()))
                        .append("</Name></Blob>"));
        String next = names.size() > 2 ? names.get(2).substring("/data/".length()) : "";
        return xml.append("</Blobs><NextMarker>" + next + "</NextMarker></EnumerationResults>")
                .toString();
    }
}
