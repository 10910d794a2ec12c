package io.mltwin.node.identity;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.node.calls.ComputeServiceClient;
import io.mltwin.node.calls.NodeHttp;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The managed identity endpoint of a compute node, in App Service's form ({@code
 * IDENTITY_ENDPOINT}, {@code IDENTITY_HEADER}; api-version 2019-08-01) and in that of Azure ML
 * compute ({@code MSI_ENDPOINT}, {@code MSI_SECRET}; 2017-09-01): plaintext on loopback, for one
 * run, with a secret of that run. The tokens come from compute-service, which decides whose and for
 * what.
 *
 * <p>Deviation: there is no IMDS ({@code 169.254.169.254}): where a run has no network of its own
 * the address is the machine's, in containers nobody's.
 */
public final class IdentityEndpoint implements AutoCloseable {

    record ErrorBody(String error, String error_description) {}

    private static final int CONNECTIONS = 64;
    private static final long PATIENCE_NANOS = 5_000_000_000L;
    private static final int LONGEST_HEAD = 65_536;

    /** With its method, path and query. */
    private static final Pattern REQUEST = Pattern.compile("(\\S+) (?:http://[^/ ]+)?([^? ]*)\\??(\\S*) HTTP/1\\.[01]");

    private record Answer(int status, byte[] body) {}

    private final ComputeServiceClient service;
    private final String secret;
    private final ServerSocket listener;
    private final BiPredicate<SocketAddress, SocketAddress> admits;
    private final Semaphore free = new Semaphore(CONNECTIONS);

    /**
     * Answers until it is closed, which closes the listener.
     *
     * @param listener at a port of the loopback address
     * @param admits whether a connection between two addresses is one of the run's
     */
    public IdentityEndpoint(
            ServerSocket listener,
            ComputeServiceClient service,
            SecureRandom random,
            BiPredicate<SocketAddress, SocketAddress> admits) {
        this.listener = listener;
        this.service = service;
        this.admits = admits;
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        this.secret = HexFormat.of().formatHex(bytes);
        daemon(this::accept);
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "identity-endpoint");
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return listener.getLocalPort();
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
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (admits.test(client.getRemoteSocketAddress(), client.getLocalSocketAddress()) && free.tryAcquire()) {
                    daemon(() -> serve(client));
                } else {
                    client.close();
                }
            } catch (IOException closed) {
                // a client has gone, or the run has ended
                continue;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            List<String> request = head(client);
            if (listener.isClosed()) {
                return;
            }
            Answer answer = answer(request);
            String head = "HTTP/1.1 " + answer.status() + " \r\nContent-Type: application/json\r\nContent-Length: "
                    + answer.body().length + "\r\nCache-Control: no-store\r\nConnection: close\r\n"
                    + (answer.status() == 405 ? "Allow: GET\r\n" : "") + "\r\n";
            client.getOutputStream().write(bytes(head));
            client.getOutputStream().write(answer.body());
            client.shutdownOutput();
        } catch (IOException gone) {
            // it waited too long, or sent no request
            return;
        } finally {
            free.release();
        }
    }

    /** Returns the lines of a request without its body, which no answer needs. */
    private static List<String> head(Socket client) throws IOException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        InputStream in = new BufferedInputStream(client.getInputStream());
        StringBuilder head = new StringBuilder();
        while (head.length() < LONGEST_HEAD && head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            client.setSoTimeout((int) Math.max(1, (end - System.nanoTime()) / 1_000_000));
            int next = in.read();
            if (next < 0 || System.nanoTime() > end) {
                throw new IOException("no request");
            }
            head.append((char) next);
        }
        return head.toString().lines().toList();
    }

    private Answer answer(List<String> head) throws IOException {
        Matcher request = REQUEST.matcher(head.get(0));
        if (!request.matches() || !request.group(2).startsWith("/msi/token")) {
            return error(404, "not_found", "the identity endpoint is /msi/token");
        }
        Map<String, String> query = query(request.group(3));
        IdentityFlavour flavour = IdentityFlavour.of(query.get("api-version"));
        if (flavour == null) {
            return error(
                    400, "invalid_request", "api-version must be 2019-08-01 (App Service) or 2017-09-01 (Azure ML)");
        }
        String name = AsciiCase.lower(flavour.header()) + ":";
        String given = head.stream()
                .filter(line -> AsciiCase.lower(line).startsWith(name))
                .map(line -> line.substring(name.length()).strip())
                .findFirst()
                .orElse("");
        if (!MessageDigest.isEqual(bytes(given), bytes(secret))) {
            return error(
                    401, "unauthorized_client", "the header " + flavour.header() + " has to be the secret of the run");
        }
        return request.group(1).equals("GET")
                ? ask(encode(flavour.question(query)))
                : error(405, "invalid_request", "only GET");
    }

    private Answer ask(String question) throws IOException {
        HttpResponse<String> answer;
        try {
            answer = service.identityToken(question);
        } catch (IOException e) {
            return error(503, "server_error", "the token service cannot be reached: " + NodeHttp.describe(e));
        }
        if (answer.statusCode() == 200) {
            return new Answer(200, bytes(answer.body()));
        }
        if (answer.statusCode() == 401 || answer.statusCode() == 410) {
            return error(503, "server_error", "this node has been released");
        }
        JsonNode fault = fault(answer.body());
        return error(
                answer.statusCode(),
                fault.path("code").asText("server_error"),
                fault.path("message").asText("no token was issued"));
    }

    /** compute-service speaks ARM's form of errors, an identity endpoint that of OAuth. */
    private static JsonNode fault(String body) {
        try {
            return NodeHttp.JSON.readTree(body).path("error");
        } catch (IOException notJson) {
            return NodeHttp.JSON.missingNode();
        }
    }

    private static Answer error(int status, String code, String text) throws IOException {
        return new Answer(status, NodeHttp.JSON.writeValueAsBytes(new ErrorBody(code, text)));
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> values = new HashMap<>();
        Arrays.stream(raw.split("&"))
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
