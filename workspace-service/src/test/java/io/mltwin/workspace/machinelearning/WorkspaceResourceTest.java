package io.mltwin.workspace.machinelearning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;

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
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Workspaces over HTTPS with a real database; vault, registry, component and role assignments are
 * played by peers.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class WorkspaceResourceTest {

    private static final String AUDIENCE = "https://management.azure.com/";
    private static final String CREATOR = UUID.randomUUID().toString();
    private static final String SUBSCRIPTION_ID = UUID.randomUUID().toString();
    private static final String SUBSCRIPTION = "/subscriptions/" + SUBSCRIPTION_ID;
    private static final String VERSION = "?api-version=2022-10-01";
    private static final String MACHINE_LEARNING = "0a1d0002-5a1e-4c0f-9d6e-0b6a65637402";
    private static final AtomicInteger NAMES = new AtomicInteger();

    @FromPlatform TestIssuer issuer;
    @FromPlatform TestDecisions decisions;
    @FromPlatform TestCalls calls;
    @FromPlatform ServiceUnderTest service;

    private final Map<String, String> resources = new ConcurrentHashMap<>();
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private String group;

    @BeforeEach
    void seed() {
        decisions.allow(CREATOR, "*", SUBSCRIPTION);
        decisions.allow(
                MACHINE_LEARNING, "Microsoft.Authorization/roleAssignments/write", SUBSCRIPTION);
        decisions.allow(
                MACHINE_LEARNING, "Microsoft.Authorization/roleAssignments/delete", SUBSCRIPTION);
        decisions.allow(
                MACHINE_LEARNING, "Microsoft.KeyVault/vaults/accessPolicies/write", SUBSCRIPTION);
        service.given()
                .header("Authorization", "Bearer " + issuer.admin().sign())
                .contentType(ContentType.JSON)
                .body(
                        "{\"subscriptions\":[{\"subscriptionId\":\""
                                + SUBSCRIPTION_ID
                                + "\",\"tenantId\":\""
                                + TestIssuer.TENANT
                                + "\",\"displayName\":\"S\"}]}")
                .put("/_mltwin/seed")
                .then()
                .statusCode(200);
        group = SUBSCRIPTION + "/resourceGroups/mlrg" + NAMES.incrementAndGet();
        as(CREATOR).body("{\"location\":\"eastus\"}").put(group + VERSION).then().statusCode(201);
        play(
                "keyvault",
                "{\"id\":\"%s\",\"location\":\"eastus\",\"properties\":{\"vaultUri\":\"https://"
                        + vaultHost()
                        + "/\",\"provisioningState\":\"Succeeded\"}}");
        play(
                "scoring",
                "{\"id\":\"%s\",\"location\":\"eastus\",\"properties\":{\"loginServer\":\"r.azurecr\",\"adminUserEnabled\":true,\"provisioningState\":\"Succeeded\"}}");
        play(
                "telemetry",
                "{\"id\":\"%s\",\"location\":\"eastus\",\"properties\":{\"InstrumentationKey\":\"ikey\",\"provisioningState\":\"Succeeded\"}}");
        calls.answer(
                "scoring",
                "POST",
                group + "*",
                PeerAnswer.json(
                        200,
                        "{\"username\":\"u\",\"passwords\":[{\"name\":\"password\",\"value\":\"registry-password\"}]}"));
        calls.answer("keyvault", "PUT", "/secrets/*", this::setSecret);
        calls.answer(
                "keyvault",
                "GET",
                "/secrets/*",
                request -> PeerAnswer.json(200, Map.of("value", secrets.get(request.path()))));
        calls.answer("identity", "PUT", group + "*", PeerAnswer.json(201, "{}"));
        calls.answer("identity", "DELETE", group + "*", PeerAnswer.json(200, "{}"));
    }

    private String vaultHost() {
        return "kv.vault.mltwin.localhost:1";
    }

    /** A provider that keeps what is PUT. */
    private void play(String peer, String form) {
        calls.answer(
                peer,
                "GET",
                group + "*",
                request ->
                        resources.containsKey(request.path())
                                ? PeerAnswer.json(200, resources.get(request.path()))
                                : PeerAnswer.error(404, "ResourceNotFound", "none"));
        calls.answer(
                peer,
                "PUT",
                group + "*",
                request -> {
                    String body = String.format(form, request.path());
                    return PeerAnswer.json(
                            resources.put(request.path(), body) == null ? 201 : 200, body);
                });
    }

    private PeerAnswer setSecret(PeerRequest request) {
        secrets.put(request.path(), request.json().path("value").asText());
        return PeerAnswer.json(200, "{}");
    }

    private RequestSpecification as(String objectId) {
        return service.given("management")
                .header("Authorization", "Bearer " + issuer.aad(AUDIENCE, objectId).sign())
                .contentType(ContentType.JSON);
    }

    private String workspace(String name) {
        return group + "/providers/Microsoft.MachineLearningServices/workspaces/" + name;
    }

    private String end(Response started) {
        assertThat(started.statusCode()).as(started.asString()).isEqualTo(202);
        String base = "https://" + service.host("management");
        String poll = started.header("Azure-AsyncOperation").substring(base.length());
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> as(CREATOR).get(poll).path("status"),
                        status -> !status.equals("InProgress"));
    }

    private Response create(String id) {
        return as(CREATOR)
                .body("{\"location\":\"eastus\",\"identity\":{\"type\":\"SystemAssigned\"}}")
                .put(id + VERSION);
    }

    @Test
    void aWorkspaceIsMadeWithAllItNeeds() {
        String id = workspace("ws1");

        assertThat(end(create(id))).isEqualTo("Succeeded");

        Response made = as(CREATOR).get(id + VERSION);
        made.then()
                .body("properties.provisioningState", equalTo("Succeeded"))
                .body("identity.principalId", notNullValue())
                .body("properties.hbiWorkspace", equalTo(false));
        as(CREATOR)
                .get(group + "/resources" + VERSION)
                .then()
                .body(
                        "value.type",
                        hasItems(
                                "Microsoft.MachineLearningServices/workspaces",
                                "Microsoft.Storage/storageAccounts",
                                "Microsoft.KeyVault/vaults",
                                "Microsoft.ContainerRegistry/registries",
                                "Microsoft.Insights/components"));
        assertThat(assignments()).hasSize(4);
        assertThat(secrets).hasSize(2).containsValue("registry-password");
        as(CREATOR)
                .post(id + "/listKeys" + VERSION)
                .then()
                .statusCode(200)
                .body("appInsightsInstrumentationKey", equalTo("ikey"))
                .body(
                        "containerRegistryCredentials.passwords[0].value",
                        equalTo("registry-password"))
                .body("userStorageKey", notNullValue());
    }

    @Test
    void theGrantsAreMadeByAzureMachineLearningNotByTheCaller() {
        end(create(workspace("ws-grants")));

        for (PeerRequest assignment : assignments()) {
            String claims =
                    new String(
                            java.util.Base64.getUrlDecoder()
                                    .decode(assignment.bearer().split("\\.")[1]));
            assertThat(claims).contains("\"oid\":\"" + MACHINE_LEARNING + "\"");
        }
        assertThat(decisions.asked())
                .noneMatch(
                        asked ->
                                asked.principalId().equals(CREATOR)
                                        && asked.action().contains("roleAssignments"));
    }

    @Test
    void aFailedWorkspaceSaysWhyAndTheSamePutRepairsIt() {
        String id = workspace("ws-repair");
        calls.answer(
                "identity",
                "PUT",
                group + "*",
                PeerAnswer.error(400, "RoleAssignmentLimitExceeded", "too many"));
        Response started = create(id);
        assertThat(end(started)).isEqualTo("Failed");
        String base = "https://" + service.host("management");
        as(CREATOR)
                .get(started.header("Azure-AsyncOperation").substring(base.length()))
                .then()
                .body("error.code", equalTo("RoleAssignmentLimitExceeded"));
        String workspaceId =
                as(CREATOR)
                        .get(id + VERSION)
                        .then()
                        .body("properties.provisioningState", equalTo("Failed"))
                        .extract()
                        .path("properties.workspaceId");

        calls.answer("identity", "PUT", group + "*", PeerAnswer.json(201, "{}"));
        assertThat(end(create(id))).isEqualTo("Succeeded");

        as(CREATOR).get(id + VERSION).then().body("properties.workspaceId", equalTo(workspaceId));
        assertThat(
                        calls.received("keyvault").stream()
                                .filter(
                                        call ->
                                                call.method().equals("PUT")
                                                        && call.path()
                                                                .matches(
                                                                        group
                                                                                + ".*/vaults/[a-z0-9]+")))
                .hasSize(1);
    }

    @Test
    void aSecondPutChangesAndHbiStays() {
        String id = workspace("ws-update");
        end(create(id));

        as(CREATOR)
                .body(
                        "{\"location\":\"eastus\",\"tags\":{\"a\":\"b\"},\"properties\":{\"description\":\"d\"}}")
                .put(id + VERSION)
                .then()
                .statusCode(200)
                .body("tags.a", equalTo("b"))
                .body("properties.description", equalTo("d"));
        as(CREATOR)
                .body("{\"location\":\"eastus\",\"properties\":{\"hbiWorkspace\":true}}")
                .put(id + VERSION)
                .then()
                .statusCode(400)
                .body("error.code", equalTo("ValidationError"));
        as(CREATOR)
                .body("{\"tags\":{}}")
                .patch(id + VERSION)
                .then()
                .statusCode(200)
                .body("properties.description", equalTo("d"));
    }

    @Test
    void deletingTakesIdentityAndGrantsAndLeavesTheRest() {
        String id = workspace("ws-delete");
        end(create(id));

        assertThat(end(as(CREATOR).delete(id + VERSION))).isEqualTo("Succeeded");

        as(CREATOR).get(id + VERSION).then().statusCode(404);
        as(CREATOR).delete(id + VERSION).then().statusCode(204);
        assertThat(
                        calls.received("identity").stream()
                                .filter(
                                        call ->
                                                call.method().equals("DELETE")
                                                        && call.path().contains("/roleAssignments/")
                                                        && call.path().startsWith(group)))
                .hasSize(4);
        assertThat(calls.received("identity", "DELETE", "/_internal/managed-identities"))
                .isNotEmpty();
        as(CREATOR)
                .get(group + "/resources" + VERSION)
                .then()
                .body(
                        "value.type",
                        hasItems("Microsoft.Storage/storageAccounts", "Microsoft.KeyVault/vaults"));
    }

    @Test
    void theOtherServicesLearnItsPartsAndActAsIt() {
        String id = workspace("ws-parts");
        end(create(id));
        String compute = "Bearer " + issuer.service("compute", "workspace").sign();

        service.given()
                .header("Authorization", compute)
                .get("/_internal/workspaces?id=" + id)
                .then()
                .statusCode(200)
                .body("vaultUri", equalTo("https://" + vaultHost() + "/"))
                .body("identityObjectId", notNullValue());
        Response token =
                service.given()
                        .header("Authorization", compute)
                        .contentType(ContentType.JSON)
                        .body(
                                "{\"workspace\":\""
                                        + id
                                        + "\",\"resource\":\"https://storage.azure.com\"}")
                        .post("/_internal/workspaces/identity-token");
        assertThat(token.statusCode()).isEqualTo(200);
        assertThat(token.<String>path("accessToken").split("\\.")).hasSize(3);

        service.given()
                .header(
                        "Authorization",
                        "Bearer " + issuer.service("telemetry", "workspace").sign())
                .contentType(ContentType.JSON)
                .body("{\"workspace\":\"" + id + "\",\"resource\":\"https://storage.azure.com\"}")
                .post("/_internal/workspaces/identity-token")
                .then()
                .statusCode(403);
        service.given()
                .header("Authorization", "Bearer " + issuer.aad(AUDIENCE, CREATOR).sign())
                .get("/_internal/workspaces?id=" + id)
                .then()
                .statusCode(401);
    }

    private List<PeerRequest> assignments() {
        return calls.received("identity").stream()
                .filter(
                        call ->
                                call.method().equals("PUT")
                                        && call.path().startsWith(group)
                                        && call.path().contains("/roleAssignments/"))
                .toList();
    }
}
