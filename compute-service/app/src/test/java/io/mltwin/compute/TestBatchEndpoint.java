package io.mltwin.compute;

import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PeerRequest;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestPlatform;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A workspace with a cluster of one node, code with a scoring script, the models {@code m:1} of a
 * file and {@code ml:1} of MLflow, and a batch endpoint with a name of its own.
 */
public final class TestBatchEndpoint {

    private final ServiceUnderTest service;
    private final TestPlatform platform;
    private final TestWorkspace workspace;
    private final TestCluster cluster;
    private final String name = "b" + UUID.randomUUID().toString().substring(0, 8);

    public TestBatchEndpoint(TestPlatform platform, ServiceUnderTest service, TestDatabase database)
            throws SQLException {
        this.platform = platform;
        this.service = service;
        this.workspace = new TestWorkspace(platform.calls());
        this.cluster = new TestCluster(platform, service, database, 1, workspace);
        TestBlobs blobs = new TestBlobs(platform.calls(), workspace.container(), "snapshots");
        blobs.put(workspace.container() + "/code/score.py", "def init(): pass");
        platform.calls().answer("scoring", "GET", "/_internal/registered-models/versions", this::model);
        arm("PUT", "/codes/c/versions/1", "{'properties':{'codeUri':'" + address("code") + "'}}")
                .statusCode(201);
    }

    private PeerAnswer model(PeerRequest request) {
        String asked = request.query("name") + ":" + request.query("version");
        return switch (asked) {
            case "m:1" -> version("m", "custom_model", "models/weight.txt", Map.of());
            case "o:1" -> version("o", "custom_model", "models/net.onnx", Map.of());
            case "ml:1" ->
                version(
                        "ml",
                        "mlflow_model",
                        "models/tree",
                        Map.of("sklearn", Map.of("data", Map.of("pickled_model", "model.pkl"))));
            case "onnx:1" ->
                version(
                        "onnx",
                        "mlflow_model",
                        "models/net",
                        Map.of("onnx", Map.of("data", Map.of("data", "model.onnx"))));
            default -> PeerAnswer.error(404, "ResourceNotFound", "no model");
        };
    }

    private PeerAnswer version(String model, String type, String path, Object flavors) {
        return PeerAnswer.json(
                200,
                Map.of(
                        "id",
                        workspace.id() + "/models/" + model + "/versions/1",
                        "properties",
                        Map.of("modelType", type, "modelUri", workspace.place(path), "flavors", flavors)));
    }

    private String address(String path) {
        return "https://"
                + workspace.account()
                + ".blob."
                + service.host("core").replaceFirst(":[0-9]+$", "")
                + "/"
                + workspace.container()
                + "/"
                + path;
    }

    public TestCluster cluster() {
        return cluster;
    }

    public TestWorkspace workspace() {
        return workspace;
    }

    public String name() {
        return name;
    }

    /** Azure Resource Manager's call; EP is the endpoint's name, WS the workspace's id. */
    public ValidatableResponse arm(String method, String path, String body) {
        return cluster.arm(method, path.replace("EP", name), body == null ? null : body.replace("EP", name));
    }

    /** Makes the endpoint. */
    public void make() {
        arm("PUT", "/batchEndpoints/EP", endpointBody("")).statusCode(201);
    }

    public static String endpointBody(String more) {
        return "{'location':'eastus','properties':{'authMode':'AADToken'" + more + "}}";
    }

    /** A deployment with code and the model m, whose properties have more members. */
    public static String deploymentBody(String more) {
        return """
                {'location':'eastus','properties':{'compute':'WS/computes/cpu','environmentId':'azureml:AzureML-Python-3-Stdlib:1',
                'model':{'referenceType':'Id','assetId':'azureml:m:1'},
                'codeConfiguration':{'codeId':'WS/codes/c/versions/1','scoringScript':'score.py'}MORE}}
                """.replace("MORE", more);
    }

    /** Makes a deployment. */
    public void deploy(String deployment, String more) {
        arm("PUT", "/batchEndpoints/EP/deployments/" + deployment, deploymentBody(more))
                .statusCode(201);
    }

    /** Makes a deployment the default. */
    public void setDefault(String deployment) {
        arm("PUT", "/batchEndpoints/EP", endpointBody(",'defaults':{'deploymentName':'" + deployment + "'}"))
                .statusCode(200);
    }

    /** A client's job, of a principal; {@code deployment} null for the default. */
    public ValidatableResponse invoke(String principal, String deployment, String properties) {
        RequestSpecification request = service.given(name + ".eastus.inference");
        if (principal != null) {
            request = request.header(
                    "Authorization",
                    "Bearer "
                            + platform.issuer()
                                    .aad("https://ml.azure.com/", principal)
                                    .expires(Instant.now().plus(Duration.ofHours(1)))
                                    .sign());
        }
        if (deployment != null) {
            request = request.header("azureml-model-deployment", deployment);
        }
        return request.contentType("application/json")
                .body(("{'properties':{" + properties + "}}")
                        .replace("WS", workspace.id())
                        .replace('\'', '"'))
                .post("/jobs")
                .then();
    }

    /** A client's list in the management front end. */
    public ValidatableResponse front(String principal, String rest) {
        return service.given()
                .header(
                        "Authorization",
                        "Bearer "
                                + platform.issuer()
                                        .aad("https://management.azure.com/", principal)
                                        .expires(Instant.now().plus(Duration.ofHours(1)))
                                        .sign())
                .get("/mferp/managementfrontend" + workspace.id() + "/batchEndpoints/" + name + rest)
                .then();
    }
}
