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
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The variables of a web service's environment, and what {@code AML_CORS_ORIGINS} among them lets.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class CorsResourceTest {

    private static final String SCIENTIST = UUID.randomUUID().toString();
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final String ORIGIN = "https://shop.example";
    private static final String ALLOWED = "Access-Control-Allow-Origin";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    @FromPlatform
    TestCalls calls;

    private ScoringRequests requests;
    private String name;

    @BeforeEach
    void aWorkspaceWithARegistryAndAScript() {
        int number = NAMES.incrementAndGet();
        WorkspacePeers peers = new WorkspacePeers("cors" + number, "cors" + number);
        peers.program(calls);
        peers.blob("LocalUpload/u1/score.py", """
                import os
                def init(): pass
                def run(data): return os.environ["GREETING"] + str(len(data) // (len(data) - 1))
                """);
        requests = new ScoringRequests(service, issuer, peers);
        requests.newRegistry();
        decisions.allowAll(SCIENTIST);
        name = "svc-cors" + number;
    }

    @Test
    void aPageOfAnAllowedOriginAsksAndScoresWithTheKey() {
        // Given
        deploy("{'GREETING':'hello','AML_CORS_ORIGINS':'https://shop.example, https://b.example'}");
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> requests.as(SCIENTIST, "GET", "/services/" + name, null)
                        .statusCode(200)
                        .body("state", equalTo("Healthy")));
        String key = requests.as(SCIENTIST, "POST", "/services/" + name + "/listkeys", null)
                .statusCode(200)
                .extract()
                .path("primaryKey");

        // When
        Response asked = from(ORIGIN)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type")
                .options("/score");

        // Then
        asked.then()
                .statusCode(200)
                .header(ALLOWED, ORIGIN)
                .header("Vary", "Origin")
                .header("Access-Control-Allow-Methods", "GET, POST")
                .header("Access-Control-Allow-Headers", "authorization,content-type")
                .header("Access-Control-Allow-Credentials", nullValue());
        from("https://other.example")
                .header("Access-Control-Request-Method", "POST")
                .options("/score")
                .then()
                .statusCode(200)
                .header(ALLOWED, nullValue());
        score(ORIGIN, key, "ab").then().statusCode(200).header(ALLOWED, ORIGIN).body(containsString("hello2"));
        score("https://other.example", key, "ab").then().statusCode(200).header(ALLOWED, nullValue());
        score(ORIGIN, key, "a").then().statusCode(500).header(ALLOWED, ORIGIN);
        score(ORIGIN, "wrong", "ab").then().statusCode(401).header(ALLOWED, nullValue());
        for (String open : new String[] {"/", "/swagger.json"}) {
            from(ORIGIN).options(open).then().statusCode(200).header(ALLOWED, ORIGIN);
        }
        from(ORIGIN).get("/").then().statusCode(200).header(ALLOWED, ORIGIN);
        from(ORIGIN)
                .header("Authorization", "Bearer " + key)
                .get("/swagger.json")
                .then()
                .statusCode(200)
                .header(ALLOWED, ORIGIN);
        assertThat(service.given("none.inference").options("/score").statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'AML_CORS_ORIGINS':'https://.*'} | which is no origin",
                "{'NA ME':'x'}                     | 'NA ME'",
                "{'NAME':null}                     | 'NAME'",
                "{'AZUREML_MODEL_DIR':'/x'}        | sets 'AZUREML_MODEL_DIR' itself",
                "'text'                            | environment.environmentVariables"
            })
    void whatIsNoVariableIsRefused(String variables, String told) {
        post(variables).then().statusCode(400).body("message", containsString(told));
    }

    private void deploy(String variables) {
        post(variables).then().statusCode(202);
    }

    private Response post(String variables) {
        String body = "{'name':'"
                + name
                + "','computeType':'ACI','authEnabled':true,'environmentImageRequest':{'driverProgram':'score.py',"
                + "'assets':[{'id':'score.py','url':'aml://artifact/LocalUpload/u1/score.py'}],"
                + "'environment':{'name':'AzureML-Python-3-Stdlib','environmentVariables':"
                + variables
                + "}}}";
        return requests.as(SCIENTIST, "POST", "/services", body.replace('\'', '"'))
                .extract()
                .response();
    }

    private RequestSpecification from(String origin) {
        return service.given(label() + ".inference").header("Origin", origin);
    }

    private Response score(String origin, String key, String body) {
        return ScoringRequests.send(from(origin).header("Authorization", "Bearer " + key), "POST", "/score", body);
    }

    private String label() {
        String uri = requests.as(SCIENTIST, "GET", "/services/" + name, null)
                .extract()
                .path("scoringUri");
        return uri.substring("https://".length(), uri.indexOf('.'));
    }
}
