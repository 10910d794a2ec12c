package io.mltwin.workspace.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.workspace.arm.ArmCaller;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Immutability policies and legal holds of containers through Azure Resource Manager. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ImmutabilityPolicyResourceTest {

    private static final String VERSION = "?api-version=2023-01-01";
    private static final String STATE = "properties.state";
    private static final String DAYS = "properties.immutabilityPeriodSinceCreationInDays";
    private static final AtomicInteger NAMES = new AtomicInteger();

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    private ArmCaller arm;
    private String account;
    private String container;

    @BeforeEach
    void createAContainer() {
        arm = ArmCaller.ofNewSubscription(service, issuer, decisions);
        account = arm.group("storage", "{}")
                + "/providers/Microsoft.Storage/storageAccounts/wormarm"
                + NAMES.incrementAndGet();
        arm.asOwner().body("""
                        {
                          "location": "eastus",
                          "kind": "StorageV2",
                          "sku": {"name": "Standard_LRS"}
                        }""").put(account + VERSION).then().statusCode(200);
        container = account + "/blobServices/default/containers/worm";
        arm.asOwner().body("{}").put(container + VERSION).then().statusCode(201);
    }

    private ValidatableResponse policy(String method, String more, String ifMatch, String body) {
        var request = arm.asOwner();
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        if (body != null) {
            request.body("{\"properties\":{" + body + "}}");
        }
        return request.request(method, container + "/immutabilityPolicies/default" + more + VERSION)
                .then();
    }

    private static String days(int days) {
        return "\"immutabilityPeriodSinceCreationInDays\":" + days;
    }

    private String put(int days) {
        return policy("PUT", "", null, days(days)).statusCode(200).extract().path("etag");
    }

    @Test
    void aPolicyIsMadeChangedAndTakenAway() {
        policy("GET", "", null, null).statusCode(404).body("error.code", equalTo("ImmutabilityPolicyNotFound"));
        String first = policy("PUT", "", null, days(3) + ",\"allowProtectedAppendWrites\":true")
                .statusCode(200)
                .body("id", equalTo(container + "/immutabilityPolicies/default"))
                .body("name", equalTo("default"))
                .body("type", equalTo("Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies"))
                .body(STATE, equalTo("Unlocked"))
                .body(DAYS, equalTo(3))
                .body("properties.allowProtectedAppendWrites", equalTo(true))
                .extract()
                .path("etag");
        String second =
                policy("PUT", "", first, days(2)).statusCode(200).extract().path("etag");
        assertThat(second).isNotEqualTo(first);
        policy("PUT", "", first, days(9)).statusCode(412).body("error.code", equalTo("PreconditionFailed"));
        policy("GET", "", null, null)
                .statusCode(200)
                .header("ETag", equalTo(second))
                .body("etag", equalTo(second))
                .body(DAYS, equalTo(2))
                .body("properties.allowProtectedAppendWrites", nullValue());
        policy("GET", "", "*", null).statusCode(200);
        policy("GET", "", first, null).statusCode(412);

        policy("DELETE", "", first, null).statusCode(412);
        policy("DELETE", "", second.replace("\"", ""), null)
                .statusCode(200)
                .body(DAYS, equalTo(0))
                .body(STATE, equalTo("Unlocked"));
        policy("GET", "", null, null).statusCode(404);
        policy("PUT", "", second, days(2)).statusCode(412);
    }

    @Test
    void aLockedPolicyIsOnlyExtended() {
        String etag = put(3);
        String locked = policy("POST", "/lock", etag, null)
                .statusCode(200)
                .body(STATE, equalTo("Locked"))
                .extract()
                .path("etag");

        policy("POST", "/lock", locked, null).statusCode(409).body("error.code", equalTo("ImmutabilityPolicyLocked"));
        policy("PUT", "", locked, days(4)).statusCode(409);
        policy("DELETE", "", locked, null).statusCode(409);
        policy("POST", "/extend", locked, days(2)).statusCode(400);
        policy("POST", "/extend", etag, days(5)).statusCode(412);
        policy("POST", "/extend", null, days(5)).statusCode(400).body("error.code", equalTo("MissingRequiredHeader"));
        for (int i = 1; i <= 5; i++) {
            policy("POST", "/extend", "*", days(3 + i))
                    .statusCode(200)
                    .body(STATE, equalTo("Locked"))
                    .body(DAYS, equalTo(3 + i));
        }
        policy("POST", "/extend", "*", days(30)).statusCode(409);

        arm.asOwner()
                .get(container + VERSION)
                .then()
                .statusCode(200)
                .body("properties.hasImmutabilityPolicy", equalTo(true))
                .body("properties.hasLegalHold", equalTo(false))
                .body("properties.legalHold", nullValue())
                .body("properties.immutabilityPolicy.properties.state", equalTo("Locked"))
                .body("properties.immutabilityPolicy.updateHistory", hasSize(7))
                .body("properties.immutabilityPolicy.updateHistory[1].update", equalTo("lock"))
                .body(
                        "properties.immutabilityPolicy.updateHistory[6].immutabilityPeriodSinceCreationInDays",
                        equalTo(8));
        arm.asOwner()
                .get(account + "/blobServices/default/containers" + VERSION)
                .then()
                .body("value[0].properties.hasImmutabilityPolicy", equalTo(true));
    }

    @ParameterizedTest(name = "{0} {1} {3}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "PUT | '' | - | \"immutabilityPeriodSinceCreationInDays\":0 | 400 | InvalidValuesForRequestParameters",
                "PUT | '' | - | \"immutabilityPeriodSinceCreationInDays\":146001 | 400 | InvalidValuesForRequestParameters",
                "PUT | '' | - | \"immutabilityPeriodSinceCreationInDays\":\"x\" | 400 | InvalidValuesForRequestParameters",
                "PUT | '' | - | \"state\":\"Locked\" | 400 | InvalidValuesForRequestParameters",
                "PUT | '' | - | \"immutabilityPeriodSinceCreationInDays\":1,\"allowProtectedAppendWrites\":true,\"allowProtectedAppendWritesAll\":true | 400 | InvalidValuesForRequestParameters",
                "PUT | '' | 0x1 | \"immutabilityPeriodSinceCreationInDays\":1 | 412 | PreconditionFailed",
                "DELETE | '' | - | - | 400 | MissingRequiredHeader",
                "DELETE | '' | * | - | 404 | ImmutabilityPolicyNotFound",
                "POST | /lock | - | - | 400 | MissingRequiredHeader",
                "POST | /lock | * | - | 404 | ImmutabilityPolicyNotFound",
                "POST | /extend | * | \"immutabilityPeriodSinceCreationInDays\":1 | 404 | ImmutabilityPolicyNotFound"
            })
    void refused(String method, String more, String ifMatch, String body, int status, String code) {
        policy(method, more, ifMatch, body).statusCode(status).body("error.code", equalTo(code));

        arm.asOwner().get(container + VERSION).then().body("properties.hasImmutabilityPolicy", equalTo(false));
    }

    @Test
    void anUnlockedPolicyIsNotExtended() {
        policy("POST", "/extend", put(3), days(5))
                .statusCode(409)
                .body("error.code", equalTo("ImmutabilityPolicyUnlocked"));
        policy("GET", "", null, null).body(DAYS, equalTo(3));
    }

    @Test
    void aPolicyHasOneNameAndAContainer() {
        arm.asOwner()
                .body("{\"properties\":{" + days(1) + "}}")
                .put(container + "/immutabilityPolicies/other" + VERSION)
                .then()
                .statusCode(400);
        arm.asOwner()
                .body("{\"properties\":{" + days(1) + "}}")
                .put(container.replace("/worm", "/none") + "/immutabilityPolicies/default" + VERSION)
                .then()
                .statusCode(404)
                .body("error.code", equalTo("ParentResourceNotFound"));
    }

    private ValidatableResponse hold(String operation, String body) {
        return arm.asOwner()
                .body(body)
                .post(container + "/" + operation + VERSION)
                .then();
    }

    @Test
    void legalHoldsAreSetAndCleared() {
        hold("setLegalHold", "{\"tags\":[\"Case1\",\"case2\"]}")
                .statusCode(200)
                .body("hasLegalHold", equalTo(true))
                .body("tags", contains("case1", "case2"));
        hold("setLegalHold", """
                        {"tags": ["case2", "case3"], "allowProtectedAppendWritesAll": true}""")
                .statusCode(200)
                .body("tags", contains("case1", "case2", "case3"))
                .body("allowProtectedAppendWritesAll", equalTo(true));
        arm.asOwner()
                .get(container + VERSION)
                .then()
                .body("properties.hasLegalHold", equalTo(true))
                .body("properties.legalHold.hasLegalHold", equalTo(true))
                .body("properties.legalHold.tags.tag", contains("case1", "case2", "case3"));

        hold("clearLegalHold", "{\"tags\":[\"case1\",\"CASE3\"]}")
                .statusCode(200)
                .body("hasLegalHold", equalTo(true))
                .body("tags", contains("case2"));
        hold("clearLegalHold", "{\"tags\":[\"case2\",\"never\"]}")
                .statusCode(200)
                .body("hasLegalHold", equalTo(false))
                .body("tags", empty());
        arm.asOwner()
                .get(container + VERSION)
                .then()
                .body("properties.hasLegalHold", equalTo(false))
                .body("properties.legalHold", nullValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}",
                "{\"tags\":[]}",
                "{\"tags\":[\"ab\"]}",
                "{\"tags\":[\"a-b-c\"]}",
                "{\"tags\":[\"abcdefghijklmnopqrstuvwx\"]}",
                "{\"tags\":[\"t01\",\"t02\",\"t03\",\"t04\",\"t05\",\"t06\",\"t07\",\"t08\",\"t09\",\"t10\",\"t11\"]}"
            })
    void otherHoldsAreRefused(String body) {
        hold("setLegalHold", body).statusCode(400);

        arm.asOwner().get(container + VERSION).then().body("properties.hasLegalHold", equalTo(false));
    }

    @Test
    void anEmptyContainerGoesWithItsPolicy() {
        policy("POST", "/lock", put(3), null).statusCode(200);

        arm.asOwner().delete(container + VERSION).then().statusCode(200);
        arm.asOwner().delete(account + VERSION).then().statusCode(200);
    }

    @Test
    void callerWithoutWriteOfContainersMakesNoPolicy() {
        String reader = java.util.UUID.randomUUID().toString();
        decisions.allow(reader, "Microsoft.Storage/storageAccounts/read", account);

        arm.as(reader)
                .body("{\"properties\":{" + days(1) + "}}")
                .put(container + "/immutabilityPolicies/default" + VERSION)
                .then()
                .statusCode(403);
        arm.as(reader)
                .body("{\"tags\":[\"case1\"]}")
                .post(container + "/setLegalHold" + VERSION)
                .then()
                .statusCode(403);
    }
}
