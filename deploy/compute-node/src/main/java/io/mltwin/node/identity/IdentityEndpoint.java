package io.mltwin.node.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.node.calls.ComputeServiceClient;
import io.mltwin.node.calls.NodeHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
import java.util.stream.Collectors;

/**
 * The managed identity endpoint of a compute node, in App Service's form ({@code
 * IDENTITY_ENDPOINT}, {@code IDENTITY_HEADER}; api-version 2019-08-01) and in that of Azure ML
 * compute ({@code MSI_ENDPOINT}, {@code MSI_SECRET}; 2017-09-01): plaintext on loopback, for one
 * run, with a secret of that run. The tokens come from compute-service, which decides whose and for
 * what.
 *
 * <p>Deviation: there is no IMDS ({@code 169.254.169.254}): where a run has no network of its own
 * the address is the machine's, and nothing could tell one run from another.
 */
public final class IdentityEndpoint implements AutoCloseable {

    record ErrorBody(String error, String error_description) {}

    private static final int CONNECTIONS = 64;

    static {
        // the JDK's server reads a request on a thread: it may last so many seconds, on so many
        System.setProperty("sun.net.httpserver.maxReqTime", "5");
        System.setProperty("sun.net.httpserver.idleInterval", "5");
        System.setProperty("jdk.httpserver.maxConnections", Integer.toString(CONNECTIONS));
    }

    private final ComputeServiceClient service;
    private final String secret;
    private final HttpServer server;
    private final ExecutorService workers;

    public IdentityEndpoint(ComputeServiceClient service, SecureRandom random) throws IOException {
        this.service = service;
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        this.secret = HexFormat.of().formatHex(bytes);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        this.workers = Executors.newFixedThreadPool(CONNECTIONS, work -> {
            Thread thread = new Thread(work, "identity-endpoint");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(workers);
        server.createContext("/", exchange -> error(exchange, 404, "not_found", "the identity endpoint is /msi/token"));
        server.createContext("/msi/token", this::token);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port() + "/msi/token";
    }

    public String secret() {
        return secret;
    }

    /** From here on nobody answers, and nobody takes the secret. */
    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        IdentityFlavour flavour = IdentityFlavour.of(query.get("api-version"));
        if (flavour == null) {
            error(
                    exchange,
                    400,
                    "invalid_request",
                    "api-version must be 2019-08-01 (App Service) or 2017-09-01 (Azure ML)");
            return;
        }
        String given = exchange.getRequestHeaders().getFirst(flavour.header());
        if (given == null || !MessageDigest.isEqual(bytes(given), bytes(secret))) {
            error(
                    exchange,
                    401,
                    "unauthorized_client",
                    "the header " + flavour.header() + " has to be the secret of the run");
            return;
        }
        if (!exchange.getRequestMethod().equals("GET")) {
            exchange.getResponseHeaders().set("Allow", "GET");
            error(exchange, 405, "invalid_request", "only GET");
            return;
        }
        ask(exchange, encode(flavour.question(query)));
    }

    private void ask(HttpExchange exchange, String question) throws IOException {
        HttpResponse<String> answer;
        try {
            answer = service.identityToken(question);
        } catch (IOException e) {
            error(exchange, 503, "server_error", "the token service cannot be reached: " + NodeHttp.describe(e));
            return;
        }
        if (answer.statusCode() == 200) {
            respond(exchange, 200, bytes(answer.body()));
        } else if (answer.statusCode() == 401 || answer.statusCode() == 410) {
            error(exchange, 503, "server_error", "this node has been released");
        } else {
            JsonNode fault = fault(answer.body());
            error(
                    exchange,
                    answer.statusCode(),
                    fault.path("code").asText("server_error"),
                    fault.path("message").asText("no token was issued"));
        }
    }

    /** compute-service speaks ARM's form of errors, an identity endpoint that of OAuth. */
    private static JsonNode fault(String body) {
        try {
            return NodeHttp.JSON.readTree(body).path("error");
        } catch (IOException notJson) {
            return NodeHttp.JSON.missingNode();
        }
    }

    private static void error(HttpExchange exchange, int status, String code, String text) throws IOException {
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
                .forEach(pair -> values.putIfAbsent(pair[0], decode(pair[1])));
        return values;
    }

    private static String encode(Map<String, String> question) {
        return question.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + UriEncoding.encodeQueryValue(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String decode(String text) {
        try {
            return UriEncoding.decodeFormValue(text);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
