package io.mltwin.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Deploys one web service of the demo by model management: its entry script as an asset, its image,
 * the service on ACI. What takes a while is begun by one method and awaited by another, so that
 * several services are made at once.
 */
final class WebService {
    private final FlowClient client;
    private final Azure azure;
    private final FlowState state;
    private final String token;
    private final EntryScript script;
    private final String name;

    WebService(FlowClient client, Azure azure, FlowState state, String token, EntryScript script, String name) {
        this.client = client;
        this.azure = azure;
        this.state = state;
        this.token = token;
        this.script = script;
        this.name = name;
    }

    EntryScript script() {
        return script;
    }

    private String models(String rest) {
        return azure.models(state.region, state.workspaceId(), rest);
    }

    /** Uploads the entry script, and begins to build an image of it and the model. */
    FlowClient.Answer beginImage(Path seed, String model) throws IOException {
        String folder = "LocalUpload/" + state.runId + "/";
        String upload = azure.training(
                state.region,
                "artifact/v2.0",
                state.workspaceId(),
                "/artifacts/" + folder + "content?path=" + script.file());
        client.send(
                        "POST",
                        upload,
                        token,
                        BodyPublishers.ofFile(seed.resolve(script.folder()).resolve(script.file())),
                        Map.of("Content-Type", "application/octet-stream"))
                .expect(200, 201);
        Map<String, Object> file = Map.of("id", "aml://artifact/" + folder + script.file());
        JsonNode entry = client.json(
                        "POST", models("/assets"), token, Map.of("name", script.file(), "artifacts", List.of(file)))
                .expect(200)
                .json();
        Map<String, Object> request = Map.of(
                "name",
                model.substring(0, model.indexOf(':')),
                "modelIds",
                List.of(model),
                "driverProgram",
                entry.path("id").asText(),
                "imageType",
                "Docker",
                "imageFlavor",
                "WebApiContainer",
                "environment",
                Map.of("name", script.environment()));
        return client.json("POST", models("/images"), token, request);
    }

    /** Begins to deploy an image. */
    FlowClient.Answer beginService(String image) throws IOException {
        Map<String, Object> request = Map.of(
                "name",
                name,
                "computeType",
                "ACI",
                "imageId",
                image,
                "authEnabled",
                true,
                "containerResourceRequirements",
                Map.of("cpu", 1, "memoryInGB", 1));
        return client.json("POST", models("/services"), token, request);
    }

    /** Waits for an operation of model management and returns the id of what it made. */
    String await(FlowClient.Answer started) throws IOException, InterruptedException {
        String location = started.expect(202).header("Operation-Location");
        String poll =
                location.startsWith("http") ? location : models(location.substring(location.indexOf("/operations/")));
        String end = azure.until(client, poll, token, "state", "Succeeded", "Failed", "Cancelled", "TimedOut");
        JsonNode operation = client.get(poll, token).json();
        if (!end.equals("Succeeded")) {
            throw new FlowException(started.request() + " ended " + end + ": " + operation.path("error"));
        }
        String resource = operation.path("resourceLocation").asText();
        return resource.substring(resource.lastIndexOf('/') + 1);
    }

    /** Waits until the service is Healthy, and returns its address for scoring. */
    String awaitHealthy() throws IOException, InterruptedException {
        String address = models("/services/" + name);
        String end = azure.until(client, address, token, "state", "Healthy", "Failed", "Unhealthy");
        JsonNode service = client.get(address, token).json();
        if (!end.equals("Healthy")) {
            throw new FlowException("service " + name + " is " + end + ": " + service.path("error"));
        }
        return service.path("scoringUri").asText();
    }

    String primaryKey() throws IOException {
        return client.json("POST", models("/services/" + name + "/listkeys"), token, null)
                .expect(200)
                .json()
                .path("primaryKey")
                .asText();
    }
}
