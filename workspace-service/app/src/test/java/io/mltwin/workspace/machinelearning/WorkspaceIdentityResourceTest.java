package io.mltwin.workspace.machinelearning;

import static io.mltwin.workspace.machinelearning.WorkspacePeers.CREATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.equalTo;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PeerRequest;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** User-assigned identities are put on a workspace at once and taken off by an operation. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class WorkspaceIdentityResourceTest {

    private static final String ASSIGNMENTS = "/_internal/managed-identities/assignments";
    private static final String OWN_IDENTITIES = "/_internal/managed-identities";
    private static final String LATE = "?api-version=2022-10-01";
    private static final String EARLY = "?api-version=2020-08-01";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    ServiceUnderTest service;

    private WorkspacePeers peers;
    private String id;
    private String identity;

    @BeforeEach
    void aWorkspaceWithAnIdentityOfItsOwn() {
        peers = new WorkspacePeers(issuer, decisions, calls, service);
        id = peers.group() + "/providers/Microsoft.MachineLearningServices/workspaces/ws-uai";
        identity = peers.group() + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/one";
        calls.answer(
                "identity",
                "POST",
                ASSIGNMENTS,
                request -> PeerAnswer.json(
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
        return patch("{'identity':{'type':'SystemAssigned,UserAssigned','userAssignedIdentities':{'<one>':{}}}}", LATE);
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
                .untilAsserted(() -> peers.as(CREATOR)
                        .get(id + LATE)
                        .then()
                        .body("properties.provisioningState", equalTo("Succeeded")));
        assertThat(unassigned()).isEqualTo(before + 1);
    }

    @Test
    void aPrimaryIdentityWithoutPermissionsComesOffAgain() {
        long before = unassigned();

        Response refused = patch(
                "{'identity':{'type':'UserAssigned','userAssignedIdentities':{'<one>':{}}},"
                        + "'properties':{'primaryUserAssignedIdentity':'<one>'}}",
                LATE);

        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(403);
        assertThat(unassigned()).isEqualTo(before + 1);
        peers.as(CREATOR).get(id + LATE).then().body("identity.type", equalTo("SystemAssigned"));
    }

    /** Each identity gets tokens and has the right to all, so that the workspace can act as any. */
    private void identitiesMayEverything() {
        Map<String, String> principals = new ConcurrentHashMap<>();
        calls.answer("identity", "POST", ASSIGNMENTS, request -> {
            String clientId = UUID.nameUUIDFromBytes(
                            request.json().path("identityId").asText().getBytes(StandardCharsets.UTF_8))
                    .toString();
            String objectId = principals.computeIfAbsent(
                    clientId, client -> UUID.randomUUID().toString());
            decisions.allowAll(objectId);
            return PeerAnswer.json(
                    200, Map.of("objectId", objectId, "clientId", clientId, "tenantId", TestIssuer.TENANT));
        });
        calls.answer(
                "identity",
                "POST",
                "/" + TestIssuer.TENANT + "/oauth2/v2.0/token",
                request -> token(request, principals.get(request.form("client_id"))));
        calls.answer("identity", "DELETE", OWN_IDENTITIES, PeerAnswer.json(200, "{}"));
    }

    /** A token for a principal; for nobody's the test kit answers. */
    private PeerAnswer token(PeerRequest request, String objectId) {
        return objectId == null
                ? null
                : PeerAnswer.json(
                        200,
                        Map.of(
                                "token_type",
                                "Bearer",
                                "expires_in",
                                3600,
                                "access_token",
                                issuer.aad(request.form("scope").replaceFirst("/\\.default$", ""), objectId)
                                        .sign()));
    }

    @Test
    void identitiesComeAndGoAndThePrimaryChanges() {
        // Given
        identitiesMayEverything();
        String other = identity.replace("/one", "/two");
        patch("{'identity':{'type':'SystemAssigned,UserAssigned','userAssignedIdentities':{'<one>':{}}}}", LATE)
                .then()
                .statusCode(200);
        JsonPath both = seen();
        assertThat(both.getString("identity.type")).isEqualTo("SystemAssigned,UserAssigned");
        assertThat(both.getString("identity.principalId")).isNotEmpty();
        patch("{'properties':{'primaryUserAssignedIdentity':'" + other + "'}}", LATE)
                .then()
                .statusCode(400);

        // When
        Response alone = patch(
                "{'identity':{'type':'UserAssigned','userAssignedIdentities':{'<one>':{}}},"
                        + "'properties':{'primaryUserAssignedIdentity':'<one>'}}",
                LATE);

        // Then
        assertThat(peers.end(alone)).isEqualTo("Succeeded");
        assertThat(seen().getString("identity.type")).isEqualTo("UserAssigned");
        assertThat(ended()).as("its own identity is gone").isEqualTo(1);
        peers.as(CREATOR).post(id + "/listKeys" + LATE).then().statusCode(200);

        // When
        Response exchanged = patch(
                "{'identity':{'type':'UserAssigned','userAssignedIdentities':{'<one>':null,'"
                        + other
                        + "':{}}},'properties':{'primaryUserAssignedIdentity':'"
                        + other
                        + "'}}",
                LATE);

        // Then
        assertThat(peers.end(exchanged)).isEqualTo("Succeeded");
        assertThat(seen().getMap("identity.userAssignedIdentities")).containsOnlyKeys(other);

        // When
        Response back = patch("{'identity':{'type':'SystemAssigned'}}", LATE);

        // Then
        assertThat(peers.end(back)).isEqualTo("Succeeded");
        JsonPath own = seen();
        assertThat(own.getString("identity.type")).isEqualTo("SystemAssigned");
        assertThat(own.getString("identity.principalId")).isNotEmpty();
        assertThat(own.getString("properties.primaryUserAssignedIdentity")).isNull();
        peers.as(CREATOR).post(id + "/listKeys" + LATE).then().statusCode(200);
    }

    private JsonPath seen() {
        return peers.as(CREATOR).get(id + LATE).then().statusCode(200).extract().jsonPath();
    }

    /** How often the workspace's own identity was ended. */
    private long ended() {
        return calls.received("identity", "DELETE", OWN_IDENTITIES).stream()
                .filter(call -> id.equals(call.query("resourceId")))
                .count();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "no primary | UserAssigned | one | | 400 | ValidationError",
                "a primary that is not assigned | UserAssigned | one | two | 400 | ValidationError",
                "an identity that does not exist | UserAssigned | none | none | 400 | FailedIdentityOperation",
                "a primary without permissions | UserAssigned | one | one | 403 | AuthorizationFailed",
                "both, the primary without permissions | SystemAssigned,UserAssigned | one | one | 403 | AuthorizationFailed",
                "system-assigned with user-assigned ones | SystemAssigned | one | | 400 | InvalidRequestContent"
            })
    void whatIsRefusedLeavesNothing(
            String what, String type, String assigned, String primary, int status, String code) {
        if (assigned.equals("none")) {
            calls.answer(
                    "identity", "POST", ASSIGNMENTS, PeerAnswer.error(404, "ResourceNotFound", "no such identity"));
        }
        String ids = identity.substring(0, identity.lastIndexOf('/') + 1);
        String refused = id + "-refused";
        String properties = primary == null ? "" : "'primaryUserAssignedIdentity':'" + ids + primary + "'";

        peers.as(CREATOR)
                .body(
                        "{'location':'eastus','identity':{'type':'%s','userAssignedIdentities':{'%s':{}}},'properties':{%s}}"
                                .formatted(type, ids + assigned, properties)
                                .replace('\'', '"'))
                .put(refused + LATE)
                .then()
                .statusCode(status)
                .body("error.code", equalTo(code));

        peers.as(CREATOR).get(refused + LATE).then().statusCode(404);
    }

    @Test
    void aRemovalWaitsForIdentityToComeBack() {
        putOn().then().statusCode(200);
        calls.answer("identity", "DELETE", ASSIGNMENTS, PeerAnswer.error(503, "Away", "starts again"));

        Response takenOff = patch("{'identity':{'type':'SystemAssigned'}}", LATE);

        assertThat(takenOff.statusCode()).isEqualTo(202);
        putOn().then().statusCode(409);
        calls.answer("identity", "DELETE", ASSIGNMENTS, PeerAnswer.json(200, "{}"));
        assertThat(peers.end(takenOff)).isEqualTo("Succeeded");
        putOn().then().statusCode(200);
    }
}
