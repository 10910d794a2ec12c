package io.mltwin.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.ScoredService;
import io.mltwin.e2e.fixtures.ScoringRecords;
import io.mltwin.e2e.platform.PersistentClient;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Serve: a model is registered, put into an image and deployed while a part dies, next to another
 * service that is called all the time; both score in the end, and each request that was answered is
 * recorded once.
 */
final class InterruptedServing implements InterruptedFlow {
    private static final String MODEL = "under-fire";
    private static final String[] ENDS = {"Succeeded", "Failed", "Cancelled", "TimedOut"};

    private final FlowClient client;
    private final Azure azure;
    private final FlowState flows;
    private final String token;
    private final PersistentClient calls;
    private final ScoringRecords records;
    private final ScoredService old;
    private final String name;
    private final boolean mayStop;
    private final Repetition scoring;
    private CompletableFuture<Void> deployment;
    private String model;

    /**
     * @param mayStop whether the part that dies is the one that scores: of any other no caller may
     *     notice anything
     */
    InterruptedServing(TestPlatform platform, String name, PersistentClient calls, boolean mayStop)
            throws IOException, InterruptedException {
        this.client = platform.flowClient();
        this.azure = platform.azure();
        this.flows = platform.flows();
        this.token = azure.armToken("contributor");
        this.calls = calls;
        this.name = name;
        this.mayStop = mayStop;
        this.records = new ScoringRecords(platform, calls);
        this.old = ScoredService.find(platform, "cancer-service");
        this.scoring = new Repetition(this::scoreOld);
    }

    /** How long it takes when nothing dies. */
    Duration undisturbed() throws Exception {
        long start = System.nanoTime();
        toTheMiddle();
        deployment.get();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        toTheEnd();
        return took;
    }

    @Override
    public void toTheMiddle() {
        scoring.begin();
        model = register();
        deployment = CompletableFuture.runAsync(this::deploy);
    }

    private void scoreOld() {
        FlowClient.Answer answer =
                mayStop ? calls.until(() -> old.score(client), 200) : calls.tryOnce(() -> old.score(client));
        assertThat(answer).as("an answer of the service that scores").isNotNull();
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        records.expect(answer);
    }

    private String register() {
        String asset = calls.until(
                        () -> client.json(
                                "POST",
                                models("/assets"),
                                token,
                                Map.of(
                                        "name",
                                        MODEL,
                                        "artifacts",
                                        List.of(Map.of("prefix", "ExperimentRun/dcid." + flows.runId() + "/outputs")))),
                        200)
                .json()
                .path("id")
                .asText();
        return calls.until(
                        () -> client.json(
                                "POST",
                                models("/models"),
                                token,
                                Map.of(
                                        "name",
                                        MODEL,
                                        "url",
                                        "aml://asset/" + asset,
                                        "mimeType",
                                        "application/octet-stream",
                                        "framework",
                                        "Onnx")),
                        200)
                .json()
                .path("id")
                .asText();
    }

    private void deploy() {
        String image = made(
                "/images",
                Map.of(
                        "name",
                        name,
                        "modelIds",
                        List.of(model),
                        "imageType",
                        "Docker",
                        "imageFlavor",
                        "WebApiContainer",
                        "environment",
                        Map.of("name", "AzureML-ONNXRuntime-1.23")),
                202);
        made(
                "/services",
                Map.of(
                        "name",
                        name,
                        "computeType",
                        "ACI",
                        "imageId",
                        image,
                        "authEnabled",
                        true,
                        "containerResourceRequirements",
                        Map.of("cpu", 1, "memoryInGB", 1)),
                202,
                // the call whose answer was lost had been accepted: that service is looked at
                409);
    }

    /** Posts until it is accepted and has succeeded; a failed operation may be posted once more. */
    private String made(String collection, Map<String, Object> request, int... accepted) {
        for (int attempt = 1; ; attempt++) {
            FlowClient.Answer answer =
                    calls.until(() -> client.json("POST", models(collection), token, request), accepted);
            if (answer.status() == 409) {
                return name;
            }
            JsonNode operation = calls.follow(client, operation(answer), token, "state", ENDS);
            if (operation.path("state").asText().equals("Succeeded")) {
                String location = operation.path("resourceLocation").asText();
                return location.substring(location.lastIndexOf('/') + 1);
            }
            System.out.println("[kills] to be posted again: " + operation);
            assertThat(attempt).as(operation.toString()).isEqualTo(1);
        }
    }

    private String operation(FlowClient.Answer answer) {
        String poll = answer.header("Operation-Location");
        return poll.startsWith("http") ? poll : models(poll.substring(poll.indexOf("/operations/")));
    }

    @Override
    public void toTheEnd() throws Exception {
        deployment.get();
        JsonNode service =
                calls.follow(client, models("/services/" + name), token, "state", "Healthy", "Failed", "Unhealthy");
        assertThat(service.path("state").asText()).as(service.toString()).isEqualTo("Healthy");
        calls.until(() -> client.get(models("/models/" + model), token), 200);
        ScoredService fresh = ScoredService.of(
                service,
                calls.until(() -> client.json("POST", models("/services/" + name + "/listkeys"), token, null), 200)
                        .json());
        records.expect(calls.until(() -> fresh.score(client), 200));
        scoring.end();
        records.awaitEachOnce();
    }

    private String models(String rest) {
        return azure.models("eastus", flows.workspaceId(), rest);
    }
}
