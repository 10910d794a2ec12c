package io.mltwin.compute.environmentimages;

import static io.mltwin.compute.environmentimages.EnvironmentImageFixture.building;
import static io.mltwin.compute.environmentimages.EnvironmentImageFixture.failed;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whose requests for the images of environments are refused, and which workspaces cannot build
 * them.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class EnvironmentImageRefusalResourceTest {

    @FromPlatform
    TestPlatform platform;

    @FromPlatform
    TestDatabase database;

    private EnvironmentImageFixture images;

    @BeforeEach
    void aWorkspaceWithARegistryAndAnEnvironment() throws SQLException {
        images = new EnvironmentImageFixture(platform, database);
    }

    @AfterEach
    void withoutNodes() throws SQLException {
        images.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"none, 401", "telemetry, 403", "identity, 403", "scoring, 200"})
    void onlyScoringServiceHasImagesBuilt(String caller, int status) {
        images.ask(caller, "mine", "1", "op-1").statusCode(status);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({"none, 1, op-1, 404", "mine, 2, op-1, 404", "'', 1, op-1, 400", "mine, 1, '', 400", "mine, 1, a b, 400"
    })
    void whatIsNotThereOrMalformedIsRefused(String name, String version, String operation, int status) {
        images.ask("scoring", name, version, operation)
                .statusCode(status)
                .body("error.message", not(matchesPattern("\\s*")));
    }

    @Test
    void aWorkspaceWithoutRegistryIsRefused() throws SQLException {
        // Given
        Map<String, Object> without = new HashMap<>();
        without.put("containerRegistryId", null);
        images.moveTo(without);

        // When
        ValidatableResponse refused = images.ask("op-1");

        // Then
        refused.statusCode(400)
                .body("error.code", equalTo("UserError"))
                .body("error.target", equalTo("properties.containerRegistry"));
    }

    @Test
    void aBuildThatTheWorkspaceCannotRunFailsInWords() throws SQLException {
        // Given
        images.moveTo(Map.of("network", Map.of("publicAccess", false)));

        // When
        ValidatableResponse refused = images.ask("op-1");

        // Then
        failed(refused, null, "A run in a workspace without public network access");
    }

    @Test
    void aRegistryThatRefusesIsAFailureInWords() throws SQLException {
        // Given
        images.build(building(images.ask("op-1")));
        images.answer(
                "POST",
                "/oauth2/exchange",
                PeerAnswer.json(404, "{\"errors\":[{\"code\":\"NAME_UNKNOWN\",\"message\":\"gone\"}]}"));

        // When
        ValidatableResponse refused = images.ask("op-1");

        // Then
        failed(refused, null, "refuses the workspace's identity: 404 NAME_UNKNOWN gone");
    }
}
