package io.mltwin.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.mltwin.local.layout.Json;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Serve: register the model, build an image, deploy it, call it with its key, and find the request
 * in Application Insights.
 */
final class Serve implements Flow {
    private static final String MODEL = "breast-cancer";
    private static final int ROWS = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 200;

    private final Path seed;
    private final TrainingScript script;

    Serve(Path seed, TrainingScript script) {
        this.seed = seed;
        this.script = script;
    }

    @Override
    public String title() {
        return "Serve";
    }

    @Override
    public String actor() {
        return "contributor";
    }

    @Override
    public String action() {
        return "Microsoft.MachineLearningServices/workspaces/services/aci/write";
    }

    @Override
    public String run(FlowClient client, Azure azure, FlowState state)
            throws IOException, InterruptedException {
        String token = azure.armToken(actor());
        String model = register(client, azure, state, token);
        String image = build(client, azure, state, token, model);
        JsonNode service = deploy(client, azure, state, token, image);
        state.serviceUri = service.path("scoringUri").asText();
        JsonNode keys =
                client.json(
                                "POST",
                                models(
                                        azure,
                                        state,
                                        "/services/" + service.path("id").asText() + "/listkeys"),
                                token,
                                null)
                        .expect(200)
                        .json();
        FlowClient.Answer scored = score(client, state, keys.path("primaryKey").asText());
        String right = compare(scored.json());
        awaitRequest(client, azure, state, scored.header("x-ms-request-id"));
        return model
                + " is served from image "
                + image
                + ": "
                + right
                + "; the request with its seven fields is in Application Insights";
    }

    private static String models(Azure azure, FlowState state, String rest) {
        return azure.models(state.region, state.workspaceId(), rest);
    }

    private String register(FlowClient client, Azure azure, FlowState state, String token)
            throws IOException {
        JsonNode asset =
                client.json(
                                "POST",
                                models(azure, state, "/assets"),
                                token,
                                Map.of(
                                        "name",
                                        MODEL,
                                        "artifacts",
                                        List.of(
                                                Map.of(
                                                        "prefix",
                                                        "ExperimentRun/dcid."
                                                                + state.runId
                                                                + "/outputs"))))
                        .expect(200)
                        .json();
        Map<String, Object> request =
                Map.of(
                        "name",
                        MODEL,
                        "url",
                        "aml://asset/" + asset.path("id").asText(),
                        "mimeType",
                        "application/octet-stream",
                        "framework",
                        script.framework(),
                        "runId",
                        state.runId,
                        "experimentName",
                        state.experiment);
        return client.json("POST", models(azure, state, "/models"), token, request)
                .expect(200)
                .json()
                .path("id")
                .asText();
    }

    private String build(
            FlowClient client, Azure azure, FlowState state, String token, String model)
            throws IOException, InterruptedException {
        String upload =
                azure.training(
                        state.region,
                        "artifact/v2.0",
                        state.workspaceId(),
                        "/artifacts/LocalUpload/"
                                + state.runId
                                + "/content?path="
                                + script.entryScript());
        client.send(
                        "POST",
                        upload,
                        token,
                        BodyPublishers.ofFile(
                                seed.resolve(script.entryFolder()).resolve(script.entryScript())),
                        Map.of("Content-Type", "application/octet-stream"))
                .expect(200, 201);
        JsonNode entry =
                client.json(
                                "POST",
                                models(azure, state, "/assets"),
                                token,
                                Map.of(
                                        "name",
                                        script.entryScript(),
                                        "artifacts",
                                        List.of(
                                                Map.of(
                                                        "id",
                                                        "aml://artifact/LocalUpload/"
                                                                + state.runId
                                                                + "/"
                                                                + script.entryScript()))))
                        .expect(200)
                        .json();
        Map<String, Object> request =
                Map.of(
                        "name",
                        MODEL,
                        "modelIds",
                        List.of(model),
                        "driverProgram",
                        entry.path("id").asText(),
                        "imageType",
                        "Docker",
                        "imageFlavor",
                        "WebApiContainer",
                        "environment",
                        Map.of("name", script.entryEnvironment()));
        return succeeded(
                client,
                azure,
                state,
                token,
                client.json("POST", models(azure, state, "/images"), token, request));
    }

