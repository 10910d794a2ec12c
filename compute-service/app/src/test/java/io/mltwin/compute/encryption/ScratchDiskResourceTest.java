package io.mltwin.compute.encryption;

import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.compute.PlayedWorkspace;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HBI-06, HBI-07, AMC-05, AMC-07: whether the scratch disks of a cluster's nodes are encrypted. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ScratchDiskResourceTest {

    private static final String TICKETS = "/_mltwin/scratch-tickets";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    private final String subscription = UUID.randomUUID().toString();
    private final List<Runnable> made = new ArrayList<>();
    private PlayedWorkspace usual;
    private PlayedWorkspace sensitive;

    @BeforeEach
    void twoWorkspacesOfAFreshSubscription() {
        usual = new PlayedWorkspace(calls, issuer, service, subscription, false);
        sensitive = new PlayedWorkspace(calls, issuer, service, subscription, true);
    }

    @AfterEach
    void withoutClusters() {
        made.forEach(Runnable::run);
    }

    /** A cluster with a node. */
    private void cluster(PlayedWorkspace workspace, String name) throws SQLException {
        workspace.putCluster(name);
        made.add(() -> workspace.deleteCluster(name));
        workspace.addNode(database, name, Duration.ZERO);
    }

    private RequestSpecification as(String token) {
        return service.given().header("Authorization", "Bearer " + token).contentType("application/json");
    }

    private RequestSpecification administrator() {
        return as(issuer.admin().sign());
    }

    private void shows(PlayedWorkspace workspace, String cluster, boolean encrypted) {
        String node = "find { it.workspace == '%s' && it.cluster == '%s' }.".formatted(workspace.id(), cluster);
        administrator()
                .get("/_mltwin/nodes")
                .then()
                .statusCode(200)
                .body(node + "scratchDiskEncrypted", equalTo(encrypted))
                .body(node + "scratchDisk.medium", equalTo(encrypted ? "Memory" : "Disk"))
                .body(node + "scratchDisk.lifetime", equalTo("Run"))
                .body(node + "osDisk.lifetime", equalTo("Node"))
                // no process of this node was ever started, so nothing of it is on a disk
                .body(node + "osDisk.present", equalTo(false))
                .body(node + "osDisk.encryption", nullValue());
    }

    private ValidatableResponse warnings(PlayedWorkspace workspace, String cluster, int count) {
        return workspace
                .send("GET", "/computes/" + cluster, null)
                .statusCode(200)
                .body("properties.provisioningErrors", hasSize(count))
                .body("properties.provisioningState", equalTo("Succeeded"));
    }

    private ValidatableResponse approve(String subscriptionId) {
        return administrator().body("""
                        {"subscriptionId": "%s"}
                        """.formatted(subscriptionId)).post(TICKETS).then();
    }

    @Test
    void theFirstClusterOfASubscriptionHasThemEncryptedAndSoHaveTheNext() throws SQLException {
        cluster(sensitive, "first");
        cluster(usual, "other");
        cluster(sensitive, "second");

        shows(sensitive, "first", true);
        shows(sensitive, "second", true);
        shows(usual, "other", false);
        warnings(sensitive, "first", 0);
        warnings(usual, "other", 0);
    }

    @Test
    void afterAnEarlierClusterATicketIsNeeded() throws SQLException {
        // Given: one that is gone again
        usual.putCluster("earlier");
        usual.deleteCluster("earlier");
        // When
        cluster(sensitive, "before");
        // Then
        shows(sensitive, "before", false);
        warnings(sensitive, "before", 1)
                .body("properties.provisioningErrors[0].error.code", equalTo("ScratchDiskNotEncrypted"));
        approve(subscription)
                .statusCode(200)
                .body("firstCluster", notNullValue())
                .body("encryptedSince", notNullValue())
                .body("ticketApproved", notNullValue());
        cluster(sensitive, "after");
        cluster(usual, "other");
        shows(sensitive, "after", true);
        warnings(sensitive, "after", 0);
        shows(sensitive, "before", false);
        shows(usual, "other", false);
    }

    @Test
    void aClusterKeepsWhatItHasWhenItIsPutAgain() throws SQLException {
        // Given
        usual.putCluster("earlier");
        made.add(() -> usual.deleteCluster("earlier"));
        cluster(sensitive, "before");
        approve(subscription.toUpperCase(java.util.Locale.ROOT)).statusCode(200);

        // When
        sensitive.send("PUT", "/computes/before", """
                        {'location':'eastus','properties':{'computeType':'AmlCompute','properties':{'vmSize':'STANDARD_DS3_V2',
                         'scaleSettings':{'minNodeCount':0,'maxNodeCount':2}}}}
                        """).statusCode(200);

        // Then
        shows(sensitive, "before", false);
        warnings(sensitive, "before", 1);
    }

    @Test
    void aTicketMayComeBeforeTheFirstCluster() throws SQLException {
        // Given
        approve(subscription).statusCode(200).body("firstCluster", nullValue());
        approve(subscription).statusCode(200);

        // When
        cluster(usual, "other");
        cluster(sensitive, "first");

        // Then
        shows(sensitive, "first", true);
        administrator()
                .get(TICKETS)
                .then()
                .statusCode(200)
                .body("findAll { it.subscriptionId == '" + subscription + "' }", hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"subscriptionId\": null}", "{\"subscriptionId\": \"S1\"}"})
    void aTicketNamesASubscription(String body) {
        RequestSpecification request = administrator();

        (body.isEmpty() ? request : request.body(body))
                .post(TICKETS)
                .then()
                .statusCode(400)
                .body("error.code", equalTo("InvalidRequestContent"));
    }

    @ParameterizedTest
    @ValueSource(strings = {TICKETS, "/_mltwin/nodes"})
    void onlyTheAdministratorSeesAndApproves(String path) {
        service.given().get(path).then().statusCode(401);
        for (String token : List.of(
                issuer.aad("https://management.azure.com/", usual.owner()).sign(),
                issuer.service("telemetry", "compute").sign())) {
            as(token).get(path).then().statusCode(401);
            as(token).body("""
                            {"subscriptionId": "%s"}
                            """.formatted(subscription)).post(TICKETS).then().statusCode(401);
        }
        administrator().get(path).then().statusCode(200).body("", not(nullValue()));
        administrator().get(TICKETS).then().body("findAll { it.subscriptionId == '" + subscription + "' }", empty());
    }
}
