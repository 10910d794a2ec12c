package io.mltwin.scoring;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.UUID;

/** An ONNX model in an image of a workspace's registry, and the services that are made of it. */
final class ServedModel {

    static final String INPUT = "{\"data\":[[0,5]]}";
    private static final String RUN = "ExperimentRun/dcid.run1/outputs";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String scientist;
    private final ScoringRequests requests;
    private final String image;

    private ServedModel(String scientist, ScoringRequests requests) {
        this.scientist = scientist;
        this.requests = requests;
        String model = send("POST", "/models", """
                                {"name": "m", "url": "aml://artifact/%s/model.onnx", "mimeType": "x", "framework": "Onnx"}""".formatted(RUN))
                .statusCode(200)
                .extract()
                .path("id");
        image = operation(send("POST", "/images", """
                                {"name": "image-1", "modelIds": ["%s"]}""".formatted(model)), "Succeeded");
    }

    /** Builds the image in a registry of its own, as a scientist who may do everything. */
    static ServedModel build(ScoringRequests requests, WorkspacePeers peers, TestCalls calls, TestDecisions decisions) {
        peers.program(calls);
        peers.blob(RUN + "/model.onnx", resource("/softmax.onnx"));
        peers.blob(RUN + "/labels.json", "[\"no\",\"yes\"]");
        requests.newRegistry();
        String scientist = UUID.randomUUID().toString();
        decisions.allowAll(scientist);
        return new ServedModel(scientist, requests);
    }

    /** Returns a file of the test class path. */
    static byte[] resource(String name) {
        try (InputStream in = ServedModel.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ValidatableResponse send(String method, String path, String body) {
        return requests.as(scientist, method, path, body);
    }

    /** Asks for a service with these members more. */
    ValidatableResponse deploy(String name, String computeType, String members) {
        return send(
                "POST", "/services", """
                {"name": "%s", "computeType": "%s", "imageId": "%s"%s}""".formatted(name, computeType, image, members.isEmpty() ? "" : "," + members));
    }

    /** Deploys a service on ACI; returns the label of its host. */
    String deployed(String name, String members) {
        operation(deploy(name, "ACI", members), "Succeeded");
        return endpoint(name);
    }

    String endpoint(String name) {
        JsonPath service =
                send("GET", "/services/" + name, null).statusCode(200).extract().jsonPath();
        String fqdn = service.getString("publicFqdn");
        String host = fqdn == null ? service.getString("scoringUri").substring("https://".length()) : fqdn;
        return host.substring(0, host.indexOf('.'));
    }

    /** Waits for the end of an operation; returns what it made, or null. */
    String operation(ValidatableResponse started, String end) {
        String location = started.statusCode(202).extract().header("Operation-Location");
        String path = location.substring(location.indexOf("/operations/"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> send("GET", path, null).statusCode(200).body("state", equalTo(end)));
        String resource = send("GET", path, null).extract().path("resourceLocation");
        return resource == null ? null : resource.substring(resource.lastIndexOf('/') + 1);
    }

    void awaitState(String name, String state) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        send("GET", "/services/" + name, null).statusCode(200).body("state", equalTo(state)));
    }
}
