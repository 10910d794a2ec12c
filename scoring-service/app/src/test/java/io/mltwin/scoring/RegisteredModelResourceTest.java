package io.mltwin.scoring;

import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Registered models as compute-service asks for them: the models of model management. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class RegisteredModelResourceTest {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final String VERSION =
            "{'url':'aml://artifact/ExperimentRun/dcid.run1/model','source':'runs:/run1/model','runId':'run1',"
                    + "'description':'d','tags':{'a':'1'}}";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    @FromPlatform
    TestCalls calls;

    private WorkspacePeers peers;
    private ScoringRequests requests;

    @BeforeEach
    void aWorkspaceWithARun() {
        peers = new WorkspacePeers("reg" + NAMES.incrementAndGet(), "none");
        peers.program(calls);
        peers.blob("ExperimentRun/dcid.run1/model/MLmodel", "flavors: {}");
        requests = new ScoringRequests(service, issuer, peers);
    }

    /** A call of compute-service; single quotes in the body are double ones. */
    private ValidatableResponse send(String method, String rest, String body) {
        return send(issuer.service("compute", "scoring").sign(), method, rest, body);
    }

    private ValidatableResponse send(String bearer, String method, String rest, String body) {
        String uri = "/_internal/registered-models" + rest;
        RequestSpecification request = service.given()
                .header("Authorization", "Bearer " + bearer)
                .contentType("application/json")
                .queryParam("workspace", peers.workspace());
        return (body == null ? request : request.body(body.replace('\'', '"')))
                .request(method, uri)
                .then();
    }

    @ParameterizedTest
    @CsvSource({"workspace", "telemetry"})
    void otherServicesAreRefused(String caller) {
        send(issuer.service(caller, "scoring").sign(), "GET", "", null).statusCode(403);
        send(issuer.service(caller, "scoring").sign(), "POST", "", "{'name':'m'}")
                .statusCode(403);
    }

    @Test
    void aNameIsThereBeforeItHasVersionsAndOnce() {
        // When
        send("POST", "", "{'name':'m','description':'d','tags':{'team':'blue'}}")
                .statusCode(200)
                .body("versions", empty())
                .body("tags.team", equalTo("blue"));

        // Then
        send("POST", "", "{'name':'m'}").statusCode(409);
        send("POST", "", "{'name':'a b'}").statusCode(400);
        send("POST", "", "{}").statusCode(400);
        send("GET", "", null).body("models.name", contains("m"));
        send("GET", "?name=m", null).body("models[0].description", equalTo("d"));
        send("GET", "?name=none", null).body("models", empty());
    }

    @Test
    void aVersionIsAModelOfModelManagementAndTheOtherWayRound() {
        // Given
        String owner = UUID.randomUUID().toString();
        decisions.allowAll(owner);
        send("POST", "", "{'name':'m'}").statusCode(200);

        // When
        send("POST", "/versions?name=m", VERSION)
                .statusCode(200)
                .body("version", equalTo(1))
                .body("stage", equalTo("None"))
                .body("source", equalTo("runs:/run1/model"));

        // Then
        requests.as(owner, "GET", "/models/m:1", null)
                .statusCode(200)
                .body("url", equalTo("aml://artifact/ExperimentRun/dcid.run1/model"))
                .body("kvTags.a", equalTo("1"));
        requests.as(
                        owner,
                        "POST",
                        "/models",
                        "{\"name\":\"other\",\"url\":\"aml://artifact/ExperimentRun/dcid.run1/model\",\"mimeType\":\"x\"}")
                .statusCode(200);
        send("GET", "?name=other", null)
                .body("models[0].versions.version", contains(1))
                .body("models[0].versions[0].source", nullValue());
        requests.as(owner, "DELETE", "/models/other:1", null).statusCode(200);
        send("GET", "?name=other", null).body("models[0].versions", empty());
    }

    @Test
    void missingNumberIsNoVersion() {
        send("POST", "", "{'name':'m'}").statusCode(200);
        send("POST", "/versions?name=none", VERSION).statusCode(404);
        send("POST", "/versions?name=m", VERSION.replace("run1/model'", "run1/none'"))
                .statusCode(400)
                .body("error.message", containsString("no artifact"));
        send("GET", "?name=m", null).body("models[0].versions", empty());
    }

    @Test
    void textsTagsAndAliasesChangeAlone() {
        // Given
        send("POST", "", "{'name':'m','tags':{'a':'1','b':'2'}}").statusCode(200);
        send("POST", "/versions?name=m", VERSION).statusCode(200);

        // When
        send("PATCH", "?name=m", "{'description':'new','tagsToSet':{'a':'3'},'tagsToDelete':['b']}")
                .statusCode(200)
                .body("description", equalTo("new"))
                .body("tags.a", equalTo("3"))
                .body("tags.b", nullValue());
        send("PATCH", "?name=m", "{'aliasesToSet':{'champion':1}}").body("aliases.champion", equalTo(1));

        // Then
        send("PATCH", "?name=m", "{'aliasesToSet':{'champion':2}}").statusCode(404);
        send("PATCH", "?name=m", "{'aliasesToDelete':['champion']}").body("aliases", anEmptyMap());
        send("PATCH", "?name=none", "{}").statusCode(404);
        send("PATCH", "/versions?name=m&version=1", "{'description':'v','tagsToDelete':['a']}")
                .body("description", equalTo("v"))
                .body("tags", anEmptyMap());
        send("PATCH", "/versions?name=m&version=2", "{}").statusCode(404);
    }

    @Test
    void aVersionMovesThroughStagesAndTakesAnothersPlace() {
        // Given
        send("POST", "", "{'name':'m'}").statusCode(200);
        send("POST", "/versions?name=m", VERSION).statusCode(200);
        send("POST", "/versions?name=m", VERSION).statusCode(200);
        send("PATCH", "/versions?name=m&version=1", "{'stage':'production'}").body("stage", equalTo("Production"));

        // When
        send("PATCH", "/versions?name=m&version=2", "{'stage':'Production','archivesOthers':true}")
                .statusCode(200);

        // Then
        send("GET", "?name=m", null)
                .body("models[0].versions.version", contains(2, 1))
                .body("models[0].versions.stage", contains("Production", "Archived"));
        send("PATCH", "/versions?name=m&version=2", "{'stage':'Live'}").statusCode(400);
        send("PATCH", "/versions?name=m&version=2", "{'stage':'None','archivesOthers':true}")
                .statusCode(400);
        send("GET", "?name=m", null).body("models[0].versions[0].stage", equalTo("Production"));
    }

    @Test
    void aDeletedVersionsNumberAndAliasAreNotGivenAgain() {
        // Given
        send("POST", "", "{'name':'m'}").statusCode(200);
        send("POST", "/versions?name=m", VERSION).statusCode(200);
        send("PATCH", "?name=m", "{'aliasesToSet':{'champion':1}}").statusCode(200);

        // When
        send("DELETE", "/versions?name=m&version=1", null).statusCode(204);

        // Then
        send("DELETE", "/versions?name=m&version=1", null).statusCode(404);
        send("GET", "?name=m", null).body("models[0].aliases", anEmptyMap());
        send("POST", "/versions?name=m", VERSION).body("version", equalTo(2));
        send("DELETE", "?name=m", null).statusCode(204);
        send("DELETE", "?name=m", null).statusCode(404);
        send("GET", "", null).body("models", hasSize(0));
    }

    @Test
    void aVersionIsToldWithThePlaceOfItsFiles() {
        send("POST", "", "{'name':'placed'}").statusCode(200);
        send("POST", "/versions?name=placed", VERSION).statusCode(200);

        for (String version : new String[] {"&version=1", ""}) {
            send("GET", "/versions?name=placed" + version, null)
                    .statusCode(200)
                    .body("id", containsString("/models/placed/versions/1"))
                    .body(
                            "properties.modelUri",
                            containsString("/datastores/workspaceartifactstore/paths/ExperimentRun/dcid.run1/model"));
        }
        send("GET", "/versions?name=placed&version=2", null).statusCode(404);
        send("GET", "/versions?name=none", null).statusCode(404);
    }
}
