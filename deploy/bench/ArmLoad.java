import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Reads or writes through Azure Resource Manager, one request at a time on each of the connections:
 * {@code ArmLoad CA PORT CONNECTIONS SECONDS get|put}. The token of Azure Resource Manager comes on
 * standard input. GET reads a storage account; PUT writes storage accounts as they stand.
 */
public final class ArmLoad {
    private static final String GROUP =
            "/subscriptions/20000000-0000-4000-8000-000000000001/resourceGroups/bench-rg";
    private static final String VERSION = "?api-version=2022-10-01";
    private static final String ACCOUNT =
            "{\"location\":\"eastus\",\"kind\":\"StorageV2\",\"sku\":{\"name\":\"Standard_LRS\"}}";
    private static final int WARM_UP_SECONDS = 5;

    private ArmLoad() {}

    public static void main(String[] arguments) throws Exception {
        SSLContext tls = trusting(Path.of(arguments[0]));
        String base = "https://localhost:" + arguments[1];
        int connections = Integer.parseInt(arguments[2]);
        int seconds = Integer.parseInt(arguments[3]);
        boolean reads = arguments[4].equals("get");
        String token = new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
        HttpClient first = client(tls);
        send(first, base, token, "PUT", GROUP, "{\"location\":\"eastus\"}");
        AtomicInteger names = new AtomicInteger();
        long begin = System.nanoTime() + WARM_UP_SECONDS * 1_000_000_000L;
        long end = begin + seconds * 1_000_000_000L;
        List<CompletableFuture<long[]>> all =
                IntStream.range(0, connections)
                        .mapToObj(
                                i ->
                                        CompletableFuture.supplyAsync(
                                                () -> {
                                                    String account =
                                                            GROUP
                                                                    + "/providers/Microsoft.Storage/storageAccounts/bench"
                                                                    + names.getAndIncrement();
                                                    return ask(
                                                            client(tls), base, token, account, reads,
                                                            begin, end);
                                                },
                                                task -> new Thread(task).start()))
                        .toList();
        long[] nanos =
                all.stream().flatMapToLong(one -> Arrays.stream(one.join())).sorted().toArray();
        System.out.printf(
                "%-3s %2d connections: %,6d requests/s, median %.2f ms, p99 %.2f ms%n",
                arguments[4].toUpperCase(),
                connections,
                nanos.length / seconds,
                nanos[nanos.length / 2] / 1e6,
                nanos[(int) (nanos.length * 0.99)] / 1e6);
    }

    private static long[] ask(
            HttpClient client,
            String base,
            String token,
            String account,
            boolean reads,
            long begin,
            long end) {
        long[] nanos = new long[1 << 18];
        int asked = 0;
        send(client, base, token, "PUT", account, ACCOUNT);
        for (long start = System.nanoTime(); start < end; ) {
            send(client, base, token, reads ? "GET" : "PUT", account, reads ? null : ACCOUNT);
            long now = System.nanoTime();
            if (start >= begin) {
                nanos[asked++] = now - start;
            }
            start = now;
        }
        return Arrays.copyOf(nanos, asked);
    }

    private static void send(
            HttpClient client, String base, String token, String method, String id, String body) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(base + id + VERSION))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        // not sampled: spans are not what is measured
                        .header(
                                "traceparent",
                                "00-11111111111111111111111111111111-2222222222222222-00")
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try {
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException("unexpected answer: " + answer.body());
            }
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpClient client(SSLContext tls) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(tls)
                .build();
    }

    private static SSLContext trusting(Path file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream pem = Files.newInputStream(file)) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return tls;
    }
}
