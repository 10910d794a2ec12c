package io.mltwin.e2e.customerkeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.WebServices;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A plain model with its images and web services, in whatever workspace, by the owner. */
final class PlainServices {
    private static final String SCRIPT = """
            import java.nio.file.Path;
            public class Plain {
                public static void init(Path modelDir) {}
                public static String run(String body) { return "{\\"result\\":\\"plain\\"}"; }
            }
            """;

    private final Azure azure;
    private final FlowClient client;
    private final String owner;
    private final String region;
    private final String workspace;

    PlainServices(TestPlatform platform, String region, String workspace) throws IOException {
        this.azure = platform.azure();
        this.client = platform.flowClient();
        this.owner = azure.armToken("owner");
        this.region = region;
        this.workspace = workspace;
    }

    String models(String rest) {
        return azure.models(region, workspace, rest);
    }

    private String upload(String name, byte[] content) throws Exception {
        client.send(
                        "POST",
                        azure.training(
                                region,
                                "artifact/v2.0",
                                workspace,
                                "/artifacts/LocalUpload/customer/content?allowOverwrite=true&path=" + name),
                        owner,
                        BodyPublishers.ofByteArray(content),
                        Map.of("Content-Type", "application/octet-stream"))
                .expect(200, 201);
        return client.json(
                        "POST",
                        models("/assets"),
                        owner,
                        Map.of(
                                "name",
                                name,
                                "artifacts",
                                List.of(Map.of("id", "aml://artifact/LocalUpload/customer/" + name))))
                .expect(200)
                .json()
                .path("id")
                .asText();
    }

    /** The entry script, as an asset. */
    String script() throws Exception {
        return upload("Plain.java", SCRIPT.getBytes(StandardCharsets.UTF_8));
    }

    String image(String name) throws Exception {
        String model = upload("model.bin", new byte[] {1, 2, 3});
        client.json(
                        "POST",
                        models("/models"),
                        owner,
                        Map.of("name", "plain", "url", "aml://asset/" + model, "mimeType", "application/octet-stream"))
                .expect(200);
        String ended = ended(build(name, script()));
        assertThat(ended).doesNotContain("error");
        return ended;
    }

    FlowClient.Answer build(String name, String script) throws Exception {
        return client.json(
                "POST",
                models("/images"),
                owner,
                Map.of(
                        "name",
                        name,
                        "modelIds",
                        List.of("plain:1"),
                        "driverProgram",
                        script,
                        "imageType",
                        "Docker",
                        "imageFlavor",
                        "WebApiContainer",
                        "environment",
                        Map.of("name", "AzureML-ONNXRuntime-1.23")));
    }

    /** The id of what an operation made, or the whole of what is said of its failure. */
    String ended(FlowClient.Answer started) throws Exception {
        if (started.status() != 202) {
            return started.status() + " error " + started.text();
        }
        String poll = started.header("Operation-Location");
        String state = azure.until(client, poll, owner, "state", "Succeeded", "Failed");
        JsonNode operation = client.get(poll, owner).json();
        String made = operation.path("resourceLocation").asText();
        return state.equals("Succeeded") ? made.substring(made.lastIndexOf('/') + 1) : "error " + operation;
    }

    FlowClient.Answer deploy(String name, String image) throws Exception {
        return client.json(
                "POST", models("/services"), owner, WebServices.request(name, image, Map.of("computeType", "ACI")));
    }
}
