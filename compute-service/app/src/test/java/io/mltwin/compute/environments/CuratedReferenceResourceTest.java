package io.mltwin.compute.environments;

import static org.hamcrest.Matchers.containsString;

import io.mltwin.compute.TestCluster;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Curated environments as jobs name them. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class CuratedReferenceResourceTest {

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

    private ValidatableResponse submit(String environment) {
        return cluster.arm(
                "PUT",
                "/jobs/j1",
                "{'properties':{'jobType':'Command','command':'true','computeId':'WS/computes/cpu','environmentId':'"
                        + environment
                        + "'}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "azureml://registries/azureml/environments/sklearn-1.5/labels/latest",
                "azureml://registries/azureml/environments/sklearn-1.5/versions/1",
                "azureml://registries/azureml/environments/Tribuo/labels/latest",
                "azureml://registries/azureml/environments/AzureML-ONNXRuntime/labels/latest",
                "azureml:AzureML-sklearn-1.5@latest",
                "azureml:AzureML-Tribuo:1",
                "WS/environments/AzureML-ONNXRuntime/labels/latest",
                "WS/environments/azureml-SKLEARN-1.5/versions/1"
            })
    void aJobNamesACuratedEnvironment(String environment) {
        submit(environment).statusCode(201);
    }

    @ParameterizedTest
    @CsvSource({
        "azureml://registries/azureml/environments/sklearn-9/labels/latest, sklearn-9",
        "azureml://registries/azureml/environments/sklearn-1.5/versions/99, sklearn-1.5",
        "azureml://registries/other/environments/sklearn-1.5/labels/latest, environmentId",
        "azureml:AzureML-None@latest, AzureML-None"
    })
    void whatIsNotThereIsRefusedByName(String environment, String named) {
        submit(environment).statusCode(400).body("error.message", containsString(named));
    }
}
