import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A workspace of its own with one cluster, in which runs are submitted by the owner and looked at. */
final class Training {
    static final String LOG = "logs/azureml/70_driver_log.txt";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VERSION = "?api-version=2023-04-01";
    private static final long PATIENCE_NANOS = 180_000_000_000L;

    private final Platform platform;
    private final HttpClient client;
    private final String workspace;
    private final String token;

    private Training(Platform platform, HttpClient client, String token) {
        this.platform = platform;
        this.client = client;
        this.token = token;
        this.workspace =
                Platform.GROUP + "/providers/Microsoft.MachineLearningServices/workspaces/runs-"
                        + UUID.randomUUID().toString().substring(0, 8);
    }

    /** Makes the workspace, and the cluster with its nodes. */
    static Training make(int base, String secret, int minNodes, int maxNodes) throws Exception {
        Path authority = Path.of(Platform.setting("CA_FILE"));
        Platform platform = new Platform(new Connections(authority), base, secret);
        Training training =
                new Training(
                        platform,
                        HttpClient.newBuilder().sslContext(trust(authority)).build(),
                        platform.token("https://management.azure.com/.default"));
        platform.makeGroup();
        training.create(
                training.workspace,
                "{\"location\":\"eastus\",\"identity\":{\"type\":\"SystemAssigned\"},\"properties\":{}}");
        ObjectNode cluster = JSON.createObjectNode().put("location", "eastus");
        cluster.putObject("properties")
                .put("computeType", "AmlCompute")
                .putObject("properties")
                .put("vmSize", "STANDARD_DS2_V2")
                .putObject("scaleSettings")
                .put("minNodeCount", minNodes)
                .put("maxNodeCount", maxNodes);
        training.create(training.workspace + "/computes/cpu", cluster.toString());
        return training;
    }

    /** Takes away what it made; a platform that goes on has nothing of it then. */
    void delete() throws IOException, InterruptedException {
        request("DELETE", platform.armPort(), Platform.GROUP + "?api-version=2021-04-01", null);
    }

    /** Queues a command for a shell, and returns when the platform has taken it. */
    void submit(String name, String experiment, String command) throws IOException, InterruptedException {
        ObjectNode job = JSON.createObjectNode();
        job.putObject("properties")
                .put("jobType", "Command")
                .put("command", command)
                .put("experimentName", experiment)
                .put("computeId", workspace + "/computes/cpu")
                .put("environmentId", workspace + "/environments/AzureML-Python-3-Stdlib/versions/1");
        request("PUT", platform.armPort(), workspace + "/jobs/" + name + VERSION, job.toString());
    }

    JsonNode run(String experiment, String name) throws IOException, InterruptedException {
        return JSON.readTree(compute("GET", "/history/v1.0", "/experiments/" + experiment + "/runs/" + name, null));
    }

    /** Waits for the end of a run; the run, which has to be Completed. */
    JsonNode ended(String experiment, String name, long pauseMillis) throws IOException, InterruptedException {
        long start = System.nanoTime();
        JsonNode run = run(experiment, name);
        while (!run.path("status").asText().matches("Completed|Failed|Canceled")) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IllegalStateException("the run " + name + " does not end: " + run);
            }
            Thread.sleep(pauseMillis);
            run = run(experiment, name);
        }
        if (!run.path("status").asText().equals("Completed")) {
            throw new IllegalStateException("the run " + name + " is not Completed: " + run);
        }
        return run;
    }

    /** When run history noted the last change of a run, in microseconds. */
    static long changed(JsonNode run) {
        return micros(Instant.parse(run.path("lastModifiedUtc").asText()));
    }

    static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
    }

    /** The number after a word that a script printed, such as {@code began 12}. */
    long printed(String name, String word) throws IOException, InterruptedException {
        String path = "/artifacts/ExperimentRun/dcid." + name + "/content?path=" + LOG;
        Matcher matcher =
                Pattern.compile("(?m)^" + word + " (\\d+)$").matcher(compute("GET", "/artifact/v2.0", path, null));
        if (!matcher.find()) {
            throw new IllegalStateException("the run " + name + " did not print '" + word + "'");
        }
        return Long.parseLong(matcher.group(1));
    }

    JsonNode mlflow(String method, String call, String body) throws IOException, InterruptedException {
        return JSON.readTree(compute(method, "/mlflow/v1.0", "/api/2.0/mlflow/" + call, body));
    }

    /** A call of compute-service in the workspace. */
    String compute(String method, String service, String rest, String body) throws IOException, InterruptedException {
        return request(method, platform.base() + 4, service + workspace + rest, body);
    }

    private void create(String id, String body) throws IOException, InterruptedException {
        request("PUT", platform.armPort(), id + VERSION, body);
        long start = System.nanoTime();
        while (true) {
            JsonNode made = JSON.readTree(request("GET", platform.armPort(), id + VERSION, null));
            String state = made.at("/properties/provisioningState").asText();
            if (state.equals("Succeeded")) {
                return;
            }
            if (state.equals("Failed") || System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IllegalStateException(id + " is not made: " + made);
            }
            Thread.sleep(200);
        }
    }

    private String request(String method, int port, String uri, String body) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("https://localhost:" + port + uri))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        // not sampled: spans are not what is measured
                        .header("traceparent", "00-11111111111111111111111111111111-2222222222222222-00")
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body))
                        .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(method + " " + uri + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    static SSLContext trust(Path authority) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(authority)) {
            store.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
