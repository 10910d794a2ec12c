import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * Asks a token endpoint for tokens of an application over kept TLS connections, each as fast as it
 * is answered, and says how many came a second and how long one took. Beside it, before and after:
 * how many RS256 signatures all cores of the machine make in a second with the same provider.
 *
 * <p>Arguments: port, path, CA file, client id, scope, seconds, process id of the service; the secret is read from the input.
 */
public final class TokenLoad {
    private static final int[] CONNECTIONS = {1, 8, 32};
    private static final int WARM_UP_SECONDS = 15;
    private static final long SECOND = 1_000_000_000L;

    private TokenLoad() {}

    public static void main(String[] args) throws Exception {
        installProvider();
        String secret = new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
        byte[] request = request(args[0], args[1], args[3], args[4], secret);
        SSLContext tls = tls(Path.of(args[2]));
        int port = Integer.parseInt(args[0]);
        int seconds = Integer.parseInt(args[5]);
        run(tls, port, request, 8, WARM_UP_SECONDS);
        long before = signatures();
        System.out.printf(
                "%-12s %9s %8s %8s %8s %19s %19s%n",
                "connections", "tokens/s", "p50 ms", "p99 ms", "max ms", "server us a token", "client us a token");
        List<Long> rates = new ArrayList<>();
        for (int connections : CONNECTIONS) {
            long server = serverNanos(args[6]);
            long client = clientNanos();
            long[] took = run(tls, port, request, connections, seconds);
            server = serverNanos(args[6]) - server;
            client = clientNanos() - client;
            long rate = took.length / seconds;
            rates.add(rate);
            System.out.printf(
                    "%-12d %9d %8.2f %8.2f %8.2f %19d %19d%n",
                    connections,
                    rate,
                    millis(took, 0.5),
                    millis(took, 0.99),
                    millis(took, 1),
                    server / 1000 / took.length,
                    client / 1000 / took.length);
        }
        long after = signatures();
        long signatures = (before + after) / 2;
        System.out.printf(
                "One signature: %d us of processor time (%s)%n",
                signatureNanos / 1000, Signature.getInstance("SHA256withRSA").getProvider());
        System.out.printf(
                "RS256 signatures/s on %d cores in the same run: %d (before %d, after %d)%n",
                Runtime.getRuntime().availableProcessors(), signatures, before, after);
        System.out.printf("Tokens to signatures: ");
        for (long rate : rates) {
            System.out.printf(" %.2f", (double) rate / signatures);
        }
        System.out.println();
    }

    private static volatile long signatureNanos;

    /** Processor time that the service has used: what other processes take does not count. */
    private static long serverNanos(String pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", pid, "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * (SECOND / 100);
    }

    private static long clientNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void installProvider() {
        try {
            Class<?> type = Class.forName("com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider");
            Security.insertProviderAt((Provider) type.getField("INSTANCE").get(null), 1);
        } catch (ReflectiveOperationException | LinkageError e) {
            System.out.println("(the JDK's own cryptography: " + e + ")");
        }
    }

    private static byte[] request(String port, String path, String client, String scope, String secret) {
        String form =
                "grant_type=client_credentials&client_id=" + client
                        + "&client_secret=" + URLEncoder.encode(secret, StandardCharsets.UTF_8)
                        + "&scope=" + URLEncoder.encode(scope, StandardCharsets.UTF_8);
        return ("POST " + path + " HTTP/1.1\r\nHost: localhost:" + port
                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length()
                        + "\r\n\r\n" + form)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static SSLContext tls(Path authority) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null);
        try (InputStream in = Files.newInputStream(authority)) {
            trusted.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** All durations in nanoseconds, sorted. */
    private static long[] run(SSLContext tls, int port, byte[] request, int connections, int seconds)
            throws Exception {
        long end = System.nanoTime() + seconds * SECOND;
        List<long[]> all = together(connections, () -> one(tls, port, request, end));
        long[] took = all.stream().flatMapToLong(Arrays::stream).toArray();
        Arrays.sort(took);
        return took;
    }

    private static long[] one(SSLContext tls, int port, byte[] request, long end) throws IOException {
        long[] took = new long[1 << 17];
        int count = 0;
        try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket("localhost", port)) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[1 << 14];
            for (long start = System.nanoTime(); start < end; start = System.nanoTime()) {
                out.write(request);
                readAnswer(in, buffer);
                if (count < took.length) {
                    took[count++] = System.nanoTime() - start;
                }
            }
        }
        return Arrays.copyOf(took, count);
    }

    private static void readAnswer(InputStream in, byte[] buffer) throws IOException {
        int filled = 0;
        int whole = -1;
        while (whole < 0 || filled < whole) {
            int read = in.read(buffer, filled, buffer.length - filled);
            if (read < 0) {
                throw new IOException("the connection was closed");
            }
            filled += read;
            if (whole < 0) {
                whole = lengthOfWhole(buffer, filled);
            }
        }
    }

    private static int lengthOfWhole(byte[] buffer, int filled) throws IOException {
        for (int i = 3; i < filled; i++) {
            if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n') {
                String head = new String(buffer, 0, i, StandardCharsets.US_ASCII).toLowerCase();
                if (!head.startsWith("http/1.1 200")) {
                    throw new IOException(new String(buffer, 0, filled, StandardCharsets.UTF_8));
                }
                int at = head.indexOf("content-length:") + "content-length:".length();
                return i + 1 + Integer.parseInt(head.substring(at, head.indexOf('\r', at)).strip());
            }
        }
        return -1;
    }

    private static double millis(long[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, sorted.length * part)] / 1e6;
    }

    private static long signatures() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        long end = System.nanoTime() + 3 * SECOND;
        long used = clientNanos();
        long made = together(
                                Runtime.getRuntime().availableProcessors(),
                                () -> {
                                    Signature signature = Signature.getInstance("SHA256withRSA");
                                    signature.initSign(pair.getPrivate());
                                    byte[] message = new byte[1000];
                                    long count = 0;
                                    while (System.nanoTime() < end) {
                                        signature.update(message);
                                        signature.sign();
                                        count++;
                                    }
                                    return count;
                                })
                        .stream()
                        .mapToLong(Long::longValue)
                        .sum();
        signatureNanos = (clientNanos() - used) / made;
        return made / 3;
    }

    private static <T> List<T> together(int threads, Callable<T> work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> started = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                started.add(pool.submit(work));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : started) {
                results.add(one.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
