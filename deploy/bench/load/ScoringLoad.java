import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Measures requests to web services from TLS to the row in Application Insights: rate and p99, and the processor time of a request in each
 * process until the last row is stored; also to an online endpoint with the same script. Measures a bare web server with the same model in
 * the same run, and gunicorn with Flask and the same script, alone and behind nginx, each with as many connections. Prints how the rates
 * of score.py compare: of the web service (v1) with nginx and gunicorn, and of the online endpoint (v2) with the web service.
 *
 * <p>Arguments: port base, data folder, seconds a figure, folder of the models, entry script, file with a request's body, connections
 * separated by commas, port and process of the bare server, port of gunicorn, its process, whether it keeps connections, port of nginx,
 * its process, and the key that it compares; the owner's secret is read from the input.
 */
public final class ScoringLoad {
    private static final long SECOND = 1_000_000_000L;
    private static final long STEP_MILLIS = 1_000;
    private static final long IDLE_NANOS = 30_000_000L;
    private static final int LONGEST_DRAIN = 180;
    private static final String[] PARTS = {"scoring", "telemetry", "postgres", "kafka"};

    private final Connections connections;
    private final ProcessorTime time;
    private final int seconds;
    private final int[] many;

    private ScoringLoad(Connections connections, ProcessorTime time, int seconds, int[] many) {
        this.connections = connections;
        this.time = time;
        this.seconds = seconds;
        this.many = many;
    }

    /** What asks for so long over so many connections; all durations in nanoseconds, sorted. */
    private interface Load {
        long[] run(int connections, long end) throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        String secret = new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
        int base = Integer.parseInt(arguments[0]);
        Connections connections = new Connections(Path.of(Platform.setting("CA_FILE")));
        Platform platform = new Platform(connections, base, secret);
        ScoringLoad load =
                new ScoringLoad(
                        connections,
                        new ProcessorTime(Path.of(arguments[1], "run")),
                        Integer.parseInt(arguments[2]),
                        Arrays.stream(arguments[6].split(",")).mapToInt(Integer::parseInt).toArray());
        Path models = Path.of(arguments[3]);
        byte[] body = Files.readAllBytes(Path.of(arguments[5]));
        WebServices services = WebServices.make(platform);
        OnlineEndpoint endpoint =
                OnlineEndpoint.make(platform, services, models.resolve("model.json"), Path.of(arguments[4]));
        try {
            endpoint.deploy("blue", 1, 1);
            endpoint.swapTo("blue");
            load.measure(
                    services.deployOnnx(models.resolve("model.onnx"), models.resolve("labels.json")).request(body),
                    services.deployPython(models.resolve("model.json"), Path.of(arguments[4])).request(body),
                    endpoint.request(body),
                    base + 5,
                    body,
                    arguments);
        } finally {
            services.delete();
        }
    }

    private void measure(Request onnx, Request python, Request online, int port, byte[] body, String[] arguments)
            throws Exception {
        Request bare = Request.of("POST", "/score", "localhost", "Content-Type: application/json\n", body);
        int barePort = Integer.parseInt(arguments[7]);
        long bareProcess = Long.parseLong(arguments[8]);
        int gunicornPort = Integer.parseInt(arguments[9]);
        long gunicorn = Long.parseLong(arguments[10]);
        boolean kept = Boolean.parseBoolean(arguments[11]);
        int nginxPort = Integer.parseInt(arguments[12]);
        long nginx = Long.parseLong(arguments[13]);
        Request keyed =
                Request.of(
                        "POST", "/score", "localhost",
                        "Authorization: Bearer " + arguments[14] + "\nContent-Type: application/json\n", body);
        System.out.printf(
                "%-10s %5s %9s %8s %8s | us a request: %8s %9s %9s %9s %7s %7s %9s | %7s%n",
                "what", "conn.", "a second", "p50 ms", "p99 ms", "service", "container", "telemetry", "postgres", "kafka", "others",
                "generator", "drain s");
        for (int count : many) {
            platform("onnx", count, over(port, onnx));
            double v1 = platform("score.py", count, over(port, python));
            double v2 = platform("online", count, over(port, online));
            server("bare", count, over(barePort, bare), bareProcess);
            server("gunicorn", count, (connected, end) -> plain(gunicornPort, bare, connected, kept, end), gunicorn);
            double peer = server("nginx", count, over(nginxPort, keyed), gunicorn, nginx);
            System.out.printf("%-10s %5d   v1/peer %.2f   v2/v1 %.2f%n", "ratio", count, v1 / peer, v2 / v1);
        }
    }

