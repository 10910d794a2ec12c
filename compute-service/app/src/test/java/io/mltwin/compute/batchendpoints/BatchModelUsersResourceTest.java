package io.mltwin.compute.batchendpoints;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.mltwin.compute.TestBatchEndpoint;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What scoring-service asks before it deletes a model. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class BatchModelUsersResourceTest {

    private static final String PATH = "/_internal/batch-deployments/models";

    @FromPlatform
    TestPlatform platform;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    private TestBatchEndpoint batch;

    @BeforeEach
    void aWorkspace() throws SQLException {
        batch = new TestBatchEndpoint(platform, service, database);
    }

    @AfterEach
    void clean() throws SQLException {
        batch.cluster().close();
    }

    private ValidatableResponse ask(String caller, String query) {
        return service.given()
                .header(
                        "Authorization",
                        "Bearer " + platform.issuer().service(caller, "compute").sign())
                .get(PATH + query)
                .then();
    }

    @Test
    void namesTheDeploymentsOfAModelUntilTheyAreDeleted() {
        // Given
        String query = "?workspace=" + batch.workspace().id();
        ask("scoring", query).statusCode(200).body("", empty());
        batch.make();
        batch.deploy("blue", "");
        // When, Then
        ask("scoring", query)
                .statusCode(200)
                .body("", hasSize(1))
                .body("[0].model", equalTo(batch.workspace().id() + "/models/m/versions/1"))
                .body("[0].endpoint", equalTo(batch.name()))
                .body("[0].name", equalTo("blue"));
        ask("scoring", query.toLowerCase(java.util.Locale.ROOT)).statusCode(200).body("", hasSize(1));
        batch.arm("DELETE", "/batchEndpoints/" + batch.name() + "/deployments/blue", null)
                .statusCode(202);
        ask("scoring", query).statusCode(200).body("", empty());
    }

    @ParameterizedTest
    @CsvSource({
        "workspace, ?workspace=WS, 403, calling service",
        "scoring, '', 400, ?workspace=",
        "scoring, ?workspace=WSx, 404, NotFound"
    })
    void refuses(String caller, String query, int status, String said) {
        ask(caller, query.replace("WS", batch.workspace().id()))
                .statusCode(status)
                .body(containsString(said));
    }
}
