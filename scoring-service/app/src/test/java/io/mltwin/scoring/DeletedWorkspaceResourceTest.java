package io.mltwin.scoring;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A workspace that was deleted and made again under its name begins with nothing. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class DeletedWorkspaceResourceTest {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final String ASSET = """
            {"name": "a", "url": "aml://artifact/ExperimentRun/dcid.run1/outputs/model.onnx"}""";

    private static final String MODEL = """
            {"name": "m", "url": "aml://artifact/ExperimentRun/dcid.run1/outputs/model.onnx", "mimeType": "x", "framework": "Onnx"}""";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    @FromPlatform
    TestCalls calls;

    private String name;
    private WorkspacePeers peers;
    private ScoringRequests requests;
    private ServedModel model;

    @BeforeEach
    void aWorkspaceWithAModelAndAnImage() {
        name = "deleted" + NAMES.incrementAndGet();
        peers = new WorkspacePeers("ws-" + name, name);
        requests = new ScoringRequests(service, issuer, peers);
        model = ServedModel.build(requests, peers, calls, decisions);
    }

    private ValidatableResponse delete(String caller, String workspace) {
        RequestSpecification request = caller.equals("nobody")
                ? service.given()
                : requests.bearer(issuer.service(caller, "scoring").sign());
        return request.delete("/_internal/workspaces" + (workspace == null ? "" : "?id=" + workspace))
                .then();
    }

    private void assertListed(String path, String member, String... expected) {
        model.send("GET", path, null)
                .statusCode(200)
                .body("value." + member, expected.length == 0 ? empty() : contains(expected));
    }

    @Test
    void nothingOfADeletedWorkspaceIsSeenByAnotherOfItsName() {
        // Given
        String endpoint = model.deployed("svc", "");
        requests.score(endpoint, null, ServedModel.INPUT).statusCode(200);
        String operation = model.send("GET", "/services/svc", null).extract().path("operationId");
        model.send("POST", "/assets", ASSET).statusCode(200);
        // When
        delete("workspace", peers.workspace()).statusCode(204);
        // Then
        assertListed("/models", "id");
        assertListed("/assets", "id");
        assertListed("/images", "id");
        assertListed("/services", "name");
        model.send("GET", "/operations/" + operation, null).statusCode(404);
        requests.arm("GET", peers.workspace() + "/models", null).statusCode(200).body("value", empty());
        requests.score(endpoint, null, ServedModel.INPUT).statusCode(404);
        // what was pushed belongs to the registry
        requests.registry(requests.adminToken("registry:catalog:*"), "GET", "/v2/_catalog")
                .statusCode(200)
                .body("repositories[0]", containsString("azureml/"));
        // and its own begin with the first version
        model.send("POST", "/models", MODEL).statusCode(200).body("id", equalTo("m:1"));
        model.operation(model.send("POST", "/images", "{\"name\": \"image-1\", \"modelIds\": [\"m:1\"]}"), "Succeeded");
        assertListed("/images", "id", "image-1:1");
        requests.score(model.deployed("svc", ""), null, ServedModel.INPUT).statusCode(200);
    }

    @Test
    void anotherWorkspaceKeepsItsOwn() {
        // Given: its name begins with the deleted one's
        WorkspacePeers longer = new WorkspacePeers("ws-" + name + "1", name + "1");
        ScoringRequests other = new ScoringRequests(service, issuer, longer);
        ServedModel kept = ServedModel.build(other, longer, calls, decisions);
        // When
        delete("workspace", peers.workspace()).statusCode(204);
        delete("workspace", peers.workspace()).statusCode(204);
        // Then
        kept.send("GET", "/models", null).statusCode(200).body("value.id", contains("m:1"));
        other.score(kept.deployed("svc", ""), null, ServedModel.INPUT).statusCode(200);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "nobody, ws, 401, token",
                "compute, ws, 403, calling service",
                "telemetry, ws, 403, calling service",
                "workspace, -, 400, ?id=",
            })
    void workspaceServiceAloneDeletes(String caller, String given, int status, String said) {
        // When
        delete(caller, given == null ? null : peers.workspace())
                .statusCode(status)
                .body(containsString(said));
        // Then
        assertListed("/models", "id", "m:1");
    }
}
