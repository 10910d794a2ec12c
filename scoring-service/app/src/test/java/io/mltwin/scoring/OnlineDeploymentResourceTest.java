package io.mltwin.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deployments of online endpoints: what is refused, what fails, what the router tells. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class OnlineDeploymentResourceTest {

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    @FromPlatform
    TestCalls calls;

    private OnlineRequests online;
    private String name;

    @BeforeEach
    void aWorkspaceWithAModelAndCode() throws IOException {
        online = OnlineRequests.inNewWorkspace(service, issuer, calls, decisions);
        name = online.newName();
    }

    @ParameterizedTest(name = "{0} for {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    azureml:m:1                     | azureml:none:1         | 400 | no model
                    azureml:code1:1                 | azureml:none:1         | 400 | no code
                    azureml:AzureML-Python-3-Stdlib:1 | azureml:none:1       | 400 | no environment
                    azureml:m:1                     | /subscriptions/s/models/m | 400 | no reference
                    azureml:m:1                     | nonsense               | 400 | no reference
                    score.py                        | main.py                | 400 | main.py
                    Standard_DS3_v2                 | Standard_X1            | 400 | Standard_X1
                    Standard_DS3_v2                 | Standard_NC6           | 501 | GPU
                    'capacity':1                    | 'capacity':0           | 400 | 1 to 10
                    'capacity':1                    | 'capacity':11          | 400 | 1 to 10
                    PT20S                           | twenty                 | 400 | ISO 8601
                    PT20S                           | PT20M                  | 400 | 3 minutes
                    PT10S                           | PT181S                 | 400 | 3 minutes
                    PT20S                           | PT0S                   | 400 | more than 0
                    Managed                         | Serverless             | 400 | Kubernetes
                    'location':'eastus',            | 'tags':{},             | 400 | location
                    'NAME'                          | 'NA ME'                | 400 | variable
                    'NAME':'blue'                   | 'AML_CORS_ORIGINS':'a?' | 400 | no origin
                    'model':                        | 'modelMountPath':'/x','model': | 501 | AZUREML_MODEL_DIR
                    'model':                        | 'containerResourceRequirements':{'containerResourceLimits':{'cpu':'1'}},'model': | 501 | properties.containerResourceRequirements
                    """)
    void aDeploymentIsChecked(String right, String wrong, int status, String told) {
        // Given
        online.putEndpoint(name, "'authMode':'Key'").statusCode(201);
        String body = OnlineRequests.body("blue", "", 1);
        assertThat(body).contains(right);
        // When, Then
        online.arm("PUT", online.deployment(name, "blue"), body.replace(right, wrong))
                .statusCode(status)
                .body("error.message", containsString(told));
        online.arm("GET", online.deployment(name, "blue"), null).statusCode(404);
    }

    @Test
    void aDeploymentNeedsItsEndpoint() {
        online.arm("PUT", online.deployment("none", "blue"), OnlineRequests.body("blue", "", 1))
                .statusCode(404)
                .body("error.code", equalTo("ParentResourceNotFound"));
        online.arm("GET", online.endpoint("none"), null).statusCode(404);
        online.putEndpoint("a", "'authMode':'Key'").statusCode(400);
    }

    @Test
    void aScriptThatDoesNotStartFailsTheDeploymentAndLeavesItsStackInTheLog() {
        // Given
        online.putEndpoint(name, "'authMode':'Key'").statusCode(201);
        // When
        JsonPath operation = online.ended(
                online.arm("PUT", online.deployment(name, "blue"), OnlineRequests.body("blue", ",'BROKEN':'1'", 1))
                        .statusCode(201),
                "Failed");
        // Then
        assertThat(operation.getString("error.code")).isEqualTo("ResourceNotReady");
        assertThat(operation.getString("error.message")).contains("broken by its variable");
        online.arm("GET", online.deployment(name, "blue"), null)
                .statusCode(200)
                .body("properties.provisioningState", equalTo("Failed"));
        assertThat(online.log(name, "blue"))
                .contains("init of blue")
                .contains("Traceback")
                .contains("in init");
        online.putEndpoint(name, "'authMode':'Key','traffic':{'blue':100}").statusCode(400);
        online.score(name, online.key(name), "blue", "{}").statusCode(404);
        // and it can be put again
        online.ended(
                online.arm("PUT", online.deployment(name, "blue"), OnlineRequests.body("blue", "", 1))
                        .statusCode(200),
                "Succeeded");
    }

    @Test
    void theRouterTellsWhatHappened() {
        // Given
        online.putEndpoint(name, "'authMode':'Key'").statusCode(201);
        String key = online.key(name);
        String body =
                OnlineRequests.body("blue", "", 1).replace("PT20S", "PT1S").replace("PT10S", "PT0.2S");
        online.ended(online.arm("PUT", online.deployment(name, "blue"), body).statusCode(201), "Succeeded");
        online.traffic(name, "{'blue':100}");
        // When, Then
        online.score(name, key, null, "{'do':'raise'}")
                .statusCode(424)
                .header("ms-azureml-model-error-statuscode", equalTo("500"))
                .header("azureml-model-deployment", equalTo("blue"))
                .body("error.message", containsString("the script raised"));
        online.score(name, key, null, "{'seconds':30}").statusCode(408);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> online.score(name, key, null, "{}").statusCode(200));
        List<Integer> statuses = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> online.score(name, key, null, "{'seconds':0.6}")
                        .extract()
                        .statusCode())
                .toList();
        assertThat(statuses).contains(200, 429).containsOnly(200, 429);
    }

    /** As in Azure no preflight request is answered with what is allowed. */
    @Test
    void aPageReadsTheAnswersOfADeploymentThatNamesItsOrigin() {
        // Given
        online.putEndpoint(name, "'authMode':'Key'").statusCode(201);
        online.ended(
                online.arm(
                                "PUT",
                                online.deployment(name, "blue"),
                                OnlineRequests.body("blue", ",'AML_CORS_ORIGINS':'*'", 1))
                        .statusCode(201),
                "Succeeded");
        online.traffic(name, "{'blue':100}");
        String key = online.key(name);
        // When, Then
        for (String body : List.of("{}", "{\"do\":\"raise\"}")) {
            from("https://shop.example")
                    .header("Authorization", "Bearer " + key)
                    .contentType("application/json")
                    .body(body)
                    .post("/score")
                    .then()
                    .statusCode(body.equals("{}") ? 200 : 424)
                    .header("Access-Control-Allow-Origin", "https://shop.example");
        }
        from("https://shop.example")
                .header("Access-Control-Request-Method", "POST")
                .options("/score")
                .then()
                .header("Access-Control-Allow-Origin", nullValue());
    }

    private RequestSpecification from(String origin) {
        return service.given(name + ".eastus.inference").header("Origin", origin);
    }
}
