package io.mltwin.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.mltwin.node.image.EnvironmentImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Plays a container registry's data plane, and what compute-service tells a node of it. */
final class FakeRegistry {

    static final String HOST = "reg1.azurecr.mltwin.localhost:8445";
    private static final String TOKEN = "the-registry-token";

    /** By digest, and manifests by their tag as well. */
    final Map<String, byte[]> content = new ConcurrentHashMap<>();

    /** The paths of all that was pushed. */
    final List<String> pushes = new CopyOnWriteArrayList<>();

    /** What a node said of the images of its runs. */
    final List<String> reports = new CopyOnWriteArrayList<>();

    /** The operations of compute-service that are still to be answered 503. */
    final Queue<String> refusals = new ConcurrentLinkedQueue<>();

    final AtomicInteger parts = new AtomicInteger();
    private final ByteArrayOutputStream upload = new ByteArrayOutputStream();
    private final Set<String> claims = ConcurrentHashMap.newKeySet();
    private final String url;

    /** Whether the workspace has a registry. */
    volatile boolean isThere;

    /** The status of all that is pushed; 0 for what is right. */
    volatile int refusesPush;

    /** The status of the question for access; 0 for what is right. */
    volatile int refusesAccess;

    /** The secret that compute-service names instead of a token; null where it gives one. */
    volatile String secret;

    /** The password of the admin user, which the registry wants. */
    volatile String password = "of-the-admin";

    FakeRegistry(String url) {
        this.url = url;
    }

    JsonNode manifest() throws IOException {
        return FakePlatform.JSON.readTree(content.get("latest"));
    }

    JsonNode configuration() throws IOException {
        return FakePlatform.JSON.readTree(
                content.get(manifest().at("/config/digest").asText()));
    }

    byte[] layer() throws IOException {
        return content.get(manifest().at("/layers/0/digest").asText());
    }

    /** Answers a node's call of compute-service. */
    void node(HttpExchange exchange, String path, byte[] body) throws IOException {
        String environment = exchange.getRequestURI().getQuery().replaceFirst("environment=", "");
        if (refusals.remove(path.substring(path.lastIndexOf('/') + 1))) {
            answer(exchange, 503, new byte[0]);
        } else if (path.endsWith("/image-access")) {
            access(exchange, environment);
        } else if (path.endsWith("/image-report")) {
            reports.add(environment + " " + new String(body, StandardCharsets.UTF_8));
            answer(exchange, 204, new byte[0]);
        } else if (exchange.getRequestMethod().equals("DELETE")) {
            claims.remove(environment);
            answer(exchange, 204, new byte[0]);
        } else {
            answer(exchange, 200, ("{\"builds\":" + claims.add(environment) + "}").getBytes(StandardCharsets.UTF_8));
        }
    }

    private void access(HttpExchange exchange, String environment) throws IOException {
        if (refusesAccess != 0) {
            answer(exchange, refusesAccess, "the registry reg1 is not known".getBytes(StandardCharsets.UTF_8));
        } else if (!isThere) {
            answer(exchange, 204, new byte[0]);
        } else {
            Map<String, Object> place = new HashMap<>(Map.of(
                    "url", url,
                    "host", HOST,
                    "repository", "azureml/" + environment));
            if (secret == null) {
                place.put("token", TOKEN);
            } else {
                place.put(
                        "password",
                        Map.of("url", url, "host", FakeDatastore.VAULT_HOST, "secret", secret, "username", "reg1"));
            }
            answer(exchange, 200, FakePlatform.JSON.writeValueAsBytes(place));
        }
    }

    /** Answers the registry's token endpoint. */
    void token(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean isRight = HOST.equals(exchange.getRequestHeaders().getFirst("Host"))
                && form.contains("grant_type=password&")
                && form.contains("scope=repository%3Aazureml%2Fazureml_")
                && form.contains("username=reg1&password=" + password);
        answer(
                exchange,
                isRight ? 200 : 401,
                (isRight ? "{\"access_token\":\"" + TOKEN + "\"}" : "{\"errors\":[{\"code\":\"UNAUTHORIZED\"}]}")
                        .getBytes(StandardCharsets.UTF_8));
    }

    /** Answers a call of the data plane. */
    void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        String name = path.substring(path.lastIndexOf('/') + 1);
        String method = exchange.getRequestMethod();
        boolean isRight = HOST.equals(exchange.getRequestHeaders().getFirst("Host"))
                && ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!isRight) {
            answer(exchange, 401, new byte[0]);
        } else if (List.of("POST", "PATCH", "PUT").contains(method)) {
            push(exchange, path, name, body);
        } else {
            byte[] found = content.get(name);
            answer(exchange, found == null ? 404 : 200, found == null || method.equals("HEAD") ? new byte[0] : found);
        }
    }

    private void push(HttpExchange exchange, String path, String name, byte[] body) throws IOException {
        if (refusesPush != 0) {
            answer(exchange, refusesPush, "DENIED by the registry".getBytes(StandardCharsets.UTF_8));
            return;
        }
        if (path.contains("/manifests/")) {
            pushes.add(path);
            content.put(name, body);
            answer(exchange, 201, new byte[0]);
        } else if (exchange.getRequestMethod().equals("PUT")) {
            pushes.add(path);
            finish(exchange, upload.toByteArray());
        } else {
            append(exchange, path, body);
        }
    }

    private void append(HttpExchange exchange, String path, byte[] body) throws IOException {
        boolean isNew = exchange.getRequestMethod().equals("POST");
        String range = exchange.getRequestHeaders().getFirst("Content-Range");
        if (isNew) {
            upload.reset();
        } else if (!(upload.size() + "-" + (upload.size() + body.length - 1)).equals(range)) {
            answer(exchange, 416, new byte[0]);
            return;
        }
        upload.write(body);
        parts.incrementAndGet();
        exchange.getResponseHeaders().add("Location", isNew ? path + "an-upload" : path);
        answer(exchange, 202, new byte[0]);
    }

    private void finish(HttpExchange exchange, byte[] whole) throws IOException {
        String digest = EnvironmentImage.digest(whole);
        boolean isRight = ("digest=" + digest).equals(exchange.getRequestURI().getQuery());
        if (isRight) {
            content.put(digest, whole);
        }
        answer(exchange, isRight ? 201 : 400, new byte[0]);
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }
}
