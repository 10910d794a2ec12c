package io.mltwin.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A workspace whose registry was deleted deploys nothing any more, of either face of serving; what
 * runs goes on.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class DeletedRegistryResourceTest {

    private static final String SCIENTIST = UUID.randomUUID().toString();
    private static final String GONE = "does not exist any more";
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
    private OnlineRequests online;
    private String name;

    @BeforeEach
    void aWorkspaceWithARegistryAndModels() {
        name = "orphan" + NAMES.incrementAndGet();
        peers = new WorkspacePeers(name, name + "registry");
        peers.program(calls);
        OnlineRequests.program(calls);
        peers.blob("LocalUpload/m1/weights.txt", "1 2 3");
        peers.blob("LocalUpload/m2/model.onnx", ServedModel.resource("/softmax.onnx"));
        peers.blob(OnlineRequests.CODE + "/score.py", ServedModel.resource("/score.py"));
        requests = new ScoringRequests(service, issuer, peers);
        requests.newRegistry();
        decisions.allowAll(SCIENTIST);
        online = new OnlineRequests(service, issuer, peers, requests);
    }

    private String register(String model, String path, String framework) {
        return requests.as(SCIENTIST, "POST", "/models", """
                        {"name":"%s","url":"aml://artifact/LocalUpload/%s","mimeType":"x","framework":"%s"}""".formatted(model, path, framework))
                .statusCode(200)
                .extract()
                .path("id");
    }

    private void deleteTheRegistry() {
        requests.arm("DELETE", peers.registry(), null).statusCode(200);
    }

    private void ended(ValidatableResponse started, String state) {
        String location = started.statusCode(202).extract().header("Operation-Location");
        String path = location.substring(location.indexOf("/operations/"));
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> requests.as(SCIENTIST, "GET", path, null)
                        .statusCode(200)
                        .body("state", equalTo(state)));
    }

    private ValidatableResponse image(String image, String model) {
        return requests.as(
                SCIENTIST, "POST", "/images", "{\"name\":\"" + image + "\",\"modelIds\":[\"" + model + "\"]}");
    }

    private ValidatableResponse deploy(String webService) {
        return requests.as(
                SCIENTIST,
                "POST",
                "/services",
                "{\"name\":\"" + webService + "\",\"computeType\":\"ACI\",\"imageId\":\"built:1\"}");
    }

    @Test
    void aWebServiceIsNeitherBuiltNorDeployed() {
        // Given
        String model = register("m", "m2/model.onnx", "Onnx");
        ended(image("built", model), "Succeeded");
        ended(deploy("before"), "Succeeded");
        // When
        deleteTheRegistry();
        // Then
        ended(image("later", model), "Failed");
        requests.as(SCIENTIST, "GET", "/images/later:1", null)
                .statusCode(200)
                .body("creationState", equalTo("Failed"))
                .body("error.message", containsString(GONE));
        ended(deploy("after"), "Failed");
        requests.as(SCIENTIST, "GET", "/services/after", null)
                .statusCode(200)
                .body("state", equalTo("Failed"))
                .body("error.message", containsString(GONE));
        String running = requests.as(SCIENTIST, "GET", "/services/before", null)
                .statusCode(200)
                .body("state", equalTo("Healthy"))
                .extract()
                .path("scoringUri");
        requests.score(running.substring("https://".length(), running.indexOf('.')), null, "{\"data\":[[0,5]]}")
                .statusCode(200);
    }

    @Test
    void anOnlineEndpointGetsNoDeploymentAndNoUpdate() {
        // Given
        register("m", "m1/weights.txt", "Custom");
        online.putEndpoint(name, "'authMode':'Key'").statusCode(201);
        online.deploy(name, "blue", 1);
        online.traffic(name, "{'blue':100}");
        String key = online.key(name);
        // When
        deleteTheRegistry();
        // Then
        JsonPath added = online.ended(
                online.arm("PUT", online.deployment(name, "green"), OnlineRequests.body("green", "", 1))
                        .statusCode(201),
                "Failed");
        assertThat(added.getString("error.message")).contains(GONE);
        JsonPath updated = online.ended(
                online.arm("PUT", online.deployment(name, "blue"), OnlineRequests.body("blue2", "", 1))
                        .statusCode(200),
                "Failed");
        assertThat(updated.getString("error.message")).contains(GONE);
        online.score(name, key, null, "{}").statusCode(200).body("name", equalTo("blue"));
    }
}
