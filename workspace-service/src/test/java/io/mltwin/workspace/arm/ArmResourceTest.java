package io.mltwin.workspace.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PeerRequest;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Azure Resource Manager over HTTPS with a real database: who gets through, and what each stage
 * refuses.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ArmResourceTest {

    private static final String AUDIENCE = "https://management.azure.com/";
    private static final String OWNER = UUID.randomUUID().toString();
    private static final String STRANGER = UUID.randomUUID().toString();
    private static final String SUBSCRIPTION_ID = UUID.randomUUID().toString();
    private static final String SUBSCRIPTION = "/subscriptions/" + SUBSCRIPTION_ID;
    private static final String VERSION = "?api-version=2022-10-01";
    private static final AtomicInteger NAMES = new AtomicInteger();

    @FromPlatform TestIssuer issuer;
    @FromPlatform TestDecisions decisions;
    @FromPlatform TestCalls calls;
    @FromPlatform TestDatabase database;
    @FromPlatform ServiceUnderTest service;

    private String group;

    @BeforeEach
    void seed() {
        decisions.allow(OWNER, "*", SUBSCRIPTION);
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
        group = SUBSCRIPTION + "/resourceGroups/rg" + NAMES.incrementAndGet();
        as(OWNER).body("{\"location\":\"eastus\"}").put(group + VERSION).then().statusCode(201);
    }

    private RequestSpecification as(String objectId) {
        return service.given("management")
                .header("Authorization", "Bearer " + issuer.aad(AUDIENCE, objectId).sign())
                .contentType(ContentType.JSON);
    }

    private static void code(ValidatableResponse response, int status, String code) {
        response.statusCode(status).body("error.code", equalTo(code));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET, {G}, 200",
        "HEAD, {G}, 204",
        "PUT, {G}, 200",
        "PATCH, {G}, 200",
        "GET, {S}, 200",
        "GET, {S}/locations, 200",
        "GET, {S}/resourceGroups, 200",
        "GET, {S}/resources, 200",
        "GET, {G}/resources, 200",
        "GET, {S}/providers, 200",
        "GET, {S}/providers/Microsoft.KeyVault, 200",
        "POST, {S}/providers/Microsoft.Search/register, 200",
        "POST, {G}/moveResources, 501",
        "POST, {G}/validateMoveResources, 501",
        "POST, {G}/exportTemplate, 501",
        "GET, {S}/tagNames, 200",
        "GET, {G}/providers/Microsoft.Resources/tags/default, 200",
        "PATCH, {S}/providers/Microsoft.Resources/tags/default, 400",
        "DELETE, {G}/providers/Microsoft.Resources/tags/default, 200",
        "GET, {S}/providers/Microsoft.KeyVault/resourceTypes, 200",
        "GET, {G}/providers/Microsoft.Authorization/locks, 200",
        "PUT, {G}/providers/Microsoft.Authorization/policyAssignments/p, 400",
        "GET, {G}/providers/Microsoft.Authorization/policyAssignments, 200",
        "PUT, {S}/providers/Microsoft.Authorization/policyDefinitions/p, 400",
        "GET, {S}/providers/Microsoft.Authorization/policyDefinitions, 200",
        "PUT, {S}/providers/Microsoft.Authorization/policySetDefinitions/p, 400",
        "GET, {S}/providers/Microsoft.Authorization/policySetDefinitions, 200",
        "PUT, {G}/providers/Microsoft.Authorization/policyExemptions/p, 501",
        "POST, {G}/providers/Microsoft.PolicyInsights/policyStates/latest/queryResults, 200",
        "POST, {S}/providers/Microsoft.PolicyInsights/policyStates/latest/summarize, 200",
        "PUT, {G}/providers/Microsoft.Resources/deployments/d, 400",
        "GET, {G}/providers/Microsoft.MachineLearningServices/workspaces, 200",
        "POST, {G}/providers/Microsoft.MachineLearningServices/workspaces/none/listKeys, 404"
    })
    void withoutTokenWithoutRoleWithRole(String method, String path, int status) {
        String uri = path.replace("{G}", group).replace("{S}", SUBSCRIPTION) + VERSION;
        String body = "{\"location\":\"eastus\",\"tags\":{\"a\":\"b\"}}";

        Response anonymous =
                service.given("management")
                        .contentType(ContentType.JSON)
                        .body(body)
                        .request(method, uri);
        assertThat(anonymous.statusCode()).isEqualTo(401);
        assertThat(anonymous.header("WWW-Authenticate")).contains("Bearer authorization_uri=");

        Response stranger = as(STRANGER).body(body).request(method, uri);
        assertThat(stranger.statusCode()).isEqualTo(403);
        if (!method.equals("HEAD")) {
            stranger.then()
                    .body("error.code", equalTo("AuthorizationFailed"))
                    .body("error.message", containsString(STRANGER));
        }

        assertThat(as(OWNER).body(body).request(method, uri).statusCode()).isEqualTo(status);
    }

    @Test
    void aTokenOfAnotherTenantIsRefusedBeforePermissionsAreAsked() {
        String other = UUID.randomUUID().toString();
        String token =
                issuer.aad(AUDIENCE, OWNER).issuer(issuer.azureAd(other)).tenantId(other).sign();

        ValidatableResponse response =
                service.given("management")
                        .header("Authorization", "Bearer " + token)
                        .get(group + VERSION)
                        .then();

        code(response, 401, "InvalidAuthenticationTokenTenant");
        response.header("WWW-Authenticate", containsString(TestIssuer.TENANT));
    }

    @Test
    void whatDoesNotExistIsToldOnlyToWhoMayKnow() {
        String none = SUBSCRIPTION + "/resourceGroups/none";
        code(as(OWNER).get(none + VERSION).then(), 404, "ResourceGroupNotFound");
        code(as(STRANGER).get(none + VERSION).then(), 403, "AuthorizationFailed");

        String unknown = "/subscriptions/" + UUID.randomUUID();
        code(as(STRANGER).get(unknown + VERSION).then(), 403, "AuthorizationFailed");
        decisions.allow(OWNER, "*", unknown);
        code(as(OWNER).get(unknown + VERSION).then(), 404, "SubscriptionNotFound");

        String workspace = group + "/providers/Microsoft.MachineLearningServices/workspaces/none";
        code(as(OWNER).get(workspace + VERSION).then(), 404, "ResourceNotFound");
        code(
                as(OWNER).get(workspace + "/computes/c" + VERSION).then(),
                404,
                "ParentResourceNotFound");
    }

    @Test
    void listsShowWhatTheCallerMayRead() {
        String reader = UUID.randomUUID().toString();
        code(
                as(reader).get(SUBSCRIPTION + "/resourceGroups" + VERSION).then(),
                403,
                "AuthorizationFailed");
        as(reader).get("/subscriptions" + VERSION).then().statusCode(200).body("value", hasSize(0));

        decisions.allow(reader, "Microsoft.Resources/subscriptions/resourceGroups/read", group);

        as(reader)
                .get(SUBSCRIPTION + "/resourceGroups" + VERSION)
                .then()
                .statusCode(200)
                .body("value.id", equalTo(List.of(group)));
        as(reader)
                .get("/subscriptions" + VERSION)
                .then()
                .statusCode(200)
                .body("value.id", equalTo(List.of(SUBSCRIPTION)));
    }

    @Test
    void anUnregisteredProviderWritesNothing() {
        String provider = SUBSCRIPTION + "/providers/Microsoft.DataFactory";
        as(OWNER)
                .post(provider + "/unregister" + VERSION)
                .then()
                .statusCode(200)
                .body("registrationState", equalTo("Unregistered"));

        String factory = group + "/providers/Microsoft.DataFactory/factories/f";
        code(
                as(OWNER).body("{}").put(factory + VERSION).then(),
                409,
                "MissingSubscriptionRegistration");

        as(OWNER)
                .post(provider + "/register" + VERSION)
                .then()
                .statusCode(200)
                .body("registrationState", equalTo("Registered"));
        calls.answer("compute", "PUT", factory, PeerAnswer.json(201, "{\"id\":\"x\"}"));
        as(OWNER).body("{}").put(factory + VERSION).then().statusCode(201);
    }

    @Test
    void locksAreInheritedAndBindOwnersToo() {
        String lock = group + "/providers/Microsoft.Authorization/locks/l" + VERSION;
        as(OWNER)
                .body("{\"properties\":{\"level\":\"CanNotDelete\"}}")
                .put(lock)
                .then()
                .statusCode(201);
        String vault = group + "/providers/Microsoft.KeyVault/vaults/kv" + NAMES.incrementAndGet();
        calls.answer(
                "keyvault",
                "PUT",
                vault,
                PeerAnswer.json(201, "{\"id\":\"" + vault + "\",\"location\":\"eastus\"}"));

        as(OWNER).body("{\"location\":\"eastus\"}").put(vault + VERSION).then().statusCode(201);
        code(as(OWNER).delete(vault + VERSION).then(), 409, "ScopeLocked");
        code(as(OWNER).delete(group + VERSION).then(), 409, "ScopeLocked");

        as(OWNER)
                .body("{\"properties\":{\"level\":\"ReadOnly\"}}")
                .put(lock)
                .then()
                .statusCode(200);
        code(as(OWNER).body("{}").put(vault + VERSION).then(), 409, "ScopeLocked");
        code(as(OWNER).body("{}").post(vault + "/anything" + VERSION).then(), 409, "ScopeLocked");
        as(OWNER)
                .get(group + "/resources" + VERSION)
                .then()
                .statusCode(200)
                .body("value.id", hasItem(vault));

        as(OWNER).delete(lock).then().statusCode(200);
        as(OWNER).delete(lock).then().statusCode(204);
    }

    @Test
    void aLockOnAResourceHoldsItsGroup() {
        String vault = group + "/providers/Microsoft.KeyVault/vaults/kv" + NAMES.incrementAndGet();
        calls.answer(
                "keyvault",
                "PUT",
                vault,
                PeerAnswer.json(201, "{\"id\":\"" + vault + "\",\"location\":\"eastus\"}"));
        as(OWNER).body("{\"location\":\"eastus\"}").put(vault + VERSION).then().statusCode(201);
        as(OWNER)
                .body("{\"properties\":{\"level\":\"CanNotDelete\"}}")
                .put(vault + "/providers/Microsoft.Authorization/locks/l" + VERSION)
                .then()
                .statusCode(201);

        ValidatableResponse response = as(OWNER).delete(group + VERSION).then();

        code(response, 409, "ScopeLocked");
        response.body("error.message", containsString(vault));
    }

    @Test
    void aProviderGetsTheCallAndTheCallerFromTheAssertion() {
        String vault = group + "/providers/Microsoft.KeyVault/vaults/kv" + NAMES.incrementAndGet();
        calls.answer("keyvault", "PUT", vault, PeerAnswer.json(201, "{\"id\":\"" + vault + "\"}"));

        as(OWNER)
                .header("x-ms-correlation-request-id", "correlation-1")
                .body("{\"location\":\"eastus\"}")
                .put(vault.replace("/vaults", "//vaults") + VERSION)
                .then()
                .statusCode(201)
                .header("x-ms-correlation-request-id", equalTo("correlation-1"));

        PeerRequest received = calls.received("keyvault", "PUT", vault).get(0);
        assertThat(received.uri()).isEqualTo(vault + VERSION);
        assertThat(received.text()).isEqualTo("{\"location\":\"eastus\"}");
        assertThat(received.headers())
                .containsEntry("x-ms-correlation-request-id", "correlation-1");
        String claims =
                new String(
                        java.util.Base64.getUrlDecoder().decode(received.bearer().split("\\.")[1]));
        assertThat(claims)
                .contains("api://mltwin/keyvault", OWNER, "Microsoft.KeyVault/vaults/write", vault);
        service.given()
                .get("/.well-known/jwks.json")
                .then()
                .statusCode(200)
                .body("keys", hasSize(1));
    }

    @Test
    void aProvidersErrorReachesTheClientWhole() {
        String vault = group + "/providers/Microsoft.KeyVault/vaults/kv" + NAMES.incrementAndGet();
        String error =
                "{\"error\":{\"code\":\"VaultAlreadyExists\",\"message\":\"taken\",\"target\":\"name\",\"details\":[{\"code\":\"c\",\"message\":\"m\"}]}}";
        calls.answer("keyvault", "PUT", vault, PeerAnswer.json(409, error));

        as(OWNER)
                .body("{}")
                .put(vault + VERSION)
                .then()
                .statusCode(409)
                .body("error.code", equalTo("VaultAlreadyExists"))
                .body("error.target", equalTo("name"))
                .body("error.details[0].code", equalTo("c"));
        as(OWNER)
                .get(group + "/resources" + VERSION)
                .then()
                .body("value.id", everyItem(not(equalTo(vault))));
        code(as(OWNER).get(vault + "/secrets" + VERSION).then(), 404, "ParentResourceNotFound");
    }

    @Test
    void armPollsAProvidersOperationByItself() {
        String registry =
                group
                        + "/providers/Microsoft.ContainerRegistry/registries/r"
                        + NAMES.incrementAndGet();
        String operation = UUID.randomUUID().toString();
        calls.answer(
                "scoring",
                "PUT",
                registry,
                PeerAnswer.json(
                                201,
                                "{\"id\":\""
                                        + registry
                                        + "\",\"location\":\"eastus\",\"properties\":{\"provisioningState\":\"Creating\"}}")
                        .withHeader("x-mltwin-operation-id", operation));
        calls.answer(
                "scoring",
                "GET",
                "/_internal/operations/" + operation,
                PeerAnswer.json(200, "{\"status\":\"InProgress\"}"));

        Response created = as(OWNER).body("{\"location\":\"eastus\"}").put(registry + VERSION);

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.header("Retry-After")).isEqualTo("1");
        String base = "https://" + service.host("management");
        String status = created.header("Azure-AsyncOperation");
        String location = created.header("Location");
        assertThat(status)
                .startsWith(
                        base
                                + SUBSCRIPTION
                                + "/providers/Microsoft.ContainerRegistry/locations/eastus/operationStatuses/");
        as(OWNER)
                .get(status.substring(base.length()))
                .then()
                .statusCode(200)
                .body("status", equalTo("InProgress"));
        as(OWNER)
                .get(location.substring(base.length()))
                .then()
                .statusCode(202)
                .header("Location", equalTo(location));
        code(as(STRANGER).get(status.substring(base.length())).then(), 403, "AuthorizationFailed");

        calls.answer(
                "scoring",
                "GET",
                "/_internal/operations/" + operation,
                PeerAnswer.json(200, "{\"status\":\"Succeeded\"}"));
        Awaitility.await()
                .untilAsserted(
                        () ->
                                as(OWNER)
                                        .get(status.substring(base.length()))
                                        .then()
                                        .body("status", equalTo("Succeeded")));
        as(OWNER).get(location.substring(base.length())).then().statusCode(204);
        as(OWNER)
                .get(group + "/resources" + VERSION + "&$expand=provisioningState")
                .then()
                .body(
                        "value.find { it.id == '" + registry + "' }.provisioningState",
                        equalTo("Succeeded"));
    }

    @Test
    void aGroupIsDeletedWithWhatIsInIt() {
        String vault = group + "/providers/Microsoft.KeyVault/vaults/kv" + NAMES.incrementAndGet();
        calls.answer(
                "keyvault",
                "PUT",
                vault,
                PeerAnswer.json(201, "{\"id\":\"" + vault + "\",\"location\":\"eastus\"}"));
        calls.answer("keyvault", "DELETE", vault, PeerAnswer.status(200));
        as(OWNER).body("{\"location\":\"eastus\"}").put(vault + VERSION).then().statusCode(201);

        as(OWNER).delete(group + VERSION).then().statusCode(202);

        Awaitility.await().until(() -> as(OWNER).head(group + VERSION).statusCode() == 404);
        assertThat(calls.received("keyvault", "DELETE", vault)).hasSize(1);
    }

    @Test
    void everyChangeIsLoggedAndNoRead() throws SQLException {
        String key = group.toLowerCase(java.util.Locale.ROOT);
        assertThat(events(key))
                .containsExactly("BeginRequest Started " + OWNER, "EndRequest Succeeded " + OWNER);

        as(OWNER).get(group + VERSION).then().statusCode(200);
        as(STRANGER).body("{\"location\":\"eastus\"}").put(group + VERSION).then().statusCode(403);

        assertThat(events(key))
                .containsExactly(
                        "BeginRequest Started " + OWNER,
                        "EndRequest Succeeded " + OWNER,
                        "EndRequest Failed " + STRANGER);
    }

    /** Kafka is away in this test: every event stays in the outbox. */
    private List<String> events(String key) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement query =
                        connection.prepareStatement(
                                "select event from activity_outbox where message_key = ? order by sequence")) {
            query.setString(1, key);
            List<String> events = new ArrayList<>();
            ResultSet rows = query.executeQuery();
            while (rows.next()) {
                JsonPath event = new JsonPath(rows.getString(1));
                events.add(
                        event.getString("eventName")
                                + " "
                                + event.getString("status")
                                + " "
                                + event.getString("callerObjectId"));
            }
            return events;
        }
    }

    @Test
    void metadataAreAListForOldVersionsAndAnObjectForNewOnes() {
        service.given("management")
                .get("/metadata/endpoints?api-version=2019-05-01")
                .then()
                .statusCode(200)
                .body(
                        "[0].authentication.audiences[0]",
                        equalTo("https://" + service.host("management") + "/"));
        service.given("management")
                .get("/metadata/endpoints?api-version=2022-09-01")
                .then()
                .statusCode(200)
                .body("resourceManager", equalTo("https://" + service.host("management") + "/"));
    }

    @Test
    void platformPathsDoNotExistOnVirtualHosts() {
        String admin = "Bearer " + issuer.admin().sign();
        service.given("management")
                .header("Authorization", admin)
                .get("/_mltwin/clock")
                .then()
                .statusCode(404);
        service.given().header("Authorization", admin).get("/_mltwin/clock").then().statusCode(200);
    }
}
