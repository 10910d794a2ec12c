package io.mltwin.telemetry.console;

import static io.mltwin.telemetry.console.PlayedGovernance.EXPLAIN;
import static io.mltwin.telemetry.console.PlayedGovernance.HOSTILE;
import static io.mltwin.telemetry.console.PlayedGovernance.LIST_KEYS;
import static io.mltwin.telemetry.console.PlayedGovernance.RITA;
import static io.mltwin.telemetry.console.PlayedGovernance.SCOPE;
import static io.mltwin.telemetry.console.PlayedGovernance.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PeerRequest;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The pages about access and about a role: what they show of the services' answers, and what they
 * ask for.
 */
@QuarkusTest
@QuarkusTestResource(
        value = PlatformTestResource.class,
        initArgs = {
            @ResourceArg(name = "mltwin.kafka.enabled", value = "false"),
            @ResourceArg(name = "mltwin.traces.kept", value = "20")
        })
class ConsoleAccessResourceTest {

    @FromPlatform
    ServiceUnderTest service;

    @FromPlatform
    TestPlatform platform;

    private PlayedGovernance azure;
    private ConsoleVisitor olivia;

    @BeforeEach
    void oliviaIsSignedIn() {
        azure = new PlayedGovernance(service, platform);
        olivia = azure.olivia();
    }

    @Test
    void partsOfAPageAreAskedForInTheReadersNameAndInOneTrace() {
        String page = olivia.get("/access" + SCOPE).then().extract().asString();

        List<PeerRequest> asked = platform.calls().received("workspace");
        assertThat(asked).hasSize(5);
        assertThat(asked).extracting(PeerRequest::bearer).doesNotContainNull();
        assertThat(asked.stream().map(PeerRequest::bearer).distinct()).hasSize(1);
        assertThat(asked.stream().map(request -> trace(request)).distinct()).hasSize(1);
        assertThat(asked.stream()
                        .map(request -> request.headers().get("x-ms-correlation-request-id"))
                        .distinct())
                .hasSize(1)
                .doesNotContainNull();
        assertThat(page.substring(page.indexOf("data-test=\"calls\"")))
                .containsSubsequence(
                        "/permissions<",
                        "/roleAssignments<",
                        "/denyAssignments<",
                        "/roleDefinitions<",
                        "/providerOperations<",
                        EXPLAIN);
    }

    private static String trace(PeerRequest request) {
        return request.headers().get("traceparent").split("-")[1];
    }

    @Test
    void aPartThatIsRefusedLeavesTheOthersAsTheyAre() {
        platform.calls()
                .answer(
                        "workspace",
                        "GET",
                        SCOPE + "/providers/Microsoft.Authorization/denyAssignments",
                        PeerAnswer.error(403, "AuthorizationFailed", "No."));

        String page =
                olivia.get("/access" + SCOPE).then().statusCode(200).extract().asString();

        assertThat(page.split("403 AuthorizationFailed", -1)).hasSize(2);
        assertThat(page).contains("data-test=\"assignments\"").contains("data-test=\"roles\"");
    }

    @Test
    void assignmentsHaveNamesOfPrincipalsAndRoles() {
        platform.calls()
                .answer(
                        "workspace",
                        "GET",
                        SCOPE + "/providers/Microsoft.Authorization/roleAssignments",
                        list("""
                                [{"id":"%1$s/providers/Microsoft.Authorization/roleAssignments/a1","name":"a1","properties":
                                {"roleDefinitionId":"/x/roleDefinitions/r1","principalId":"%2$s","principalType":"User","scope":"%1$s"}}]""".formatted(SCOPE, RITA)));
        platform.calls()
                .answer(
                        "workspace",
                        "GET",
                        SCOPE + "/providers/Microsoft.Authorization/roleDefinitions",
                        list("""
                                [{"id":"/x/roleDefinitions/r1","name":"r1","properties":{"roleName":"%s","type":"CustomRole",
                                "assignableScopes":["%s"],"permissions":[{"actions":["*/read"]}]}}]""".formatted(HOSTILE, SCOPE)));

        olivia.get("/access" + SCOPE)
                .then()
                .statusCode(200)
                .body(containsString("Rita &lt;b&gt;Reader"))
                .body(containsString("&lt;script&gt;alert(1)&lt;/script&gt;"))
                .body(not(containsString(HOSTILE)))
                .body(containsString("data-test=\"remove\""));
    }

    @Test
    void typedNameStaysWhenNobodyHasIt() {
        azure.playEmptyLists("identity", "/v1.0/*");

        olivia.post("/access" + SCOPE, "do=assign&who=No%20Body&role=r1")
                .then()
                .statusCode(400)
                .body(containsString("value=\"No Body\""))
                .body(containsString("data-test=\"assign-problem\""));
    }

    @Test
    void aQuestionAboutSomebodyIsIdentitysToAnswer() {
        platform.calls()
                .answer("identity", "GET", "/v1.0/users", list("[{\"id\":\"" + RITA + "\",\"displayName\":\"Rita\"}]"));

        olivia.get("/access" + SCOPE + "?who=rita@contoso&action=" + LIST_KEYS)
                .then()
                .statusCode(200)
                .body(containsString("data-allowed=\"false\""));

        assertThat(platform.calls().received("identity", "POST", EXPLAIN))
                .anyMatch(request -> request.json().path("principalId").asText().equals(RITA)
                        && request.json().path("action").asText().equals(LIST_KEYS));
    }

    @Test
    void markedOperationsGoToTheListOfTheirKind() {
        platform.calls().answer("workspace", "GET", "/providers/Microsoft.Authorization/providerOperations", list("""
                                [{"name":"Microsoft.Storage","displayName":"Storage","operations":[],"resourceTypes":[{"name":"a","operations":[
                                {"name":"Microsoft.Storage/a/read","isDataAction":false},{"name":"Microsoft.Storage/a/b/read","isDataAction":true}]}]}]"""));

        String page = olivia.post(
                        "/role" + SCOPE,
                        "do=allow&roleName=My%20role&provider=Microsoft.Storage"
                                + "&operation=Microsoft.Storage/a/read&operation=Microsoft.Storage/a/b/read")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(page)
                .contains("value=\"My role\"")
                .containsPattern("name=\"actions\"[^>]*>Microsoft.Storage/a/read<")
                .containsPattern("name=\"dataActions\"[^>]*>Microsoft.Storage/a/b/read<");
    }

    @Test
    void aRoleWithSeveralPermissionsIsShownAndNotEdited() {
        platform.calls()
                .answer(
                        "workspace",
                        "GET",
                        SCOPE + "/providers/Microsoft.Authorization/roleDefinitions",
                        list("""
                                [{"id":"/x/roleDefinitions/r1","name":"r1","properties":{"roleName":"%s","type":"CustomRole",
                                "assignableScopes":["%s"],"permissions":[{"actions":["*/read"],"notActions":["a/b/read"]},
                                {"dataActions":["c/d/read"]}]}}]""".formatted(HOSTILE, SCOPE)));

        Response answer = olivia.get("/role" + SCOPE + "?name=r1");

        answer.then()
                .statusCode(200)
                .body(containsString("*/read"))
                .body(containsString("a/b/read"))
                .body(containsString("c/d/read"))
                .body(containsString("az role definition update"))
                .body(not(containsString(HOSTILE)))
                .body(not(containsString("data-test=\"role-editor\"")));
        assertThat(answer.asString().split("data-test=\"role-block\"")).hasSize(3);
    }
}
