import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** A workspace of its own, whose web services the owner deploys as the demo does: model, image, service with keys. */
final class WebServices {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VERSION = "?api-version=2023-04-01";
    private static final long PATIENCE_NANOS = 180_000_000_000L;

    private final Platform platform;
    private final HttpClient client;
    private final String workspace;
    private final String token;
    private final Set<String> uploaded = new HashSet<>();

    /**
     * A service that scores.
     *
     * @param host with its port
     */
    record WebService(String host, String path, String key) {
        Request request(byte[] body) {
            return Request.of(
                    "POST", path, host, "Authorization: Bearer " + key + "\nContent-Type: application/json\n", body);
        }
    }

    private WebServices(Platform platform, HttpClient client, String token) {
        this.platform = platform;
        this.client = client;
        this.token = token;
        this.workspace =
                Platform.GROUP + "/providers/Microsoft.MachineLearningServices/workspaces/score-"
                        + UUID.randomUUID().toString().substring(0, 8);
    }

    /** Makes the workspace, which brings a registry and a component of Application Insights. */
    static WebServices make(Platform platform) throws Exception {
        WebServices made =
                new WebServices(
                        platform,
                        HttpClient.newBuilder()
                                .sslContext(Training.trust(Path.of(Platform.setting("CA_FILE"))))
                                .build(),
                        platform.token("https://management.azure.com/.default"));
        platform.makeGroup();
        String uri = made.workspace + VERSION;
        made.request(
                "PUT",
                platform.armPort(),
                uri,
                "{\"location\":\"eastus\",\"identity\":{\"type\":\"SystemAssigned\"},\"properties\":{}}");
        made.await(platform.armPort(), uri, "/properties/provisioningState");
        return made;
    }

    /** The id by which the workspace's Application Insights component is asked. */
    String app() throws IOException, InterruptedException {
        JsonNode made = JSON.readTree(request("GET", platform.armPort(), workspace + VERSION, null));
        String component = made.at("/properties/applicationInsights").asText();
        return JSON.readTree(request("GET", platform.armPort(), component + "?api-version=2020-02-02", null))
                .at("/properties/AppId")
                .asText();
    }

    /** ARM id of the workspace. */
    String workspace() {
        return workspace;
    }

    /** Takes away what it made; a platform that goes on has nothing of it then. */
    void delete() throws IOException, InterruptedException {
        request("DELETE", platform.armPort(), Platform.GROUP + "?api-version=2021-04-01", null);
    }

    /** A model of ONNX, with the labels in its folder, which needs no script. */
    WebService deployOnnx(Path model, Path labels) throws IOException, InterruptedException {
        upload("onnx", model);
        upload("onnx", labels);
        String image =
                image(
                        "onnx",
                        "\"modelIds\":[\"" + model("onnx", "LocalUpload/onnx/" + model.getFileName(), "Onnx")
                                + "\"],\"environment\":{\"name\":\"AzureML-ONNXRuntime-1.23\"}");
        return deploy("onnx", image);
    }

    /** A model with an entry script in Python. */
    WebService deployPython(Path model, Path script) throws IOException, InterruptedException {
        upload("python", model);
        upload("script", script);
        String image =
                image(
                        "python",
                        "\"modelIds\":[\"" + model("python", "LocalUpload/python/" + model.getFileName(), "Custom")
                                + "\"],\"driverProgram\":\"aml://artifact/LocalUpload/script/" + script.getFileName()
                                + "\",\"environment\":{\"name\":\"AzureML-Python-3-Stdlib\"}");
        return deploy("python", image);
    }

    /** Uploads the file once; who asks again gets what stands, since an artifact is not replaced. */
    void upload(String folder, Path file) throws IOException, InterruptedException {
        if (!uploaded.add(folder + '/' + file.getFileName())) {
            return;
        }
        send(
                "POST",
                platform.base() + 4,
                "/artifact/v2.0" + workspace + "/artifacts/LocalUpload/" + folder + "/content?path=" + file.getFileName(),
                "application/octet-stream",
                BodyPublishers.ofFile(file));
    }

    String model(String name, String artifact, String framework) throws IOException, InterruptedException {
        String asset =
                models(
                                "POST",
                                "/assets",
                                "{\"name\":\"" + name + "\",\"artifacts\":[{\"prefix\":\""
                                        + Path.of(artifact).getParent() + "\"}]}")
                        .path("id")
                        .asText();
        return models(
                        "POST",
                        "/models",
                        "{\"name\":\"" + name + "\",\"url\":\"aml://asset/" + asset
                                + "\",\"mimeType\":\"application/octet-stream\",\"framework\":\"" + framework + "\"}")
                .path("id")
                .asText();
    }

    private String image(String name, String fields) throws IOException, InterruptedException {
        return made(
                "/images",
                "{\"name\":\"" + name + "\",\"imageType\":\"Docker\",\"imageFlavor\":\"WebApiContainer\"," + fields + "}");
    }

    private WebService deploy(String name, String image) throws IOException, InterruptedException {
        String id =
                made(
                        "/services",
                        "{\"name\":\"" + name + "-service\",\"computeType\":\"ACI\",\"imageId\":\"" + image
                                + "\",\"authEnabled\":true,\"appInsightsEnabled\":true,"
                                + "\"containerResourceRequirements\":{\"cpu\":1,\"memoryInGB\":1}}");
        String address = "/services/" + id;
        await(platform.base() + 5, uri(address), "/state");
        URI scoring = URI.create(models("GET", address, null).path("scoringUri").asText());
        String key = models("POST", address + "/listkeys", "").path("primaryKey").asText();
        return new WebService(scoring.getAuthority(), scoring.getPath(), key);
    }

    /** Follows the operation that a request starts; the last segment of what it made. */
    private String made(String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> started =
                send("POST", platform.base() + 5, uri(path), "application/json", BodyPublishers.ofString(body));
        String location = started.headers().firstValue("Operation-Location").orElseThrow();
        String operation = uri(location.substring(location.indexOf("/operations/")));
        await(platform.base() + 5, operation, "/state");
        String resource =
                JSON.readTree(request("GET", platform.base() + 5, operation, null)).path("resourceLocation").asText();
        return resource.substring(resource.lastIndexOf('/') + 1);
    }

    void await(int port, String uri, String state) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (true) {
            JsonNode now = JSON.readTree(request("GET", port, uri, null));
            String reached = now.at(state).asText();
            if (reached.equals("Succeeded") || reached.equals("Healthy")) {
                return;
            }
            if (reached.matches("Failed|Unhealthy|TimedOut") || System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IllegalStateException(uri + " is not made: " + now);
            }
            Thread.sleep(200);
        }
    }

    private String uri(String path) {
        return "/modelmanagement/v1.0" + workspace + path;
    }

    private JsonNode models(String method, String path, String body) throws IOException, InterruptedException {
        return JSON.readTree(request(method, platform.base() + 5, uri(path), body));
    }

    String request(String method, int port, String uri, String body) throws IOException, InterruptedException {
        return send(
                        method,
                        port,
                        uri,
                        "application/json",
                        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .body();
    }

    private HttpResponse<String> send(String method, int port, String uri, String type, BodyPublisher body)
            throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client.send(
                        HttpRequest.newBuilder(URI.create("https://localhost:" + port + uri))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", type)
                                .method(method, body)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(method + " " + uri + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }

    /** A body of one row of the data set, as a client sends it. */
    static byte[] body(Path data) throws IOException {
        String row = Files.readAllLines(data).get(1);
        return ("{\"data\":[[" + row.substring(0, row.lastIndexOf(',')) + "]]}").getBytes();
    }
}
