package io.mltwin.compute.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import io.mltwin.compute.TestCluster;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that other runs lead. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ChildRunResourceTest {

    @FromPlatform
    TestPlatform platform;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    private TestCluster cluster;

    @BeforeEach
    void aFamily() throws SQLException {
        cluster = new TestCluster(platform, service, database, 1);
        write("top", "{'status':'Running'}");
        write("left", "{'status':'Running','parentRunId':'top'}");
        write("right", "{'status':'Running','parentRunId':'top'}");
        write("below", "{'status':'Running','parentRunId':'right'}");
        write("left", "{'status':'Completed'}");
    }

    @AfterEach
    void clean() throws SQLException {
        cluster.close();
    }

    private void write(String run, String body) {
        cluster.history("PATCH", "/experiments/e/runs/" + run, body).then().statusCode(200);
    }

    @Test
    void parentAndRootAreTold() {
        cluster.history("GET", "/experiments/e/runs/below", null)
                .then()
                .body("parentRunId", equalTo("right"))
                .body("rootRunId", equalTo("top"));
        cluster.history("PATCH", "/experiments/e/runs/stray", "{'parentRunId':'none'}")
                .then()
                .statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/experiments/e/runs/top/children", "/runs/top/children"})
    void childrenAreListed(String path) {
        cluster.history("GET", path + "?$orderby=RunNumber", null)
                .then()
                .statusCode(200)
                .body("value.runId", contains("left", "right"));
        cluster.history("GET", path.replace("top", "none"), null).then().statusCode(404);
    }

    @Test
    void cancelReachesAllThatHaveNotEnded() {
        cluster.history("POST", "/experiments/e/runs/top/cancel", null).then().statusCode(200);

        assertThat(cluster.status("top")).isEqualTo("Canceled");
        assertThat(cluster.status("right")).isEqualTo("Canceled");
        assertThat(cluster.status("below")).isEqualTo("Canceled");
        assertThat(cluster.status("left")).isEqualTo("Completed");
    }

    @Test
    void cancelOfAChildLeavesItsParent() {
        cluster.history("POST", "/experiments/e/runs/right/cancel", null).then().statusCode(200);

        assertThat(cluster.status("below")).isEqualTo("Canceled");
        assertThat(cluster.status("top")).isEqualTo("Running");
        cluster.history("POST", "/experiments/e/runs/left/cancel", null).then().statusCode(409);
    }

    @Test
    void aQueuedJobAndOneOnANodeAreCanceled() {
        // Given
        String job = "{'properties':{'jobType':'Command','command':'true'," + TestCluster.onCluster() + "}}";
        cluster.arm("PUT", "/jobs/j1", job).statusCode(201);
        cluster.arm("PUT", "/jobs/j2", job).statusCode(201);
        TestCluster.NodeRun run = cluster.take(0);
        write("nested", "{'status':'Running','parentRunId':'j1'}");

        // When
        cluster.arm("POST", "/jobs/j1/cancel", null).statusCode(202);
        cluster.arm("POST", "/jobs/j2/cancel", null).statusCode(202);

        // Then
        assertThat(run.runId()).isEqualTo("j1");
        assertThat(cluster.status("j2")).isEqualTo("Canceled");
        assertThat(cluster.beats(0, run)).isTrue();
        cluster.report(run, "{'status':'Canceled'}");
        assertThat(cluster.status("j1")).isEqualTo("Canceled");
        cluster.arm("GET", "/jobs", null)
                .body("value.name", hasItems("j1", "j2"))
                .body("value.name", not(hasItems("nested")));
    }
}
