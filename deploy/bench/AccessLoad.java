import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * Asks identity for permissions as workspace-service does, over TLS connections that stay open, one
 * question at a time on each: {@code AccessLoad DATA PORT CONNECTIONS SECONDS allowed|denied}.
 */
public final class AccessLoad {
    private static final String WORKSPACE =
            "/subscriptions/20000000-0000-4000-8000-000000000001/resourceGroups/rg1/providers"
                    + "/Microsoft.MachineLearningServices/workspaces/ws1";
    private static final int WARM_UP_SECONDS = 8;
    private static final LongAdder ALL = new LongAdder();
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONTENT_LENGTH =
            "content-length: ".getBytes(StandardCharsets.US_ASCII);

    private AccessLoad() {}

    public static void main(String[] arguments) throws Exception {
        installProvider();
        Path data = Path.of(arguments[0]);
        int port = Integer.parseInt(arguments[1]);
        int connections = Integer.parseInt(arguments[2]);
        int seconds = Integer.parseInt(arguments[3]);
        boolean allowed = arguments[4].equals("allowed");
        SSLContext tls = trusting(data.resolve("ca.pem"), data.resolve("trust/ca.pem"));
        byte[] request = request(port, token(data, port, tls), allowed);
        long begin = System.nanoTime() + WARM_UP_SECONDS * 1_000_000_000L;
        long end = begin + seconds * 1_000_000_000L;
        List<CompletableFuture<long[]>> all =
                IntStream.range(0, connections)
                        .mapToObj(
                                i ->
                                        CompletableFuture.supplyAsync(
                                                () -> ask(tls, port, request, allowed, begin, end),
                                                task -> new Thread(task).start()))
                        .toList();
        long[] nanos =
                all.stream().flatMapToLong(one -> Arrays.stream(one.join())).sorted().toArray();
        System.out.printf(
                "%-8s %2d connections: %,7d checks/s, median %.2f ms, p99 %.2f ms, %.0f µs of the generator each all: %d%n",
                arguments[4],
                connections,
                nanos.length / seconds,
                nanos[nanos.length / 2] / 1e6,
                nanos[(int) (nanos.length * 0.99)] / 1e6,
                processorNanos() / 1e3 / ALL.sum(),
                ALL.sum());
    }

