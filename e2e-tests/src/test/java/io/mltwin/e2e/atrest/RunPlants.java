package io.mltwin.e2e.atrest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mltwin.e2e.platform.ScriptPlace;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Brings plaintexts to where a run takes them, and to the model that comes of it. */
final class RunPlants {

    private static final String EXPERIMENT = "planted";

    private final Planting planting;
    private final FlowClient client;
    private final Azure azure;
    private final FlowState flows;
    private final String token;

    RunPlants(TestPlatform platform, Planting planting) throws IOException, InterruptedException {
        this.planting = planting;
        this.client = platform.flowClient();
        this.azure = platform.azure();
        this.flows = platform.flows();
        this.token = azure.armToken("contributor");
    }

    void run(ScriptPlace scripts) throws Exception {
        String script = """
                import java.nio.file.*;
                // %s
                public class Leak {
                    public static void main(String[] args) throws Exception {
                        System.out.println("%s");
                        Files.writeString(Files.createDirectories(Path.of("outputs")).resolve("leak.txt"), "%s");
                        Files.createDirectories(Path.of(args[0]));
                        Files.writeString(Path.of(args[0], "part"), System.getenv("AZUREML_RUN_TOKEN"));
                        Files.move(Path.of(args[0], "part"), Path.of(args[0], "token"));
                        for (int i = 0; i < 1200 && !Files.exists(Path.of(args[0], "seen")); i++) Thread.sleep(50);
                    }
                }
                """.formatted(
                        planting.fresh(Planted.SNAPSHOT_FILE),
                        planting.fresh(Planted.SCRIPT_LOG),
                        planting.fresh(Planted.SCRIPT_OUTPUT));
        String snapshot = UUID.randomUUID().toString();
        client.upload(
                        training("content/v1.0", "/snapshots/" + snapshot),
                        token,
                        Map.of("Leak.java", script.getBytes(StandardCharsets.UTF_8)))
                .expect(200, 201);
        Map<String, Object> environment = Map.of(
                "name",
                "AzureML-Tribuo-4.3",
                "environmentVariables",
                Map.of("PLANTED", planting.fresh(Planted.ENVIRONMENT_VARIABLE)));
        Map<String, Object> configuration = Map.of(
                "script",
                "Leak.java",
                "arguments",
                List.of(scripts.folder(), planting.fresh(Planted.RUN_ARGUMENT)),
                "target",
                "cpu-cluster",
                "environment",
                environment);
        String run = client.json(
                        "POST",
                        training("execution/v1.0", "/experiments/" + EXPERIMENT + "/snapshotrun"),
                        token,
                        Map.of("snapshotId", snapshot, "configuration", configuration))
                .expect(200)
                .json()
                .path("runId")
                .asText();
        String address = training("history/v1.0", "/experiments/" + EXPERIMENT + "/runs/" + run);
        client.json(
                        "PATCH",
                        address,
                        token,
                        Map.of(
                                "tags", Map.of("planted", planting.fresh(Planted.RUN_TAG)),
                                "properties", Map.of("planted", planting.fresh(Planted.RUN_PROPERTY)),
                                "description", planting.fresh(Planted.RUN_DESCRIPTION)))
                .expect(200);
        client.json("POST", address + "/metrics", token, metric(run)).expect(200);
        String experiment = client.get(training("history/v1.0", "/experiments/" + EXPERIMENT), token)
                .expect(200)
                .json()
                .path("experimentId")
                .asText();
        client.json(
                        "PATCH",
                        training("history/v1.0", "/experimentids/" + experiment),
                        token,
                        Map.of("tags", Map.of("planted", planting.fresh(Planted.EXPERIMENT_TAG))))
                .expect(200);
        await().atMost(Duration.ofSeconds(60)).until(() -> scripts.holds("token"));
        planting.seen(Planted.RUN_TOKEN, Planting.signature(scripts.read("token")));
        scripts.put("seen");
        String end = azure.until(client, address, token, "status", "Completed", "Failed", "Canceled");
        assertThat(end).as(() -> describe(address)).isEqualTo("Completed");
    }

