package io.mltwin.telemetry.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DAT-03, DAT-06 to DAT-08: Microsoft's store takes runs from compute-service alone. */
@QuarkusTest
@QuarkusTestResource(
        value = PlatformTestResource.class,
        initArgs = {
            @ResourceArg(name = "mltwin.kafka.enabled", value = "false"),
            @ResourceArg(name = "mltwin.traces.kept", value = "20")
        })
class DiagnosticResourceTest {

    private static final String STORE = "/_internal/diagnostics";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    private final String name = "w" + UUID.randomUUID();
    private final String workspace =
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/" + name;

    private String record(String eventId, Instant time, String runId) {
        return """
               {"eventId": "%s", "time": "%s", "workspaceId": "%s", "runId": "%s", "runType": "commandjob",
                "experimentName": "churn", "computeName": "cpu-cluster", "environmentName": "AzureML-Tribuo-4.3",
                "environmentVersion": "1", "datastores": ["store1"], "dataAssets": ["patients"],
                "environmentVariables": {"FOO": "one-of-a-kind"}}
               """.formatted(eventId, time, workspace, runId);
    }

    private ValidatableResponse send(RequestSpecification caller, String body) {
        return caller.contentType("application/json").body(body).post(STORE).then();
    }

    private RequestSpecification compute() {
        return as(issuer.service("compute", "telemetry").sign());
    }

    private RequestSpecification as(String token) {
        return service.given().header("Authorization", "Bearer " + token);
    }

    private ValidatableResponse shown(String query) {
        return as(issuer.admin().sign()).get("/_mltwin/diagnostics?" + query).then();
    }

    private byte[] stored(String eventId) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement select =
                        connection.prepareStatement("select details from diagnostic_record where event_id = ?")) {
            select.setString(1, eventId);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? rows.getBytes(1) : null;
            }
        }
    }

    @Test
    void aRunIsStoredOnceAsCiphertextAndShownToTheAdministrator() throws SQLException {
        // Given
        String event = UUID.randomUUID().toString();
        String record = record(event, Instant.now(), "my-run");
        // When
        send(compute(), record).statusCode(204);
        send(compute(), record).statusCode(204);
        // Then
        shown("workspace=" + workspace)
                .statusCode(200)
                .body("eventId", contains(event))
                .body("[0].category", equalTo("Run"))
                .body("[0].run.runId", equalTo("my-run"))
                .body("[0].run.experimentName", equalTo("churn"))
                .body("[0].run.dataAssets", contains("patients"))
                .body("[0].run.environmentVariables.FOO", equalTo("one-of-a-kind"));
        assertThat(new String(stored(event), StandardCharsets.ISO_8859_1))
                .doesNotContain("one-of-a-kind", "churn", "my-run", name);
    }

    @Test
    void oneWorkspaceIsShownByItsNameAndAtMostSoMany() {
        send(compute(), record(UUID.randomUUID().toString(), Instant.now(), "first"))
                .statusCode(204);
        send(compute(), record(UUID.randomUUID().toString(), Instant.now(), "second"))
                .statusCode(204);

        shown("workspace=" + name).body("run.runId", contains("second", "first"));
        shown("workspace=" + name.toUpperCase(java.util.Locale.ROOT)).body("", hasSize(2));
        shown("workspace=" + name + "&last=1").body("run.runId", contains("second"));
        shown("workspace=" + name + "0").body("", empty());
        shown("workspace=" + name.substring(1)).body("", empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1001"})
    void anImpossibleNumberOfRecordsIsRefused(String last) {
        shown("last=" + last).statusCode(400).body("error.code", equalTo("InvalidRequestContent"));
    }

    @ParameterizedTest(name = "{0} days")
    @CsvSource({"89, true", "91, false"})
    void aRecordIsKeptForNinetyDays(int days, boolean kept) throws SQLException {
        // Given
        String event = UUID.randomUUID().toString();
        Instant time = Instant.now().minus(Duration.ofDays(days));
        // When
        send(compute(), record(event, time, "old-run")).statusCode(204);
        // Then
        shown("workspace=" + name).body("", hasSize(kept ? 1 : 0));
        assertThat(stored(event) != null).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"eventId", "time", "workspaceId", "runId"})
    void anIncompleteRecordIsRefusedAndNotStored(String field) {
        String record = record(UUID.randomUUID().toString(), Instant.now(), "my-run");

        send(compute(), record.replaceFirst("\"" + field + "\": \"[^\"]*\"", "\"x\": 1"))
                .statusCode(400)
                .body("error.code", equalTo("InvalidRequestContent"));

        shown("workspace=" + name).body("", empty());
    }

    @Test
    void onlyComputeServiceAddsOne() {
        String record = record(UUID.randomUUID().toString(), Instant.now(), "my-run");

        send(service.given(), record).statusCode(401);
        String user = UUID.randomUUID().toString();
        send(as(issuer.aad("https://management.azure.com", user).sign()), record)
                .statusCode(401);
        send(as(issuer.admin().sign()), record).statusCode(401);
        send(as(issuer.service("scoring", "telemetry").sign()), record)
                .statusCode(403)
                .body("error.code", equalTo("Forbidden"));
        shown("workspace=" + name).body("", empty());
    }
}
