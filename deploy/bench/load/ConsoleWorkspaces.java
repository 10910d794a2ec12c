import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes workspaces, each with its storage account, vault, registry and component, some at a time.
 *
 * <p>Arguments: port base, data folder (not used), workspaces; the owner's secret is read from the input.
 */
public final class ConsoleWorkspaces {
    private static final int AT_ONCE = 3;
    private static final String VERSION = "?api-version=2023-04-01";
    private static final long PATIENCE_NANOS = 120_000_000_000L;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client;
    private final Platform platform;
    private final String token;

    private ConsoleWorkspaces(HttpClient client, Platform platform, String token) {
        this.client = client;
        this.platform = platform;
        this.token = token;
    }

    public static void main(String[] arguments) throws Exception {
        String secret = new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
        Platform platform =
                new Platform(
                        new Connections(Path.of(Platform.setting("CA_FILE"))), Integer.parseInt(arguments[0]), secret);
        int many = Integer.parseInt(arguments[2]);
        platform.makeGroup();
        ConsoleWorkspaces workspaces =
                new ConsoleWorkspaces(
                        ConsoleVisitor.client(), platform, platform.token("https://management.azure.com/.default"));
        AtomicInteger next = new AtomicInteger();
        Connections.together(
                AT_ONCE,
                () -> {
                    for (int i = next.getAndIncrement(); i < many; i = next.getAndIncrement()) {
                        workspaces.make(String.format("console%03d", i));
                    }
                    return null;
                });
    }

    private void make(String name) throws IOException, InterruptedException {
        String id = Platform.GROUP + "/providers/Microsoft.MachineLearningServices/workspaces/" + name + VERSION;
        String body = "{\"location\":\"eastus\",\"identity\":{\"type\":\"SystemAssigned\"},\"properties\":{}}";
        call("PUT", id, HttpRequest.BodyPublishers.ofString(body));
        long start = System.nanoTime();
        String state = "";
        while (!state.equals("Succeeded")) {
            Thread.sleep(200);
            JsonNode made = call("GET", id, HttpRequest.BodyPublishers.noBody());
            state = made.at("/properties/provisioningState").asText();
            if (state.equals("Failed") || System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IOException(name + " is not made: " + made);
            }
        }
    }

    private JsonNode call(String method, String path, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("https://localhost:" + platform.armPort() + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .header("traceparent", "00-11111111111111111111111111111111-2222222222222222-00")
                        .method(method, body)
                        .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }
}
