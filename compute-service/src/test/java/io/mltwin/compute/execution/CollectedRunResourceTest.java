package io.mltwin.compute.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.compute.AssertedArm;
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
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** HBI-04, DAT-01 to DAT-09: what Microsoft collects of a run, and what it does not. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class CollectedRunResourceTest {

    private static final String STORE = "/_internal/diagnostics";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SECRET = "c2VjcmV0LW9mLXRoZS1hY2NvdW50";

    @FromPlatform TestIssuer issuer;
    @FromPlatform TestDecisions decisions;
    @FromPlatform TestCalls calls;
    @FromPlatform TestDatabase database;
    @FromPlatform ServiceUnderTest service;

    private final String scientist = UUID.randomUUID().toString();
    private final String subscription = UUID.randomUUID().toString();
    private final String usual = workspaceId("usual");
    private final String sensitive = workspaceId("sensitive");
    private final Map<String, String> guids =
            Map.of(usual, UUID.randomUUID().toString(), sensitive, UUID.randomUUID().toString());

    private String workspaceId(String name) {
        return "/subscriptions/%s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/%s"
                .formatted(subscription, name);
    }

    @BeforeEach
    void twoWorkspacesWithAClusterEach() {
        decisions.allow(scientist, "*", "/");
        calls.answer("workspace", "GET", "/_internal/workspaces", this::workspace);
        calls.answer(
                "identity",
                "POST",
                "/" + TestIssuer.TENANT + "/oauth2/v2.0/token",
                PeerAnswer.json(
                        200,
                        Map.of("token_type", "Bearer", "expires_in", 3600, "access_token", "t")));
        calls.answer(
                "identity",
                "PUT",
                "/_internal/support-applications/support/key",
                PeerAnswer.status(204));
        calls.answer(
                "workspace",
                "POST",
                "/subscriptions/" + subscription + "/providers/Microsoft.Compute/register",
                PeerAnswer.json(200, "{}"));
        calls.answer("telemetry", "POST", STORE, PeerAnswer.status(204));
        for (String workspace : guids.keySet()) {
            arm("PUT",
                            workspace + "/computes/cpu-cluster",
                            """
                            {'location':'eastus','properties':{'computeType':'AmlCompute','properties':{
                             'vmSize':'STANDARD_DS3_V2','scaleSettings':{'minNodeCount':0,'maxNodeCount':1}}}}
                            """)
                    .statusCode(201);
        }
    }

    @AfterEach
    void withoutClusters() {
        for (String workspace : guids.keySet()) {
            arm("DELETE", workspace + "/computes/cpu-cluster?underlyingResourceAction=Delete", null)
                    .statusCode(202);
        }
    }

    private PeerAnswer workspace(PeerRequest request) {
        String id = String.valueOf(request.query("id"));
        if (!guids.containsKey(id)) {
            return PeerAnswer.error(404, "ResourceNotFound", "no workspace");
        }
        return PeerAnswer.json(
                200,
                Map.ofEntries(
                        Map.entry("id", id),
                        Map.entry("workspaceId", guids.get(id)),
                        Map.entry("name", id.substring(id.lastIndexOf('/') + 1)),
                        Map.entry("location", "eastus"),
                        Map.entry("tenantId", TestIssuer.TENANT),
                        Map.entry("subscriptionId", subscription),
                        Map.entry("resourceGroup", "g"),
                        Map.entry("storageAccountName", "account"),
                        Map.entry("identityObjectId", "object"),
                        Map.entry("identityClientId", "client"),
                        Map.entry("hbiWorkspace", id.equals(sensitive)),
                        Map.entry("supportApplicationId", "support")));
    }

    private ValidatableResponse arm(String method, String id, String body) {
        return new AssertedArm(service, issuer, scientist).send(method, id, body);
    }

    private String submit(String workspace) {
        String run = "joan_of_arc-" + UUID.randomUUID();
        arm("PUT",
                        workspace + "/jobs/" + run,
                        """
                        {'properties':{'jobType':'Command','command':'echo','experimentName':'churn',
                         'computeId':'%s/computes/cpu-cluster','environmentId':'azureml:AzureML-Python-3-Stdlib:1',
                         'environmentVariables':{'FOO':'1','STORAGE':'AccountName=a;AccountKey=%s'}}}
                        """
                                .formatted(workspace, SECRET))
                .statusCode(201);
        return run;
    }

    /** What telemetry-service was given of a run. */
    private List<JsonNode> passedOn(String run) {
        return calls.received("telemetry", "POST", STORE).stream()
                .map(PeerRequest::json)
                .filter(record -> record.path("runId").asText().equals(run))
                .toList();
    }

    private List<String> stored(String query) {
        List<String> found = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(new String(rows.getBytes(1), StandardCharsets.ISO_8859_1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return found;
    }

    @Test
    void namesAndVariablesAreCollectedAndNoPerson() {
        String run = submit(usual);

        await().atMost(PATIENCE).until(() -> !passedOn(run).isEmpty());
        JsonNode record = passedOn(run).get(0);
        assertThat(record.path("workspaceId").asText()).isEqualTo(usual);
        assertThat(record.path("experimentName").asText()).isEqualTo("churn");
        assertThat(record.path("computeName").asText()).isEqualTo("cpu-cluster");
        assertThat(record.path("environmentName").asText()).isEqualTo("AzureML-Python-3-Stdlib");
        assertThat(record.path("environmentVariables").path("FOO").asText()).isEqualTo("1");
        assertThat(record.toString())
                .doesNotContain(scientist, TestIssuer.TENANT, "upn", "oid", "userName");
    }

    @Test
    void ofAWorkspaceOfHighImpactNothingIsCollected() {
        String hidden = submit(sensitive);
        String shown = submit(usual);

        await().atMost(PATIENCE).until(() -> !passedOn(shown).isEmpty());
        await().atMost(PATIENCE)
                .until(() -> stored("select content from collected_run").isEmpty());
        assertThat(passedOn(hidden)).isEmpty();
    }

    @Test
    void whatWaitsForTheStoreIsCiphertextAndIsNotLost() {
        calls.answer("telemetry", "POST", STORE, PeerAnswer.error(503, "Away", "not now"));
        String run = submit(usual);

        await().atMost(PATIENCE).until(() -> !passedOn(run).isEmpty());
        assertThat(stored("select content from collected_run"))
                .isNotEmpty()
                .allSatisfy(
                        content -> assertThat(content).doesNotContain("FOO", SECRET, "churn", run));

        calls.answer("telemetry", "POST", STORE, PeerAnswer.status(204));
        await().atMost(PATIENCE)
                .until(() -> stored("select content from collected_run").isEmpty());
        assertThat(passedOn(run)).hasSizeGreaterThan(1);
        assertThat(passedOn(run).stream().map(record -> record.path("eventId").asText()).distinct())
                .as("one event, however often it is sent")
                .hasSize(1);
    }

    @Test
    void aVariableThatLooksLikeASecretIsAcceptedWithAWarning() {
        String run = submit(usual);

        String details =
                service.given()
                        .header("Authorization", "Bearer " + token())
                        .get("/history/v1.0" + usual + "/experiments/churn/runs/" + run + "/details")
                        .then()
                        .statusCode(200)
                        .body("warnings", hasSize(1))
                        .body(
                                "warnings[0].message",
                                startsWith(
                                        "The environment variable 'STORAGE' looks like an account key."))
                        .body("runDefinition.environmentVariables.FOO", equalTo("1"))
                        .extract()
                        .path("warnings[0].message");
        assertThat(details).doesNotContain(SECRET);
        assertThat(stored("select content from run where run_id = '" + run + "'"))
                .hasSize(1)
                .allSatisfy(content -> assertThat(content).doesNotContain("STORAGE", SECRET));
    }

    private String token() {
        return issuer.aad("https://management.azure.com/", scientist)
                .expires(Instant.now().plusSeconds(3600))
                .sign();
    }
}
