package io.mltwin.compute.environmentimages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.TestCluster;
import io.mltwin.compute.TestCluster.NodeRun;
import io.mltwin.compute.TestWorkspace;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The images of environments that deployments name. A quota keeps the platform from starting nodes:
 * the test plays them.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class EnvironmentImageResourceTest {

    private static final String BASE = "mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04";
    private static final String NAME = "azureml_0123456789abcdef0123456789abcdef";
    private static final String DIGEST = "sha256:" + "a1".repeat(32);
    private static final String MANIFEST = "/v2/azureml/" + NAME + "/manifests/" + DIGEST;
    private static final String PIP = "ERROR: No matching distribution found for nothing==1";

    @FromPlatform TestPlatform platform;
    @FromPlatform ServiceUnderTest service;
    @FromPlatform TestDatabase database;
    @FromPlatform TestIssuer issuer;

    private final String person = UUID.randomUUID().toString();
    private TestCluster workspace;

    @BeforeEach
    void aWorkspaceWithARegistryAndAnEnvironment() throws SQLException {
        workspace = new TestCluster(platform, service, database, 0);
        useUpTheQuota();
        answer("POST", "/oauth2/exchange", PeerAnswer.json(200, Map.of("refresh_token", "r")));
        answer("POST", "/oauth2/token", PeerAnswer.json(200, Map.of("access_token", "access")));
        answer("HEAD", MANIFEST, PeerAnswer.status(200));
        register("mine", "numpy");
    }

    @AfterEach
    void withoutNodes() throws SQLException {
        workspace.close();
    }

    private void useUpTheQuota() throws SQLException {
        String subscription = ArmResourceId.parse(workspace.id()).subscriptionId();
        service.given()
                .header("Authorization", "Bearer " + issuer.admin().sign())
                .contentType("application/json")
                .body(
                        """
                        {"subscriptionId":"%s","location":"East US","vmPriority":"Dedicated",
                         "family":"standardDSv2Family","limit":4}
                        """
                                .formatted(subscription))
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

    private void answer(String method, String path, PeerAnswer answer) {
        platform.calls().answer("scoring", method, path, answer);
    }

    private String pool(String run) {
        return (workspace.id() + "/serverless/" + run).toLowerCase(Locale.ROOT);
    }

    private void register(String name, String packages) {
        workspace
                .arm(
                        "PUT",
                        "/environments/" + name + "/versions/1",
                        "{'properties':{'image':'%s','condaFile':'dependencies: [{pip: [%s]}]'}}"
                                .formatted(BASE, packages))
                .statusCode(201);
    }

    private ValidatableResponse ask(String operation) {
        return ask("mine", operation);
    }

    private ValidatableResponse ask(String name, String operation) {
        return send(
                issuer.service("scoring", "compute").sign(),
                body(workspace.id(), name, "1", operation));
    }

    private String body(String workspaceId, String name, String version, String operation) {
        return """
               {"workspace":"%s","name":"%s","version":"%s","operationId":"%s","userId":"%s"}
               """
                .formatted(workspaceId, name, version, operation, person);
    }

    private ValidatableResponse send(String token, String body) {
        RequestSpecification request = service.given().contentType("application/json").body(body);
        return (token == null ? request : request.header("Authorization", "Bearer " + token))
                .post("/_internal/environment-images")
                .then();
    }

    private static String building(ValidatableResponse answer) {
        return answer.statusCode(200)
                .body("status", equalTo("Building"))
                .body("digest", nullValue())
                .extract()
                .path("runId");
    }

    private int node(String run) throws SQLException {
        return workspace.addNode(pool(run));
    }

    /** A node takes the run and reports its image. */
    private NodeRun build(String run) throws SQLException {
        int node = node(run);
        NodeRun taken = workspace.take(node);
        report(node, DIGEST, "3.13");
        return taken;
    }

    private void report(int node, String digest, String python) {
        workspace
                .node(
                        node,
                        "image-report?environment=" + NAME,
                        "{\"digest\":\"%s\",\"pythonVersion\":\"%s\"}".formatted(digest, python))
                .then()
                .statusCode(204);
    }

    private void fail(NodeRun run, String message) {
        workspace.report(
                run,
                "{'status':'Failed','error':{'error':{'code':'UserError','message':'%s'}}}"
                        .formatted(message));
    }

    @Test
    void aBuildIsARunThatExecutesNothingOfTheUser() throws SQLException {
        // When
        ValidatableResponse begun = ask("op-1");

        // Then
        String run = building(begun.body("message", containsString("waits for a node")));
        assertThat(run).matches("imgbldrun_[0-9a-f]{8}");
        workspace
                .history("GET", "/experiments/prepare_image/runs/" + run, null)
                .then()
                .statusCode(200)
                .body("target", equalTo("serverless"))
                .body("userId", equalTo(person));
        workspace
                .arm("GET", "/jobs/" + run, null)
                .statusCode(200)
                .body("properties.experimentName", equalTo("prepare_image"))
                .body(
                        "properties.environmentId",
                        equalTo(workspace.id() + "/environments/mine/versions/1"));
        workspace
                .ask(node(run))
                .then()
                .statusCode(200)
                .body("command.arguments", equalTo(List.of("-c", "true")))
                .body("snapshotFiles", equalTo(List.of()))
                .body("environment.requirements", equalTo(List.of("numpy")))
                .body("environment.image", equalTo(BASE));
    }

    @Test
    void theImageIsToldOnceItsNodeHasReportedIt() throws SQLException {
        // Given
        String run = building(ask("op-1"));
        int node = node(run);
        NodeRun taken = workspace.take(node);
        building(ask("op-1"));

        // When
        report(node, DIGEST, "3.13");

        // Then
        succeeded(ask("op-1"), run);
        workspace.report(taken, "{'status':'Completed'}");
        succeeded(ask("op-2"), run);
        register("twin", "numpy");
        succeeded(ask("twin", "op-3"), run);
        assertThat(platform.calls().received("scoring", "HEAD", MANIFEST))
                .last()
                .satisfies(asked -> assertThat(asked.bearer()).isEqualTo("access"));
    }

    private static void succeeded(ValidatableResponse answer, String run) {
        answer.statusCode(200)
                .body("status", equalTo("Succeeded"))
                .body("runId", equalTo(run))
                .body("repository", equalTo("azureml/" + NAME))
                .body("digest", equalTo(DIGEST))
                .body("home", equalTo("/azureml-envs/" + NAME))
                .body(
                        "sitePackages",
                        equalTo("/azureml-envs/" + NAME + "/lib/python3.13/site-packages"))
                .body("message", nullValue());
    }

    @Test
    void callsAtOnceBeginOneBuild() throws Exception {
        // Given
        ExecutorService callers = Executors.newFixedThreadPool(6);
        List<Callable<String>> calls =
                IntStream.range(0, 6)
                        .<Callable<String>>mapToObj(i -> () -> building(ask("op-" + i)))
                        .toList();

        // When
        List<Future<String>> runs = callers.invokeAll(calls);

        // Then
        callers.shutdown();
        String first = runs.get(0).get();
        assertThat(runs).allSatisfy(run -> assertThat(run.get()).isEqualTo(first));
        List<String> all =
                workspace
                        .history("GET", "/experiments/prepare_image/runs", null)
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("value.runId");
        assertThat(all).containsExactly(first);
        fail(workspace.take(node(first)), PIP);
        for (int i = 0; i < 6; i++) {
            failed(ask("op-" + i), first, PIP);
        }
    }

    private static void failed(ValidatableResponse answer, String run, String message) {
        answer.statusCode(200)
                .body("status", equalTo("Failed"))
                .body("runId", equalTo(run))
                .body("message", containsString(message))
                .body("repository", nullValue());
    }

    @Test
    void anOperationIsToldItsFailureAndANewOneBuildsAgain() throws SQLException {
        // Given
        String first = building(ask("op-1"));
        fail(workspace.take(node(first)), PIP);
        failed(ask("op-1"), first, PIP);
        failed(ask("op-1"), first, PIP);

        // When
        String second = building(ask("op-2"));

        // Then
        assertThat(second).isNotEqualTo(first);
        assertThat(building(ask("op-1"))).as("the newest build").isEqualTo(second);
        build(second);
        succeeded(ask("op-2"), second);
    }

    @Test
    void aBuildThatGaveNoImageFailsInWords() throws SQLException {
        // Given
        String canceled = building(ask("op-1"));
        workspace.arm("POST", "/jobs/" + canceled + "/cancel", null).statusCode(202);
        failed(ask("op-1"), canceled, "was canceled");

        // When
        String second = building(ask("op-2"));
        workspace.report(workspace.take(node(second)), "{'status':'Completed'}");

        // Then
        failed(ask("op-2"), second, "without an image");
    }

    @Test
    void anImageThatWasDeletedIsBuiltAgain() throws SQLException {
        // Given
        String first = building(ask("op-1"));
        NodeRun run = build(first);
        workspace.report(run, "{'status':'Completed'}");
        answer("HEAD", MANIFEST, PeerAnswer.status(404));

        // When
        String second = building(ask("op-1"));

        // Then
        assertThat(second).isNotEqualTo(first);
        answer("HEAD", MANIFEST, PeerAnswer.status(200));
        assertThat(building(ask("op-1"))).isEqualTo(second);
    }

    @Test
    void aRegistryThatRefusesIsAFailureInWords() throws SQLException {
        // Given
        build(building(ask("op-1")));
        answer(
                "POST",
                "/oauth2/exchange",
                PeerAnswer.json(
                        404, "{\"errors\":[{\"code\":\"NAME_UNKNOWN\",\"message\":\"gone\"}]}"));

        // When
        ValidatableResponse refused = ask("op-1");

        // Then
        failed(refused, null, "refuses the workspace's identity: 404 NAME_UNKNOWN gone");
    }

    @Test
    void aBuildThatTheWorkspaceCannotRunFailsInWords() throws SQLException {
        // Given
        moveTo(Map.of("network", Map.of("publicAccess", false)));

        // When
        ValidatableResponse refused = ask("op-1");

        // Then
        failed(refused, null, "A run in a workspace without public network access");
    }

    private void moveTo(Map<String, Object> properties) throws SQLException {
        workspace.close();
        workspace =
                new TestCluster(
                        platform,
                        service,
                        database,
                        0,
                        new TestWorkspace(
                                platform.calls(), UUID.randomUUID().toString(), properties));
        register("mine", "numpy");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "AzureML-Python-3-Stdlib",
        "served",
    })
    void anEnvironmentThatInstallsNothingHasNoImage(String name) {
        // Given
        register("served", "azureml-inference-server-http~=1.0, azureml-defaults");

        // When
        ValidatableResponse answer = ask(name, "op-1");

        // Then
        answer.statusCode(200).body("status", equalTo("Succeeded")).body("size()", equalTo(1));
    }

    @Test
    void theInferencingServerIsNotInstalledIntoTheImage() throws SQLException {
        // Given
        register("served", "grain, AzureML-Inference-Server-HTTP");

        // When
        String run = building(ask("served", "op-1"));

        // Then
        workspace
                .ask(node(run))
                .then()
                .body("environment.requirements", equalTo(List.of("grain")))
                .body("environment.notes[-1]", containsString("is left out"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"none, 401", "telemetry, 403", "identity, 403", "scoring, 200"})
    void onlyScoringServiceHasImagesBuilt(String caller, int status) {
        send(
                        caller.equals("none") ? null : issuer.service(caller, "compute").sign(),
                        body(workspace.id(), "mine", "1", "op-1"))
                .statusCode(status);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "none, 1, op-1, 404",
        "mine, 2, op-1, 404",
        "'', 1, op-1, 400",
        "mine, 1, '', 400",
        "mine, 1, a b, 400"
    })
    void whatIsNotThereOrMalformedIsRefused(
            String name, String version, String operation, int status) {
        send(
                        issuer.service("scoring", "compute").sign(),
                        body(workspace.id(), name, version, operation))
                .statusCode(status)
                .body("error.message", not(matchesPattern("\\s*")));
    }

    @Test
    void aWorkspaceWithoutRegistryIsRefused() throws SQLException {
        // Given
        Map<String, Object> without = new HashMap<>();
        without.put("containerRegistryId", null);
        moveTo(without);

        // When
        ValidatableResponse refused = ask("op-1");

        // Then
        refused.statusCode(400)
                .body("error.code", equalTo("UserError"))
                .body("error.target", equalTo("properties.containerRegistry"));
    }
}
