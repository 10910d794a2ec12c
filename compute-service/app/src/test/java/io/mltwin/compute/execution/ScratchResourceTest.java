package io.mltwin.compute.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.encryption.WorkspaceKeys;
import io.mltwin.compute.environments.preparation.EnvironmentPlan;
import io.mltwin.compute.runs.RunToken;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.Workspace.WorkspaceObserved;
import io.mltwin.datakeys.DataKeyException;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** HBI-05: what is kept of a run while it waits, encrypted once more for high business impact. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ScratchResourceTest {

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    @Inject
    JobQueue queue;

    @Inject
    SealedJobs sealed;

    @Inject
    WorkspaceKeys keys;

    @Inject
    Event<WorkspaceObserved> seen;

    private Workspace workspace(boolean highImpact) {
        String id = UUID.randomUUID().toString();
        Workspace workspace = new Workspace(
                "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w" + id,
                id,
                "w" + id,
                "eastus",
                "t",
                "s",
                "g",
                "account",
                "oid",
                "client",
                "https://kv/",
                highImpact,
                "accessKey",
                null,
                null,
                null,
                null,
                null);
        seen.fire(new WorkspaceObserved(workspace));
        return workspace;
    }

    private String queued(Workspace workspace) {
        String run = "run-" + UUID.randomUUID();
        JobContent content = new JobContent(
                workspace.id(),
                "e",
                "e",
                "oid",
                "a.py",
                null,
                List.of(),
                new EnvironmentPlan("env", "1", true, "java", null, List.of(), List.of(), Map.of(), null),
                Map.of("PATIENT", "malignant"),
                null,
                List.of(),
                List.of(),
                "c",
                null,
                RunRequirements.NONE);
        RunHistory history = keys.open(workspace.workspaceId());
        RunToken token = new RunToken("the-run-token", Instant.now().plusSeconds(3600));
        queue.add(history, run, "compute-" + run, sealed.seal(history, run, content, token));
        return run;
    }

    private byte[] stored(String run, String column) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select " + column + " from job where run_id = '" + run + "'")) {
            rows.next();
            return rows.getBytes(1);
        }
    }

    @Test
    void theScratchOfHighImpactHasAKeyOfItsOwn() throws SQLException {
        // When
        Workspace sensitive = workspace(true);
        Workspace usual = workspace(false);
        String run = queued(sensitive);
        String other = queued(usual);

        // Then
        assertThat(sealed.load(sensitive.workspaceId(), run).orElseThrow().content())
                .extracting(JobContent::environmentVariables)
                .isEqualTo(Map.of("PATIENT", "malignant"));
        assertThat(sealed.load(usual.workspaceId(), other).orElseThrow().token().value())
                .isEqualTo("the-run-token");
        for (String column : List.of("content", "token")) {
            byte[] bytes = stored(run, column);
            assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain("malignant", "the-run-token");
            byte[] within = Arrays.copyOfRange(bytes, 1, bytes.length);
            assertThatThrownBy(() -> keys.of(sensitive.workspaceId()).decrypt(within, "job:" + run))
                    .as("the key of run history does not open it")
                    .isInstanceOf(DataKeyException.class);
            assertThat(keys.of(usual.workspaceId()).decrypt(stored(other, column), "job:" + other))
                    .isNotEmpty();
        }
    }

    @Test
    void theAdministratorSeesWhichKeyAndNobodyElseDoes() {
        // When
        Workspace sensitive = workspace(true);
        Workspace usual = workspace(false);
        queued(sensitive);

        // Then
        String of = "find { it.workspace == '" + sensitive.id() + "' }.";
        service.given()
                .header("Authorization", "Bearer " + issuer.admin().sign())
                .get("/_mltwin/scratch")
                .then()
                .statusCode(200)
                .body(of + "encrypted", equalTo(true))
                .body(of + "keyScope", equalTo("hbi:" + sensitive.workspaceId()))
                .body(of + "keySince", startsWith("20"))
                .body(of + "runs", equalTo(1))
                .body("workspace", org.hamcrest.Matchers.not(org.hamcrest.Matchers.hasItem(usual.id())));
        service.given().get("/_mltwin/scratch").then().statusCode(401);
        service.given()
                .header(
                        "Authorization",
                        "Bearer "
                                + issuer.aad(
                                                "https://management.azure.com/",
                                                UUID.randomUUID().toString())
                                        .sign())
                .get("/_mltwin/scratch")
                .then()
                .statusCode(401);
    }
}
