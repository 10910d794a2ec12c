import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Sends requests to Application Insights as an SDK does, ten in a batch, over connections that are kept, and prints how many a second
 * telemetry-service stores: first without anybody at the console, then with people who use it, who came within a minute.
 * Then collects the service's garbage while they are still there, and prints its resident memory. Without people it does the same at the
 * same times, since a service becomes faster for minutes.
 *
 * <p>Arguments: port base, data folder, checkout, people (0: the console is not served), seconds between two pages of one of them,
 * seconds of warm-up, seconds between the last who came and the second figure, seconds a figure; the owner's secret is read from the input.
 */
public final class ConsoleIngest {
    private static final int CONNECTIONS = 4;
    private static final int ITEMS = 10;
    private static final long SECOND = 1_000_000_000L;

    private ConsoleIngest() {}

    public static void main(String[] arguments) throws Exception {
        String secret = new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
        int base = Integer.parseInt(arguments[0]);
        int people = Integer.parseInt(arguments[3]);
        int think = Integer.parseInt(arguments[4]);
        int warmUp = Integer.parseInt(arguments[5]);
        int settle = Integer.parseInt(arguments[6]);
        int seconds = Integer.parseInt(arguments[7]);
        HttpClient client = ConsoleVisitor.client();
        Connections connections = new Connections(Path.of(Platform.setting("CA_FILE")));
        Platform platform = new Platform(connections, base, secret);
        ProcessorTime process = new ProcessorTime(Path.of(arguments[1], "run"));
        Request batch = batch(platform);
        int port = base + 6;
        List<String> addresses = List.of();
        if (people > 0) {
            ConsoleVisitor visitor = new ConsoleVisitor(client, base);
            visitor.signIn();
            addresses =
                    List.copyOf(new ConsolePages(visitor, client, platform).read(Path.of(arguments[2])).values());
        }
        rate(connections, port, batch, warmUp);
        System.out.printf("alone %.0f%n", rate(connections, port, batch, seconds));
        try (ConsoleSessions sessions = new ConsoleSessions(people, think, client, base, addresses)) {
            rate(connections, port, batch, ConsoleSessions.ARRIVAL_SECONDS + settle);
            System.out.printf("rate %.0f%n", rate(connections, port, batch, seconds));
            System.out.printf("memory %d%n", memory(process));
            System.out.println("people: " + sessions.summary());
        }
        System.exit(0);
    }

    /** Stored requests a second. */
    private static double rate(Connections connections, int port, Request batch, int seconds) throws Exception {
        long start = System.nanoTime();
        long[] took = connections.run(port, CONNECTIONS, () -> batch, start + seconds * SECOND);
        return took.length * (double) ITEMS * SECOND / (System.nanoTime() - start);
    }

    /** Resident memory of the service in KB, after its garbage was collected. */
    private static long memory(ProcessorTime process) throws Exception {
        String pid = process.pid("telemetry");
        for (int i = 0; i < 2; i++) {
            new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), pid, "GC.run")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        }
        return process.residentKilobytes("telemetry");
    }

    private static Request batch(Platform platform) throws Exception {
        String component = Platform.GROUP + "/providers/Microsoft.Insights/components/console-bench?api-version=2020-02-02";
        platform.makeGroup();
        String key =
                Platform.field(
                        "InstrumentationKey",
                        platform.arm(
                                "PUT",
                                component,
                                "{\"location\":\"eastus\",\"kind\":\"web\",\"properties\":{\"Application_Type\":\"web\"}}"));
        StringBuilder items = new StringBuilder("[");
        for (int i = 0; i < ITEMS; i++) {
            items.append(i == 0 ? "" : ",")
                    .append("{\"name\":\"Microsoft.ApplicationInsights.Request\",\"time\":\"")
                    .append(java.time.Instant.now())
                    .append("\",\"iKey\":\"" + key + "\",\"tags\":{\"ai.cloud.role\":\"bench\",\"ai.operation.id\":\"bench" + i)
                    .append("\"},\"data\":{\"baseType\":\"RequestData\",\"baseData\":{\"ver\":2,\"id\":\"bench" + i)
                    .append("\",\"name\":\"POST /score\",\"duration\":\"00:00:00.012\",\"responseCode\":\"200\",\"success\":true,")
                    .append("\"url\":\"https://bench/score\",\"properties\":{\"Service Name\":\"bench\"}}}}");
        }
        return Request.of(
                "POST",
                "/v2/track",
                "dc.applicationinsights." + Platform.setting("BASE") + ":" + (platform.base() + 6),
                "Content-Type: application/json\ntraceparent: 00-11111111111111111111111111111111-2222222222222222-00\n",
                items.append(']').toString().getBytes(StandardCharsets.US_ASCII));
    }
}