    /** Why a run failed, as it tells itself. */
    private String describe(String run) {
        try {
            return client.get(run + "/details", token).text();
        } catch (Exception e) {
            return "no details: " + e;
        }
    }

    private Map<String, Object> metric(String run) {
        Map<String, Object> column = Map.of("propertyId", "m", "name", "m", "type", "string");
        return Map.of(
                "runId",
                run,
                "metricId",
                UUID.randomUUID().toString(),
                "dataContainerId",
                "dcid." + run,
                "metricType",
                "azureml.v1.scalar",
                "createdUtc",
                "2026-01-01T00:00:00Z",
                "name",
                "m",
                "numCells",
                1,
                "cells",
                List.of(Map.of("m", planting.fresh(Planted.METRIC_VALUE))),
                "schema",
                Map.of("numProperties", 1, "properties", List.of(column)));
    }

    void model() throws Exception {
        client.send(
                        "POST",
                        training("artifact/v2.0", "/artifacts/LocalUpload/planted/content?path=model.onnx"),
                        token,
                        BodyPublishers.ofString(planting.fresh(Planted.MODEL_BYTES)),
                        Map.of("Content-Type", "application/octet-stream"))
                .expect(200, 201);
        Map<String, Object> artifact = Map.of("id", "aml://artifact/LocalUpload/planted/model.onnx");
        String asset = client.json(
                        "POST",
                        models("/assets"),
                        token,
                        texts(Planted.ASSET_TEXT, Map.of("name", "planted", "artifacts", List.of(artifact))))
                .expect(200)
                .json()
                .path("id")
                .asText();
        String model = client.json(
                        "POST",
                        models("/models"),
                        token,
                        texts(
                                Planted.MODEL_TEXT,
                                Map.of(
                                        "name",
                                        "planted",
                                        "url",
                                        "aml://asset/" + asset,
                                        "framework",
                                        "Onnx",
                                        "mimeType",
                                        "application/octet-stream",
                                        "datasets",
                                        List.of(Map.of("name", planting.fresh(Planted.MODEL_TEXT))))))
                .expect(200)
                .json()
                .path("id")
                .asText();
        String started = client.json(
                        "POST",
                        models("/images"),
                        token,
                        texts(
                                Planted.IMAGE_TEXT,
                                Map.of(
                                        "name", "planted",
                                        "modelIds", List.of(model),
                                        "imageType", "Docker",
                                        "imageFlavor", "WebApiContainer",
                                        "environment", Map.of("name", "AzureML-ONNXRuntime-1.23"))))
                .expect(202)
                .header("Operation-Location");
        String poll = started.startsWith("http") ? started : models(started.substring(started.indexOf("/operations/")));
        assertThat(azure.until(client, poll, token, "state", "Succeeded", "Failed"))
                .isEqualTo("Succeeded");
    }

    /** A body of model management with texts that are to be found nowhere. */
    private Map<String, Object> texts(Planted kind, Map<String, Object> body) {
        Map<String, Object> all = new HashMap<>(body);
        all.put("description", planting.fresh(kind));
        all.put("kvTags", Map.of("planted", planting.fresh(kind)));
        all.put("properties", Map.of("planted", planting.fresh(kind)));
        return all;
    }

    /** The tags of an endpoint are told to Azure Resource Manager, which keeps them as text. */
    void endpoint() throws Exception {
        client.json(
                        "PUT",
                        azure.arm(flows.workspaceId() + "/onlineEndpoints/planted-texts"),
                        token,
                        Map.of(
                                "location",
                                "eastus",
                                "properties",
                                Map.of(
                                        "authMode",
                                        "Key",
                                        "description",
                                        planting.fresh(Planted.ENDPOINT_TEXT),
                                        "properties",
                                        Map.of("planted", planting.fresh(Planted.ENDPOINT_TEXT)))))
                .expect(201);
    }

    private String training(String service, String rest) {
        return azure.training("eastus", service, flows.workspaceId(), rest);
    }

    private String models(String rest) {
        return azure.models("eastus", flows.workspaceId(), rest);
    }
}
