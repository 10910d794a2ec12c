package io.mltwin.scoring;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;

/** The requests by which a scientist serves the model of a run, each until it has ended. */
final class ScientistRequests {

    private final ScoringRequests requests;
    private final String scientist;
    private final String outputs;

    /**
     * @param scientist may do all of it
     * @param outputs folder of the run's outputs among its artifacts
     */
    ScientistRequests(ScoringRequests requests, String scientist, String outputs) {
        this.requests = requests;
        this.scientist = scientist;
        this.outputs = outputs;
    }

    /**
     * Waits for the end of an operation in this state; returns the name of what it made, or null.
     */
    String operation(ValidatableResponse started, String end) {
        String location = started.statusCode(202).extract().header("Operation-Location");
        String path = location.substring(location.indexOf("/operations/"));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> requests.as(scientist, "GET", path, null)
                        .statusCode(200)
                        .body("state", equalTo(end)));
        String resource = requests.as(scientist, "GET", path, null).extract().path("resourceLocation");
        return resource == null ? null : resource.substring(resource.lastIndexOf('/') + 1);
    }

    /** Registers the ONNX model of the run. */
    Response register(String name) {
        return requests.as(
                        scientist,
                        "POST",
                        "/models",
                        "{\"name\":\""
                                + name
                                + "\",\"url\":\"aml://artifact/"
                                + outputs
                                + "/model.onnx\",\"mimeType\":\"x\",\"framework\":\"Onnx\"}")
                .statusCode(200)
                .extract()
                .response();
    }

    /** Builds an image of a model, and returns its id. */
    String image(String name, String model) {
        return operation(
                requests.as(
                        scientist, "POST", "/images", "{\"name\":\"" + name + "\",\"modelIds\":[\"" + model + "\"]}"),
                "Succeeded");
    }

    /** Asks for a web service on ACI. */
    ValidatableResponse deploy(String name, String members) {
        return requests.as(
                scientist, "POST", "/services", "{\"name\":\"" + name + "\",\"computeType\":\"ACI\"," + members + "}");
    }

    /** Returns the first label of a healthy service's host. */
    String endpoint(String name) {
        String uri = requests.as(scientist, "GET", "/services/" + name, null)
                .statusCode(200)
                .body("state", equalTo("Healthy"))
                .extract()
                .path("scoringUri");
        return uri.substring("https://".length(), uri.indexOf('.'));
    }
}
