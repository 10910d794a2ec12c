package io.mltwin.compute.serverless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.TestCluster;
import io.mltwin.compute.TestCluster.NodeRun;
import io.mltwin.testkit.AssertedArm;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Jobs on serverless compute. Another run takes all of the quota, so that the platform starts no
 * node: the test plays them.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ServerlessResourceTest {

    private static final String FAMILY = "standardDSv2Family";
    private static final String USED =
            "value.find { it.name.value == 'Standard DSv2 Family Cluster Dedicated vCPUs' }.";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @FromPlatform
    TestPlatform platform;

    @FromPlatform
    ServiceUnderTest service;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    TestIssuer issuer;

    private TestCluster workspace;
    private String subscription;

    @BeforeEach
    void aSubscriptionWhoseQuotaIsUsed() throws SQLException {
        workspace = new TestCluster(platform, service, database, 0);
        subscription = ArmResourceId.parse(workspace.id()).subscriptionId();
        setQuota("Dedicated", FAMILY, 4);
        setQuota("LowPriority", null, 3);
        workspace.execute(
                "insert into serverless_pool (pool_id, workspace_id, workspace_arm_id, subscription_id, region, run_id, vm_size,"
                        + " vm_priority, node_count, scratch_disk, created)"
                        + " values (?, ?, ?, ?, 'eastus', 'another', 'Standard_DS3_v2', 'Dedicated', 1, 'PLAIN', now())",
                pool("another"),
                workspace.workspaceId(),
                workspace.id(),
                subscription);
        workspace.addNode(pool("another"));
    }

    @AfterEach
    void withoutNodes() throws SQLException {
        workspace.close();
    }

    private String pool(String run) {
        return (workspace.id() + "/serverless/" + run).toLowerCase(Locale.ROOT);
    }

    private void setQuota(String priority, String family, int limit) {
        service.given()
                .header("Authorization", "Bearer " + issuer.admin().sign())
                .contentType("application/json")
                .body("""
                        {"subscriptionId":"%s","location":"East US","vmPriority":"%s","family":%s,"limit":%s}
                        """.formatted(subscription, priority, family == null ? "null" : "\"" + family + "\"", limit))
                .post("/_mltwin/core-quotas")
                .then()
                .statusCode(200);
    }

    private ValidatableResponse submit(String name, String more) {
        return workspace.arm(
                "PUT",
                "/jobs/" + name,
                "{'properties':{'jobType':'Command','command':'echo serverless',"
                        + "'environmentId':'WS/environments/AzureML-Python-3-Stdlib/versions/1'"
                        + more
                        + "}}");
    }

    private NodeRun taken(String run) throws SQLException {
        return workspace.take(workspace.addNode(pool(run)));
    }

    private int pools(String run) throws SQLException {
        try (var connection = database.connect();
                var query = connection.prepareStatement("select count(*) from serverless_pool where pool_id = ?")) {
            query.setString(1, pool(run));
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    @Test
    void aRunHasNodesOfItsOwnThatGoWithIt() throws SQLException {
        // Given
        submit("s1", "")
                .statusCode(201)
                .body("properties.status", equalTo("Queued"))
                .body("properties.resources.instanceType", equalTo("Standard_DS3_v2"))
                .body("properties.resources.instanceCount", equalTo(1));
        workspace.arm("GET", "/computes", null).body("value.name", everyItem(equalTo("cpu")));
        // When
        NodeRun run = taken("s1");
        // Then
        assertThat(run.runId()).isEqualTo("s1");
        assertThat(run.command()).isEqualTo("echo serverless");
        administratorSees(run.node(), "serverless");
        int node = 1;
        assertThat(workspace.beats(node, run)).isFalse();
        workspace.report(run, "{'status':'Completed'}");
        assertThat(workspace.node(node, "next", "{}").statusCode()).isEqualTo(410);
        assertThat(pools("s1")).isZero();
        assertThat(workspace.status("s1")).isEqualTo("Completed");
    }

    private void administratorSees(String node, String cluster) {
        service.given()
                .header("Authorization", "Bearer " + issuer.admin().sign())
                .get("/_mltwin/nodes")
                .then()
                .statusCode(200)
                .body("find { it.nodeId == '" + node + "' }.cluster", equalTo(cluster));
    }

    @Test
    void aRunWaitsWhileOthersUseTheQuotaAndItsNodesCount() throws SQLException {
        submit("s1", "").statusCode(201);

        await().during(Duration.ofSeconds(3)).atMost(PATIENCE).untilAsserted(() -> {
            assertThat(workspace.status("s1")).isEqualTo("Queued");
            administratorSeesNoNodeOf("s1");
        });
        usages().body(USED + "currentValue", equalTo(4)).body(USED + "limit", equalTo(4));
        taken("s1");
        usages().body(USED + "currentValue", equalTo(8));
    }

    private void administratorSeesNoNodeOf(String run) {
        service.given()
                .header("Authorization", "Bearer " + issuer.admin().sign())
                .get("/_mltwin/nodes")
                .then()
                .statusCode(200)
                .body("runId", not(hasItem(run)))
                .body("findAll { it.workspace == '" + workspace.id() + "' }.size()", equalTo(1));
    }

    private ValidatableResponse usages() {
        return new AssertedArm(service, issuer, "someone")
                .send(
                        "GET",
                        "/subscriptions/"
                                + subscription
                                + "/providers/Microsoft.MachineLearningServices/locations/eastus/usages",
                        null)
                .statusCode(200);
    }

    @Test
    void aRunThatIsCanceledInTheQueueLeavesNothing() throws SQLException {
        submit("s1", "").statusCode(201);

        workspace.arm("POST", "/jobs/s1/cancel", null).statusCode(202);

        assertThat(workspace.status("s1")).isEqualTo("Canceled");
        assertThat(pools("s1")).isZero();
    }

    @Test
    void aRunThatIsCanceledOnItsNodeSendsItAway() throws SQLException {
        submit("s1", "").statusCode(201);
        NodeRun run = taken("s1");

        workspace.arm("POST", "/jobs/s1/cancel", null).statusCode(202);

        assertThat(workspace.beats(1, run)).isTrue();
        assertThat(pools("s1")).isEqualTo(1);
        workspace.report(run, "{'status':'Canceled'}");
        assertThat(workspace.node(1, "next", "{}").statusCode()).isEqualTo(410);
        assertThat(pools("s1")).isZero();
    }

    /** The usual size has four vCPUs; the smallest of those that the quotas admit has one. */
    @Test
    void aSmallerSizeIsChosenWhereTheQuotaDoesNotAdmitTheUsualOne() {
        setQuota("Dedicated", "standardDv2Family", 0);
        setQuota("Dedicated", FAMILY, 3);

        submit("s1", "").statusCode(201).body("properties.resources.instanceType", equalTo("Standard_DS1_v2"));
    }

    @Test
    void noSizeIsChosenWhereNoQuotaAdmitsAny() throws SQLException {
        setQuota("LowPriority", null, 0);

        submit("s1", ",'queueSettings':{'jobTier':'Spot'}")
                .statusCode(400)
                .body("error.code", equalTo("JobNodeCountExceedsCoreQuota"));

        assertThat(pools("s1")).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "'resources':{'instanceType':'Standard_None'}|400|UserError|properties.resources.instanceType",
                "'resources':{'instanceType':'Standard_DS4_v2'}|400|JobNodeCountExceedsCoreQuota|properties.resources.instanceType",
                "'resources':{'instanceType':'Standard_DS3_v2'},'queueSettings':{'jobTier':'Spot'}|400|JobNodeCountExceedsCoreQuota|properties.resources.instanceType",
                "'identity':{'identityType':'Managed','clientId':'another'}|400|UserError|properties.identity",
                "'identity':{'identityType':'UserIdentity'}|501|NotImplemented|properties.identity.identityType",
                "'queueSettings':{'jobTier':'Premium'}|501|NotImplemented|properties.queueSettings.jobTier"
            })
    void whatIsRefusedLeavesNoRun(String more, int status, String code, String target) throws SQLException {
        submit("s1", "," + more)
                .statusCode(status)
                .body("error.code", equalTo(code))
                .body("error.target", equalTo(target));

        workspace.arm("GET", "/jobs/s1", null).statusCode(404);
        assertThat(pools("s1")).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "|200",
                ",'identity':{'identityType':'Managed'}|200",
                ",'identity':{'identityType':'Managed','clientId':'client'}|200",
                ",'identity':{'identityType':'AMLToken'}|400"
            })
    void theScriptActsAsItsJobSays(String more, int status) throws SQLException {
        // Given
        submit("s1", more == null ? "" : more).statusCode(201);
        NodeRun run = taken("s1");
        // When
        var answer = service.given()
                .header("Authorization", "Node secret of " + run.node())
                .get("/_node/" + run.node() + "/identity-token?resource=https%3A%2F%2Fmanagement.azure.com%2F")
                .then();
        // Then
        answer.statusCode(status);
        if (status != 200) {
            answer.body("error.message", containsString("Identity not found"));
        }
    }
}
