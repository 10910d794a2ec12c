package io.mltwin.workspace.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Locks and policy assignments of two tenants, each of whose administrators may do everything at
 * the root.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class RootScopeResourceTest {

    private static final String PROVIDER = "/providers/Microsoft.Authorization/";
    private static final String VERSION = "?api-version=2021-06-01";
    private static final String GROUPS = "?api-version=2021-04-01";
    private static final String LOCK = "{\"properties\":{\"level\":\"ReadOnly\"}}";
    private static final String POLICY =
            "{\"properties\":{\"policyDefinitionId\":\"/providers/Microsoft.Authorization/policyDefinitions/ba769a63-b8cc-4b2d-abf6-ac33c7204be8\"}}";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    private Side ours;
    private Side theirs;

    /** A tenant's administrator and subscription. */
    private record Side(String tenant, String administrator, String subscription) {}

    @BeforeEach
    void twoTenants() {
        ours = side();
        theirs = side();
    }

    private Side side() {
        Side side = new Side(
                UUID.randomUUID().toString(), UUID.randomUUID().toString(), "/subscriptions/" + UUID.randomUUID());
        service.given()
                .header("Authorization", "Bearer " + issuer.admin().sign())
                .contentType("application/json")
                .body("""
                        {
                          "subscriptions": [
                            {
                              "subscriptionId": "%s",
                              "tenantId": "%s",
                              "displayName": "S"
                            }
                          ]
                        }""".formatted(side.subscription().substring("/subscriptions/".length()), side.tenant()))
                .put("/_mltwin/seed")
                .then()
                .statusCode(200);
        decisions.allowAll(side.administrator());
        return side;
    }

    @AfterEach
    void nobodyMayAnythingAtTheRoot() {
        decisions.revoke(ours.administrator());
        decisions.revoke(theirs.administrator());
    }

    private RequestSpecification as(Side side) {
        return service.given("management")
                .header(
                        "Authorization",
                        "Bearer "
                                + issuer.aad(ArmCaller.AUDIENCE, side.administrator())
                                        .tenantId(side.tenant())
                                        .issuer(issuer.azureAd(side.tenant()))
                                        .sign())
                .contentType("application/json");
    }

    private ValidatableResponse put(Side side, String id, String body) {
        return as(side).body(body).put(id).then();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"locks", "policyAssignments"})
    void whatIsAtTheRootIsRefusedAndStopsNobody(String type) {
        String id = PROVIDER + type + "/all" + VERSION;

        missingSubscription(put(theirs, id, type.equals("locks") ? LOCK : POLICY));

        put(ours, ours.subscription() + "/resourceGroups/g" + GROUPS, "{\"location\":\"eastus\"}")
                .statusCode(201);
        missingSubscription(as(theirs).get(id).then());
        missingSubscription(as(theirs).delete(id).then());
        as(theirs)
                .get(theirs.subscription() + PROVIDER + type + VERSION)
                .then()
                .statusCode(200)
                .body("value.size()", equalTo(0));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"locks", "policyAssignments"})
    void aListAtTheRootShowsTheCallersTenantOnly(String type) {
        String below = PROVIDER + type + "/own";
        for (Side side : List.of(ours, theirs)) {
            put(side, side.subscription() + "/resourceGroups/g" + GROUPS, "{\"location\":\"westus\"}")
                    .statusCode(201);
            for (String scope : List.of(side.subscription(), side.subscription() + "/resourceGroups/g")) {
                put(side, scope + below + VERSION, type.equals("locks") ? LOCK : POLICY)
                        .statusCode(201);
            }
        }

        List<String> listed = as(ours).get(PROVIDER + type + VERSION)
                .then()
                .statusCode(200)
                .extract()
                .path("value.id");

        assertThat(listed)
                .containsExactlyInAnyOrder(
                        ours.subscription() + below, ours.subscription() + "/resourceGroups/g" + below);
    }

    private static void missingSubscription(ValidatableResponse response) {
        response.statusCode(404).body("error.code", equalTo("MissingSubscription"));
    }
}