    private static double processorNanos() {
        return ((com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static long[] ask(
            SSLContext tls, int port, byte[] request, boolean allowed, long begin, long end) {
        long[] nanos = new long[1 << 20];
        int asked = 0;
        byte[] expected =
                ("\"decisions\":[" + allowed + "]").getBytes(StandardCharsets.ISO_8859_1);
        byte[] buffer = new byte[1 << 14];
        try (SSLSocket socket =
                (SSLSocket) tls.getSocketFactory().createSocket("localhost", port)) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            for (long start = System.nanoTime(); start < end; ) {
                out.write(request);
                int length = readAnswer(in, buffer);
                long now = System.nanoTime();
                if (indexOf(buffer, length, expected) < 0) {
                    throw new IllegalStateException(
                            "unexpected answer: " + new String(buffer, 0, length));
                }
                if (start >= begin) {
                    nanos[asked++] = now - start;
                }
                ALL.increment();
                start = now;
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return Arrays.copyOf(nanos, asked);
    }

    /** Reads a whole answer; its length. */
    private static int readAnswer(InputStream in, byte[] buffer) throws IOException {
        int filled = 0;
        int whole = -1;
        while (whole < 0 || filled < whole) {
            int read = in.read(buffer, filled, buffer.length - filled);
            if (read < 0) {
                throw new IOException("the connection was closed");
            }
            filled += read;
            int head = whole < 0 ? indexOf(buffer, filled, END_OF_HEAD) : -1;
            if (head >= 0) {
                whole = head + END_OF_HEAD.length + contentLength(buffer, head);
            }
        }
        return filled;
    }

    private static int contentLength(byte[] buffer, int head) throws IOException {
        int at = indexOf(buffer, head, CONTENT_LENGTH);
        if (at < 0) {
            throw new IOException("no length: " + new String(buffer, 0, head));
        }
        int length = 0;
        for (int i = at + CONTENT_LENGTH.length; i < buffer.length && buffer[i] >= '0'; i++) {
            length = length * 10 + buffer[i] - '0';
        }
        return length;
    }

    private static int indexOf(byte[] buffer, int length, byte[] wanted) {
        byte first = wanted[0];
        for (int i = 0; i <= length - wanted.length; i++) {
            if (buffer[i] == first
                    && Arrays.equals(buffer, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }

    /** The load generator's own cost counts as long as it runs on the service's processors. */
    private static void installProvider() {
        try {
            Class<?> type =
                    Class.forName(
                            "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider");
            Security.insertProviderAt((Provider) type.getField("INSTANCE").get(null), 1);
        } catch (ReflectiveOperationException | LinkageError e) {
            System.err.println("(the JDK's own cryptography: " + e + ")");
        }
    }

    private static byte[] request(int port, String token, boolean allowed) {
        // of the fixture: the service principals "reader" and "nobody"
        String principal =
                "50000000-0000-4000-8000-00000000000" + (allowed ? "3" : "4");
        String body =
                "{\"principalId\":\""
                        + principal
                        + "\",\"groups\":[],\"checks\":[{\"action\":"
                        + "\"Microsoft.MachineLearningServices/workspaces/read\",\"scope\":\""
                        + WORKSPACE
                        + "\",\"data\":false}]}";
        String head =
                "POST /_mltwin/access/check HTTP/1.1\r\nHost: localhost:"
                        + port
                        + "\r\nAuthorization: Bearer "
                        + token
                        + "\r\nContent-Type: application/json\r\nAccept: application/json\r\n"
                        // not sampled: spans are not what is measured
                        + "traceparent: 00-11111111111111111111111111111111-2222222222222222-00\r\n"
                        + "x-ms-correlation-request-id: 11111111-1111-4111-8111-111111111111\r\n"
                        + "Content-Length: "
                        + body.length()
                        + "\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** workspace-service's own token, by its client key. */
    private static String token(Path data, int port, SSLContext tls) throws Exception {
        String principals = Files.readString(data.resolve("trust/principals.json"));
        String tenant = find(principals, "\"tenantId\"\\s*:\\s*\"([^\"]+)\"");
        String client =
                find(
                        principals,
                        "\"name\"\\s*:\\s*\"workspace\"[^}]*?\"applicationId\"\\s*:\\s*\"([^\"]+)\"");
        String audience = "https://localhost:" + port + "/" + tenant + "/oauth2/v2.0/token";
        long now = System.currentTimeMillis() / 1000;
        String claims =
                "{\"iss\":\"" + client + "\",\"sub\":\"" + client + "\",\"aud\":\"" + audience
                        + "\",\"iat\":" + now + ",\"nbf\":" + now + ",\"exp\":" + (now + 300)
                        + ",\"jti\":\"" + UUID.randomUUID() + "\"}";
        String signed = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + base64(claims);
        byte[] der =
                Base64.getMimeDecoder()
                        .decode(
                                Files.readString(data.resolve("private/workspace/client-key.pem"))
                                        .replaceAll("-----[A-Z ]+-----", ""));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(
                KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der)));
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        String assertion =
                signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        String form =
                "grant_type=client_credentials&client_id=" + client
                        + "&scope=" + encode("api://mltwin/identity/.default")
                        + "&client_assertion_type="
                        + encode("urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                        + "&client_assertion=" + assertion;
        HttpResponse<String> answer =
                HttpClient.newBuilder().sslContext(tls).build().send(
                        HttpRequest.newBuilder(URI.create(audience))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(form))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return find(answer.body(), "\"access_token\"\\s*:\\s*\"([^\"]+)\"");
    }

    private static String find(String text, String pattern) {
        Matcher found = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("no " + pattern + " in " + text);
        }
        return found.group(1);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static SSLContext trusting(Path... files) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (Path file : files) {
            if (Files.exists(file)) {
                try (InputStream pem = Files.newInputStream(file)) {
                    store.setCertificateEntry(
                            file.toString(),
                            CertificateFactory.getInstance("X.509").generateCertificate(pem));
                }
            }
        }
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return tls;
    }
}
