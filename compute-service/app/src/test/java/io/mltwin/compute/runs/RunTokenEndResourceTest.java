package io.mltwin.compute.runs;

import static org.hamcrest.Matchers.equalTo;

import io.mltwin.platform.clock.ClockStore;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run's token ends with its run, by the platform's clock. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class RunTokenEndResourceTest {

    private static final String SCIENTIST = UUID.randomUUID().toString();

    @FromPlatform
    TestPlatform platform;

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    @Inject
    ClockStore clock;

    private final String workspaceId = UUID.randomUUID().toString();
    private final String workspace = "/subscriptions/"
            + UUID.randomUUID()
            + "/resourceGroups/rg1/providers/Microsoft.MachineLearningServices/workspaces/w";
    private final String run = "/history/v1.0" + workspace + "/experiments/e/runs/r1";
    private String token;

    @BeforeEach
    void aRunThatRuns() {
        decisions.allow(SCIENTIST, "*", "/");
        platform.calls()
                .answer(
                        "workspace",
                        "GET",
                        "/_internal/workspaces",
                        request -> PeerAnswer.json(200, """
                                        {"id":"%s","workspaceId":"%s","name":"w","location":"eastus","tenantId":"%s"}
                                        """.formatted(workspace, workspaceId, TestIssuer.TENANT)));
        become(scientist(), "Running");
        // as Azure ML's token service would have given it, good for hours
        token = issuer.run(workspace, workspaceId, "r1", SCIENTIST)
                .expires(Instant.now().plus(Duration.ofHours(12)))
                .sign();
        asRun().get(run).then().statusCode(200);
    }

    @AfterEach
    void back() throws SQLException {
        clock.move(0);
    }

    private RequestSpecification as(String bearer) {
        return service.given().header("Authorization", "Bearer " + bearer).contentType("application/json");
    }

    private RequestSpecification scientist() {
        return as(issuer.aad("https://management.azure.com/", SCIENTIST)
                .expires(Instant.now().plus(Duration.ofHours(12)))
                .sign());
    }

    private RequestSpecification asRun() {
        return as(token);
    }

    private void become(RequestSpecification caller, String status) {
        caller.body("{\"status\":\"" + status + "\"}").patch(run).then().statusCode(200);
    }

    private void refused() {
        asRun().get(run).then().statusCode(401).body("error.code", equalTo("UserError"));
        asRun().body("""
                {"tags":{"t":"1"}}
                """).patch(run).then().statusCode(401);
        asRun().post(run + "/token").then().statusCode(401);
    }

    @ParameterizedTest(name = "{0}, told by the run: {1}")
    @CsvSource({"Completed,true", "Completed,false", "Failed,true", "Failed,false"})
    void itCountsForAMinuteMore(String status, boolean byTheRun) throws SQLException {
        become(byTheRun ? asRun() : scientist(), status);

        clock.move(55);
        asRun().body("""
                {"tags":{"last":"word"}}
                """).patch(run).then().statusCode(200);
        clock.move(61);
        refused();
    }

    @Test
    void tokenOfACanceledRunCountsNoMore() {
        become(scientist(), "Canceled");

        refused();
    }

    @Test
    void noCallMakesItLastLonger() throws SQLException {
        // Given
        become(asRun(), "Completed");
        asRun().body("""
                {"endTimeUtc":"2099-01-01T00:00:00Z"}
                """).patch(run).then().statusCode(200);
        scientist().body("""
                        {"endTimeUtc":"2099-01-01T00:00:00Z"}
                        """).patch(run).then().statusCode(200);
        asRun().post(run + "/token").then().statusCode(409);

        // When
        clock.move(61);

        // Then
        refused();
    }

    @Test
    void aRunThatRunsKeepsIt() throws SQLException {
        clock.move(Duration.ofHours(2).toSeconds());

        asRun().get(run).then().statusCode(200);
    }
}
