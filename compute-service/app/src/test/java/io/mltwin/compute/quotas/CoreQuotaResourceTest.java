package io.mltwin.compute.quotas;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.mltwin.compute.PlayedWorkspace;
import io.mltwin.testkit.AssertedArm;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Quotas of vCPUs, as Azure's support sets them. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class CoreQuotaResourceTest {

    private static final String PATH = "/_mltwin/core-quotas";
    private static final String DS =
            "value.find { it.name.value == 'Standard DSv2 Family Cluster Dedicated vCPUs' }.limit";
    private static final String LOW =
            "value.find { it.name.value == 'Total Cluster LowPriority Regional vCPUs' }.limit";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    ServiceUnderTest service;

    private final String subscription = UUID.randomUUID().toString();

    private RequestSpecification as(String token) {
        return service.given().header("Authorization", "Bearer " + token).contentType("application/json");
    }

    private ValidatableResponse set(String priority, String family, int limit) {
        return as(issuer.admin().sign())
                .body("""
                        {"subscriptionId":"%s","location":"eastus","vmPriority":"%s","family":%s,"limit":%d}
                        """.formatted(subscription, priority, family == null ? "null" : "\"" + family + "\"", limit))
                .post(PATH)
                .then();
    }

    private ValidatableResponse shown(String location, String kind) {
        return new AssertedArm(service, issuer, UUID.randomUUID().toString())
                .send(
                        "GET",
                        "/subscriptions/"
                                + subscription
                                + "/providers/Microsoft.MachineLearningServices/locations/"
                                + location
                                + "/"
                                + kind,
                        null)
                .statusCode(200);
    }

    @Test
    void aLimitHoldsForAFamilyInARegionUntilItIsRemoved() {
        set("Dedicated", "standardDSv2Family", 24).statusCode(200);
        set("LowPriority", null, 100).statusCode(200);

        shown("EastUS", "usages").body(DS, equalTo(24)).body(LOW, equalTo(100));
        shown("eastus", "quotas").body(DS, equalTo(24));
        shown("westus", "usages").body(DS, equalTo(-1)).body(LOW, equalTo(-1));
        set("Dedicated", "standardDSv2Family", -1)
                .statusCode(200)
                .body("findAll { it.subscriptionId == '" + subscription + "' }", hasSize(1));
        shown("eastus", "usages").body(DS, equalTo(-1)).body(LOW, equalTo(100));
    }

    @Test
    void aClusterDoesNotGetMoreNodesThanTheQuotaAdmits() {
        // Given
        PlayedWorkspace workspace = new PlayedWorkspace(calls, issuer, service, subscription, false);
        set("Dedicated", "standardDSv2Family", 3).statusCode(200);
        // When
        workspace.send("PUT", "/computes/c1", """
                        {'location':'eastus','properties':{'computeType':'AmlCompute','properties':{'vmSize':'STANDARD_DS3_V2',
                         'scaleSettings':{'minNodeCount':1,'maxNodeCount':1}}}}
                        """).statusCode(201);
        // Then
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> workspace
                        .send("GET", "/computes/c1", null)
                        .body("properties.properties.errors[0].error.code", equalTo("ClusterCoreQuotaReached"))
                        .body("properties.properties.errors[0].error.message", containsString("STANDARD_DS3_V2"))
                        .body("properties.properties.currentNodeCount", equalTo(0)));
        workspace
                .send("PATCH", "/computes/c1", "{'properties':{'scaleSettings':{'minNodeCount':0,'maxNodeCount':1}}}")
                .statusCode(200);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        workspace.send("GET", "/computes/c1", null).body("properties.properties.errors", empty()));
        workspace.deleteCluster("c1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{'subscriptionId':'S1','location':'eastus','vmPriority':'LowPriority','limit':1}",
                "{'subscriptionId':'SUB','location':'','vmPriority':'LowPriority','limit':1}",
                "{'subscriptionId':'SUB','location':'eastus','vmPriority':'Spot','limit':1}",
                "{'subscriptionId':'SUB','location':'eastus','vmPriority':'LowPriority'}",
                "{'subscriptionId':'SUB','location':'eastus','vmPriority':'LowPriority','limit':-2}",
                "{'subscriptionId':'SUB','location':'eastus','vmPriority':'LowPriority','family':'standardDSv2Family','limit':1}",
                "{'subscriptionId':'SUB','location':'eastus','vmPriority':'Dedicated','limit':1}",
                "{'subscriptionId':'SUB','location':'eastus','vmPriority':'Dedicated','family':'standardNone','limit':1}"
            })
    void whatIsNoLimitIsRefused(String body) {
        RequestSpecification request = as(issuer.admin().sign());

        (body.isEmpty() ? request : request.body(body.replace('\'', '"').replace("SUB", subscription)))
                .post(PATH)
                .then()
                .statusCode(400)
                .body("error.code", equalTo("InvalidRequestContent"));
    }

    @Test
    void onlyTheAdministratorSeesAndSetsThem() {
        service.given().get(PATH).then().statusCode(401);
        for (String token : List.of(
                issuer.aad("https://management.azure.com/", UUID.randomUUID().toString())
                        .sign(),
                issuer.service("telemetry", "compute").sign())) {
            as(token).get(PATH).then().statusCode(401);
            as(token).body("{}").post(PATH).then().statusCode(401);
        }
        as(issuer.admin().sign())
                .get(PATH)
                .then()
                .statusCode(200)
                .body("findAll { it.subscriptionId == '" + subscription + "' }", empty());
    }
}
