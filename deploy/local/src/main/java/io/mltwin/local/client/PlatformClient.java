package io.mltwin.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.Json;
import io.mltwin.local.trust.Pem;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * HTTPS to the platform's services over loopback, trusting its authority alone. A request to a
 * virtual host goes to localhost with that Host header, so no name needs to resolve.
 */
public final class PlatformClient {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final Duration READY_ANSWER = Duration.ofSeconds(5);
    private static final int PROBE_MILLIS = 300;

    static {
        // The JDK reads this when its client is first used; without it the Host header is refused.
        if (System.getProperty("jdk.httpclient.allowRestrictedHeaders") == null) {
            System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
        }
    }

    private final DataFolder folder;
    private final Map<String, String> everywhere;
    private HttpClient http;

    public PlatformClient(DataFolder folder) {
        this(folder, Map.of());
    }

    private PlatformClient(DataFolder folder, Map<String, String> everywhere) {
        this.folder = folder;
        this.everywhere = everywhere;
    }

    /** Returns a client over the same connections whose calls all carry a header more. */
    public PlatformClient with(String header, String value) throws IOException {
        return with(Map.of(header, value));
    }

    /** Returns a client over the same connections whose calls all carry these headers. */
    public PlatformClient with(Map<String, String> headers) throws IOException {
        PlatformClient other = new PlatformClient(folder, headers);
        other.http = http();
        return other;
    }

    /** The answer of a service: its body as JSON, or as a text that is no JSON, and as it came. */
    public record Reply(int status, JsonNode body, Map<String, java.util.List<String>> headers, String text) {
        public Optional<String> header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> AsciiCase.equal(header.getKey(), name))
                    .flatMap(header -> header.getValue().stream())
                    .findFirst();
        }

        public boolean succeeded() {
            return status / 100 == 2;
        }
    }

    /**
     * A request: method, port and path, and where wanted a virtual host (without port), a bearer
     * token and a body.
     */
    public record Call(
            String method,
            int port,
            String path,
            String host,
            String token,
            String contentType,
            String body,
            TraceParent trace) {

        public static Call of(String method, int port, String path) {
            return new Call(method, port, path, null, null, null, null, null);
        }

        /** The call to an address that a service gave: its host becomes the Host header. */
        public static Call to(String method, URI address) {
            String path = address.getRawPath() + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery());
            return of(method, address.getPort(), path).at(address.getHost());
        }

        public Call at(String virtualHost) {
            return new Call(method, port, path, virtualHost, token, contentType, body, trace);
        }

        public Call as(String bearer) {
            return new Call(method, port, path, host, bearer, contentType, body, trace);
        }

        public Call json(Object value) throws IOException {
            return new Call(
                    method,
                    port,
                    path,
                    host,
                    token,
                    "application/json",
                    Json.MAPPER
                            .writer()
                            .without(SerializationFeature.INDENT_OUTPUT)
                            .writeValueAsString(value),
                    trace);
        }

        public Call form(String encoded) {
            return text("application/x-www-form-urlencoded", encoded);
        }

        public Call text(String type, String content) {
            return new Call(method, port, path, host, token, type, content, trace);
        }

        /** The call as a part of a trace; null, as at first, is administration that leaves none. */
        public Call within(TraceParent flow) {
            return new Call(method, port, path, host, token, contentType, body, flow);
        }

        @Override
        public String toString() {
            return method
                    + " https://"
                    + (host == null ? "localhost" : host)
                    + ":"
                    + port
                    + path.replaceAll("\\?.*", "");
        }
    }

    public Reply send(Call call) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("https://localhost:" + call.port() + call.path()))
                .timeout(ANSWER)
                .header("Accept", "application/json")
                .header("User-Agent", "mltwin-launcher")
                .header(TraceParent.HEADER, (call.trace() == null ? TraceParent.untraced() : call.trace()).toString());
        everywhere.forEach(request::header);
        if (call.host() != null) {
            request.header("Host", call.host() + ":" + call.port());
        }
        if (call.token() != null) {
            request.header("Authorization", "Bearer " + call.token());
        }
        if (call.contentType() != null) {
            request.header("Content-Type", call.contentType());
        }
        request.method(
                call.method(),
                call.body() == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(call.body()));
        HttpResponse<String> response = send(request.build());
        return new Reply(
                response.statusCode(), json(response.body()), response.headers().map(), response.body());
    }

    /** Returns whether the service on a port says that it is ready. */
    public boolean ready(int port) {
        if (!listens(port)) {
            return false;
        }
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/q/health/ready"))
                    .timeout(READY_ANSWER)
                    .build();
            return send(request).statusCode() == 200;
        } catch (IOException e) {
            // Not yet: asked again.
            return false;
        }
    }

    /**
     * Returns the public key by which the service on a port proves its name, as the platform's
     * authority has certified it.
     */
    public PublicKey serverKey(int port) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/q/health/live"))
                .timeout(READY_ANSWER)
                .build();
        return send(request)
                .sslSession()
                .orElseThrow(() -> new IOException("Port " + port + " speaks no TLS."))
                .getPeerCertificates()[0]
                .getPublicKey();
    }

    /** Returns whether anything listens on a port of the loopback address. */
    public static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PROBE_MILLIS);
            return true;
        } catch (IOException e) {
            // Refused: nothing listens.
            return false;
        }
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return http().send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The request was interrupted.");
        }
    }

    private static JsonNode json(String body) {
        try {
            return Json.MAPPER.readTree(body);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            // A body that is no JSON (plain text, XML) is kept as text.
            return Json.MAPPER.getNodeFactory().textNode(body);
        }
    }

    /** Returns the client itself, for requests that need more than a {@link Call} says. */
    public synchronized HttpClient http() throws IOException {
        if (http == null) {
            http = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT)
                    .sslContext(trusting())
                    .build();
        }
        return http;
    }

    private SSLContext trusting() throws IOException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("mltwin", Pem.certificate(folder.caCertificate()));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("The authority's certificate cannot be used: " + e.getMessage(), e);
        }
    }
}
