import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * TLS connections that are kept, a thread each, which sends a request when the one before is answered. They use the cryptography of
 * the services: their cost counts, since they run on the service's processors.
 */
final class Connections {
    private static final int MOST = 1 << 20;

    static {
        ServiceCryptography.install();
    }

    private final SslContext tls;

    /** Trusts the authorities of these files. */
    Connections(Path... authorities) throws IOException, GeneralSecurityException {
        List<X509Certificate> trusted = new ArrayList<>();
        for (Path file : authorities) {
            try (InputStream in = Files.newInputStream(file)) {
                trusted.add((X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in));
            }
        }
        boolean boring = OpenSsl.isAvailable();
        if (!boring) {
            System.out.println("(TLS by the JDK: " + OpenSsl.unavailabilityCause() + ")");
        }
        tls =
                SslContextBuilder.forClient()
                        .sslProvider(boring ? SslProvider.OPENSSL : SslProvider.JDK)
                        .trustManager(trusted)
                        .build();
    }

    /** A connection that is the caller's. */
    TlsConnection open(int port) throws IOException {
        return new TlsConnection(tls, port);
    }

    /** The answer's body, of at most 64 KB. */
    String once(int port, Request request) throws IOException {
        try (TlsConnection connection = new TlsConnection(tls, port)) {
            Answer answer = new Answer(connection.in());
            connection.send(request.head(), request.body());
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

    private long[] one(int port, Supplier<Request> requests, long end) throws IOException {
        long[] took = new long[1 << 12];
        int count = 0;
        try (TlsConnection connection = new TlsConnection(tls, port)) {
            Answer answer = new Answer(connection.in());
            for (Request request = requests.get(); request != null; request = requests.get()) {
                long start = System.nanoTime();
                if (start >= end) {
                    break;
                }
                connection.send(request.head(), request.body());
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
}
