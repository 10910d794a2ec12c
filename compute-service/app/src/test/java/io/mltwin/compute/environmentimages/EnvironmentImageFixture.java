package io.mltwin.compute.environmentimages;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.TestCluster;
import io.mltwin.compute.TestCluster.NodeRun;
import io.mltwin.compute.TestWorkspace;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestPlatform;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * A workspace with a container registry and the environment {@code mine}, whose image
 * scoring-service asks for. A quota keeps the platform from starting nodes: the test plays them.
 */
final class EnvironmentImageFixture {

    static final String BASE = "mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04";
    static final String NAME = "azureml_0123456789abcdef0123456789abcdef";
    static final String DIGEST = "sha256:" + "a1".repeat(32);
    static final String MANIFEST = "/v2/azureml/" + NAME + "/manifests/" + DIGEST;
    static final String PIP = "ERROR: No matching distribution found for nothing==1";

    private final TestPlatform platform;
    private final ServiceUnderTest service;
    private final TestDatabase database;
    private final String person = UUID.randomUUID().toString();
    private TestCluster workspace;

    EnvironmentImageFixture(TestPlatform platform, TestDatabase database) throws SQLException {
        this.platform = platform;
        this.service = platform.service();
        this.database = database;
        workspace = new TestCluster(platform, service, database, 0);
        useUpTheQuota();
        answer("POST", "/oauth2/exchange", PeerAnswer.json(200, Map.of("refresh_token", "r")));
        answer("POST", "/oauth2/token", PeerAnswer.json(200, Map.of("access_token", "access")));
        answer("HEAD", MANIFEST, PeerAnswer.status(200));
        register("mine", "numpy");
    }

    private void useUpTheQuota() throws SQLException {
        String subscription = ArmResourceId.parse(workspace.id()).subscriptionId();
        service.given()
                .header("Authorization", "Bearer " + platform.issuer().admin().sign())
                .contentType("application/json")
                .body("""
                        {"subscriptionId":"%s","location":"East US","vmPriority":"Dedicated",
                         "family":"standardDSv2Family","limit":4}
                        """.formatted(subscription))
                .post("/_mltwin/core-quotas")
                .then()
                .statusCode(200);
        workspace.execute(
                "insert into serverless_pool (pool_id, workspace_id, workspace_arm_id, subscription_id, region, run_id, vm_size,"
                        + " vm_priority, node_count, scratch_disk, created)"
                        + " values (?, ?, ?, ?, 'eastus', 'another', 'Standard_DS3_v2', 'Dedicated', 1, 'PLAIN', now())",
                pool("another"),
                workspace.workspaceId(),
                workspace.id(),
                subscription);
        workspace.addNode(pool("another"));
    }

    private String pool(String run) {
        return (workspace.id() + "/serverless/" + run).toLowerCase(Locale.ROOT);
    }

    /** Removes the workspace's nodes, so that no other test meets them. */
    void close() throws SQLException {
        workspace.close();
    }

    /** Goes on in a new workspace of such properties, which has the environment {@code mine}. */
    void moveTo(Map<String, Object> properties) throws SQLException {
        workspace.close();
        workspace = new TestCluster(
                platform,
                service,
                database,
                0,
                new TestWorkspace(platform.calls(), UUID.randomUUID().toString(), properties));
        register("mine", "numpy");
    }

    TestCluster workspace() {
        return workspace;
    }

    /** The user for whom scoring-service asks. */
    String person() {
        return person;
    }

    /** Plays the workspace's registry. */
    void answer(String method, String path, PeerAnswer answer) {
        platform.calls().answer("scoring", method, path, answer);
    }

    /** Registers version 1 of an environment that installs such packages. */
    void register(String name, String packages) {
        workspace
                .arm(
                        "PUT",
                        "/environments/" + name + "/versions/1",
                        "{'properties':{'image':'%s','condaFile':'dependencies: [{pip: [%s]}]'}}"
                                .formatted(BASE, packages))
                .statusCode(201);
    }

    /** scoring-service asks for the image of {@code mine}. */
    ValidatableResponse ask(String operation) {
        return ask("mine", operation);
    }

    /** scoring-service asks for the image of an environment. */
    ValidatableResponse ask(String name, String operation) {
        return ask("scoring", name, "1", operation);
    }

    /** A service, or {@code none}, asks for the image of a version of an environment. */
    ValidatableResponse ask(String caller, String name, String version, String operation) {
        RequestSpecification request = service.given()
                .contentType("application/json")
                .body("""
                                {"workspace":"%s","name":"%s","version":"%s","operationId":"%s","userId":"%s"}
                                """.formatted(workspace.id(), name, version, operation, person));
        if (!caller.equals("none")) {
            String token = platform.issuer().service(caller, "compute").sign();
            request.header("Authorization", "Bearer " + token);
        }
        return request.post("/_internal/environment-images").then();
    }

    /** Adds a node that gets the run of a build; returns its number. */
    int addNode(String run) throws SQLException {
        return workspace.addNode(pool(run));
    }

    /** A node takes the run of a build and reports its image. */
    NodeRun build(String run) throws SQLException {
        int node = addNode(run);
        NodeRun taken = workspace.take(node);
        reportImage(node);
        return taken;
    }

    /** A node reports that the registry has the image, with Python 3.13. */
    void reportImage(int node) {
        workspace
                .node(
                        node,
                        "image-report?environment=" + NAME,
                        "{\"digest\":\"%s\",\"pythonVersion\":\"3.13\"}".formatted(DIGEST))
                .then()
                .statusCode(204);
    }

    /** A node takes the run of a build and reports that pip failed. */
    void failBuild(String run) throws SQLException {
        workspace.report(
                workspace.take(addNode(run)),
                "{'status':'Failed','error':{'error':{'code':'UserError','message':'%s'}}}".formatted(PIP));
    }

    /** Requires that an image is being built; returns the id of the run that builds it. */
    static String building(ValidatableResponse answer) {
        return answer.statusCode(200)
                .body("status", equalTo("Building"))
                .body("digest", nullValue())
                .extract()
                .path("runId");
    }

    /** Requires the image that a node of this run has reported. */
    static void succeeded(ValidatableResponse answer, String run) {
        answer.statusCode(200)
                .body("status", equalTo("Succeeded"))
                .body("runId", equalTo(run))
                .body("repository", equalTo("azureml/" + NAME))
                .body("digest", equalTo(DIGEST))
                .body("home", equalTo("/azureml-envs/" + NAME))
                .body("sitePackages", equalTo("/azureml-envs/" + NAME + "/lib/python3.13/site-packages"))
                .body("message", nullValue());
    }

    /** Requires that the build by this run failed, and that the answer says why. */
    static void failed(ValidatableResponse answer, String run, String message) {
        answer.statusCode(200)
                .body("status", equalTo("Failed"))
                .body("runId", equalTo(run))
                .body("message", containsString(message))
                .body("repository", nullValue());
    }
}