    /** Waits for an operation of model management and returns the id of what it made. */
    private static String succeeded(
            FlowClient client,
            Azure azure,
            FlowState state,
            String token,
            FlowClient.Answer started)
            throws IOException, InterruptedException {
        String location = started.expect(202).header("Operation-Location");
        String poll =
                location.startsWith("http")
                        ? location
                        : models(
                                azure, state, location.substring(location.indexOf("/operations/")));
        String end =
                azure.until(
                        client,
                        poll,
                        token,
                        "state",
                        "Succeeded",
                        "Failed",
                        "Cancelled",
                        "TimedOut");
        JsonNode operation = client.get(poll, token).json();
        if (!end.equals("Succeeded")) {
            throw new FlowException(
                    started.request() + " ended " + end + ": " + operation.path("error"));
        }
        String resource = operation.path("resourceLocation").asText();
        return resource.substring(resource.lastIndexOf('/') + 1);
    }

    private JsonNode deploy(
            FlowClient client, Azure azure, FlowState state, String token, String image)
            throws IOException, InterruptedException {
        Map<String, Object> request =
                Map.of(
                        "name",
                        "cancer-service",
                        "computeType",
                        "ACI",
                        "imageId",
                        image,
                        "authEnabled",
                        true,
                        "containerResourceRequirements",
                        Map.of("cpu", 1, "memoryInGB", 1));
        String id =
                succeeded(
                        client,
                        azure,
                        state,
                        token,
                        client.json("POST", models(azure, state, "/services"), token, request));
        String address = models(azure, state, "/services/" + id);
        String end = azure.until(client, address, token, "state", "Healthy", "Failed", "Unhealthy");
        JsonNode service = client.get(address, token).json();
        if (!end.equals("Healthy")) {
            throw new FlowException("service " + id + " is " + end + ": " + service.path("error"));
        }
        return service;
    }

    private FlowClient.Answer score(FlowClient client, FlowState state, String key)
            throws IOException {
        ArrayNode data = Json.MAPPER.createArrayNode();
        for (String line : rows()) {
            ArrayNode row = data.addArray();
            String[] cells = line.split(",");
            for (int i = 0; i < cells.length - 1; i++) {
                row.add(Double.parseDouble(cells[i]));
            }
        }
        return client.json("POST", state.serviceUri, key, Map.of("data", data)).expect(200);
    }

    /** Returns the first rows of the data set, the diagnosis last. */
    private List<String> rows() throws IOException {
        List<String> lines = Files.readAllLines(seed.resolve(TrainingScript.DATA));
        return lines.subList(1, ROWS + 1);
    }

    private String compare(JsonNode answer) throws IOException {
        List<String> told = new ArrayList<>();
        answer.path("result").forEach(label -> told.add(label.asText()));
        int right = 0;
        List<String> rows = rows();
        for (int i = 0; i < Math.min(told.size(), rows.size()); i++) {
            right += rows.get(i).endsWith("," + told.get(i)) ? 1 : 0;
        }
        return right + " of " + rows.size() + " rows diagnosed as the data set has it";
    }

    private static void awaitRequest(
            FlowClient client, Azure azure, FlowState state, String requestId)
            throws IOException, InterruptedException {
        String token = azure.token("reader", "https://api.applicationinsights.io");
        Map<String, String> query =
                Map.of(
                        "query",
                        "requests | where id == '"
                                + requestId
                                + "' | project timestamp, id, resultCode, duration,"
                                + " customDimensions");
        long start = System.nanoTime();
        while (client.json(
                        "POST", azure.insights("/v1/apps/" + state.appId + "/query"), token, query)
                .expect(200)
                .json()
                .path("tables")
                .path(0)
                .path("rows")
                .isEmpty()) {
            client.waitFor("the request is on its way to Application Insights", start);
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new FlowException(
                        "request "
                                + requestId
                                + " did not reach Application Insights within "
                                + PATIENCE.toSeconds()
                                + " s; look at ./mltwin logs telemetry");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    @Override
    public String next(FlowState state) {
        return "POST "
                + state.serviceUri
                + " without the key and be refused, then find that request in Application Insights"
                + " too";
    }
}
