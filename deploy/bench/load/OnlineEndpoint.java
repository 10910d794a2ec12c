import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** A managed online endpoint with keys, and its deployments of one model with an entry script in Python. */
final class OnlineEndpoint {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VERSION = "?api-version=2023-04-01";

    private final Platform platform;
    private final WebServices services;
    private final String name = "bench-" + UUID.randomUUID().toString().substring(0, 8);

    private OnlineEndpoint(Platform platform, WebServices services) {
        this.platform = platform;
        this.services = services;
    }

    /** Makes the endpoint, without deployments, and registers model and code. */
    static OnlineEndpoint make(Platform platform, WebServices services, Path model, Path script)
            throws IOException, InterruptedException {
        OnlineEndpoint made = new OnlineEndpoint(platform, services);
        services.upload("python", model);
        services.upload("script", script);
        services.model("python", "LocalUpload/python/" + model.getFileName(), "Custom");
        String workspace =
                services.request("GET", platform.armPort(), services.workspace() + VERSION, null);
        String account = JSON.readTree(workspace).at("/properties/storageAccount").asText().replaceFirst(".*/", "");
        String store = Platform.setting("BLOB_URL_PATTERN").replace("{name}", account);
        made.put(
                services.workspace() + "/codes/script/versions/1",
                "{\"properties\":{\"codeUri\":\"" + store + "/azureml/LocalUpload/script\"}}");
        made.put(made.id(), made.body("{}"));
        return made;
    }

    private String id() {
        return services.workspace() + "/onlineEndpoints/" + name;
    }

    private void put(String id, String body) throws IOException, InterruptedException {
        services.request("PUT", platform.armPort(), id + VERSION, body);
    }

    private String body(String traffic) {
        return "{\"location\":\"eastus\",\"identity\":{\"type\":\"SystemAssigned\"},"
                + "\"properties\":{\"authMode\":\"Key\",\"traffic\":" + traffic + "}}";
    }

    /** Deploys, or updates what is there to another revision; returns when that runs. */
    void deploy(String deployment, int instances, int revision) throws IOException, InterruptedException {
        String id = id() + "/deployments/" + deployment;
        put(
                id,
                "{\"location\":\"eastus\",\"sku\":{\"name\":\"Default\",\"capacity\":" + instances
                        + "},\"properties\":{\"endpointComputeType\":\"Managed\",\"model\":\"azureml:python:1\","
                        + "\"codeConfiguration\":{\"codeId\":\"azureml:script:1\",\"scoringScript\":\"score.py\"},"
                        + "\"environmentId\":\"azureml:AzureML-Python-3-Stdlib:1\",\"instanceType\":\"Standard_DS3_v2\","
                        + "\"requestSettings\":{\"maxConcurrentRequestsPerInstance\":20,\"requestTimeout\":\"PT30S\",\"maxQueueWait\":\"PT20S\"},"
                        + "\"environmentVariables\":{\"REVISION\":\"" + revision + "\"}}}");
        services.await(platform.armPort(), id + VERSION, "/properties/provisioningState");
    }

    /** All traffic goes to this deployment. */
    void swapTo(String deployment) throws IOException, InterruptedException {
        put(id(), body("{\"" + deployment + "\":100}"));
    }

    Request request(byte[] content) throws IOException, InterruptedException {
        String seen = services.request("GET", platform.armPort(), id() + VERSION, null);
        URI scoring = URI.create(JSON.readTree(seen).at("/properties/scoringUri").asText());
        String keys = services.request("POST", platform.armPort(), id() + "/listKeys" + VERSION, "");
        return Request.of(
                "POST",
                scoring.getPath(),
                scoring.getAuthority(),
                "Authorization: Bearer " + Platform.field("primaryKey", keys) + "\nContent-Type: application/json\n",
                content);
    }

    /**
     * The processes of the scripts of a deployment, without what keeps them apart.
     *
     * @param scoring process of scoring-service
     */
    List<ProcessHandle> instances(long scoring, String deployment) {
        return ProcessHandle.of(scoring).stream()
                .flatMap(ProcessHandle::descendants)
                .filter(process -> process.children().findAny().isEmpty())
                .filter(process -> commandLine(process).contains("/" + name + "-" + deployment + "-"))
                .toList();
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException ended) {
            return "";
        }
    }
}
