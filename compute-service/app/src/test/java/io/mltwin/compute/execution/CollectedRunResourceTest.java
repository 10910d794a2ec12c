package io.mltwin.compute.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.compute.PlayedWorkspace;
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
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    private PlayedWorkspace usual;
    private PlayedWorkspace sensitive;

    @BeforeEach
    void twoWorkspacesWithAClusterEach() {
        String subscription = UUID.randomUUID().toString();
        usual = new PlayedWorkspace(calls, issuer, service, subscription, false);
        sensitive = new PlayedWorkspace(calls, issuer, service, subscription, true);
        calls.answer("telemetry", "POST", STORE, PeerAnswer.status(204));
        for (PlayedWorkspace workspace : List.of(usual, sensitive)) {
            workspace.putCluster("cpu-cluster");
        }
    }

    @AfterEach
    void withoutClusters() {
        usual.deleteCluster("cpu-cluster");
        sensitive.deleteCluster("cpu-cluster");
    }

    private String submit(PlayedWorkspace workspace) {
        String run = "joan_of_arc-" + UUID.randomUUID();
        workspace
                .send("PUT", "/jobs/" + run, """
                        {'properties':{'jobType':'Command','command':'echo','experimentName':'churn',
                         'computeId':'%s/computes/cpu-cluster','environmentId':'azureml:AzureML-Python-3-Stdlib:1',
                         'environmentVariables':{'FOO':'1','STORAGE':'AccountName=a;AccountKey=%s'}}}
                        """.formatted(workspace.id(), SECRET))
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
        assertThat(record.path("workspaceId").asText()).isEqualTo(usual.id());
        assertThat(record.path("experimentName").asText()).isEqualTo("churn");
        assertThat(record.path("computeName").asText()).isEqualTo("cpu-cluster");
        assertThat(record.path("environmentName").asText()).isEqualTo("AzureML-Python-3-Stdlib");
        assertThat(record.path("environmentVariables").path("FOO").asText()).isEqualTo("1");
        assertThat(record.toString()).doesNotContain(usual.owner(), TestIssuer.TENANT, "upn", "oid", "userName");
    }

    @Test
    void highImpactWorkspaceCollectsNothing() {
        String hidden = submit(sensitive);
        String shown = submit(usual);

        await().atMost(PATIENCE).until(() -> !passedOn(shown).isEmpty());
        await().atMost(PATIENCE)
                .until(() -> stored("select content from collected_run").isEmpty());
        assertThat(passedOn(hidden)).isEmpty();
    }

    @Test
    void recordWaitingForTheStoreIsCiphertextAndIsNotLost() {
        // Given
        await().atMost(PATIENCE)
                .until(() -> stored("select content from collected_run").isEmpty());
        calls.answer("telemetry", "POST", STORE, PeerAnswer.error(503, "Away", "not now"));
        String run = submit(usual);

        // When
        await().atMost(PATIENCE).until(() -> !passedOn(run).isEmpty());
        assertThat(stored("select content from collected_run"))
                .isNotEmpty()
                .allSatisfy(content -> assertThat(content).doesNotContain("FOO", SECRET, "churn", run));

        // Then
        calls.answer("telemetry", "POST", STORE, PeerAnswer.status(204));
        await().atMost(PATIENCE)
                .until(() -> stored("select content from collected_run").isEmpty());
        assertThat(passedOn(run)).hasSizeGreaterThan(1);
        assertThat(passedOn(run).stream()
                        .map(record -> record.path("eventId").asText())
                        .distinct())
                .as("one event, however often it is sent")
                .hasSize(1);
    }

    @Test
    void aVariableThatLooksLikeASecretIsAcceptedWithAWarning() {
        // When
        String run = submit(usual);
        decisions.allow(usual.owner(), "*", "/");

        // Then
        String details = service.given()
                .header("Authorization", "Bearer " + token())
                .get("/history/v1.0" + usual.id() + "/experiments/churn/runs/" + run + "/details")
                .then()
                .statusCode(200)
                .body("warnings", hasSize(1))
                .body(
                        "warnings[0].message",
                        startsWith("The environment variable 'STORAGE' looks like an account key."))
                .body("runDefinition.environmentVariables.FOO", equalTo("1"))
                .extract()
                .path("warnings[0].message");
        assertThat(details).doesNotContain(SECRET);
        assertThat(stored("select content from run where run_id = '" + run + "'"))
                .hasSize(1)
                .allSatisfy(content -> assertThat(content).doesNotContain("STORAGE", SECRET));
    }

    private String token() {
        return issuer.aad("https://management.azure.com/", usual.owner())
                .expires(Instant.now().plusSeconds(3600))
                .sign();
    }
}
