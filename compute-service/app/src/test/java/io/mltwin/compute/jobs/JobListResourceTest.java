package io.mltwin.compute.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.mltwin.compute.TestCluster;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists of jobs come in pages of a hundred, and each page has what the query asks for. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class JobListResourceTest {

    private static final int JOBS = 250;

    @FromPlatform
    TestPlatform platform;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    private TestCluster cluster;

    @BeforeEach
    void manyJobs() throws SQLException {
        cluster = new TestCluster(platform, service, database, 0);
        for (int i = 0; i < JOBS; i++) {
            add(
                    "j" + i,
                    i % 50 == 0 ? "azureml.PipelineRun" : "commandjob",
                    i % 50 == 0 ? "Pipeline" : "Command",
                    i % 100 == 1 ? "{'rare':''}" : "{}");
        }
        cluster.history("PATCH", "/experiments/e/runs/other", "{'runType':'commandjob'}");
        cluster.history("PATCH", "/experiments/e/runs/j3", "{'hidden':true}");
    }

    @AfterEach
    void clean() throws SQLException {
        cluster.close();
    }

    private void add(String job, String runType, String jobType, String tags) {
        cluster.history(
                        "PATCH",
                        "/experiments/e/runs/" + job,
                        "{'runType':'%s','runDefinition':{'jobType':'%s','inputs':{},'outputs':{}},'tags':%s}"
                                .formatted(runType, jobType, tags))
                .then()
                .statusCode(200);
    }

    @Test
    void followingNextLinkShowsEachJobOnceNewestFirst() {
        // When
        List<String> names = new ArrayList<>();
        String next = "/jobs";
        while (next != null) {
            var page = cluster.arm("GET", next, null).statusCode(200).extract();
            List<String> shown = page.path("value.name");
            assertThat(shown).hasSizeLessThanOrEqualTo(100);
            names.addAll(shown);
            String link = page.path("nextLink");
            next = link == null ? null : "/jobs?$skip=" + link.replaceAll(".*skip=(\\d+).*", "$1");
        }

        // Then
        List<String> expected = new ArrayList<>();
        for (int i = JOBS - 1; i >= 0; i--) {
            if (i != 3) {
                expected.add("j" + i);
            }
        }
        assertThat(names).isEqualTo(expected);
    }

    @Test
    void aPageIsFilledFromAllThatMatch() {
        cluster.arm("GET", "/jobs?tag=rare", null)
                .body("value.name", contains("j201", "j101", "j1"))
                .body("nextLink", equalTo(null));
        cluster.arm("GET", "/jobs?jobType=pipeline", null)
                .body("value.name", contains("j200", "j150", "j100", "j50", "j0"));
        cluster.arm("GET", "/jobs?jobType=Sweep", null).body("value", empty());
        cluster.arm("GET", "/jobs?listViewType=ArchivedOnly", null).body("value.name", contains("j3"));
        cluster.arm("GET", "/jobs?listViewType=All", null).body("value", hasSize(100));
    }

    @Test
    void aPlaceThatNoNextLinkGaveIsRefused() {
        cluster.arm("GET", "/jobs?$skip=x", null)
                .statusCode(400)
                .body("error.code", equalTo("UserError"))
                .body("error.target", equalTo("$skip"));
        cluster.arm("GET", "/jobs?$skip=999999999", null).statusCode(200).body("value", empty());
    }
}
