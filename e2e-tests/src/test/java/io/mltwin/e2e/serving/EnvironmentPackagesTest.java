package io.mltwin.e2e.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.OnlineEndpoints;
import io.mltwin.e2e.fixtures.WheelServer;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowClient.Answer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * A deployment in an environment whose conda file names a package: a run installs it, its image
 * goes through the registry, and the script imports it.
 */
@OnlyOn(
        value = Target.PROCESSES,
        because = "the package comes from a server of the test, on the machine of the nodes")
@TestInstance(Lifecycle.PER_CLASS)
class EnvironmentPackagesTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String VERSION = "?api-version=2023-04-01";
    private static final String SCRIPT =
            """
            import greeting

            def init():
                pass

            def run(raw):
                return greeting.__version__
            """;

    private final String name = "packages-" + UUID.randomUUID().toString().substring(0, 8);
    private FlowClient client;
    private Azure azure;
    private String workspace;
    private String token;
    private OnlineEndpoints endpoints;

    @BeforeEach
    void anEndpoint() throws Exception {
        client = PLATFORM.flowClient();
        azure = PLATFORM.azure();
        workspace = PLATFORM.flows().workspaceId();
        token = azure.armToken("contributor");
        endpoints = OnlineEndpoints.of(PLATFORM);
        endpoints.put(name, "Managed", "Key", Map.of());
    }

    @AfterEach
    void itGoes() throws Exception {
        endpoints.put(name, "Managed", "Key", Map.of());
        endpoints.delete(name);
    }

    @Test
    void theScriptImportsWhatTheCondaFileNames() throws Exception {
        try (WheelServer wheels = WheelServer.start("greeting", "1.2.3")) {
            // Given
            String code = code();
            String environment =
                    environment(
                            List.of(
                                    "--no-index",
                                    "--find-links " + wheels.address(),
                                    "greeting==1.2.3"));
            // When
            azure.await(client, deploy(code, environment).expect(201), token);
            // Then
            endpoints.put(name, "Managed", "Key", Map.of("blue", 100));
            JsonNode endpoint = arm("GET", endpointId(), null).expect(200).json();
            assertThat(
                            endpoints
                                    .score(
                                            endpoint.at("/properties/scoringUri").asText(),
                                            endpoints.key(name, "primaryKey"))
                                    .expect(200)
                                    .json()
                                    .asText())
                    .isEqualTo("1.2.3");
            assertThat(buildLog())
                    .containsPattern("of prepare_image, its log is logs/azureml/")
                    .contains("Taken over from azureml/azureml_");
        }
    }

    /** Uploads the script as the SDK does, and returns the id of the code. */
    private String code() throws IOException {
        String id = workspace + "/codes/" + UUID.randomUUID() + "/versions/1";
        JsonNode upload =
                arm(
                                "POST",
                                id + "/startPendingUpload",
                                Map.of("pendingUploadType", "TemporaryBlobReference"))
                        .expect(200)
                        .json()
                        .path("blobReferenceForConsumption");
        String[] place = upload.at("/credential/sasUri").asText().split("\\?", 2);
        client.send(
                        "PUT",
                        place[0] + "/code/score.py?" + place[1],
                        null,
                        BodyPublishers.ofString(SCRIPT),
                        Map.of("x-ms-blob-type", "BlockBlob", "x-ms-version", "2020-10-02"))
                .expect(201);
        Map<String, Object> properties =
                Map.of("codeUri", upload.path("blobUri").asText() + "/code");
        arm("PUT", id, Map.of("properties", properties)).expect(201);
        return id;
    }

    private String environment(List<String> ofPip) throws IOException {
        String id = workspace + "/environments/" + name + "/versions/1";
        Map<String, Object> properties =
                Map.of(
                        "image",
                        "mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04",
                        "condaFile",
                        "{dependencies: [python, {pip: ['" + String.join("', '", ofPip) + "']}]}");
        arm("PUT", id, Map.of("properties", properties)).expect(201);
        return id;
    }

    private Answer deploy(String code, String environment) throws IOException {
        Map<String, Object> properties = new HashMap<>();
        properties.put("endpointComputeType", "Managed");
        properties.put("instanceType", "Standard_DS3_v2");
        properties.put("environmentId", environment);
        properties.put("codeConfiguration", Map.of("codeId", code, "scoringScript", "score.py"));
        return arm(
                "PUT",
                endpointId() + "/deployments/blue",
                Map.of(
                        "location",
                        "eastus",
                        "sku",
                        Map.of("name", "Default", "capacity", 1),
                        "properties",
                        properties));
    }

    private String buildLog() throws IOException {
        return arm(
                        "POST",
                        endpointId() + "/deployments/blue/getLogs",
                        Map.of("containerType", "StorageInitializer"))
                .expect(200)
                .json()
                .path("content")
                .asText();
    }

    private String endpointId() {
        return workspace + "/onlineEndpoints/" + name;
    }

    private Answer arm(String method, String id, Object body) throws IOException {
        return client.json(method, azure.arm(id).replaceFirst("\\?.*", "") + VERSION, token, body);
    }
}
