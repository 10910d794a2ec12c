package io.mltwin.compute.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.mltwin.compute.PlayedWorkspace;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** NET-03, NET-05: a cluster in a subnet, who may put it there, and what its nodes need there. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ClusterSubnetResourceTest {

    private static final String USES = "/_internal/subnets/uses";
    private static final String FLOWS = "/_internal/subnets/flows";
    private static final String JOIN = "Microsoft.Network/virtualNetworks/subnets/join/action";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What workspace-service says of a subnet whose group denies the first flow. */
    private static final String DENIED = """
            {"subnet": "the-subnet", "securityGroup": "the-group", "verdicts": [
              {"allowed": false, "ruleName": "DenyAllInBound", "priority": 65500},
              {"allowed": true, "ruleName": "a", "priority": 100}]}
            """;

    private static final String OPEN = """
            {"subnet": "the-subnet", "verdicts": []}
            """;

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    private final String subscription = UUID.randomUUID().toString();
    private PlayedWorkspace workspace;
    private String subnet;

    @BeforeEach
    void aSubnet() {
        workspace = new PlayedWorkspace(calls, issuer, service, subscription, false);
        subnet = subnetOf(subscription);
        calls.answer("workspace", "PUT", USES, PeerAnswer.status(204));
        calls.answer("workspace", "DELETE", USES, PeerAnswer.status(204));
        verified(OPEN);
    }

    @AfterEach
    void withoutCluster() {
        verified(OPEN);
        workspace.deleteCluster("cpu");
    }

    private static String subnetOf(String subscription) {
        return "/subscriptions/"
                + subscription
                + "/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/v/subnets/s";
    }

    private void verified(String answer) {
        calls.answer("workspace", "POST", FLOWS, PeerAnswer.json(200, answer));
    }

    private ValidatableResponse put(String subnetId, String more) {
        return workspace.send(
                "PUT",
                "/computes/cpu",
                "{'location':'eastus','properties':{'computeType':'AmlCompute','properties':{'vmSize':'STANDARD_DS3_V2',"
                        + (subnetId == null ? "" : "'subnet':{'id':'" + subnetId + "'},")
                        + more
                        + "'scaleSettings':{'minNodeCount':0,'maxNodeCount':1}}}}");
    }

    private void mayJoin() {
        decisions.allow(workspace.owner(), JOIN, subnet);
    }

    @Test
    void itIsStoredShownAndTold() {
        mayJoin();

        put(subnet, "'enableNodePublicIp':false,").statusCode(201);

        workspace
                .send("GET", "/computes/cpu", null)
                .statusCode(200)
                .body("properties.properties.subnet.id", equalTo(subnet))
                .body("properties.properties.enableNodePublicIp", equalTo(false))
                .body("properties.properties.errors", empty());
        assertThat(calls.received("workspace", "PUT", USES)).last().satisfies(call -> {
            assertThat(call.json().path("subnet").asText()).isEqualTo(subnet);
            assertThat(call.json().path("user").asText()).isEqualTo(workspace.id() + "/computes/cpu");
            assertThat(call.json().path("region").asText()).isEqualTo("eastus");
        });
        put(subnet.toUpperCase(Locale.ROOT), "'enableNodePublicIp':false,").statusCode(200);
    }

    @Test
    void callerWithoutJoinOfTheSubnetMakesNoCluster() {
        int told = calls.received("workspace", "PUT", USES).size();

        put(subnet, "")
                .statusCode(403)
                .body("error.code", equalTo("LinkedAuthorizationFailed"))
                .body("error.message", containsString(JOIN))
                .body("error.message", containsString(subnet));

        workspace.send("GET", "/computes/cpu", null).statusCode(404);
        assertThat(calls.received("workspace", "PUT", USES)).hasSize(told);
    }

    @Test
    void aSubnetThatIsNotInTheRegionIsRefused() {
        mayJoin();
        calls.answer(
                "workspace", "PUT", USES, PeerAnswer.error(400, "InvalidResourceReference", "Resource was not found."));

        put(subnet, "").statusCode(400).body("error.code", equalTo("InvalidResourceReference"));

        workspace.send("GET", "/computes/cpu", null).statusCode(404);
    }

    @Test
    void aSubnetOfAnotherSubscriptionIsRefused() {
        String other = subnetOf(UUID.randomUUID().toString());
        decisions.allow(workspace.owner(), JOIN, other);

        put(other, "").statusCode(400).body("error.code", equalTo("InvalidRequestContent"));

        workspace.send("GET", "/computes/cpu", null).statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'enableNodePublicIp':false, | eastus",
                "'enableNodePublicIp':'no', | eastus",
                "'subnet':{'id':'x'}, | eastus",
                "'subnet':{'id':'SUBNET'}, | westus"
            })
    void whatDoesNotFitIsRefused(String settings, String region) {
        mayJoin();

        workspace
                .send(
                        "PUT",
                        "/computes/cpu",
                        ("{'location':'"
                                        + region
                                        + "','properties':{'computeType':'AmlCompute','properties':{'vmSize':'S',"
                                        + settings
                                        + "'scaleSettings':{'maxNodeCount':1}}}}")
                                .replace("SUBNET", subnet))
                .statusCode(400)
                .body("error.code", equalTo("InvalidRequestContent"));

        workspace.send("GET", "/computes/cpu", null).statusCode(404);
    }

    @Test
    void theSubnetOfAClusterStays() {
        mayJoin();
        put(subnet, "").statusCode(201);
        String other = subnet + "2";
        decisions.allow(workspace.owner(), JOIN, other);

        put(other, "").statusCode(400);
        put(null, "").statusCode(400);

        workspace.send("GET", "/computes/cpu", null).body("properties.properties.subnet.id", equalTo(subnet));
    }

    @Test
    void aClusterThatIsDeletedLeavesItsSubnet() {
        mayJoin();
        put(subnet, "").statusCode(201);
        int left = calls.received("workspace", "DELETE", USES).size();

        workspace.deleteCluster("cpu");

        assertThat(calls.received("workspace", "DELETE", USES)).hasSizeGreaterThan(left);
        assertThat(calls.received("workspace", "DELETE", USES))
                .last()
                .satisfies(call -> assertThat(call.query("user")).isEqualTo(workspace.id() + "/computes/cpu"));
    }

    @Test
    void aGroupThatDeniesLeavesNodesUnusableUntilItIsMended() throws Exception {
        mayJoin();
        verified(DENIED);
        put(subnet, "")
                .statusCode(201)
                .body("properties.properties.errors", hasSize(1))
                .body("properties.properties.errors[0].error.code", equalTo("UnusableNode"));
        workspace.addNode(database, "cpu", Duration.ZERO);

        awaitNodes("unusable")
                .body("properties.provisioningState", equalTo("Succeeded"))
                .body("properties.properties.nodeStateCounts.idleNodeCount", equalTo(0))
                .body(
                        "properties.properties.errors[0].error.message",
                        equalTo("Inbound TCP 29876 from BatchNodeManagement is denied by the rule 'DenyAllInBound'"
                                + " (priority 65500) of the network security group the-group of the subnet"
                                + " the-subnet. Allow it, and the nodes become usable."));
        workspace
                .send("POST", "/computes/cpu/listNodes", null)
                .statusCode(200)
                .body("nodes[0].nodeState", equalTo("unusable"));

        verified(OPEN);

        awaitNodes("idle").body("properties.properties.errors", empty());
    }

    private ValidatableResponse awaitNodes(String state) {
        String count = "properties.properties.nodeStateCounts." + state + "NodeCount";
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> workspace
                        .send("GET", "/computes/cpu", null)
                        .statusCode(200)
                        .body(count, equalTo(1)));
        return workspace.send("GET", "/computes/cpu", null);
    }
}
