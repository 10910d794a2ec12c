package io.mltwin.node;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The managed identity endpoint of Azure ML compute ({@code MSI_ENDPOINT}, {@code MSI_SECRET};
 * api-version 2017-09-01): plaintext on loopback, for one run, with a secret of that run. The
 * tokens come from compute-service, which decides what this node may have.
 */
final class IdentityEndpoint implements AutoCloseable {

    record ErrorBody(String error, String error_description) {}

    private final ComputeServiceClient service;
    private final String defaultClientId;
    private final String secret;
    private final HttpServer server;
    private final ExecutorService workers;

    IdentityEndpoint(ComputeServiceClient service, String defaultClientId, SecureRandom random)
            throws IOException {
        this.service = service;
        this.defaultClientId = defaultClientId;
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        this.secret = HexFormat.of().formatHex(bytes);
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        this.workers =
                Executors.newFixedThreadPool(
                        2,
                        work -> {
                            Thread thread = new Thread(work, "identity-endpoint");
                            thread.setDaemon(true);
                            return thread;
                        });
        server.setExecutor(workers);
        server.createContext(
                "/",
                exchange ->
                        error(exchange, 404, "not_found", "the identity endpoint is /msi/token"));
        server.createContext("/msi/token", this::token);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/msi/token";
    }

    String secret() {
        return secret;
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }

    private void token(HttpExchange exchange) throws IOException {
        String given = exchange.getRequestHeaders().getFirst("secret");
        if (given == null || !MessageDigest.isEqual(bytes(given), bytes(secret))) {
            error(
                    exchange,
                    401,
                    "unauthorized_client",
                    "the header secret has to be the value of MSI_SECRET");
            return;
        }
        if (!exchange.getRequestMethod().equals("GET")) {
            exchange.getResponseHeaders().set("Allow", "GET");
            error(exchange, 405, "invalid_request", "only GET");
            return;
        }
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        String resource = query.getOrDefault("resource", "");
        String clientId = query.getOrDefault("clientid", "");
        if (resource.isBlank()) {
            error(
                    exchange,
                    400,
                    "invalid_resource",
                    "AADSTS50001: the parameter resource is missing");
            return;
        }
        if (!clientId.isBlank() && !clientId.equalsIgnoreCase(defaultClientId)) {
            error(exchange, 400, "invalid_request", "Identity not found");
            return;
        }
        try {
            HttpResponse<String> answer = service.identityToken(resource);
            if (answer.statusCode() == 401 || answer.statusCode() == 410) {
                error(exchange, 503, "server_error", "this node has been released");
            } else {
                respond(exchange, answer.statusCode(), bytes(answer.body()));
            }
        } catch (IOException e) {
            error(
                    exchange,
                    503,
                    "server_error",
                    "the token service cannot be reached: " + e.getMessage());
        }
    }

    private static void error(HttpExchange exchange, int status, String code, String text)
            throws IOException {
        respond(exchange, status, NodeHttp.JSON.writeValueAsBytes(new ErrorBody(code, text)));
    }

    private static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> values = new HashMap<>();
        Arrays.stream(raw == null ? new String[0] : raw.split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .forEach(
                        pair ->
                                values.put(
                                        pair[0],
                                        URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        return values;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
