package io.mltwin.workspace.machinelearning;

import static io.mltwin.workspace.machinelearning.WorkspacePeers.CREATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.equalTo;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** User-assigned identities are put on a workspace at once and taken off by an operation. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class WorkspaceIdentityResourceTest {

    private static final String ASSIGNMENTS = "/_internal/managed-identities/assignments";
    private static final String LATE = "?api-version=2022-10-01";
    private static final String EARLY = "?api-version=2020-08-01";

    @FromPlatform TestIssuer issuer;
    @FromPlatform TestDecisions decisions;
    @FromPlatform TestCalls calls;
    @FromPlatform ServiceUnderTest service;

    private WorkspacePeers peers;
    private String id;
    private String identity;

    @BeforeEach
    void aWorkspaceWithAnIdentityOfItsOwn() {
        peers = new WorkspacePeers(issuer, decisions, calls, service);
        id = peers.group() + "/providers/Microsoft.MachineLearningServices/workspaces/ws-uai";
        identity =
                peers.group() + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/one";
        calls.answer(
                "identity",
                "POST",
                ASSIGNMENTS,
                request ->
                        PeerAnswer.json(
                                200,
                                Map.of(
                                        "objectId",
                                        UUID.randomUUID().toString(),
                                        "clientId",
                                        UUID.randomUUID().toString(),
                                        "tenantId",
                                        UUID.randomUUID().toString())));
        calls.answer("identity", "DELETE", ASSIGNMENTS, PeerAnswer.json(200, "{}"));
        assertThat(peers.end(peers.create(id))).isEqualTo("Succeeded");
    }

    private Response patch(String body, String version) {
        return peers.as(CREATOR)
                .body(body.replace('\'', '"').replace("<one>", identity))
                .patch(id + version);
    }

    private Response putOn() {
        return patch(
                "{'identity':{'type':'SystemAssigned,UserAssigned','userAssignedIdentities':{'<one>':{}}}}",
                LATE);
    }

    private long unassigned() {
        return calls.received("identity", "DELETE", ASSIGNMENTS).stream()
                .filter(call -> call.path().startsWith(ASSIGNMENTS))
                .count();
    }

    @Test
    void anIdentityIsPutOnAtOnceAndTakenOffByAnOperation() {
        long before = unassigned();
        putOn().then()
                .statusCode(200)
                .body("identity.userAssignedIdentities", aMapWithSize(1))
                .body("properties.provisioningState", equalTo("Succeeded"));

        Response takenOff = patch("{'identity':{'type':'SystemAssigned'}}", LATE);

        assertThat(peers.end(takenOff)).isEqualTo("Succeeded");
        assertThat(unassigned()).isEqualTo(before + 1);
        peers.as(CREATOR)
                .get(id + LATE)
                .then()
                .body("identity.type", equalTo("SystemAssigned"))
                .body("properties.provisioningState", equalTo("Succeeded"));
    }

    @Test
    void anEarlyVersionAnswersAtOnceAndTakesOffAllTheSame() {
        long before = unassigned();
        putOn().then().statusCode(200);

        patch("{'identity':{'type':'SystemAssigned'}}", EARLY).then().statusCode(200);

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                peers.as(CREATOR)
                                        .get(id + LATE)
                                        .then()
                                        .body(
                                                "properties.provisioningState",
                                                equalTo("Succeeded")));
        assertThat(unassigned()).isEqualTo(before + 1);
    }

    @Test
    void aPrimaryIdentityWithoutPermissionsComesOffAgain() {
        long before = unassigned();

        Response refused =
                patch(
                        "{'identity':{'type':'UserAssigned','userAssignedIdentities':{'<one>':{}}},"
                                + "'properties':{'primaryUserAssignedIdentity':'<one>'}}",
                        LATE);

        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(403);
        assertThat(unassigned()).isEqualTo(before + 1);
        peers.as(CREATOR).get(id + LATE).then().body("identity.type", equalTo("SystemAssigned"));
    }

    @Test
    void aRemovalWaitsForIdentityToComeBack() {
        putOn().then().statusCode(200);
        calls.answer(
                "identity", "DELETE", ASSIGNMENTS, PeerAnswer.error(503, "Away", "starts again"));

        Response takenOff = patch("{'identity':{'type':'SystemAssigned'}}", LATE);

        assertThat(takenOff.statusCode()).isEqualTo(202);
        putOn().then().statusCode(409);
        calls.answer("identity", "DELETE", ASSIGNMENTS, PeerAnswer.json(200, "{}"));
        assertThat(peers.end(takenOff)).isEqualTo("Succeeded");
        putOn().then().statusCode(200);
    }
}
