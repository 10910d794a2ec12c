package io.mltwin.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Online endpoints and deployments behind Azure Resource Manager, and their scoring hosts. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class OnlineEndpointResourceTest {

    private static final String SCIENTIST = UUID.randomUUID().toString();
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final String ML = "https://ml.azure.com";

    @FromPlatform TestIssuer issuer;
    @FromPlatform TestDecisions decisions;
    @FromPlatform ServiceUnderTest service;
    @FromPlatform TestCalls calls;

    private OnlineRequests online;
    private String name;

    @BeforeEach
    void aWorkspaceWithAModelAndCode() throws IOException {
        int number = NAMES.incrementAndGet();
        WorkspacePeers peers = new WorkspacePeers("online" + number, "online" + number);
        peers.program(calls);
        OnlineRequests.program(calls);
        peers.blob("LocalUpload/m1/weights.txt", "1 2 3");
        try (InputStream in = OnlineEndpointResourceTest.class.getResourceAsStream("/score.py")) {
            peers.blob(OnlineRequests.CODE + "/score.py", in.readAllBytes());
        }
        ScoringRequests requests = new ScoringRequests(service, issuer, peers);
        requests.newRegistry();
        decisions.allowAll(SCIENTIST);
        requests.as(
                        SCIENTIST,
                        "POST",
                        "/models",
                        "{\"name\":\"m\",\"url\":\"aml://artifact/LocalUpload/m1/weights.txt\",\"mimeType\":\"x\"}")
                .statusCode(200);
        online = new OnlineRequests(service, issuer, peers, requests);
        name = "endpoint" + number;
    }

    @Test
    void trafficIsSplitAndADeploymentCanBeChosen() {
        // Given
        online.putEndpoint(name, "'authMode':'Key','traffic':{},'description':'d'")
                .statusCode(201)
                .body("properties.provisioningState", equalTo("Succeeded"))
                .body(
                        "properties.scoringUri",
                        equalTo("https://" + service.host(name + ".eastus.inference") + "/score"))
                .body("identity.principalId", notNullValue())
                .body("properties.traffic", notNullValue());
        String key = online.key(name);
        online.score(name, key, null, "{}").statusCode(404);
        online.deploy(name, "blue", 1);
        online.deploy(name, "green", 1);
        online.score(name, key, null, "{}").statusCode(404);
        // When
        online.traffic(name, "{'blue':80,'green':20}");
        // Then
        List<String> answered =
                IntStream.range(0, 60)
                        .mapToObj(
                                i ->
                                        online.score(name, key, null, "{}")
                                                .statusCode(200)
                                                .extract()
                                                .header("azureml-model-deployment"))
                        .toList();
        assertThat(answered).contains("blue", "green");
        assertThat(answered.stream().filter("blue"::equals).count()).isBetween(35L, 59L);
        online.score(name, key, "green", "{}")
                .statusCode(200)
                .header("azureml-model-deployment", equalTo("green"))
                .body("name", equalTo("green"))
                .body("files", hasItems("weights.txt"));
        online.score(name, key, "red", "{}").statusCode(404);
        assertThat(online.log(name, "green")).contains("init of green");
        assertThat(online.buildLog(name, "blue")).contains("The entry script is score.py");
        assertThat(online.buildLog(name, "green")).contains("nothing is built");
        online.arm("GET", online.endpoint(name) + "/deployments", null)
                .statusCode(200)
                .body("value.name", hasItems("blue", "green"));
        online.arm("GET", online.deployment(name, "blue") + "/skus", null)
                .statusCode(200)
                .body("value[0].capacity.minimum", equalTo(1));
        online.arm("DELETE", online.deployment(name, "blue"), null)
                .statusCode(400)
                .body("error.message", containsString("80 percent"));
        online.traffic(name, "{'green':100}");
        online.ended(
                online.arm("DELETE", online.deployment(name, "blue"), null).statusCode(202),
                "Succeeded");
        online.arm("GET", online.deployment(name, "blue"), null).statusCode(404);
        online.score(name, key, null, "{}").statusCode(200);
        online.arm("DELETE", online.endpoint(name), null).statusCode(202);
        online.arm("DELETE", online.endpoint(name), null).statusCode(204);
        online.score(name, key, null, "{}").statusCode(404);
    }

    @Test
    void keysRotateOneByOne() {
        // Given
        online.putEndpoint(name, "'authMode':'Key'").statusCode(201);
        online.deploy(name, "blue", 1);
        online.traffic(name, "{'blue':100}");
        JsonPath old =
                online.arm("POST", online.endpoint(name) + "/listKeys", null).extract().jsonPath();
        // When
        online.ended(
                online.arm(
                                "POST",
                                online.endpoint(name) + "/regenerateKeys",
                                "{'keyType':'Primary','keyValue':'"
                                        + old.getString("primaryKey")
                                        + "'}")
                        .statusCode(202),
                "Succeeded");
        // Then
        online.score(name, old.getString("primaryKey"), null, "{}").statusCode(401);
        online.score(name, old.getString("secondaryKey"), null, "{}").statusCode(200);
        online.score(name, online.key(name), null, "{}").statusCode(200);
        online.arm("POST", online.endpoint(name) + "/regenerateKeys", "{'keyType':'Third'}")
                .statusCode(400);
        online.arm("POST", online.endpoint(name) + "/token", null).statusCode(400);
    }

    @Test
    void tokensOfAzureMLAndOfAzureADAreTakenInTheirForm() {
        // Given
        String caller = UUID.randomUUID().toString();
        online.putEndpoint(name, "'authMode':'AMLToken'").statusCode(201);
        online.deploy(name, "blue", 1);
        online.putEndpoint(name, "'authMode':'AMLToken','traffic':{'blue':100}").statusCode(200);
        String token =
                online.arm("POST", online.endpoint(name) + "/token", null)
                        .statusCode(200)
                        .body("tokenType", equalTo("Bearer"))
                        .extract()
                        .path("accessToken");
        String azureAd = issuer.aad(ML, caller).sign();
        // When, Then
        online.score(name, token, null, "{}").statusCode(200);
        online.score(name, azureAd, null, "{}").statusCode(401);
        online.arm("POST", online.endpoint(name) + "/listKeys", null).statusCode(400);
        online.putEndpoint(name, "'authMode':'AADToken','traffic':{'blue':100}").statusCode(200);
        online.score(name, token, null, "{}").statusCode(401);
        online.score(name, azureAd, null, "{}")
                .statusCode(401)
                .body("error.message", containsString("onlineEndpoints/score/action"));
        decisions.allow(
                caller,
                "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/score/action",
                online.endpoint(name));
        online.score(name, azureAd, null, "{}").statusCode(200);
        online.score(name, issuer.aad(ScoringRequests.ARM, caller).sign(), null, "{}")
                .statusCode(401);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    'authMode':'Password'                                   | 400
                    'description':'no mode'                                 | 400
                    'authMode':'Key','traffic':{'blue':100}                 | 400
                    'authMode':'Key','traffic':{'blue':60}                  | 400
                    'authMode':'Key','traffic':{'blue':-1,'green':101}      | 400
                    'authMode':'Key','mirrorTraffic':{'blue':60}            | 400
                    'authMode':'Key','publicNetworkAccess':'Sometimes'      | 400
                    'authMode':'Key','keys':{'primaryKey':'short'}          | 400
                    'authMode':'Key','compute':'/x/computes/none'           | 400
                    'authMode':'Key','traffic':{'blue':0}                   | 201
                    """)
    void anEndpointIsChecked(String properties, int status) {
        online.putEndpoint(name, properties).statusCode(status);
        online.arm("GET", online.endpoint(name), null).statusCode(status == 201 ? 200 : 404);
    }

    @ParameterizedTest(name = "{0} for {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    azureml:m:1                     | azureml:none:1         | 400 | no model
                    azureml:code1:1                 | azureml:none:1         | 400 | no code
                    azureml:AzureML-Python-3-Stdlib:1 | azureml:none:1       | 400 | no environment
                    azureml:AzureML-Python-3-Stdlib:1 | azureml:heavy:1      | 501 | torch
                    azureml:m:1                     | /subscriptions/s/models/m | 400 | no reference
                    azureml:m:1                     | nonsense               | 400 | no reference
                    score.py                        | main.py                | 400 | main.py
                    Standard_DS3_v2                 | Standard_X1            | 400 | Standard_X1
                    Standard_DS3_v2                 | Standard_NC6           | 501 | GPU
                    'capacity':1                    | 'capacity':0           | 400 | 1 to 10
                    'capacity':1                    | 'capacity':11          | 400 | 1 to 10
                    PT20S                           | twenty                 | 400 | ISO 8601
                    PT20S                           | PT20M                  | 400 | 3 minutes
                    Managed                         | Serverless             | 400 | Kubernetes
                    'location':'eastus',            | 'tags':{},             | 400 | location
                    'NAME'                          | 'NA ME'                | 400 | variable
                    'model':                        | 'modelMountPath':'/x','model': | 501 | AZUREML_MODEL_DIR
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
        JsonPath operation =
                online.ended(
                        online.arm(
                                        "PUT",
                                        online.deployment(name, "blue"),
                                        OnlineRequests.body("blue", ",'BROKEN':'1'", 1))
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
                online.arm(
                                "PUT",
                                online.deployment(name, "blue"),
                                OnlineRequests.body("blue", "", 1))
                        .statusCode(200),
                "Succeeded");
    }

    @Test
    void theRouterTellsWhatHappened() {
        // Given
        online.putEndpoint(name, "'authMode':'Key'").statusCode(201);
        String key = online.key(name);
        String body =
                OnlineRequests.body("blue", "", 1)
                        .replace("PT20S", "PT1S")
                        .replace("PT10S", "PT0.2S");
        online.ended(
                online.arm("PUT", online.deployment(name, "blue"), body).statusCode(201),
                "Succeeded");
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
        List<Integer> statuses =
                IntStream.range(0, 8)
                        .parallel()
                        .mapToObj(
                                i ->
                                        online.score(name, key, null, "{'seconds':0.6}")
                                                .extract()
                                                .statusCode())
                        .toList();
        assertThat(statuses).contains(200, 429).containsOnly(200, 429);
    }

    @Test
    void aKilledInstanceIsReplacedWithoutAFailedRequest() throws InterruptedException {
        // Given
        online.putEndpoint(name, "'authMode':'Key'").statusCode(201);
        online.deploy(name, "blue", 2);
        online.traffic(name, "{'blue':100}");
        String key = online.key(name);
        Load load = new Load(key);
        // When
        load.start();
        for (int i = 0; i < 3; i++) {
            load.awaitMore(5);
            assertThat(killOne()).isTrue();
        }
        load.awaitMore(10);
        // Then
        assertThat(load.end()).containsOnly(200);
    }

    @Test
    void anUpdateRollsOverWithoutAFailedRequestAndBackWhenItFails() throws InterruptedException {
        // Given
        online.putEndpoint(name, "'authMode':'Key'").statusCode(201);
        online.deploy(name, "blue", 1);
        online.traffic(name, "{'blue':100}");
        String key = online.key(name);
        String deployment = online.deployment(name, "blue");
        Load load = new Load(key);
        load.start();
        // When
        online.ended(
                online.arm("PUT", deployment, OnlineRequests.body("blue2", "", 2)).statusCode(200),
                "Succeeded");
        // Then
        online.score(name, key, null, "{}").statusCode(200).body("name", equalTo("blue2"));
        online.ended(
                online.arm("PUT", deployment, OnlineRequests.body("blue3", ",'BROKEN':'1'", 1))
                        .statusCode(200),
                "Failed");
        online.score(name, key, null, "{}").statusCode(200).body("name", equalTo("blue2"));
        online.arm("GET", deployment, null)
                .body("properties.provisioningState", equalTo("Failed"))
                .body("properties.environmentVariables.NAME", equalTo("blue2"))
                .body("sku.capacity", equalTo(2));
        online.ended(
                online.arm("PATCH", deployment, "{'sku':{'capacity':3},'tags':{'a':'b'}}")
                        .statusCode(202),
                "Succeeded");
        assertThat(online.log(name, "blue")).contains("[instance 3] init of blue2");
        online.ended(
                online.arm("PATCH", deployment, "{'sku':{'capacity':1}}").statusCode(202),
                "Succeeded");
        assertThat(load.end()).containsOnly(200);
    }

    @Test
    void aKubernetesDeploymentFollowsTheLoad() {
        // Given
        String properties =
                "'authMode':'Key','compute':'"
                        + online.endpoint("x").replace("/onlineEndpoints/x", "/computes/aks1")
                        + "'";
        online.putEndpoint(name, properties).statusCode(201);
        String body =
                OnlineRequests.body("blue", "", 1)
                        .replace("Managed", "Kubernetes")
                        .replace(
                                "'instanceType':'Standard_DS3_v2'",
                                "'scaleSettings':{'scaleType':'TargetUtilization','minInstances':1,'maxInstances':2,'pollingInterval':'PT0.5S'}");
        online.ended(
                online.arm("PUT", online.deployment(name, "blue"), body).statusCode(201),
                "Succeeded");
        online.putEndpoint(name, properties + ",'traffic':{'blue':100}").statusCode(200);
        String key = online.key(name);
        assertThat(online.log(name, "blue")).doesNotContain("[instance");
        // When
        List<Integer> statuses =
                IntStream.range(0, 2)
                        .parallel()
                        .mapToObj(
                                i ->
                                        online.score(name, key, null, "{'seconds':4}")
                                                .extract()
                                                .statusCode())
                        .toList();
        // Then
        assertThat(statuses).containsOnly(200);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () ->
                                assertThat(online.log(name, "blue"))
                                        .contains("[instance 2] init of blue"));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(online.log(name, "blue")).doesNotContain("[instance"));
        online.score(name, key, null, "{}").statusCode(200);
    }

    @Test
    void mirroredTrafficIsACopyWhoseAnswerIsDropped() {
        // Given
        online.putEndpoint(name, "'authMode':'Key'").statusCode(201);
        online.deploy(name, "blue", 1);
        online.deploy(name, "shadow", 1);
        String key = online.key(name);
        online.putEndpoint(
                        name, "'authMode':'Key','traffic':{'blue':100},'mirrorTraffic':{'blue':10}")
                .statusCode(400);
        // When
        online.putEndpoint(
                        name,
                        "'authMode':'Key','traffic':{'blue':100},'mirrorTraffic':{'shadow':50}")
                .statusCode(200);
        // Then
        for (int i = 0; i < 30; i++) {
            online.score(name, key, null, "{'do':'note','text':'copied'}")
                    .statusCode(200)
                    .body("name", equalTo("blue"));
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(online.log(name, "shadow")).contains("noted copied"));
        assertThat(online.log(name, "shadow").lines().filter("noted copied"::equals).count())
                .isLessThan(30);
    }

    /** Ends one container of this name's endpoint, as a crash does. */
    private boolean killOne() {
        return ContainerProcesses.of(name + "-").stream()
                .findFirst()
                .map(ProcessHandle::destroyForcibly)
                .orElse(false);
    }

    /** Sends requests one after the other while a test does something else. */
    private final class Load {
        private final String key;
        private final List<Integer> statuses = new ArrayList<>();
        private final Thread thread = new Thread(this::run);
        private volatile boolean ended;

        Load(String key) {
            this.key = key;
        }

        void start() {
            thread.start();
        }

        private void run() {
            while (!ended) {
                int status =
                        online.score(name, key, null, "{'seconds':0.05}").extract().statusCode();
                synchronized (statuses) {
                    statuses.add(status);
                }
            }
        }

        private int count() {
            synchronized (statuses) {
                return statuses.size();
            }
        }

        void awaitMore(int requests) {
            int wanted = count() + requests;
            await().atMost(Duration.ofSeconds(60)).until(() -> count() >= wanted);
        }

        List<Integer> end() throws InterruptedException {
            ended = true;
            thread.join();
            return statuses;
        }
    }
}
