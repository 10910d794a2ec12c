package io.mltwin.compute.environmentimages;

import static io.mltwin.compute.environmentimages.EnvironmentImageFixture.MANIFEST;
import static io.mltwin.compute.environmentimages.EnvironmentImageFixture.PIP;
import static io.mltwin.compute.environmentimages.EnvironmentImageFixture.building;
import static io.mltwin.compute.environmentimages.EnvironmentImageFixture.failed;
import static io.mltwin.compute.environmentimages.EnvironmentImageFixture.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.compute.TestCluster.NodeRun;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * When an image of an environment is built again, and when the build that is there is told again.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class EnvironmentImageRetryResourceTest {

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
    void callsAtOnceBeginOneBuild() throws Exception {
        // Given
        ExecutorService callers = Executors.newFixedThreadPool(6);
        List<Callable<String>> calls = IntStream.range(0, 6)
                .<Callable<String>>mapToObj(i -> () -> building(images.ask("op-" + i)))
                .toList();

        // When
        List<Future<String>> runs = callers.invokeAll(calls);

        // Then
        callers.shutdown();
        String first = runs.get(0).get();
        assertThat(runs).allSatisfy(run -> assertThat(run.get()).isEqualTo(first));
        List<String> all = images.workspace()
                .history("GET", "/experiments/prepare_image/runs", null)
                .then()
                .statusCode(200)
                .extract()
                .path("value.runId");
        assertThat(all).containsExactly(first);
        images.failBuild(first);
        for (int i = 0; i < 6; i++) {
            failed(images.ask("op-" + i), first, PIP);
        }
    }

    @Test
    void anOperationIsToldItsFailureAndANewOneBuildsAgain() throws SQLException {
        // Given
        String first = building(images.ask("op-1"));
        images.failBuild(first);
        failed(images.ask("op-1"), first, PIP);
        failed(images.ask("op-1"), first, PIP);

        // When
        String second = building(images.ask("op-2"));

        // Then
        assertThat(second).isNotEqualTo(first);
        assertThat(building(images.ask("op-1"))).as("the newest build").isEqualTo(second);
        images.build(second);
        succeeded(images.ask("op-2"), second);
    }

    @Test
    void aBuildThatGaveNoImageFailsInWords() throws SQLException {
        // Given
        String canceled = building(images.ask("op-1"));
        images.workspace().arm("POST", "/jobs/" + canceled + "/cancel", null).statusCode(202);
        failed(images.ask("op-1"), canceled, "was canceled");

        // When
        String second = building(images.ask("op-2"));
        images.workspace().report(images.workspace().take(images.addNode(second)), "{'status':'Completed'}");

        // Then
        failed(images.ask("op-2"), second, "without an image");
    }

    @Test
    void anImageThatWasDeletedIsBuiltAgain() throws SQLException {
        // Given
        String first = building(images.ask("op-1"));
        NodeRun run = images.build(first);
        images.workspace().report(run, "{'status':'Completed'}");
        images.answer("HEAD", MANIFEST, PeerAnswer.status(404));

        // When
        String second = building(images.ask("op-1"));

        // Then
        assertThat(second).isNotEqualTo(first);
        images.answer("HEAD", MANIFEST, PeerAnswer.status(200));
        assertThat(building(images.ask("op-1"))).isEqualTo(second);
    }
}
