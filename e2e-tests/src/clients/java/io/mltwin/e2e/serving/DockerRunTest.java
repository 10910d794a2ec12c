package io.mltwin.e2e.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mltwin.e2e.fixtures.PackagesDeployments;
import io.mltwin.e2e.fixtures.ScoredService;
import io.mltwin.e2e.fixtures.WebServices;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.e2e.serving.DockerEngine.Container;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.layout.PlatformService;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Docker signs in to the workspace's registry, pulls the images of web services and online
 * deployments, and runs them: they answer as the services and endpoints do.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
@Isolated("a container changes the networks of this machine: browsers give up what they load")
class DockerRunTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
    private static final String SCRIPT = """
            import json, os
            from inference_schema.schema_decorators import input_schema
            from inference_schema.parameter_types.standard_py_parameter_type import StandardPythonParameterType

            def init():
                global files
                files = sorted(os.listdir(os.environ["AZUREML_MODEL_DIR"]))

            @input_schema("data", StandardPythonParameterType([1.5]))
            def run(data):
                return {"files": files, "sum": sum(data)}
            """;

    /** What Docker remembers of a sign-in, apart from what the user has. */
    @TempDir
    private static Path configuration;

    private DockerEngine docker;
    private WebServices services;
    private Azure azure;
    private FlowClient client;
    private String token;
    private String workspace;

    @BeforeAll
    void buildTheBaseAndSignIn() throws Exception {
        docker = new DockerEngine(configuration, "localhost:" + PLATFORM.port(PlatformService.SCORING));
        docker.buildTheBase();
        services = WebServices.of(PLATFORM);
        workspace = PLATFORM.flows().workspaceId();
        azure = PLATFORM.azure();
        client = PLATFORM.flowClient();
        token = azure.armToken("contributor");
        String id = client.get(azure.arm(workspace), token)
                .expect(200)
                .json()
                .at("/properties/containerRegistry")
                .asText();
        JsonNode credentials = client.json("POST", azure.arm(id + "/listCredentials"), token, null)
                .expect(200)
                .json();
        docker.signIn(
                credentials.path("username").asText(),
                credentials.at("/passwords/0/value").asText());
    }

    @AfterAll
    void leaveNothingInDocker() throws Exception {
        docker.clear();
    }

    @Test
    void anOnnxModelsImageAnswersAsItsService() throws Exception {
        // Given
        ScoredService service = ScoredService.find(PLATFORM, "cancer-service");
        String body = "{\"data\":[" + row(1.5) + "," + row(20) + "]}";
        String image = image("docker-onnx", Map.of("modelIds", List.of("breast-cancer:1")));
        JsonNode same = services.deploy("docker-onnx", image, Map.of("computeType", "ACI"));
        // When
        Container container = docker.run(location(image));
        // Then
        JsonNode expected = score(same.path("scoringUri").asText(), null, body);
        assertThat(scored(container, body)).isEqualTo(expected);
        assertThat(score(service.uri(), service.key(), body)).isEqualTo(expected);
        assertThat(docker.get(container, "/").body()).isEqualTo("Healthy");
    }

    @Test
    void aScriptsImageAnswersAsItsService() throws Exception {
        // Given
        upload("score.py", SCRIPT.getBytes(StandardCharsets.UTF_8));
        String image = image(
                "docker-script",
                Map.of(
                        "modelIds",
                        List.of("breast-cancer:1"),
                        "driverProgram",
                        "aml://artifact/LocalUpload/docker/score.py"));
        JsonNode service = services.deploy("docker-script", image, Map.of("computeType", "ACI"));
        String uri = service.path("scoringUri").asText();
        // When
        Container container = docker.run(location(image));
        // Then
        for (String body : List.of("{\"data\":[1.5,2.5]}", "{\"data\":[]}")) {
            assertThat(scored(container, body)).isEqualTo(score(uri, null, body));
        }
        for (String bad : List.of("four", "{\"date\":[1]}", "{\"data\":[\"x\"]}")) {
            assertThat(docker.score(container, bad).statusCode())
                    .as(bad)
                    .isEqualTo(client.send("POST", uri, null, BodyPublishers.ofString(bad), JSON)
                            .status());
        }
        for (String version : List.of("2", "3", "3.1")) {
            String path = "/swagger.json?version=" + version;
            JsonNode ofImage = MAPPER.readTree(docker.get(container, path).body());
            JsonNode ofService =
                    client.get(uri.replace("/score", path), null).expect(200).json();
            assertThat(ofImage.path("paths")).isEqualTo(ofService.path("paths"));
            assertThat(ofImage.path("definitions")).isEqualTo(ofService.path("definitions"));
            assertThat(ofImage.path("components")).isEqualTo(ofService.path("components"));
        }
        assertThat(client.get(uri.replace("/score", "/"), null).status()).isEqualTo(200);
    }

    @Test
    void anImageWithPackagesAnswersAsItsEndpoint() throws Exception {
        // Given
        String endpoint = "docker-" + UUID.randomUUID().toString().substring(0, 8);
        PackagesDeployments deployments = PackagesDeployments.of(PLATFORM);
        try {
            deployments.deploy(endpoint);
            // When
            Container container = docker.run(location(PackagesDeployments.image(endpoint)));
            // Then
            JsonNode expected = TextNode.valueOf(PackagesDeployments.PACKAGE_VERSION);
            assertThat(deployments.score(endpoint)).isEqualTo(expected);
            assertThat(scored(container, "{}")).isEqualTo(expected);
            assertThat(docker.execute(container, PackagesDeployments.PACKAGE))
                    .isEqualTo(PackagesDeployments.PACKAGE_VERSION);
        } finally {
            deployments.delete(endpoint);
        }
    }

    private static List<Double> row(double value) {
        return Collections.nCopies(30, value);
    }

    private String image(String name, Map<String, Object> members) throws Exception {
        Map<String, Object> request = new HashMap<>(members);
        request.put("name", name);
        return services.ended(client.json("POST", services.address("/images"), token, request));
    }

    private String location(String image) throws IOException {
        return client.get(services.address("/images/" + image), token)
                .expect(200)
                .json()
                .path("imageLocation")
                .asText();
    }

    private JsonNode scored(Container container, String body) throws Exception {
        HttpResponse<String> answer = docker.score(container, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return MAPPER.readTree(answer.body());
    }

    private JsonNode score(String uri, String key, String body) throws IOException {
        return client.send("POST", uri, key, BodyPublishers.ofString(body), JSON)
                .expect(200)
                .json();
    }

    private void upload(String name, byte[] content) throws IOException {
        client.send(
                        "POST",
                        azure.training(
                                "eastus",
                                "artifact/v2.0",
                                workspace,
                                "/artifacts/LocalUpload/docker/content?path=" + name),
                        token,
                        BodyPublishers.ofByteArray(content),
                        Map.of("Content-Type", "application/octet-stream"))
                .expect(200, 201);
    }
}
