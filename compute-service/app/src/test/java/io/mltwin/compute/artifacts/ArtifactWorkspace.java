package io.mltwin.compute.artifacts;

import io.mltwin.compute.TestBlobs;
import io.mltwin.compute.TestWorkspace;
import io.mltwin.testkit.TestPlatform;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** A workspace with runs, their artifacts, and those who ask for them. */
final class ArtifactWorkspace {

    final TestWorkspace workspace;
    final TestBlobs blobs;
    private final TestPlatform platform;
    private final String scientist = UUID.randomUUID().toString();

    ArtifactWorkspace(TestPlatform platform) {
        this(platform, new TestWorkspace(platform.calls()));
    }

    ArtifactWorkspace(TestPlatform platform, TestWorkspace workspace) {
        this.platform = platform;
        this.workspace = workspace;
        blobs = new TestBlobs(platform.calls(), "azureml");
        platform.decisions().allow(scientist, "*", "/");
    }

    String scientist() {
        return token(scientist);
    }

    /** A user who may do one thing in this workspace. */
    String allowed(String... actions) {
        String principal = UUID.randomUUID().toString();
        for (String action : actions) {
            platform.decisions()
                    .allow(principal, "Microsoft.MachineLearningServices/workspaces/" + action, workspace.id());
        }
        return token(principal);
    }

    String runToken(String run) {
        return platform.issuer()
                .run(workspace.id(), workspace.workspaceId(), run, scientist)
                .sign();
    }

    private String token(String principal) {
        return platform.issuer()
                .aad("https://management.azure.com/", principal)
                .expires(Instant.now().plus(Duration.ofHours(12)))
                .sign();
    }

    /** A call; single quotes in the body are double ones. */
    ValidatableResponse call(String bearer, String method, String service, String path, String body) {
        RequestSpecification request = platform.service().given().contentType("application/json");
        if (bearer != null) {
            request.header("Authorization", "Bearer " + bearer);
        }
        return (body == null ? request : request.body(body.replace('\'', '"')))
                .request(method, "/" + service + workspace.id() + path)
                .then();
    }

    /** A run of the experiment e that is running. */
    void run(String run, String change) {
        String path = "/experiments/e/runs/" + run;
        call(scientist(), "PATCH", "history/v1.0", path, "{}").statusCode(200);
        call(scientist(), "PATCH", "history/v1.0", path, change).statusCode(200);
    }

    /** A file that a run left behind. */
    void leave(String run, String path, String content) {
        blobs.put("azureml/ExperimentRun/dcid." + run + "/" + path, content);
    }
}
