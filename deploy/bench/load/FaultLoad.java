import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Scores at a fixed rate while telemetry-service, Kafka and PostgreSQL are down one after the other, and the disk of the spool is full;
 * then compares the rows in Application Insights with the requests. Each fault lasts a tenth of the time. Ends with 1 when a request
 * failed, or when there are not as many rows as requests, each once.
 *
 * <p>Arguments: port base, data folder, seconds, requests a second, folder of the models, entry script, file with a request's body; the
 * owner's secret is read from the input.
 */
public final class FaultLoad {
    private static final long SECOND = 1_000_000_000L;
    private static final int SLICE_SECONDS = 20;
    private static final long PATIENCE_NANOS = 180 * SECOND;
    private static final long CALM_NANOS = 30 * SECOND;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Platform platform;
    private final String app;

    private FaultLoad(Platform platform, String app) {
        this.platform = platform;
        this.app = app;
    }

    /** Rows, and how many requests they are of. */
    private record Rows(long rows, long ids) {}

    public static void main(String[] arguments) throws Exception {
        String secret = new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
        int base = Integer.parseInt(arguments[0]);
        Path data = Path.of(arguments[1]);
        int seconds = Integer.parseInt(arguments[2]);
        Connections connections = new Connections(Path.of(Platform.setting("CA_FILE")));
        Platform platform = new Platform(connections, base, secret);
        Path models = Path.of(arguments[4]);
        byte[] body = Files.readAllBytes(Path.of(arguments[6]));
        WebServices services = WebServices.make(platform);
        Request request = services.deployPython(models.resolve("model.json"), Path.of(arguments[5])).request(body);
        FaultLoad load = new FaultLoad(platform, services.app());
        PacedLoad paced = new PacedLoad(connections, base + 5, request, Integer.parseInt(arguments[3]));
        boolean holds = load.run(paced, seconds, data);
        services.delete();
        System.exit(holds ? 0 : 1);
    }

    private boolean run(PacedLoad load, int seconds, Path data) throws Exception {
        Path run = data.resolve("run");
        List<Fault> faults =
                List.of(
                        Fault.killed(run, "telemetry"),
                        Fault.killed(run, "kafka"),
                        Fault.killed(run, "postgres"),
                        Fault.full(data.resolve("data/scoring/spool")));
        Instant from = Instant.now();
        long start = System.nanoTime();
        AtomicReference<Exception> broken = new AtomicReference<>();
        Thread suffering = new Thread(() -> suffer(faults, start, seconds * SECOND, broken));
        suffering.start();
        long[] took = load.run(() -> System.nanoTime() - start < seconds * SECOND);
        suffering.join();
        load.print(took);
        Rows rows = awaitRows(from, load.sent(), load.sent() - load.failed());
        System.out.printf("%d rows in Application Insights, of %d requests%n", rows.rows(), rows.ids());
        if (broken.get() != null) {
            System.out.println("A fault did not happen: " + broken.get());
        }
        boolean holds =
                broken.get() == null && load.failed() == 0 && rows.rows() == load.sent() && rows.ids() == rows.rows();
        System.out.println(holds ? "Holds: no request failed, and each has one row." : "VIOLATED: see above.");
        return holds;
    }

    /** Fault k is in the second of each two tenths of the time. */
    private static void suffer(List<Fault> faults, long start, long all, AtomicReference<Exception> broken) {
        try {
            for (int i = 0; i < faults.size(); i++) {
                long begin = start + all * (2 * i + 1) / 10;
                Thread.sleep(Math.max(0, (begin - System.nanoTime()) / 1_000_000));
                long second = (System.nanoTime() - start) / SECOND;
                String told = faults.get(i).sufferUntil(begin + all / 10);
                System.out.printf("from second %d to %d: %s%n", second, (System.nanoTime() - start) / SECOND, told);
            }
        } catch (IOException | InterruptedException e) {
            broken.set(e);
        }
    }

    /** Until there are as many as wanted, or no more come: soon where those that were answered are there, else for long. */
    private Rows awaitRows(Instant from, long wanted, long answered) throws Exception {
        Rows last = new Rows(-1, -1);
        long since = System.nanoTime();
        long begun = since;
        while (true) {
            Rows now;
            try {
                now = count(from);
            } catch (IOException away) {
                now = last;
            }
            if (now.rows() != last.rows()) {
                since = System.nanoTime();
                last = now;
            }
            if (now.rows() >= wanted) {
                System.out.printf("The last row was there %d s after the last request%n", (System.nanoTime() - begun) / SECOND);
                Thread.sleep(10_000);
                return count(from);
            }
            if (System.nanoTime() - since > (now.rows() >= answered ? CALM_NANOS : PATIENCE_NANOS)) {
                return last;
            }
            Thread.sleep(2_000);
        }
    }

    /** In slices of time: a query holds what it counts in memory. */
    private Rows count(Instant from) throws IOException {
        String token = platform.token("https://api.applicationinsights.io/.default");
        long rows = 0;
        long ids = 0;
        Instant end = Instant.now().plusSeconds(SLICE_SECONDS);
        for (Instant at = from.minusSeconds(SLICE_SECONDS); at.isBefore(end); at = at.plusSeconds(SLICE_SECONDS)) {
            JsonNode counted = query(token, at, at.plusSeconds(SLICE_SECONDS));
            rows += counted.path(0).asLong();
            ids += counted.path(1).asLong();
        }
        return new Rows(rows, ids);
    }

    private JsonNode query(String token, Instant from, Instant to) throws IOException {
        String query =
                "requests | where timestamp >= datetime(" + from + ") and timestamp < datetime(" + to
                        + ") | summarize rows = count(), ids = dcount(id)";
        String answer =
                platform.connections()
                        .once(
                                platform.base() + 6,
                                Request.json(
                                        "POST",
                                        "/v1/apps/" + app + "/query",
                                        "api.applicationinsights." + Platform.setting("BASE") + ":" + (platform.base() + 6),
                                        token,
                                        "{\"query\":\"" + query + "\"}"));
        return JSON.readTree(answer).at("/tables/0/rows/0");
    }
}
