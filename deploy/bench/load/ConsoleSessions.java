import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** People at the console: each has the page of flows open, which draws on, and opens another page now and then. */
final class ConsoleSessions implements AutoCloseable {
    /** They come one after the other within so many seconds, so that few streams begin at any time. */
    static final int ARRIVAL_SECONDS = 60;

    private static final String STREAM = "/stream/flow";

    private final List<ConsoleVisitor> visitors = new ArrayList<>();
    private final List<String> addresses;
    private final ScheduledExecutorService threads;
    private final AtomicLong opened = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong drawn = new AtomicLong();
    private volatile boolean over;

    /**
     * Signs them in.
     *
     * @param think seconds between two pages of one person
     */
    ConsoleSessions(int many, int think, HttpClient client, int base, List<String> addresses)
            throws IOException, InterruptedException {
        this.addresses = addresses;
        // a thread for each stream, which waits for what is drawn
        this.threads = Executors.newScheduledThreadPool(2 * many + 1);
        for (int i = 0; i < many; i++) {
            ConsoleVisitor visitor = new ConsoleVisitor(client, base);
            visitor.signIn();
            visitors.add(visitor);
        }
        for (int i = 0; i < many; i++) {
            ConsoleVisitor visitor = visitors.get(i);
            int first = i;
            AtomicLong next = new AtomicLong();
            long comes = 1000L * ARRIVAL_SECONDS * i / many;
            threads.schedule(() -> draw(visitor), comes, TimeUnit.MILLISECONDS);
            threads.scheduleAtFixedRate(
                    () -> open(visitor, first + (int) next.getAndIncrement()),
                    comes,
                    1000L * think,
                    TimeUnit.MILLISECONDS);
        }
    }

    /** The console ends a stream with its session, or after an hour; a browser opens the next one at once. */
    private void draw(ConsoleVisitor visitor) {
        byte[] buffer = new byte[1 << 13];
        while (!over) {
            try (InputStream in = visitor.stream(STREAM).join().body()) {
                for (int count = in.read(buffer); count >= 0 && !over; count = in.read(buffer)) {
                    drawn.addAndGet(count);
                }
            } catch (IOException | RuntimeException e) {
                refused.incrementAndGet();
            }
        }
    }

    private void open(ConsoleVisitor visitor, int number) {
        try {
            String address = addresses.get(number % addresses.size());
            (visitor.get(address, Map.of()).statusCode() == 200 ? opened : refused).incrementAndGet();
        } catch (IOException e) {
            refused.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What they did so far. */
    String summary() {
        return opened + " pages opened, " + refused + " not, " + drawn.get() / 1024 + " KB drawn on";
    }

    @Override
    public void close() {
        over = true;
        threads.shutdownNow();
    }
}
