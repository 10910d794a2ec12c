package io.mltwin.compute.mlflow;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.compute.TestWorkspace;
import io.mltwin.testkit.TestPlatform;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** A workspace and those who call MLflow's API in it. */
final class MlflowWorkspace {

    final String workspaceId;
    final String id;
    final TestBlobs blobs;
    private final TestPlatform platform;
    private final String scientist = UUID.randomUUID().toString();

    MlflowWorkspace(TestPlatform platform) {
        this(platform, null);
    }

    /** One whose run history is encrypted under a customer's key, null for none. */
    MlflowWorkspace(TestPlatform platform, String keyIdentifier) {
        this.platform = platform;
        platform.decisions().allow(scientist, "*", "/");
        TestWorkspace workspace = new TestWorkspace(
                platform.calls(),
                UUID.randomUUID().toString(),
                keyIdentifier == null
                        ? Map.of()
                        : Map.of(
                                "customerKey",
                                Map.of("keyVaultId", "/subscriptions/s", "keyIdentifier", keyIdentifier)));
        workspaceId = workspace.workspaceId();
        id = workspace.id();
        blobs = new TestBlobs(platform.calls());
    }

    String token(String principal) {
        return platform.issuer()
                .aad("https://management.azure.com/", principal)
                .expires(Instant.now().plus(Duration.ofHours(12)))
                .sign();
    }

    String scientist() {
        return token(scientist);
    }

    String runToken(String run) {
        return platform.issuer().run(id, workspaceId, run, scientist).sign();
    }

    String tracking() {
        return "/mlflow/v1.0" + id;
    }

    RequestSpecification as(String bearer) {
        RequestSpecification request = platform.service().given().contentType("application/json");
        return bearer == null ? request : request.header("Authorization", "Bearer " + bearer);
    }

    ValidatableResponse get(String path) {
        return call(scientist(), "GET", path, null).then();
    }

    ValidatableResponse post(String path, String body) {
        return call(scientist(), "POST", path, body).then();
    }

    /** Asks for a run, which is there. */
    ValidatableResponse run(String run) {
        return get("runs/get?run_id=" + run).statusCode(200);
    }

    /** Posts what is refused with this code and a message. */
    ValidatableResponse refused(String path, String body, int status, String code) {
        return post(path, body)
                .statusCode(status)
                .body("error_code", equalTo(code))
                .body("message", not(nullValue()));
    }

    Response call(String bearer, String method, String path, String body) {
        RequestSpecification request = as(bearer);
        return (body == null ? request : request.body(body)).request(method, tracking() + "/api/2.0/mlflow/" + path);
    }

    Response history(String method, String path, String body) {
        RequestSpecification request = as(scientist());
        return (body == null ? request : request.body(body)).request(method, "/history/v1.0" + id + path);
    }

    String createExperiment(String name) {
        return post("experiments/create", "{\"name\": \"" + name + "\"}")
                .statusCode(200)
                .extract()
                .path("experiment_id");
    }

    String createRun(String experimentId) {
        return post("runs/create", "{\"experiment_id\": \"" + experimentId + "\"}")
                .statusCode(200)
                .extract()
                .path("run.info.run_id");
    }
}
