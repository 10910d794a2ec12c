package io.mltwin.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A model that a batch deployment uses is not deleted, whichever of its planes is asked. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ModelInUseResourceTest {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final String SCIENTIST = UUID.randomUUID().toString();
    private static final String USERS = "/_internal/batch-deployments/models";

    private static final String DEPLOYMENT =
            "{'location':'eastus','sku':{'name':'Default','capacity':1},'properties':{'endpointComputeType':'Managed',"
                    + "'model':'azureml:m:1','instanceType':'Standard_DS3_v2'}}";

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

    @BeforeEach
    void aWorkspaceWithTwoVersions() {
        peers = new WorkspacePeers("inuse" + NAMES.incrementAndGet(), "none");
        peers.program(calls);
        peers.blob("LocalUpload/u1/weights.txt", "1");
        requests = new ScoringRequests(service, issuer, peers);
        decisions.allowAll(SCIENTIST);
        for (int version = 1; version <= 2; version++) {
            requests.as(SCIENTIST, "POST", "/models", """
                            {"name": "M", "url": "aml://artifact/LocalUpload/u1/weights.txt", "mimeType": "x"}""").statusCode(200);
        }
    }

    private void use(int version) {
        String model = peers.workspace() + "/models/M/versions/" + version;
        calls.answer(
                "compute",
                "GET",
                USERS,
                request -> AsciiCase.equal(peers.workspace(), request.query("workspace"))
                        ? PeerAnswer.json(200, """
                                        [{"model": "%s", "endpoint": "nightly", "name": "blue"}]""".formatted(model))
                        : PeerAnswer.json(200, "[]"));
    }

    private ValidatableResponse delete(String plane, int version) {
        return switch (plane) {
            case "model management" -> requests.as(SCIENTIST, "DELETE", "/models/M:" + version, null);
            case "version" -> requests.arm("DELETE", peers.workspace() + "/models/m/versions/" + version, null);
            case "container" -> requests.arm("DELETE", peers.workspace() + "/models/M", null);
            case "mlflow version" -> registered("/versions", "&version=" + version);
            default -> registered("", "");
        };
    }

    private ValidatableResponse registered(String path, String more) {
        return requests.bearer(issuer.service("compute", "scoring").sign())
                .delete("/_internal/registered-models" + path + "?workspace=" + peers.workspace() + "&name=M" + more)
                .then();
    }

    private ValidatableResponse models() {
        return requests.as(SCIENTIST, "GET", "/models", null).statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"model management", "version", "container", "mlflow version", "mlflow model"})
    void aModelOfABatchDeploymentIsNotDeleted(String plane) {
        // Given
        use(2);
        // When
        delete(plane, 2)
                .statusCode(409)
                .body(containsString("ModelInUse"))
                .body(containsString("the deployment 'blue' of the batch endpoint 'nightly'"));
        // Then
        models().body("value.id", contains("M:2", "M:1"));
        calls.answer("compute", "GET", USERS, PeerAnswer.json(200, "[]"));
        assertThat(delete(plane, 2).extract().statusCode()).isBetween(200, 204);
    }

    @Test
    void aModelOfAnOnlineDeploymentIsNotDeleted() {
        // Given
        String endpoint = "inuse" + NAMES.incrementAndGet();
        peers = new WorkspacePeers(endpoint, endpoint);
        requests = new ScoringRequests(service, issuer, peers);
        ServedModel.build(requests, peers, calls, decisions);
        OnlineRequests.program(calls);
        OnlineRequests online = new OnlineRequests(service, issuer, peers, requests);
        online.putEndpoint(endpoint, "'authMode':'Key'").statusCode(201);
        online.ended(
                online.arm("PUT", online.deployment(endpoint, "blue"), DEPLOYMENT)
                        .statusCode(201),
                "Succeeded");
        // When
        delete("version", 1)
                .statusCode(409)
                .body(
                        "error.message",
                        containsString("the deployment 'blue' of the online endpoint '" + endpoint + "'"));
        // Then
        online.ended(
                online.arm("DELETE", online.deployment(endpoint, "blue"), null).statusCode(202), "Succeeded");
        delete("version", 1).statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({"model management, 503", "version, 503", "mlflow version, 503"})
    void aModelStaysWhileItsUsersAreNotKnown(String plane, int status) {
        // Given
        calls.answer("compute", "GET", USERS, PeerAnswer.error(503, "ServerBusy", "away"));
        // When
        delete(plane, 1).statusCode(status);
        // Then
        models().body("value.id", contains("M:2", "M:1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"model management", "version", "mlflow version"})
    void anotherVersionIsDeleted(String plane) {
        // Given
        use(2);
        // When
        assertThat(delete(plane, 1).extract().statusCode()).isBetween(200, 204);
        // Then
        models().body("value.id", contains("M:2"));
    }
}
