package io.mltwin.workspace.arm;

import static io.mltwin.workspace.arm.ArmCaller.VERSION;
import static io.mltwin.workspace.arm.ArmCaller.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.ParsedJson;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Azure Resource Manager over HTTPS with a real database: who gets through, what each may see, and
 * what is logged.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ArmResourceTest {

    private static final String STRANGER = UUID.randomUUID().toString();
    private static final AtomicInteger NAMES = new AtomicInteger();

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    private ArmCaller arm;
    private String group;

    @BeforeEach
    void seed() {
        arm = ArmCaller.ofNewSubscription(service, issuer, decisions);
        group = arm.group("rg" + NAMES.incrementAndGet(), "{}");
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
        String uri = path.replace("{G}", group).replace("{S}", arm.subscription()) + VERSION;
        String body = """
                {"location": "eastus", "tags": {"a": "b"}}""";

        Response anonymous = service.given("management")
                .contentType(ContentType.JSON)
                .body(body)
                .request(method, uri);
        assertThat(anonymous.statusCode()).isEqualTo(401);
        assertThat(anonymous.header("WWW-Authenticate")).contains("Bearer authorization_uri=");

        Response stranger = arm.as(STRANGER).body(body).request(method, uri);
        assertThat(stranger.statusCode()).isEqualTo(403);
        if (!method.equals("HEAD")) {
            stranger.then()
                    .body("error.code", equalTo("AuthorizationFailed"))
                    .body("error.message", containsString(STRANGER));
        }

        assertThat(arm.asOwner().body(body).request(method, uri).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "POST, /providers/Microsoft.ResourceGraph/resources, 501",
        "GET, /providers/Microsoft.Billing/billingAccounts, 501",
        "GET, /providers/Microsoft.None/things, 403"
    })
    void thatAProviderOfTheTenantIsNotBuiltIsToldToWhoHasAToken(String method, String path, int status) {
        assertThat(service.given("management")
                        .body("{}")
                        .request(method, path + VERSION)
                        .statusCode())
                .isEqualTo(401);
        assertThat(arm.as(STRANGER).body("{}").request(method, path + VERSION).statusCode())
                .isEqualTo(status);
    }

    @Test
    void aTokenOfAnotherTenantIsRefusedBeforePermissionsAreAsked() {
        String other = UUID.randomUUID().toString();
        String token = issuer.aad(ArmCaller.AUDIENCE, arm.owner())
                .issuer(issuer.azureAd(other))
                .tenantId(other)
                .sign();

        ValidatableResponse response = service.given("management")
                .header("Authorization", "Bearer " + token)
                .get(group + VERSION)
                .then();

        code(response, 401, "InvalidAuthenticationTokenTenant");
        response.header("WWW-Authenticate", containsString(TestIssuer.TENANT));
    }

    @Test
    void missingResourceIsToldToReadersAlone() {
        String none = arm.subscription() + "/resourceGroups/none";
        code(arm.asOwner().get(none + VERSION).then(), 404, "ResourceGroupNotFound");
        code(arm.as(STRANGER).get(none + VERSION).then(), 403, "AuthorizationFailed");

        String unknown = "/subscriptions/" + UUID.randomUUID();
        code(arm.as(STRANGER).get(unknown + VERSION).then(), 403, "AuthorizationFailed");
        decisions.allow(arm.owner(), "*", unknown);
        code(arm.asOwner().get(unknown + VERSION).then(), 404, "SubscriptionNotFound");

        String workspace = group + "/providers/Microsoft.MachineLearningServices/workspaces/none";
        code(arm.asOwner().get(workspace + VERSION).then(), 404, "ResourceNotFound");
        code(arm.asOwner().get(workspace + "/computes/c" + VERSION).then(), 404, "ParentResourceNotFound");
    }

    @Test
    void listsShowWhatTheCallerMayRead() {
        String reader = UUID.randomUUID().toString();
        code(
                arm.as(reader)
                        .get(arm.subscription() + "/resourceGroups" + VERSION)
                        .then(),
                403,
                "AuthorizationFailed");
        arm.as(reader).get("/subscriptions" + VERSION).then().statusCode(200).body("value", hasSize(0));

        decisions.allow(reader, "Microsoft.Resources/subscriptions/resourceGroups/read", group);

        arm.as(reader)
                .get(arm.subscription() + "/resourceGroups" + VERSION)
                .then()
                .statusCode(200)
                .body("value.id", equalTo(List.of(group)));
        arm.as(reader)
                .get("/subscriptions" + VERSION)
                .then()
                .statusCode(200)
                .body("value.id", equalTo(List.of(arm.subscription())));
    }

    @Test
    void everyChangeIsLoggedAndNoRead() throws SQLException {
        String key = group.toLowerCase(java.util.Locale.ROOT);
        assertThat(events(key))
                .containsExactly("BeginRequest Started " + arm.owner(), "EndRequest Succeeded " + arm.owner());

        arm.asOwner().get(group + VERSION).then().statusCode(200);
        arm.as(STRANGER)
                .body("{\"location\":\"eastus\"}")
                .put(group + VERSION)
                .then()
                .statusCode(403);

        assertThat(events(key))
                .containsExactly(
                        "BeginRequest Started " + arm.owner(),
                        "EndRequest Succeeded " + arm.owner(),
                        "EndRequest Failed " + STRANGER);
    }

    /** Kafka is away in this test: every event stays in the outbox. */
    private List<String> events(String key) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement query = connection.prepareStatement(
                        "select event from activity_outbox where message_key = ? order by sequence")) {
            query.setString(1, key);
            List<String> events = new ArrayList<>();
            ResultSet rows = query.executeQuery();
            while (rows.next()) {
                ParsedJson event = new ParsedJson(rows.getString(1));
                events.add(event.getString("eventName")
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
                .body("[0].authentication.audiences[0]", equalTo("https://" + service.host("management") + "/"));
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
        service.given()
                .header("Authorization", admin)
                .get("/_mltwin/clock")
                .then()
                .statusCode(200);
    }
}
