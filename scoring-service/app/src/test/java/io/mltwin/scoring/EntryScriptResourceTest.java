package io.mltwin.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The entry scripts of images, in Java and Python, and the models that need none. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class EntryScriptResourceTest {

    private static final String SCIENTIST = UUID.randomUUID().toString();
    private static final String RUN = "ExperimentRun/dcid.run1/outputs";
    private static final AtomicInteger NAMES = new AtomicInteger();

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    @FromPlatform
    TestCalls calls;

    private WorkspacePeers peers;
    private ScoringRequests requests;
    private ScientistRequests scientist;

    @BeforeEach
    void aWorkspaceWithARegistryAModelAndAScript() {
        String name = "scripts" + NAMES.incrementAndGet();
        peers = new WorkspacePeers("ws-" + name, name);
        peers.program(calls);
        peers.blob(RUN + "/model.onnx", ServedModel.resource("/softmax.onnx"));
        peers.blob("LocalUpload/u1/Score.java", ServedModel.resource("/Score.java"));
        requests = new ScoringRequests(service, issuer, peers);
        requests.newRegistry();
        scientist = new ScientistRequests(requests, SCIENTIST, RUN);
        decisions.allowAll(SCIENTIST);
    }

    @Test
    void anEntryScriptRunsInAContainer() {
        // Given
        String model = scientist.register("scripted").path("id");
        String request = "\"environmentImageRequest\":{\"modelIds\":[\""
                + model
                + "\"],\"driverProgram\":\"Score.java\",\"assets\":[{\"id\":\"Score.java\",\"url\":\"aml://artifact/LocalUpload/u1/Score.java\"}]}";
        // When
        scientist.operation(scientist.deploy("svc-java", request), "Succeeded");
        // Then
        String endpoint = scientist.endpoint("svc-java");
        requests.score(endpoint, null, "four")
                .statusCode(200)
                .body("length", equalTo(4))
                .header("x-ms-run-function-failed", "False");
        requests.score(endpoint, null, "raise")
                .statusCode(500)
                .header("x-ms-run-function-failed", "True")
                .body("error.message", containsString("the script raised"));
    }

    @Test
    void anEntryScriptInPythonGetsTheRequestAndAnswersByHttp() {
        // Given
        String model = scientist.register("raw").path("id");
        peers.blob("LocalUpload/u1/score.py", """
                from azureml.contrib.services.aml_request import rawhttp
                from azureml.contrib.services.aml_response import AMLResponse
                def init(): pass
                @rawhttp
                def run(request):
                    if request.args.get("fail"): raise ValueError("no such row")
                    seen = request.method + " " + str("Authorization" in request.headers)
                    return AMLResponse(request.data[::-1], 207, {"X-Seen": seen, "Content-Type": "image/png", "X-Ms-Request-Id": "mine"})
                """);
        String request = "\"environmentImageRequest\":{\"modelIds\":[\""
                + model
                + "\"],\"driverProgram\":\"score.py\",\"assets\":[{\"id\":\"score.py\",\"url\":\"aml://artifact/LocalUpload/u1/score.py\"}]}";
        scientist.operation(scientist.deploy("svc-raw", "\"authEnabled\":true," + request), "Succeeded");
        String endpoint = scientist.endpoint("svc-raw") + ".inference";
        String key = requests.as(SCIENTIST, "POST", "/services/svc-raw/listkeys", null)
                .statusCode(200)
                .extract()
                .path("primaryKey");

        // When
        byte[] answer = service.given(endpoint)
                .header("Authorization", "Bearer " + key)
                .header("x-ms-client-request-id", "c1")
                .contentType("application/octet-stream")
                .body(new byte[] {0, (byte) 0xff, 1})
                .post("/score")
                .then()
                .statusCode(207)
                .contentType("image/png")
                .header("X-Seen", "POST False")
                .header("x-ms-client-request-id", "c1")
                .header("x-ms-request-id", not("mine"))
                .header("x-ms-run-function-failed", "False")
                .extract()
                .asByteArray();

        // Then
        assertThat(answer).containsExactly(1, 0xff, 0);
        service.given(endpoint)
                .header("Authorization", "Bearer " + key)
                .get("/score?fail=1")
                .then()
                .statusCode(500)
                .header("x-ms-run-function-failed", "True")
                .body("error.message", containsString("no such row"));
        service.given(endpoint)
                .header("Authorization", "Bearer " + key)
                .header("x-ms-client-request-id", "c".repeat(101))
                .get("/score")
                .then()
                .statusCode(431);
        service.given(endpoint).get("/score").then().statusCode(401);
        for (String version : List.of("2", "3", "3.1", "4")) {
            service.given(endpoint)
                    .header("Authorization", "Bearer " + key)
                    .get("/swagger.json?version=" + version)
                    .then()
                    .statusCode(version.equals("4") ? 404 : 200);
        }
    }

    @Test
    void anMlflowModelNeedsNoEntryScript() {
        // Given
        peers.blob("LocalUpload/m1/model/MLmodel", "flavors: {python_function: {code: code, model_path: model.pkl}}");
        peers.blob("LocalUpload/m1/model/code/mymodel.py", """
                class Model:
                    def predict(self, data):
                        if hasattr(data, 'values'): data = data.values.tolist()
                        return [sum(row) for row in data]
                """);
        peers.blob("LocalUpload/m1/model/model.pkl", "cmymodel\nModel\n)R.");
        requests.arm(
                        "PUT",
                        peers.workspace() + "/models/sums/versions/1",
                        "{\"properties\":{\"modelType\":\"mlflow_model\",\"modelUri\":\"azureml://datastores/other/paths/LocalUpload/m1/model\"}}")
                .statusCode(201);
        String image = scientist.image("image-sums", "sums:1");

        // When
        scientist.operation(scientist.deploy("svc-sums", "\"imageId\":\"" + image + "\""), "Succeeded");

        // Then
        String endpoint = scientist.endpoint("svc-sums");
        requests.score(endpoint, null, "{\"input_data\":{\"columns\":[\"a\",\"b\"],\"data\":[[1,2],[3,4]]}}")
                .statusCode(200)
                .body("$", contains(3, 7));
        requests.score(endpoint, null, "{\"data\":[[1,2]]}").statusCode(400);
    }
}
