package io.mltwin.e2e.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.ScoredService;
import io.mltwin.e2e.fixtures.WebServices;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.layout.PlatformService;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An entry script and models that look for what is not theirs, leave processes behind and break
 * what they run in: they find nothing, and the service goes on with all others.
 */
@TestInstance(Lifecycle.PER_CLASS)
class HostileServingTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final Path MODELS = Path.of("../deploy/scoring-container/src/test/resources/onnx");
    private static final String ROW = "{\"data\":[[1,1]]}";

    private final String mark = Long.toString(800_000_000 + System.nanoTime() % 1_000_000);
    private WebServices services;
    private Azure azure;
    private FlowClient client;
    private String token;
    private String workspace;
    private ScoredService other;
    private JsonNode hostile;
    private String life;

    @BeforeAll
    void deployTheScript() throws Exception {
        services = WebServices.of(PLATFORM);
        workspace = PLATFORM.flows().workspaceId();
        azure = PLATFORM.azure();
        client = PLATFORM.flowClient();
        token = azure.armToken("contributor");
        other = ScoredService.find(PLATFORM, "cancer-service");
        upload("HostileScore.java", Files.readAllBytes(Path.of("src/test/resources/scripts/HostileScore.java")));
        String image = image(
                "hostile",
                Map.of(
                        "modelIds",
                        List.of("breast-cancer:1"),
                        "driverProgram",
                        "aml://artifact/LocalUpload/hostile/HostileScore.java"));
        hostile = services.deploy("hostile-script", image, Map.of("computeType", "ACI"));
    }

    @BeforeEach
    void theServiceLives() throws Exception {
        life = PLATFORM.platform().lifeOf(PlatformService.SCORING);
    }

    @AfterEach
    void theServiceIsTheSameAndAnswersOthers() throws Exception {
        other.score(client).expect(200);
        assertThat(PLATFORM.platform().lifeOf(PlatformService.SCORING)).isEqualTo(life);
    }

    @Test
    void theScriptFindsNothing() throws Exception {
        String folders = PLATFORM.platform().folder().root() + ",/mltwin";

        assertThat(ask("look " + folders).expect(200).json()).isEmpty();
    }

    @Test
    void leftProcessesOfTheScriptEndWithItsService() throws Exception {
        ask("leave " + mark).expect(200);
        assertThat(PLATFORM.platform().containersWith("sleep " + mark)).isNotEmpty();

        ask("kill");

        await().atMost(Duration.ofSeconds(60))
                .until(() -> PLATFORM.platform().containersWith("sleep " + mark).isEmpty());
        await().atMost(Duration.ofSeconds(60)).until(() -> ask("leave 0").status() == 200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "external-parent",
                "external-absolute",
                "external-branch",
                "external-constant",
                "huge-initializer",
                "cut"
            })
    void aModelThatReadsOtherFilesOrIsBrokenIsNotDeployed(String name) throws Exception {
        String image = imageOfModel(name);
        FlowClient.Answer started = client.json(
                "POST",
                services.address("/services"),
                token,
                WebServices.request("hostile-" + name, image, Map.of("computeType", "ACI")));

        String poll = started.expect(202).header("Operation-Location");
        String end = azure.until(client, poll, token, "state", "Succeeded", "Failed");

        assertThat(end).isEqualTo("Failed");
        assertThat(client.get(poll, token).json().toString()).contains("the ONNX model cannot be loaded");
    }

    @Test
    void aModelThatAsksForMoreMemoryThanThereIsFailsAlone() throws Exception {
        FlowClient.Answer started = client.json(
                "POST",
                services.address("/services"),
                token,
                WebServices.request("hostile-output", imageOfModel("huge-output"), Map.of("computeType", "ACI")));

        String poll = started.expect(202).header("Operation-Location");
        String end = azure.until(client, poll, token, "state", "Succeeded", "Failed");

        // some of ONNX Runtime's optimizers compute such an output when the model is loaded
        if (end.equals("Failed")) {
            assertThat(client.get(poll, token).json().toString()).contains("the ONNX model cannot be loaded");
            return;
        }
        String uri = client.get(services.address("/services/hostile-output"), token)
                .expect(200)
                .json()
                .path("scoringUri")
                .asText();
        client.send("POST", uri, null, BodyPublishers.ofString(ROW), Map.of()).expect(500);
    }

    private FlowClient.Answer ask(String what) throws IOException {
        return client.send("POST", hostile.path("scoringUri").asText(), null, BodyPublishers.ofString(what), Map.of());
    }

    private String imageOfModel(String name) throws Exception {
        byte[] softmax = Files.readAllBytes(MODELS.resolve("softmax.onnx"));
        upload(
                name + ".onnx",
                name.equals("cut")
                        ? Arrays.copyOf(softmax, softmax.length / 2)
                        : Files.readAllBytes(MODELS.resolve(name + ".onnx")));
        String model = client.json(
                        "POST",
                        services.address("/models"),
                        token,
                        Map.of(
                                "name",
                                "hostile-" + name,
                                "url",
                                "aml://artifact/LocalUpload/hostile/" + name + ".onnx",
                                "mimeType",
                                "application/octet-stream",
                                "framework",
                                "Onnx"))
                .expect(200)
                .json()
                .path("id")
                .asText();
        return image("hostile-" + name, Map.of("modelIds", List.of(model)));
    }

    private String image(String name, Map<String, Object> members) throws Exception {
        Map<String, Object> request = new HashMap<>(members);
        request.put("name", name);
        request.put("imageType", "Docker");
        request.put("imageFlavor", "WebApiContainer");
        return services.ended(client.json("POST", services.address("/images"), token, request));
    }

    private void upload(String name, byte[] content) throws IOException {
        client.send(
                        "POST",
                        azure.training(
                                "eastus",
                                "artifact/v2.0",
                                workspace,
                                "/artifacts/LocalUpload/hostile/content?path=" + name),
                        token,
                        BodyPublishers.ofByteArray(content),
                        Map.of("Content-Type", "application/octet-stream"))
                .expect(200, 201);
    }
}
