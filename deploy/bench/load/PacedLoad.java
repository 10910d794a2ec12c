import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Sends requests at a fixed rate over TLS connections that are kept, whether earlier ones were answered or not. A request's time counts
 * from when it was due. A connection that failed is opened again.
 */
final class PacedLoad {
    private static final long SECOND = 1_000_000_000L;
    private static final int CONNECTIONS = 32;
    private static final int SHOWN = 5;

    private final Connections connections;
    private final int port;
    private final Request request;
    private final int perSecond;
    private final AtomicLong due = new AtomicLong();
    private final AtomicInteger sent = new AtomicInteger();
    private final List<String> failures = new ArrayList<>();
    private int failed;
    private long start;

    PacedLoad(Connections connections, int port, Request request, int perSecond) {
        this.connections = connections;
        this.port = port;
        this.request = request;
        this.perSecond = perSecond;
    }

    /** Sends until this says false; all durations in nanoseconds, sorted. */
    long[] run(BooleanSupplier goesOn) throws Exception {
        start = System.nanoTime();
        long[] took = Connections.together(CONNECTIONS, () -> sender(goesOn)).stream().flatMapToLong(Arrays::stream).toArray();
        Arrays.sort(took);
        return took;
    }

    private long[] sender(BooleanSupplier goesOn) throws InterruptedException {
        long[] took = new long[1 << 10];
        int count = 0;
        TlsConnection connection = null;
        Answer answer = null;
        while (goesOn.getAsBoolean()) {
            long at = start + due.getAndIncrement() * SECOND / perSecond;
            for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
                Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
            }
            sent.incrementAndGet();
            try {
                if (connection == null) {
                    connection = connections.open(port);
                    answer = new Answer(connection.in());
                }
                connection.send(request.head(), request.body());
                answer.read();
            } catch (IOException e) {
                note(at, e);
                close(connection);
                connection = null;
            }
            took = count < took.length ? took : Arrays.copyOf(took, 2 * count);
            took[count++] = System.nanoTime() - at;
        }
        close(connection);
        return Arrays.copyOf(took, count);
    }

    private synchronized void note(long at, IOException failure) {
        failed++;
        if (failures.size() < SHOWN) {
            String told = String.valueOf(failure.getMessage()).replaceAll("\\s+", " ");
            failures.add(
                    "request due at second %d: %s"
                            .formatted((at - start) / SECOND, told.substring(0, Math.min(160, told.length()))));
        }
    }

    private static void close(TlsConnection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (IOException closed) {
            // it is given up
        }
    }

    int sent() {
        return sent.get();
    }

    /** How many requests had another answer than a success, or none. */
    synchronized int failed() {
        return failed;
    }

    /** Prints the rate and the times, and what the first failures were. */
    synchronized void print(long[] took) {
        System.out.printf(
                "%d requests, %d failed, p50 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
                sent(), failed, took[took.length / 2] / 1e6, took[(int) (took.length * 0.99)] / 1e6, took[took.length - 1] / 1e6);
        failures.forEach(one -> System.out.println("  failed: " + one));
    }
}
