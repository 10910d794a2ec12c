package io.mltwin.e2e.flows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.MachineTarget;
import io.mltwin.e2e.fixtures.WebServices;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * NET-04, the document's example: a virtual machine is attached and trains, its model is registered
 * and deployed to an AKS cluster, and scores.
 */
@OnlyOn(value = Target.PROCESSES, because = "an attached machine is a process of this machine")
@TestInstance(Lifecycle.PER_CLASS)
class MachineToServiceTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final Path SEED = Path.of(System.getProperty("mltwin.checkout"), "deploy", "seed");
    private static final String DATA = "breast-cancer-wisconsin.csv";
    private static final String COMPUTE = "science-vm";
    private static final String EXPERIMENT = "machine-to-service";
    private static final String SERVICE = "trained-on-vm";

    private Azure azure;
    private FlowClient client;
    private String carl;
    private String workspace;
    private WebServices services;
    private MachineTarget machine;

    @BeforeAll
    void attach() throws Exception {
        azure = PLATFORM.azure();
        client = PLATFORM.flowClient();
        carl = azure.armToken("contributor");
        workspace = PLATFORM.flows().workspaceId();
        services = WebServices.of(PLATFORM).withCluster();
        machine = MachineTarget.attach(PLATFORM, "VirtualMachine", workspace, COMPUTE);
    }

    @AfterAll
    void end() throws Exception {
        services.delete(SERVICE);
        machine.close();
    }

    @Test
    void modelOfAMachineScoresOnAks() throws Exception {
        // Given
        String run = train();
        String model = register(run);
        String image = build(model, run);

        // When
        JsonNode service = services.deploy(SERVICE, image, WebServices.onAks(Map.of()));
        FlowClient.Answer scored = services.score(
                service, services.keys(SERVICE).path("primaryKey").asText());

        // Then
        assertThat(service.path("computeType").asText()).isEqualTo("AKS");
        assertThat(scored.expect(200).json().path("result").path(0).asText()).isIn("malignant", "benign");
        services.score(service, null).expect(401);
        assertThat(client.get(services.address("/models/" + model), carl)
                        .expect(200)
                        .json()
                        .path("runId")
                        .asText())
                .isEqualTo(run);
    }

    private String train() throws Exception {
        String snapshot = UUID.randomUUID().toString();
        client.upload(
                        training("content/v1.0", "/snapshots/" + snapshot),
                        carl,
                        Map.of(
                                "Train.java",
                                Files.readAllBytes(SEED.resolve("train-java/Train.java")),
                                DATA,
                                Files.readAllBytes(SEED.resolve(DATA))))
                .expect(200, 201);
        Map<String, Object> configuration = Map.of(
                "script",
                "Train.java",
                "arguments",
                List.of("--data", DATA),
                "target",
                COMPUTE,
                "environment",
                Map.of("name", "AzureML-Tribuo-4.3"));
        String run = client.json(
                        "POST",
                        training("execution/v1.0", "/experiments/" + EXPERIMENT + "/snapshotrun"),
                        carl,
                        Map.of("snapshotId", snapshot, "configuration", configuration))
                .expect(200)
                .json()
                .path("runId")
                .asText();
        String address = training("history/v1.0", "/experiments/" + EXPERIMENT + "/runs/" + run);
        String end = azure.until(client, address, carl, "status", "Completed", "Failed");
        JsonNode ended = client.get(address, carl).expect(200).json();
        assertThat(end).as(ended.toString()).isEqualTo("Completed");
        assertThat(ended.path("target").asText()).isEqualTo(COMPUTE);
        return run;
    }

    private String register(String run) throws IOException {
        String asset = asset("trained", Map.of("prefix", "ExperimentRun/dcid." + run + "/outputs"));
        return client.json(
                        "POST",
                        services.address("/models"),
                        carl,
                        Map.of(
                                "name",
                                "trained-on-vm",
                                "url",
                                "aml://asset/" + asset,
                                "mimeType",
                                "application/octet-stream",
                                "framework",
                                "Onnx",
                                "runId",
                                run,
                                "experimentName",
                                EXPERIMENT))
                .expect(200)
                .json()
                .path("id")
                .asText();
    }

    private String build(String model, String run) throws Exception {
        client.send(
                        "POST",
                        training("artifact/v2.0", "/artifacts/LocalUpload/" + run + "/content?path=Score.java"),
                        carl,
                        BodyPublishers.ofFile(SEED.resolve("score-java/Score.java")),
                        Map.of("Content-Type", "application/octet-stream"))
                .expect(200, 201);
        String entry = asset("Score.java", Map.of("id", "aml://artifact/LocalUpload/" + run + "/Score.java"));
        return services.ended(client.json(
                "POST",
                services.address("/images"),
                carl,
                Map.of(
                        "name",
                        "trained-on-vm",
                        "modelIds",
                        List.of(model),
                        "driverProgram",
                        entry,
                        "imageType",
                        "Docker",
                        "imageFlavor",
                        "WebApiContainer",
                        "environment",
                        Map.of("name", "AzureML-ONNXRuntime-1.23"))));
    }

    private String asset(String name, Map<String, String> artifact) throws IOException {
        return client.json(
                        "POST", services.address("/assets"), carl, Map.of("name", name, "artifacts", List.of(artifact)))
                .expect(200)
                .json()
                .path("id")
                .asText();
    }

    private String training(String service, String rest) {
        return azure.training("eastus", service, workspace, rest);
    }
}
