import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks for each page of the table in docs/console.md again and again, and compares its p95 with what its own calls to the services took
 * in the same answers, as the recorded spans tell. Then the bytes of the first page with all that it loads, and of all scripts, as they
 * are sent. Ends with 1 where an aim is not reached.
 *
 * <p>Arguments: port base, data folder (not used), checkout, answers of a page; the owner's secret is read from the input.
 */
public final class ConsoleLoad {
    private static final int WARM_UP = 10;
    private static final double TIMES_OF_CALLS = 3;
    private static final int MOST_BYTES = 60 * 1024;
    private static final double NANOS_OF_MILLI = 1e6;
    private static final int PATIENCE_MILLIS = 30_000;
    private static final Pattern FILE = Pattern.compile("(?:src|href)=\"(/assets/[^\"]+)\"");
    private static final Pattern PART = Pattern.compile("hx-get=\"([^\"]+)\" hx-trigger=\"load\"");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SecureRandom random = new SecureRandom();
    private final HttpClient client;
    private final ConsoleVisitor visitor;
    private final int base;
    private final int answers;
    private final Set<String> scripts = new LinkedHashSet<>();
    private boolean reached = true;

    private ConsoleLoad(HttpClient client, ConsoleVisitor visitor, int base, int answers) {
        this.client = client;
        this.visitor = visitor;
        this.base = base;
        this.answers = answers;
    }

    public static void main(String[] arguments) throws Exception {
        String secret = new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
        int base = Integer.parseInt(arguments[0]);
        Platform platform = new Platform(new Connections(Path.of(Platform.setting("CA_FILE"))), base, secret);
        HttpClient client = ConsoleVisitor.client();
        ConsoleVisitor visitor = new ConsoleVisitor(client, base);
        visitor.signIn();
        Map<String, String> pages = new ConsolePages(visitor, client, platform).read(Path.of(arguments[2]));
        ConsoleLoad load = new ConsoleLoad(client, visitor, base, Integer.parseInt(arguments[3]));
        System.out.printf(
                "%-44s %7s %7s %7s %6s %9s %7s%n", "page", "KB", "p50 ms", "p95 ms", "calls", "calls ms", "ratio");
        for (Map.Entry<String, String> page : pages.entrySet()) {
            load.measure(page.getKey(), page.getValue());
        }
        load.firstPage();
        load.scripts();
        System.exit(load.reached ? 0 : 1);
    }

    private void measure(String path, String address) throws Exception {
        for (int i = 0; i < WARM_UP; i++) {
            visitor.get(address, notRecorded());
        }
        long[] took = new long[answers];
        List<String> traces = new ArrayList<>();
        int bytes = 0;
        for (int i = 0; i < answers; i++) {
            String trace = hex(16);
            traces.add(trace);
            Map<String, String> headers = Map.of("traceparent", "00-" + trace + "-" + hex(8) + "-01", "Accept-Encoding", "gzip");
            long start = System.nanoTime();
            HttpResponse<byte[]> answer = visitor.get(address, headers);
            took[i] = System.nanoTime() - start;
            if (answer.statusCode() != 200) {
                throw new IOException(address + ": " + answer.statusCode() + " " + new String(answer.body(), StandardCharsets.UTF_8));
            }
            bytes = answer.body().length;
            if (i == 0) {
                noteScripts(answer);
            }
        }
        double calls = 0;
        double spent = 0;
        // what shows flows is not part of one, and asks telemetry-service's own store alone
        for (String trace : path.startsWith("/flow") ? List.<String>of() : traces) {
            long[] own = callsOf(trace);
            calls += own.length;
            spent += Arrays.stream(own).sum();
        }
        Arrays.sort(took);
        double p95 = took[(int) Math.ceil(answers * 0.95) - 1] / NANOS_OF_MILLI;
        double sum = spent / answers / NANOS_OF_MILLI;
        boolean slow = calls > 0 && p95 > TIMES_OF_CALLS * sum;
        reached &= !slow;
        System.out.printf(
                "%-44s %7.1f %7.1f %7.1f %6.1f %9.1f %7s%s%n",
                path,
                bytes / 1024.0,
                took[answers / 2] / NANOS_OF_MILLI,
                p95,
                calls / answers,
                sum,
                calls == 0 ? "-" : String.format("%.2f", p95 / sum),
                slow ? "  MORE THAN 3" : "");
    }

