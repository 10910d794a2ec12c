package io.mltwin.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a workspace loses: what runs goes on, what is deployed fails and says why, and after the
 * loss is made good the same request succeeds. Of services of all four kinds.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ServingLossResourceTest {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final String SCORE = "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/score/action";

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
    private OnlineRequests online;

    @BeforeEach
    void aWorkspaceWithAModel() {
        name = "loss" + NAMES.incrementAndGet();
        peers = new WorkspacePeers("ws-" + name, name);
        requests = new ScoringRequests(service, issuer, peers);
        model = ServedModel.build(requests, peers, calls, decisions);
        OnlineRequests.program(calls);
        online = new OnlineRequests(service, issuer, peers, requests);
    }

    @ParameterizedTest(name = "{1}, without {0}")
    @CsvSource({
        "its registry, ACI, registry",
        "its registry, AKS, registry",
        "its registry, Managed, registry",
        "its registry, Kubernetes, registry",
        "the admin user, ACI, admin user is disabled",
        "the admin user, AKS, admin user is disabled",
        "the admin user, Managed, admin user is disabled",
        "the admin user, Kubernetes, admin user is disabled",
        "its identity's role, ACI, Storage Blob Data Contributor",
        "its identity's role, AKS, Storage Blob Data Contributor",
        "its identity's role, Managed, Storage Blob Data Contributor",
        "its identity's role, Kubernetes, Storage Blob Data Contributor"
    })
    void aLossFailsWhatIsDeployedAndNothingThatRuns(String loss, String kind, String told) {
        // Given
        String running = model.deployed("running", "");
        requests.score(running, null, ServedModel.INPUT).statusCode(200);
        // When
        lose(loss);
        // Then
        assertThat(deploy(kind, "Failed")).contains(told);
        requests.score(running, null, ServedModel.INPUT).statusCode(200);
        // When
        makeGood(loss);
        // Then
        deploy(kind, "Succeeded");
        requests.score(running, null, ServedModel.INPUT).statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Managed", "Kubernetes"})
    void whoLosesTheRoleToScoreIsRefusedUntilItIsGivenAgain(String kind) {
        // Given
        String scorer = UUID.randomUUID().toString();
        decisions.allow(scorer, SCORE, online.endpoint(name));
        endpoint(kind, "AADToken", "{}");
        deploy(kind, "Succeeded");
        endpoint(kind, "AADToken", "{'blue':100}");
        String token = issuer.aad("https://ml.azure.com", scorer).sign();
        online.score(name, token, null, ServedModel.INPUT).statusCode(200);
        // When, Then
        decisions.revoke(scorer);
        awaitStatus(token, 401);
        decisions.allow(scorer, SCORE, online.endpoint(name));
        awaitStatus(token, 200);
    }

    private void awaitStatus(String token, int status) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> online.score(name, token, null, ServedModel.INPUT).statusCode(status));
    }

    private void lose(String what) {
        if (what.equals("the admin user")) {
            adminUser(false);
            return;
        }
        if (what.equals("its identity's role")) {
            peers.refuseStorage(true);
            return;
        }
        int status = requests.arm("DELETE", peers.registry(), null).extract().statusCode();
        assertThat(status).isBetween(200, 204);
    }

    private void makeGood(String what) {
        if (what.equals("the admin user")) {
            adminUser(true);
        } else if (what.equals("its identity's role")) {
            peers.refuseStorage(false);
        } else {
            requests.newRegistry();
        }
    }

    private void adminUser(boolean enabled) {
        requests.arm("PATCH", peers.registry(), "{\"properties\":{\"adminUserEnabled\":" + enabled + "}}")
                .statusCode(200);
    }

    /** Deploys something that has to be built; returns why it failed, or an empty text. */
    private String deploy(String kind, String end) {
        return kind.equals("ACI") || kind.equals("AKS") ? deployService(kind, end) : deployOnline(kind, end);
    }

    private String deployService(String kind, String end) {
        String members = kind.equals("AKS") ? ",\"computeName\":\"aks1\"" : "";
        ValidatableResponse started = model.send(
                "POST", "/services", """
                        {"name": "new-%s", "computeType": "%s"%s, "environmentImageRequest": {"modelIds": ["m:1"]}}""".formatted(end.equals("Failed") ? "failed" : "succeeded", kind, members));
        model.operation(started, end);
        return end.equals("Succeeded")
                ? ""
                : model.send("GET", "/services/new-failed", null)
                        .statusCode(200)
                        .extract()
                        .path("error.message");
    }

    private String deployOnline(String kind, String end) {
        endpoint(kind, "AADToken", "{}");
        String body = OnlineRequests.body("blue", "", 1)
                .replace(
                        "'codeConfiguration':{'codeId':'azureml:code1:1','scoringScript':'score.py'},'environmentId':'azureml:AzureML-Python-3-Stdlib:1',",
                        "");
        String ended = online.ended(
                        online.arm(
                                "PUT",
                                online.deployment(name, "blue"),
                                kind.equals("Managed")
                                        ? body
                                        : body.replace("'Managed'", "'Kubernetes'")
                                                .replace("'instanceType':'Standard_DS3_v2',", "")),
                        end)
                .getString("error.message");
        return ended == null ? "" : ended;
    }

    private void endpoint(String kind, String authMode, String traffic) {
        String compute = kind.equals("Managed") ? "" : ",'compute':'" + peers.workspace() + "/computes/aks1'";
        online.putEndpoint(name, "'authMode':'" + authMode + "','traffic':" + traffic + compute);
    }
}