    private Load over(int port, Request request) {
        return (count, end) -> connections.run(port, count, () -> request, end);
    }

    private long[] plain(int port, Request request, int count, boolean kept, long end) throws Exception {
        Callable<long[]> one =
                () -> {
                    long[] took = new long[1 << 18];
                    int done = 0;
                    try (PlainConnection connection = new PlainConnection(port, kept)) {
                        for (long start = System.nanoTime(); start < end && done < took.length; done++) {
                            connection.exchange(request);
                            long now = System.nanoTime();
                            took[done] = now - start;
                            start = now;
                        }
                    }
                    return Arrays.copyOf(took, done);
                };
        long[] took = Connections.together(count, one).stream().flatMapToLong(Arrays::stream).toArray();
        Arrays.sort(took);
        return took;
    }

    private double platform(String name, int count, Load load) throws Exception {
        load.run(count, System.nanoTime() + seconds * SECOND);
        awaitDrained();
        Map<String, Long> before = times();
        long start = System.nanoTime();
        long generator = ProcessorTime.ofGenerator();
        long[] took = load.run(count, start + seconds * SECOND);
        double lasted = System.nanoTime() - start;
        generator = ProcessorTime.ofGenerator() - generator;
        int drained = awaitDrained();
        Map<String, Long> after = times();
        double requests = took.length * 1e3;
        double rate = line(name, count, took, lasted);
        for (String part : after.keySet()) {
            System.out.printf(" %9.1f", (after.get(part) - before.get(part)) / requests);
        }
        System.out.printf(" %9.1f | %7d%n", generator / requests, drained);
        return rate;
    }

    private double server(String name, int count, Load load, long... processes) throws Exception {
        load.run(count, System.nanoTime() + seconds * SECOND);
        long before = ofTrees(processes);
        long start = System.nanoTime();
        long generator = ProcessorTime.ofGenerator();
        long[] took = load.run(count, start + seconds * SECOND);
        double lasted = System.nanoTime() - start;
        generator = ProcessorTime.ofGenerator() - generator;
        double rate = line(name, count, took, lasted);
        System.out.printf(
                " %9.1f %49s %9.1f |%n",
                (ofTrees(processes) - before) / 1e3 / took.length, "", generator / 1e3 / took.length);
        return rate;
    }

    private static long ofTrees(long... processes) {
        return Arrays.stream(processes).map(ProcessorTime::ofTree).sum();
    }

    private static double line(String name, int count, long[] took, double lasted) {
        double rate = took.length * SECOND / lasted;
        System.out.printf(
                "%-10s %5d %9d %8.2f %8.2f |              ",
                name,
                count,
                Math.round(rate),
                took[took.length / 2] / 1e6,
                took[(int) (took.length * 0.99)] / 1e6);
        return rate;
    }

    /** Of the service, its containers, the parts behind it, and all others, in nanoseconds. */
    private Map<String, Long> times() throws IOException {
        Map<String, Long> times = new LinkedHashMap<>();
        long all = time.ofAll();
        for (String part : PARTS) {
            long tree = ProcessorTime.ofTree(Long.parseLong(time.pid(part)));
            all -= tree;
            if (part.equals("scoring")) {
                times.put(part, time.of(part));
                tree -= time.of(part);
                times.put("container", tree);
            } else {
                times.put(part, tree);
            }
        }
        times.put("others", all);
        return times;
    }

    /** Waits until telemetry-service has nothing more to store; the seconds that took. */
    private int awaitDrained() throws Exception {
        long start = System.nanoTime();
        long before = time.of("telemetry");
        while (System.nanoTime() - start < LONGEST_DRAIN * SECOND) {
            Thread.sleep(STEP_MILLIS);
            long now = time.of("telemetry");
            if (now - before < IDLE_NANOS) {
                break;
            }
            before = now;
        }
        return (int) ((System.nanoTime() - start) / SECOND);
    }
}
