package io.mltwin.compute.jobs;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

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
import org.junit.jupiter.params.provider.CsvSource;

/** What a job names: how it is answered, and what is said of what is not there. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class JobAssetResourceTest {

    private static final String JOB =
            "{'properties':{'jobType':'Command','command':'true','environmentId':'%s','computeId':'%s'%s}}";
    private static final String CURATED = "azureml:AzureML-Python-3-Stdlib:1";
    private static final String CLUSTER = "WS/computes/cpu";

    @FromPlatform
    TestPlatform platform;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    private TestCluster cluster;

    @BeforeEach
    void aCluster() throws SQLException {
        cluster = new TestCluster(platform, service, database, 1);
    }

    @AfterEach
    void clean() throws SQLException {
        cluster.close();
    }

    @ParameterizedTest
    @CsvSource({
        "azureml:none:1, WS/computes/cpu, properties.environmentId, There is no environment 'none'",
        "azureml:AzureML-Python-3-Stdlib:1, WS/computes/none, properties.computeId, no compute target 'none'"
    })
    void whatIsNotThereIsNamedByTheJobsProperty(String environment, String compute, String target, String message) {
        cluster.arm("PUT", "/jobs/j1", JOB.formatted(environment, compute, ""))
                .statusCode(400)
                .body("error.target", equalTo(target))
                .body("error.message", containsString(message));
    }

    @Test
    void anEnvironmentIsAnsweredWithItsIdAndMayComeBackSo() {
        // Given
        String id = cluster.id() + "/environments/AzureML-Python-3-Stdlib/versions/1";
        cluster.arm("PUT", "/jobs/j1", JOB.formatted(CURATED, CLUSTER, ""))
                .statusCode(201)
                .body("properties.environmentId", equalTo(id));

        // When
        cluster.arm("PUT", "/jobs/j1", JOB.formatted(id, CLUSTER, ",'isArchived':true"))
                .statusCode(200)
                .body("properties.isArchived", equalTo(true));

        // Then
        cluster.arm("PUT", "/jobs/j1", JOB.formatted("azureml:other:1", CLUSTER, ""))
                .statusCode(400)
                .body("error.target", equalTo("properties.environmentId"));
    }
}
