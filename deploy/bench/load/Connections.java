import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS connections that are kept, a thread each, which sends a request when the one before is answered. They use the cryptography of
 * the services where that is on the class path: their cost counts, since they run on the service's processors.
 */
final class Connections {
    private static final int MOST = 1 << 20;

    static {
        try {
            Class<?> type = Class.forName("com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider");
            Security.insertProviderAt((Provider) type.getField("INSTANCE").get(null), 1);
        } catch (ReflectiveOperationException | LinkageError e) {
            System.out.println("(the JDK's own cryptography: " + e + ")");
        }
    }

    private final SSLContext tls;

    /** Trusts the authorities of these files. */
    Connections(Path... authorities) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null);
        for (Path file : authorities) {
            try (InputStream in = Files.newInputStream(file)) {
                trusted.setCertificateEntry(
                        file.toString(), CertificateFactory.getInstance("X.509").generateCertificate(in));
            }
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
    }

    /** The answer's body, of at most 64 KB. */
    String once(int port, Request request) throws IOException {
        try (SSLSocket socket = open(port)) {
            Answer answer = new Answer(socket.getInputStream());
            send(socket, request);
            answer.read();
            return answer.body();
        }
    }

    /** Until the time is over or there is no request any more; all durations in nanoseconds, sorted. */
    long[] run(int port, int connections, Supplier<Request> requests, long end) throws Exception {
        List<long[]> all = together(connections, () -> one(port, requests, end));
        long[] took = all.stream().flatMapToLong(Arrays::stream).toArray();
        Arrays.sort(took);
        return took;
    }

    /** What as many threads return. */
    static <T> List<T> together(int threads, Callable<T> work) throws Exception {
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

    private SSLSocket open(int port) throws IOException {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket("localhost", port);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private long[] one(int port, Supplier<Request> requests, long end) throws IOException {
        long[] took = new long[1 << 12];
        int count = 0;
        try (SSLSocket socket = open(port)) {
            Answer answer = new Answer(socket.getInputStream());
            for (Request request = requests.get(); request != null; request = requests.get()) {
                long start = System.nanoTime();
                if (start >= end) {
                    break;
                }
                send(socket, request);
                answer.read();
                if (count == took.length && count < MOST) {
                    took = Arrays.copyOf(took, 2 * count);
                }
                if (count < took.length) {
                    took[count++] = System.nanoTime() - start;
                }
            }
        }
        return Arrays.copyOf(took, count);
    }

    private static void send(SSLSocket socket, Request request) throws IOException {
        socket.getOutputStream().write(request.head());
        if (request.body().length > 0) {
            socket.getOutputStream().write(request.body());
        }
    }
}