    /** What each call took that a page made, in nanoseconds. */
    private long[] callsOf(String trace) throws Exception {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
        while (System.nanoTime() < end) {
            List<JsonNode> spans = spans(trace);
            for (JsonNode page : spans) {
                if (is(page, "SERVER") && spans.stream().noneMatch(one -> isChild(page, one))) {
                    return spans.stream()
                            .filter(one -> is(one, "CLIENT") && isChild(one, page))
                            .mapToLong(one -> one.path("endNanos").asLong() - one.path("startNanos").asLong())
                            .toArray();
                }
            }
            Thread.sleep(200);
        }
        throw new IOException("the trace " + trace + " is not recorded");
    }

    private static boolean is(JsonNode span, String kind) {
        return span.path("service").asText().equals("telemetry") && span.path("kind").asText().equals(kind);
    }

    private static boolean isChild(JsonNode child, JsonNode parent) {
        return child.path("parentId").asText().equals(parent.path("spanId").asText());
    }

    private List<JsonNode> spans(String trace) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("https://localhost:" + (base + 6) + "/_mltwin/traces/" + trace))
                        .header("Authorization", "Bearer " + Platform.setting("ADMIN_TOKEN"))
                        .header("traceparent", notRecorded().get("traceparent"))
                        .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        List<JsonNode> spans = new ArrayList<>();
        if (answer.statusCode() == 200) {
            JSON.readTree(answer.body()).path("spans").forEach(spans::add);
        }
        return spans;
    }

    private void noteScripts(HttpResponse<byte[]> page) {
        Matcher file = FILE.matcher(new String(page.body(), StandardCharsets.UTF_8));
        while (file.find()) {
            if (file.group(1).endsWith(".js")) {
                scripts.add(file.group(1));
            }
        }
    }

    private void firstPage() throws Exception {
        HttpResponse<byte[]> home = sent("/");
        String text = new String(home.body(), StandardCharsets.UTF_8);
        Map<String, Integer> bytes = new LinkedHashMap<>();
        bytes.put("/", home.body().length);
        for (Pattern loaded : List.of(FILE, PART)) {
            Matcher found = loaded.matcher(text);
            while (found.find()) {
                bytes.put(found.group(1), sent(found.group(1)).body().length);
            }
        }
        bytes.forEach((path, size) -> System.out.printf("  %-42s %7.1f KB%n", path, size / 1024.0));
        atMost("first page with all that it loads, as sent", bytes.values().stream().mapToInt(Integer::intValue).sum());
    }

    private void scripts() throws Exception {
        int sum = 0;
        for (String script : scripts) {
            sum += sent(script).body().length;
        }
        atMost("all " + scripts.size() + " scripts of all pages, as sent", sum);
    }

    private void atMost(String what, int bytes) {
        boolean fits = bytes <= MOST_BYTES;
        reached &= fits;
        System.out.printf("%-44s %7.1f KB%s%n", what, bytes / 1024.0, fits ? "" : "  MORE THAN 60 KB");
    }

    private HttpResponse<byte[]> sent(String path) throws Exception {
        return visitor.get(path, Map.of("Accept-Encoding", "gzip"));
    }

    private static Map<String, String> notRecorded() {
        return Map.of("traceparent", "00-11111111111111111111111111111111-2222222222222222-00");
    }

    private String hex(int bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bytes; i++) {
            text.append(String.format("%02x", random.nextInt(256)));
        }
        return text.toString();
    }
}
