package io.mltwin.compute.batchendpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.compute.TestBatchEndpoint;
import io.mltwin.testkit.AssertedArm;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Batch endpoints and their deployments behind Azure Resource Manager. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class BatchEndpointResourceTest {

    private static final String ENDPOINT = "/batchEndpoints/EP";
    private static final String DEPLOYMENT = ENDPOINT + "/deployments/blue";
    private static final String ML = "Microsoft.MachineLearningServices/workspaces/";

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

    @Test
    void anEndpointIsMadeChangedAndDeleted() throws SQLException {
        // When
        batch.arm(
                        "PUT",
                        ENDPOINT,
                        "{'location':'East US','tags':{'a':'1'},'properties':{'authMode':'aadToken','description':'secret words','properties':{'p':'q'}}}")
                .statusCode(201)
                .header("x-mltwin-operation-id", notNullValue());

        // Then
        batch.arm("GET", ENDPOINT.replace("batchEndpoints", "batchendpoints"), null)
                .statusCode(200)
                .body("name", equalTo(batch.name()))
                .body("location", equalTo("eastus"))
                .body("properties.authMode", equalTo("AADToken"))
                .body("properties.description", equalTo("secret words"))
                .body("properties.properties.p", equalTo("q"))
                .body("properties.provisioningState", equalTo("Succeeded"))
                .body("properties.defaults.deploymentName", nullValue())
                .body(
                        "properties.scoringUri",
                        equalTo("https://" + service.host(batch.name() + ".eastus.inference") + "/jobs"))
                .body("systemData.createdAt", notNullValue());
        assertThat(new String(batch.cluster().stored("batch_endpoint", "content"), StandardCharsets.ISO_8859_1))
                .doesNotContain("secret words");
        batch.arm("GET", "/batchEndpoints", null).body("value.name", contains(batch.name()));
        batch.arm("PATCH", ENDPOINT, "{'tags':{'b':'2'}}")
                .statusCode(200)
                .body("tags.b", equalTo("2"))
                .body("properties.description", equalTo("secret words"));
        batch.arm("PUT", ENDPOINT, TestBatchEndpoint.endpointBody("")).statusCode(200);
        batch.arm("POST", ENDPOINT + "/listkeys", null)
                .statusCode(400)
                .body("error.message", containsString("AADToken"));
        batch.arm("DELETE", ENDPOINT, null).statusCode(202);
        batch.arm("DELETE", ENDPOINT, null).statusCode(204);
        batch.arm("GET", ENDPOINT, null).statusCode(404);
    }

    @Test
    void aDeploymentHasAzuresDefaults() {
        batch.make();

        batch.deploy("blue", ",'properties':{'k':'v'}");

        batch.arm("GET", DEPLOYMENT, null)
                .statusCode(200)
                .body("name", equalTo("blue"))
                .body("properties.compute", containsString("/computes/cpu"))
                .body("properties.model.assetId", equalTo("azureml:m:1"))
                .body("properties.codeConfiguration.scoringScript", equalTo("score.py"))
                .body("properties.errorThreshold", equalTo(-1))
                .body("properties.loggingLevel", equalTo("Info"))
                .body("properties.maxConcurrencyPerInstance", equalTo(1))
                .body("properties.miniBatchSize", equalTo(10))
                .body("properties.outputAction", equalTo("AppendRow"))
                .body("properties.outputFileName", equalTo("predictions.csv"))
                .body("properties.resources.instanceCount", equalTo(1))
                .body("properties.retrySettings.maxRetries", equalTo(3))
                .body("properties.retrySettings.timeout", equalTo("PT30S"))
                .body("properties.properties.k", equalTo("v"))
                .body("properties.provisioningState", equalTo("Succeeded"));
        batch.arm("GET", ENDPOINT + "/deployments", null).body("value.name", contains("blue"));
        batch.arm("PATCH", DEPLOYMENT, "{'tags':{'a':'1'},'properties':{'description':'new'}}")
                .statusCode(200)
                .body("tags.a", equalTo("1"))
                .body("properties.description", equalTo("new"))
                .body("properties.miniBatchSize", equalTo(10));
        batch.arm("PATCH", DEPLOYMENT, "{'properties':{'miniBatchSize':2}}").statusCode(400);
        batch.arm(
                        "PUT",
                        DEPLOYMENT,
                        TestBatchEndpoint.deploymentBody(
                                ",'miniBatchSize':2,'outputAction':'summaryOnly','retrySettings':{'maxRetries':0}"))
                .statusCode(200)
                .body("properties.miniBatchSize", equalTo(2))
                .body("properties.outputAction", equalTo("SummaryOnly"))
                .body("properties.outputFileName", nullValue())
                .body("properties.retrySettings.maxRetries", equalTo(0))
                .body("properties.retrySettings.timeout", equalTo("PT30S"));
    }

    @Test
    void anMlflowModelNeedsNeitherScriptNorEnvironment() {
        batch.make();

        batch.arm(
                        "PUT",
                        DEPLOYMENT,
                        "{'location':'eastus','properties':{'compute':'WS/computes/cpu','model':{'referenceType':'Id','assetId':'WS/models/ml/versions/1'}}}")
                .statusCode(201);
    }

    @Test
    void theDefaultDeploymentIsNotDeleted() {
        // Given
        batch.make();
        batch.deploy("blue", "");
        batch.deploy("green", "");
        batch.setDefault("BLUE");

        // When
        batch.arm("DELETE", DEPLOYMENT, null)
                .statusCode(400)
                .body("error.code", equalTo("UserError"))
                .body("error.message", containsString("defaults.deploymentName"));

        // Then
        batch.arm("GET", ENDPOINT, null).body("properties.defaults.deploymentName", equalTo("blue"));
        batch.arm("DELETE", ENDPOINT + "/deployments/green", null).statusCode(202);
        batch.arm("DELETE", ENDPOINT + "/deployments/green", null).statusCode(204);
        batch.arm("GET", ENDPOINT + "/deployments", null).body("value.name", contains("blue"));
    }

    @Test
    void withAnEndpointItsDeploymentsGo() {
        batch.make();
        batch.deploy("blue", "");
        batch.setDefault("blue");

        batch.arm("DELETE", ENDPOINT, null).statusCode(202);

        batch.arm("GET", DEPLOYMENT, null).statusCode(404);
        batch.make();
        batch.arm("GET", ENDPOINT + "/deployments", null).body("value", empty());
    }

    @Test
    void aNameIsOneEndpointsInARegion() throws SQLException {
        // Given
        batch.make();
        TestBatchEndpoint other = new TestBatchEndpoint(platform, service, database);

        // When
        other.cluster()
                .arm(
                        "PUT",
                        "/batchEndpoints/" + batch.name().toUpperCase(java.util.Locale.ROOT),
                        TestBatchEndpoint.endpointBody(""))
                .statusCode(409)
                .body("error.code", equalTo("Conflict"));

        // Then
        other.cluster().arm("GET", "/batchEndpoints", null).body("value", empty());
        other.cluster().close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{'properties':{'authMode':'AADToken'}}|400|LocationRequired|location",
                "{'location':'westus','properties':{'authMode':'AADToken'}}|400|UserError|eastus",
                "{'location':'eastus'}|400|UserError|properties",
                "{'location':'eastus','properties':{}}|400|UserError|AADToken",
                "{'location':'eastus','properties':{'authMode':'Key'}}|400|UserError|AADToken",
                "{'location':'eastus','properties':{'authMode':'AADToken','keys':{'primaryKey':'k'}}}|400|UserError|keys",
                "{'location':'eastus','identity':{'type':'SystemAssigned'},'properties':{'authMode':'AADToken'}}|501|NotImplemented|identity.type",
                "{'location':'eastus','properties':{'authMode':'AADToken','defaults':{'deploymentName':'none'}}}|400|UserError|no deployment 'none'",
            })
    void aBadEndpointIsRefusedAndLeavesNothing(String body, int status, String code, String says) {
        batch.arm("PUT", ENDPOINT, body)
                .statusCode(status)
                .body("error.code", equalTo(code))
                .body("error.message", containsString(says));

        batch.arm("GET", ENDPOINT, null).statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "1ab", "a_b", "ab-", "a2345678901234567890123456789012x"})
    void aBadNameIsRefused(String name) {
        batch.arm("PUT", "/batchEndpoints/" + name, TestBatchEndpoint.endpointBody(""))
                .statusCode(400);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                ",'miniBatchSize':0|400|UserError|miniBatchSize",
                ",'miniBatchSize':-3|400|UserError|miniBatchSize",
                ",'miniBatchSize':'many'|400|InvalidRequestContent|miniBatchSize",
                ",'errorThreshold':-2|400|UserError|errorThreshold",
                ",'maxConcurrencyPerInstance':0|400|UserError|maxConcurrencyPerInstance",
                ",'loggingLevel':'Loud'|400|UserError|loggingLevel",
                ",'outputAction':'Print'|400|UserError|outputAction",
                ",'outputFileName':'../x.csv'|400|UserError|outputFileName",
                ",'outputAction':'SummaryOnly','outputFileName':'x.csv'|400|UserError|outputFileName",
                ",'retrySettings':{'maxRetries':-1}|400|UserError|retrySettings.maxRetries",
                ",'retrySettings':{'timeout':'30s'}|400|UserError|retrySettings.timeout",
                ",'retrySettings':{'timeout':'PT0S'}|400|UserError|retrySettings.timeout",
                ",'resources':{'instanceCount':0}|400|UserError|resources.instanceCount",
                ",'resources':{'instanceCount':2}|400|UserError|maxNodeCount of 'cpu'",
                ",'resources':{'instanceType':'Standard_DS3_v2'}|501|NotImplemented|resources.instanceType",
                ",'deploymentConfiguration':{'deploymentConfigurationType':'PipelineComponent'}|501|NotImplemented|deploymentConfiguration",
                ",'compute':null|400|UserError|compute",
                ",'compute':'WS/computes/none'|400|InvalidRunDefinition|compute",
                ",'compute':'cpu'|400|UserError|compute",
                ",'environmentId':null|400|UserError|environmentId",
                ",'environmentId':'azureml:none:1'|400|InvalidRunDefinition|none",
                ",'model':{'referenceType':'Id','assetId':'azureml:none:1'}|400|UserError|azureml:none:1",
                ",'model':{'referenceType':'Id','assetId':'/subscriptions/s/models/m/versions/1'}|400|UserError|must be",
                ",'model':{'referenceType':'Id'}|400|UserError|properties.model",
                ",'model':{'referenceType':'DataPath','path':'a'}|501|NotImplemented|referenceType",
                ",'codeConfiguration':{'scoringScript':'score.py'}|400|UserError|codeId",
                ",'codeConfiguration':{'codeId':'azureml:c:1'}|400|UserError|scoringScript",
                ",'codeConfiguration':{'codeId':'azureml:c:1','scoringScript':'../score.py'}|400|UserError|scoringScript",
                ",'codeConfiguration':{'codeId':'azureml:c:1','scoringScript':'other.py'}|400|UserError|no file 'other.py'",
                ",'codeConfiguration':{'codeId':'azureml:none:1','scoringScript':'score.py'}|400|UserError|azureml:none:1",
                ",'codeConfiguration':null|400|UserError|mlflow_model alone",
                ",'codeConfiguration':null,'model':null|400|UserError|scoring script",
                ",'codeConfiguration':null,'model':{'referenceType':'Id','assetId':'azureml:onnx:1'}|501|NotImplemented|flavors",
                ",'environmentVariables':{'a b':'c'}|400|UserError|a b",
            })
    void aBadDeploymentIsRefusedAndLeavesNothing(String change, int status, String code, String says) {
        batch.make();

        batch.arm("PUT", DEPLOYMENT, TestBatchEndpoint.deploymentBody(change))
                .statusCode(status)
                .body("error.code", equalTo(code))
                .body("error.message", containsString(says));

        batch.arm("GET", DEPLOYMENT, null).statusCode(404);
    }

    @Test
    void aDeploymentNeedsItsEndpoint() {
        batch.arm("PUT", DEPLOYMENT, TestBatchEndpoint.deploymentBody("")).statusCode(404);
        batch.arm("GET", ENDPOINT + "/deployments", null).statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"models/versions/read", "codes/versions/read", "datastores/read"})
    void aDeploymentIsMadeByWhoMayReadWhatItNames(String action) {
        // Given
        batch.make();
        String principal = UUID.randomUUID().toString();
        List.of("models/versions/read", "codes/versions/read", "datastores/read").stream()
                .filter(one -> !one.equals(action))
                .forEach(one -> platform.decisions().allow(principal, ML + one, "/"));
        String body = TestBatchEndpoint.deploymentBody("")
                .replace("WS", batch.workspace().id());
        AssertedArm arm = new AssertedArm(service, platform.issuer(), principal);
        String id = batch.workspace().id() + DEPLOYMENT.replace("EP", batch.name());

        // When
        arm.send("PUT", id, body)
                .statusCode(403)
                .body("error.code", equalTo("LinkedAuthorizationFailed"))
                .body("error.message", containsString(action));

        // Then
        platform.decisions().allow(principal, ML + action, "/");
        arm.send("PUT", id, body).statusCode(201);
    }
}
