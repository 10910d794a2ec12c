package io.mltwin.e2e.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.e2e.fixtures.ScoredService;
import io.mltwin.e2e.fixtures.WebServices;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.PlatformService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * Docker signs in to the workspace's registry, pulls the images of web services, and runs them:
 * they answer as the services do.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
class DockerRunTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String SCRIPT =
            """
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
    @TempDir private static Path configuration;

    private final HttpClient http = HttpClient.newHttpClient();
    private static final String BASE = "mltwin/inference";

    private final List<String> containers = new ArrayList<>();
    private final List<String> images = new ArrayList<>();
    private WebServices services;
    private Azure azure;
    private FlowClient client;
    private String token;
    private String workspace;
    private String registry;

    @BeforeAll
    void buildTheBaseAndSignIn() throws Exception {
        if (docker(PATIENCE, "images", "-q", BASE).isBlank()) {
            images.add(BASE);
        }
        docker(
                Duration.ofMinutes(10),
                "build",
                "-q",
                "-t",
                BASE,
                "--target",
                "inference",
                "-f",
                "deploy/compose/Dockerfile",
                ".");
        services = WebServices.of(PLATFORM);
        workspace = PLATFORM.flows().workspaceId();
        azure = PLATFORM.azure();
        client = PLATFORM.flowClient();
        token = azure.armToken("contributor");
        String id =
                client.get(azure.arm(workspace), token)
                        .expect(200)
                        .json()
                        .at("/properties/containerRegistry")
                        .asText();
        JsonNode credentials =
                client.json("POST", azure.arm(id + "/listCredentials"), token, null)
                        .expect(200)
                        .json();
        registry = "localhost:" + PLATFORM.port(PlatformService.SCORING);
        docker(
                PATIENCE,
                "login",
                "-u",
                credentials.path("username").asText(),
                "-p",
                credentials.at("/passwords/0/value").asText(),
                registry);
    }

    @AfterAll
    void leaveNothingInDocker() throws Exception {
        for (String container : containers) {
            docker(PATIENCE, "rm", "-f", container);
        }
        // other platforms on this machine would take it as the base of their images
        for (String image : images) {
            docker(PATIENCE, "rmi", "-f", image);
        }
        docker(PATIENCE, "logout", registry);
    }

    @Test
    void anOnnxModelsImageAnswersAsItsService() throws Exception {
        // Given
        ScoredService service = ScoredService.find(PLATFORM, "cancer-service");
        String body = "{\"data\":[" + row(1.5) + "," + row(20) + "]}";
        String image = image("docker-onnx", Map.of("modelIds", List.of("breast-cancer:1")));
        JsonNode same = services.deploy("docker-onnx", image, Map.of("computeType", "ACI"));
        // When
        String address = run(location(image));
        // Then
        JsonNode expected = score(same.path("scoringUri").asText(), null, body);
        assertThat(score(address + "/score", null, body)).isEqualTo(expected);
        assertThat(score(service.uri(), service.key(), body)).isEqualTo(expected);
        assertThat(get(address + "/").body()).isEqualTo("Healthy");
    }

    @Test
    void aScriptsImageAnswersAsItsService() throws Exception {
        // Given
        upload("score.py", SCRIPT.getBytes(StandardCharsets.UTF_8));
        String image =
                image(
                        "docker-script",
                        Map.of(
                                "modelIds",
                                List.of("breast-cancer:1"),
                                "driverProgram",
                                "aml://artifact/LocalUpload/docker/score.py"));
        JsonNode service = services.deploy("docker-script", image, Map.of("computeType", "ACI"));
        String uri = service.path("scoringUri").asText();
        // When
        String address = run(location(image));
        // Then
        for (String body : List.of("{\"data\":[1.5,2.5]}", "{\"data\":[]}")) {
            assertThat(score(address + "/score", null, body)).isEqualTo(score(uri, null, body));
        }
        for (String bad : List.of("four", "{\"date\":[1]}", "{\"data\":[\"x\"]}")) {
            assertThat(post(address + "/score", bad).statusCode())
                    .as(bad)
                    .isEqualTo(
                            client.send("POST", uri, null, BodyPublishers.ofString(bad), JSON)
                                    .status());
        }
        for (String version : List.of("2", "3", "3.1")) {
            String path = "/swagger.json?version=" + version;
            JsonNode ofImage = MAPPER.readTree(get(address + path).body());
            JsonNode ofService = client.get(uri.replace("/score", path), null).expect(200).json();
            assertThat(ofImage.path("paths")).isEqualTo(ofService.path("paths"));
            assertThat(ofImage.path("definitions")).isEqualTo(ofService.path("definitions"));
            assertThat(ofImage.path("components")).isEqualTo(ofService.path("components"));
        }
        assertThat(client.get(uri.replace("/score", "/"), null).status()).isEqualTo(200);
    }

    private static List<Double> row(double value) {
        return Collections.nCopies(30, value);
    }

    private String image(String name, Map<String, Object> members) throws Exception {
        Map<String, Object> request = new HashMap<>(members);
        request.put("name", name);
        return services.ended(client.json("POST", services.address("/images"), token, request));
    }

    /** As Docker names it: by the service's own address, which needs no certificate's trust. */
    private String location(String image) throws IOException {
        String location =
                client.get(services.address("/images/" + image), token)
                        .expect(200)
                        .json()
                        .path("imageLocation")
                        .asText();
        String name = location.substring(0, location.indexOf('.'));
        return registry + "/" + name + location.substring(location.indexOf('/'));
    }

    /** Pulls and runs an image; returns the address where it answers. */
    private String run(String location) throws Exception {
        docker(Duration.ofMinutes(5), "pull", "-q", location);
        images.add(location);
        String container = "mltwin-" + UUID.randomUUID();
        containers.add(container);
        docker(
                PATIENCE,
                "run",
                "-d",
                "--name",
                container,
                "-p",
                "127.0.0.1::5001",
                "--read-only",
                "--tmpfs",
                "/tmp:exec",
                "--cap-drop",
                "ALL",
                location);
        String port =
                docker(PATIENCE, "port", container, "5001/tcp").lines().findFirst().orElseThrow();
        String address = "http://" + port;
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(get(address + "/").statusCode()).isEqualTo(200));
        return address;
    }

    private JsonNode score(String uri, String key, String body) throws Exception {
        return key == null && uri.startsWith("http://")
                ? MAPPER.readTree(post(uri, body).body())
                : client.send("POST", uri, key, BodyPublishers.ofString(body), JSON)
                        .expect(200)
                        .json();
    }

    private HttpResponse<String> get(String uri) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String uri, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(uri))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
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

    /** Returns what Docker printed; anything but its good end fails the test. */
    private String docker(Duration patience, String... arguments) throws Exception {
        List<String> line =
                new ArrayList<>(List.of("docker", "--config", configuration.toString()));
        line.addAll(List.of(arguments));
        Path printed = Files.createTempFile("docker", ".log");
        Process process =
                new ProcessBuilder(line)
                        .directory(Checkout.find().root().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(printed.toFile())
                        .start();
        boolean ended = process.waitFor(patience.toSeconds(), TimeUnit.SECONDS);
        String text = Files.readString(printed).strip();
        Files.delete(printed);
        assertThat(ended && process.exitValue() == 0).as(arguments[0] + ": " + text).isTrue();
        return text;
    }
}
