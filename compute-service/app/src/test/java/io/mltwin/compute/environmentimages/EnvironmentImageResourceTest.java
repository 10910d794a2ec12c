package io.mltwin.compute.environmentimages;

import static io.mltwin.compute.environmentimages.EnvironmentImageFixture.BASE;
import static io.mltwin.compute.environmentimages.EnvironmentImageFixture.MANIFEST;
import static io.mltwin.compute.environmentimages.EnvironmentImageFixture.building;
import static io.mltwin.compute.environmentimages.EnvironmentImageFixture.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.mltwin.compute.TestCluster.NodeRun;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What scoring-service is told of the image of an environment that a deployment names. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class EnvironmentImageResourceTest {

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

    @Test
    void aBuildIsARunThatExecutesNothingOfTheUser() throws SQLException {
        // When
        ValidatableResponse begun = images.ask("op-1");

        // Then
        String run = building(begun.body("message", containsString("waits for a node")));
        assertThat(run).matches("imgbldrun_[0-9a-f]{8}");
        images.workspace()
                .history("GET", "/experiments/prepare_image/runs/" + run, null)
                .then()
                .statusCode(200)
                .body("target", equalTo("serverless"))
                .body("userId", equalTo(images.person()));
        images.workspace()
                .arm("GET", "/jobs/" + run, null)
                .statusCode(200)
                .body("properties.experimentName", equalTo("prepare_image"))
                .body("properties.environmentId", equalTo(images.workspace().id() + "/environments/mine/versions/1"));
        images.workspace()
                .ask(images.addNode(run))
                .then()
                .statusCode(200)
                .body("command.arguments", equalTo(List.of("-c", "true")))
                .body("snapshotFiles", equalTo(List.of()))
                .body("environment.requirements", equalTo(List.of("numpy")))
                .body("environment.image", equalTo(BASE));
    }

    @Test
    void theImageIsToldOnceItsNodeHasReportedIt() throws SQLException {
        // Given
        String run = building(images.ask("op-1"));
        int node = images.addNode(run);
        NodeRun taken = images.workspace().take(node);
        building(images.ask("op-1"));

        // When
        images.reportImage(node);

        // Then
        succeeded(images.ask("op-1"), run);
        images.workspace().report(taken, "{'status':'Completed'}");
        succeeded(images.ask("op-2"), run);
        images.register("twin", "numpy");
        succeeded(images.ask("twin", "op-3"), run);
        assertThat(platform.calls().received("scoring", "HEAD", MANIFEST))
                .last()
                .satisfies(asked -> assertThat(asked.bearer()).isEqualTo("access"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "AzureML-Python-3-Stdlib",
        "served",
    })
    void anEnvironmentThatInstallsNothingHasNoImage(String name) {
        // Given
        images.register("served", "azureml-inference-server-http~=1.0, azureml-defaults");

        // When
        ValidatableResponse answer = images.ask(name, "op-1");

        // Then
        answer.statusCode(200).body("status", equalTo("Succeeded")).body("size()", equalTo(1));
    }

    @Test
    void theInferencingServerIsNotInstalledIntoTheImage() throws SQLException {
        // Given
        images.register("served", "grain, AzureML-Inference-Server-HTTP");

        // When
        String run = building(images.ask("served", "op-1"));

        // Then
        images.workspace()
                .ask(images.addNode(run))
                .then()
                .body("environment.requirements", equalTo(List.of("grain")))
                .body("environment.notes[-1]", containsString("is left out"));
    }
}
