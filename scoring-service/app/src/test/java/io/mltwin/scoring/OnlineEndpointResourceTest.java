package io.mltwin.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PeerRequest;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Online endpoints behind Azure Resource Manager: settings and traffic. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class OnlineEndpointResourceTest {

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
        List<String> answered = IntStream.range(0, 60)
                .mapToObj(i -> online.score(name, key, null, "{}")
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
        online.ended(online.arm("DELETE", online.deployment(name, "blue"), null).statusCode(202), "Succeeded");
        online.arm("GET", online.deployment(name, "blue"), null).statusCode(404);
        online.score(name, key, null, "{}").statusCode(200);
        online.arm("DELETE", online.endpoint(name), null).statusCode(202);
        online.arm("DELETE", online.endpoint(name), null).statusCode(204);
        online.score(name, key, null, "{}").statusCode(404);
    }

    @Test
    void mirroredTrafficIsACopyWhoseAnswerIsDropped() {
        // Given
        online.putEndpoint(name, "'authMode':'Key'").statusCode(201);
        online.deploy(name, "blue", 1);
        online.deploy(name, "shadow", 1);
        String key = online.key(name);
        online.putEndpoint(name, "'authMode':'Key','traffic':{'blue':100},'mirrorTraffic':{'blue':10}")
                .statusCode(400);
        // When
        online.putEndpoint(name, "'authMode':'Key','traffic':{'blue':100},'mirrorTraffic':{'shadow':50}")
                .statusCode(200);
        // Then
        for (int i = 0; i < 30; i++) {
            online.score(name, key, null, "{'do':'note','text':'copied'}")
                    .statusCode(200)
                    .body("name", equalTo("blue"));
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(online.log(name, "shadow")).contains("noted copied"));
        assertThat(online.log(name, "shadow")
                        .lines()
                        .filter("noted copied"::equals)
                        .count())
                .isLessThan(30);
    }

    @Test
    void aDocumentIsAnsweredWithoutARecordAndRefusedWithOne() {
        // Given
        online.putEndpoint(name, "'authMode':'Key'").statusCode(201);
        online.deploy(name, "blue", 1);
        online.traffic(name, "{'blue':100}");
        // When
        String answered = document(online.key(name))
                .statusCode(200)
                .header("azureml-model-deployment", equalTo("blue"))
                .header("x-request-id", equalTo("r1"))
                .body("paths", notNullValue())
                .extract()
                .header("x-ms-request-id");
        String refused = document("no-key-of-it")
                .statusCode(401)
                .body("error.message", equalTo("This is no key of the endpoint."))
                .extract()
                .header("x-ms-request-id");
        // Then
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(SpooledRecords.of(refused)).hasSize(1));
        assertThat(SpooledRecords.of(answered)).isEmpty();
    }

    private ValidatableResponse document(String credential) {
        return service.given(name + ".eastus.inference")
                .header("Authorization", "Bearer " + credential)
                .header("x-request-id", "r1")
                .get("/swagger.json")
                .then();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
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
        assertThat(identities("POST")).hasSize(status == 201 ? 1 : 0);
    }

    /** What identity-service was asked about the identity of this endpoint. */
    private List<PeerRequest> identities(String method) {
        return calls.received("identity", method, "/_internal/managed-identities").stream()
                .filter(call -> (call.query("resourceId") + call.text()).contains(online.endpoint(name)))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'authMode':'Key','traffic':{'none':100}",
                "'authMode':'Key','mirrorTraffic':{'none':10}",
                "'authMode':'Key','compute':'/x/computes/none'",
                "'authMode':'None'"
            })
    void aRefusedChangeLeavesTheIdentity(String properties) {
        // Given
        String identity = online.putEndpoint(name, "'authMode':'Key'")
                .statusCode(201)
                .extract()
                .path("identity.principalId");
        // When
        online.arm("PUT", online.endpoint(name), "{'location':'eastus','properties':{" + properties + "}}")
                .statusCode(400);
        // Then
        assertThat(identities("DELETE")).isEmpty();
        online.arm("GET", online.endpoint(name), null).body("identity.principalId", equalTo(identity));
        // and one that is not refused ends it
        online.arm("PUT", online.endpoint(name), "{'location':'eastus','properties':{'authMode':'Key'}}")
                .statusCode(200);
        assertThat(identities("DELETE")).hasSize(1);
    }

    @Test
    void aPatchGivesAndTakesIdentities() {
        // Given
        String given = online.workspace().replaceFirst("/providers/.*", "")
                + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/" + name;
        calls.answer(
                "identity",
                "POST",
                "/_internal/managed-identities/assignments",
                PeerAnswer.json(200, Map.of("objectId", "o-given", "clientId", "c-given", "tenantId", "t")));
        calls.answer("identity", "DELETE", "/_internal/managed-identities/assignments", PeerAnswer.json(200, Map.of()));
        String own = online.putEndpoint(name, "'authMode':'Key'")
                .statusCode(201)
                .extract()
                .path("identity.principalId");
        // When, Then
        online.arm(
                        "PATCH",
                        online.endpoint(name),
                        "{'identity':{'type':'systemassigned,userassigned','userAssignedIdentities':{'" + given
                                + "':{}}}}")
                .statusCode(200)
                .body("identity.type", equalTo("SystemAssigned, UserAssigned"))
                .body("identity.principalId", equalTo(own))
                .body("identity.userAssignedIdentities.'" + given + "'.principalId", equalTo("o-given"));
        online.arm("PATCH", online.endpoint(name), "{'tags':{'a':'b'}}")
                .statusCode(200)
                .body("identity.type", equalTo("SystemAssigned, UserAssigned"));
        assertThat(identities("DELETE")).isEmpty();
        online.arm("PATCH", online.endpoint(name), "{'identity':{'type':'UserAssigned'}}")
                .statusCode(200)
                .body("identity.type", equalTo("UserAssigned"))
                .body("identity.principalId", nullValue());
        assertThat(identities("DELETE")).hasSize(1);
        online.arm("PATCH", online.endpoint(name), "{'identity':{'type':'Own'}}")
                .statusCode(400);
        online.arm("GET", online.endpoint(name), null)
                .body("identity.userAssignedIdentities.'" + given + "'.clientId", equalTo("c-given"));
    }

    @Test
    void aRoleThatWouldBeGivenByItselfIsNotBuilt() {
        online.putEndpoint(name, "'authMode':'Key','properties':{'enforce_access_to_default_secret_stores':'enabled'}")
                .statusCode(501)
                .body("error.message", containsString("Workspace Connection Secrets Reader"));
        online.putEndpoint(name, "'authMode':'Key','properties':{'enforce_access_to_default_secret_stores':'disabled'}")
                .statusCode(201);
    }
}
