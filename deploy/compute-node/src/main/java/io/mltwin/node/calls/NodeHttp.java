package io.mltwin.node.calls;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.node.job.RunFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * HTTPS as a node speaks it: HTTP/1.1, no proxy, no authority trusted but those of {@code
 * SSL_CERT_FILE}.
 */
public final class NodeHttp {

    public static final ObjectMapper JSON = new ObjectMapper();
    public static final String TRACE_PARENT = "traceparent";
    private static final int MAX_ERROR_TEXT = 500;

    private final HttpClient client;
    private volatile Map<String, String> followed = Map.of();

    public NodeHttp(Path authorities) throws IOException, GeneralSecurityException {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(Duration.ofSeconds(5))
                .sslContext(trust(authorities))
                .build();
    }

    /**
     * Sets the headers of all requests from now on, so that a run can be followed through the
     * services: correlation id and W3C trace context; null for none.
     */
    public void follow(String correlationId, String traceParent) {
        Map<String, String> headers = new HashMap<>();
        if (correlationId != null) {
            headers.put("x-ms-correlation-request-id", correlationId);
        }
        if (traceParent != null) {
            headers.put(TRACE_PARENT, traceParent);
        }
        this.followed = Map.copyOf(headers);
    }

    /** A trace context that says: record nothing of this, it belongs to no flow. */
    public static String untraced() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return String.format("00-%016x%016x-%016x-00", random.nextLong(), random.nextLong() | 1, random.nextLong() | 1);
    }

    /** The request timeout covers the headers of the answer. */
    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) throws IOException {
        try {
            return client.send(correlated(request), handler);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private HttpRequest correlated(HttpRequest request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request, (name, value) -> true);
        followed.forEach((name, value) -> {
            if (request.headers().firstValue(name).isEmpty()) {
                builder.header(name, value);
            }
        });
        return builder.build();
    }

    public HttpResponse<String> send(HttpRequest request) throws IOException {
        return send(request, HttpResponse.BodyHandlers.ofString());
    }

    public static HttpRequest.BodyPublisher json(Object body) {
        try {
            return HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A failure that may pass: the other side is away, overloaded or has an error of its own. */
    public static boolean isPassing(int status) {
        return status >= 500 || status == 429 || status == 408;
    }

    public static String describe(HttpResponse<String> answer) {
        String body = requireNonNullElse(answer.body(), "");
        return "HTTP "
                + answer.statusCode()
                + " "
                + (body.length() > MAX_ERROR_TEXT ? body.substring(0, MAX_ERROR_TEXT) : body);
    }

    /** The JDK's client has failures without a message, such as a refused connection. */
    public static String describe(IOException failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private static SSLContext trust(Path authorities) throws IOException, GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(JavaTrust.read(authorities));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    /** The authorities of {@code SSL_CERT_FILE} in the form that Java's own TLS reads. */
    public static final class JavaTrust {

        /** Certificates in it are read without a password, unlike those in PKCS12. */
        private static final String TYPE = "JKS";

        /** Only protects against accidents: nothing in the file is secret. */
        private static final char[] PASSWORD = "changeit".toCharArray();

        private JavaTrust() {}

        /** A store that trusts the authorities of a file in PEM form. */
        static KeyStore read(Path authorities) throws IOException, GeneralSecurityException {
            KeyStore store = KeyStore.getInstance(TYPE);
            store.load(null, null);
            try (InputStream in = Files.newInputStream(authorities)) {
                for (Certificate certificate :
                        CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                    store.setCertificateEntry("authority" + store.size(), certificate);
                }
            }
            return store;
        }

        /**
         * Writes the authorities for a script; nothing in the file is secret, so it has no password.
         */
        public static void write(Path authorities, RunFolder folder) throws IOException {
            try (OutputStream out = Files.newOutputStream(file(folder))) {
                read(authorities).store(out, PASSWORD);
            } catch (GeneralSecurityException e) {
                throw new IOException("the authorities cannot be written for Java", e);
            }
        }

        /** Options with which {@code java} trusts the authorities. */
        public static List<String> options(RunFolder folder) {
            return List.of("-Djavax.net.ssl.trustStore=" + file(folder), "-Djavax.net.ssl.trustStoreType=" + TYPE);
        }

        /** Lies in the run's folder, as {@link RunFolder#authorities} do. */
        public static Path file(RunFolder folder) {
            return folder.path().resolve(".authorities.jks");
        }
    }
}
