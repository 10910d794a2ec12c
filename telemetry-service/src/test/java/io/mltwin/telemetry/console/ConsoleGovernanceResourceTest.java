package io.mltwin.telemetry.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PeerRequest;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The pages about refusals, access, the activity log, metrics, logs and policy: what they show of
 * the services' answers, and what they ask for.
 */
@QuarkusTest
@QuarkusTestResource(
        value = PlatformTestResource.class,
        initArgs = {
            @ResourceArg(name = "mltwin.kafka.enabled", value = "false"),
            @ResourceArg(name = "mltwin.traces.kept", value = "20")
        })
class ConsoleGovernanceResourceTest {

    private static final String SCOPE = "/subscriptions/20000000-0000-4000-8000-000000000001";
    private static final String TOKENS = "/" + TestIssuer.TENANT + "/oauth2/v2.0/token";
    private static final String EXPLAIN = "/_mltwin/access/explain";
    private static final String RITA = "30000000-0000-4000-8000-000000000003";
    private static final String LIST_KEYS = "Microsoft.Storage/storageAccounts/listKeys/action";
    private static final String HOSTILE = "<script>alert(1)</script>";

    @FromPlatform ServiceUnderTest service;
    @FromPlatform TestPlatform platform;

    private ConsoleVisitor olivia;

    @BeforeEach
    void oliviaIsSignedIn() {
        platform.calls().reset();
        olivia = new ConsoleVisitor(service);
        new PlayedSignIn(platform, olivia).complete("%2F").then().statusCode(303);
        platform.calls().answer("identity", "POST", TOKENS, request -> token());
        platform.calls().answer("identity", "POST", "/v1.0/directoryObjects/getByIds", names());
        empty("/subscriptions*");
        empty("/providers*");
        platform.calls().answer("workspace", "POST", SCOPE + "*", list("[]"));
        platform.calls().answer("identity", "POST", EXPLAIN, this::explain);
    }

    @Test
    void aRefusalShowsEveryAssignmentAndTheRoleThatWouldDo() {
        decision("[]");

        olivia.get("/why/d1")
                .then()
                .statusCode(200)
                .body(containsString("data-result=\"NOT_NAMED\""))
                .body(containsString("does not name it"))
                .body(containsString("Rita &lt;b&gt;Reader"))
                .body(containsString("Storage Account Key Operator"))
                .body(containsString("data-test=\"assign\""));
    }

    @Test
    void theRoleIsAssignedInTheReadersNameToThePersonThatWasRefused() {
        decision("[]");
        platform.calls().answer("workspace", "PUT", SCOPE + "*", PeerAnswer.json(201, Map.of()));

        olivia.post("/why/d1", "")
                .then()
                .statusCode(303)
                .header("Location", startsWith("/why/d1?receipt="));

        PeerRequest put =
                platform.calls().received("workspace").stream()
                        .filter(request -> request.method().equals("PUT"))
                        .findFirst()
                        .orElseThrow();
        assertThat(put.path())
                .startsWith(SCOPE + "/providers/Microsoft.Authorization/roleAssignments/");
        assertThat(put.json().at("/properties/principalId").asText()).isEqualTo(RITA);
        assertThat(put.json().at("/properties/roleDefinitionId").asText())
                .endsWith("/roleDefinitions/81a9662b");
    }

    @Test
    void anAssignmentThatAzureRefusesStaysOnThePage() {
        decision("[]");
        platform.calls()
                .answer(
                        "workspace",
                        "PUT",
                        SCOPE + "*",
                        PeerAnswer.error(403, "AuthorizationFailed", "No " + HOSTILE)
                                .withHeader("x-ms-request-id", "of-the-assignment"));

        olivia.post("/why/d1", "")
                .then()
                .statusCode(403)
                .body(containsString("403 AuthorizationFailed"))
                .body(containsString("data-test=\"request-id\">of-the-assignment<"))
                .body(containsString("Ask somebody who may assign roles here"))
                .body(not(containsString(HOSTILE)))
                .body(containsString("Storage Account Key Operator"));
    }

    @Test
    void aDenyAssignmentLeavesNothingToAssign() {
        decision(
                """
                [{"id":"/x","name":"closed","scope":"%s","result":"DENIED","pattern":"*"}]"""
                        .formatted(SCOPE));

        olivia.get("/why/d1")
                .then()
                .statusCode(200)
                .body(containsString("data-test=\"deny\""))
                .body(containsString("data-test=\"blocked\""))
                .body(not(containsString("data-test=\"assign\"")));
    }

    @Test
    void aDecisionThatTheReaderMayNotSeeIsNotThere() {
        platform.calls()
                .answer(
                        "identity",
                        "GET",
                        "/_mltwin/access/decisions/d1",
                        PeerAnswer.error(404, "DecisionNotFound", "There is no decision 'd1'.")
                                .withHeader("x-ms-request-id", "of-the-decision"));

        olivia.get("/why/d1")
                .then()
                .statusCode(404)
                .header("x-ms-request-id", not("of-the-decision"))
                .body(containsString("DecisionNotFound"))
                .body(containsString("of-the-decision"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/access", "/activity", "/policy", "/logs", "/metrics"})
    void whoMayReadNothingIsToldWhatToDo(String page) {
        olivia.get(page).then().statusCode(200).body(containsString("class=\"empty\""));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "/access, check assignments assign mine roles",
        "/role, role-editor operations save",
        "/activity, left-out filters no-events",
        "/logs, query examples",
        "/policy, refused assignments compliance"
    })
    void aPageOfAScopeHasItsParts(String page, String hooks) {
        Response answer = olivia.get(page + SCOPE);

        answer.then().statusCode(200);
        for (String hook : hooks.split(" ")) {
            assertThat(answer.asString()).contains("data-test=\"" + hook + "\"");
        }
    }

    @Test
    void partsOfAPageAreAskedForInTheReadersNameAndInOneTrace() {
        String page = olivia.get("/access" + SCOPE).then().extract().asString();

        List<PeerRequest> asked = platform.calls().received("workspace");
        assertThat(asked).hasSize(5);
        assertThat(asked).extracting(PeerRequest::bearer).doesNotContainNull();
        assertThat(asked.stream().map(PeerRequest::bearer).distinct()).hasSize(1);
        assertThat(asked.stream().map(request -> trace(request)).distinct()).hasSize(1);
        assertThat(
                        asked.stream()
                                .map(
                                        request ->
                                                request.headers()
                                                        .get("x-ms-correlation-request-id"))
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

    @Test
    void aPartThatIsRefusedLeavesTheOthersAsTheyAre() {
        platform.calls()
                .answer(
                        "workspace",
                        "GET",
                        SCOPE + "/providers/Microsoft.Authorization/denyAssignments",
                        PeerAnswer.error(403, "AuthorizationFailed", "No."));

        String page = olivia.get("/access" + SCOPE).then().statusCode(200).extract().asString();

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
                        list(
                                """
                                [{"id":"%1$s/providers/Microsoft.Authorization/roleAssignments/a1","name":"a1","properties":
                                {"roleDefinitionId":"/x/roleDefinitions/r1","principalId":"%2$s","principalType":"User","scope":"%1$s"}}]"""
                                        .formatted(SCOPE, RITA)));
        platform.calls()
                .answer(
                        "workspace",
                        "GET",
                        SCOPE + "/providers/Microsoft.Authorization/roleDefinitions",
                        list(
                                """
                                [{"id":"/x/roleDefinitions/r1","name":"r1","properties":{"roleName":"%s","type":"CustomRole",
                                "assignableScopes":["%s"],"permissions":[{"actions":["*/read"]}]}}]"""
                                        .formatted(HOSTILE, SCOPE)));

        olivia.get("/access" + SCOPE)
                .then()
                .statusCode(200)
                .body(containsString("Rita &lt;b&gt;Reader"))
                .body(containsString("&lt;script&gt;alert(1)&lt;/script&gt;"))
                .body(not(containsString(HOSTILE)))
                .body(containsString("data-test=\"remove\""));
    }

    @Test
    void whatWasTypedStaysWhenNobodyHasThatName() {
        empty("identity", "/v1.0/*");

        olivia.post("/access" + SCOPE, "do=assign&who=No%20Body&role=r1")
                .then()
                .statusCode(400)
                .body(containsString("value=\"No Body\""))
                .body(containsString("data-test=\"assign-problem\""));
    }

    @Test
    void aQuestionAboutSomebodyIsIdentitysToAnswer() {
        platform.calls()
                .answer(
                        "identity",
                        "GET",
                        "/v1.0/users",
                        list("[{\"id\":\"" + RITA + "\",\"displayName\":\"Rita\"}]"));

        olivia.get("/access" + SCOPE + "?who=rita@contoso&action=" + LIST_KEYS)
                .then()
                .statusCode(200)
                .body(containsString("data-allowed=\"false\""));

        assertThat(platform.calls().received("identity", "POST", EXPLAIN))
                .anyMatch(
                        request ->
                                request.json().path("principalId").asText().equals(RITA)
                                        && request.json()
                                                .path("action")
                                                .asText()
                                                .equals(LIST_KEYS));
    }

    @Test
    void markedOperationsGoToTheListOfTheirKind() {
        platform.calls()
                .answer(
                        "workspace",
                        "GET",
                        "/providers/Microsoft.Authorization/providerOperations",
                        list(
                                """
                                [{"name":"Microsoft.Storage","displayName":"Storage","operations":[],"resourceTypes":[{"name":"a","operations":[
                                {"name":"Microsoft.Storage/a/read","isDataAction":false},{"name":"Microsoft.Storage/a/b/read","isDataAction":true}]}]}]"""));

        String page =
                olivia.post(
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
    void eventsLeadToTheirFlow() {
        platform.calls()
                .answer(
                        "workspace",
                        "GET",
                        SCOPE + "/providers/Microsoft.Insights/eventtypes/management/values",
                        list(event("Administrative", "{}")));

        olivia.get("/activity" + SCOPE + "?status=Failed")
                .then()
                .statusCode(200)
                .body(containsString("href=\"/flow/c0ffee\""))
                .body(containsString("data-status=\"Failed\""));
        assertThat(
                        platform.calls().received("workspace").stream()
                                .filter(request -> request.path().endsWith("/management/values"))
                                .map(request -> request.query("$filter")))
                .anyMatch(filter -> filter.endsWith(" and status eq 'Failed'"));
    }

    @Test
    void theLogNamesAnApplicationByItsApplicationId() {
        String application = "40000000-0000-4000-8000-000000000001";
        platform.calls()
                .answer(
                        "workspace",
                        "GET",
                        SCOPE + "/providers/Microsoft.Insights/eventtypes/management/values",
                        list(event("Administrative", "{}").replace("rita@contoso", application)));
        platform.calls()
                .answer(
                        "identity",
                        "GET",
                        "/v1.0/servicePrincipals",
                        list(
                                """
                                [{"id":"x","appId":"%s","displayName":"Build <i>agent</i>"}]"""
                                        .formatted(application)));

        olivia.get("/activity" + SCOPE)
                .then()
                .statusCode(200)
                .body(containsString("<td>Build &lt;i&gt;agent&lt;/i&gt;</td>"));
        assertThat(
                        platform.calls().received("identity").stream()
                                .filter(request -> request.path().endsWith("/servicePrincipals"))
                                .map(request -> request.query("$filter")))
                .containsExactly("appId in ('" + application + "')");
    }

    @Test
    void aRefusedWriteNamesTheRuleThatRefusedIt() {
        platform.calls()
                .answer(
                        "workspace",
                        "GET",
                        SCOPE + "/providers/Microsoft.Insights/eventtypes/management/values",
                        list(
                                event(
                                        "Policy",
                                        """
                                        {"policies":"[{\\"policyDefinitionDisplayName\\":\\"Allowed locations\\",\\"policyDefinitionEffect\\":\\"deny\\",\\"policyAssignmentDisplayName\\":\\"Only Europe\\"}]"}""")));

        olivia.get("/policy" + SCOPE)
                .then()
                .statusCode(200)
                .body(containsString("data-test=\"refused-write\""))
                .body(containsString("Allowed locations (assignment Only Europe, effect deny)"));
    }

    @Test
    void aMetricIsAChartAndATable() {
        String workspace =
                SCOPE
                        + "/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w";
        platform.calls()
                .answer(
                        "workspace",
                        "GET",
                        workspace + "/providers/Microsoft.Insights/metricDefinitions",
                        list(
                                """
                                [{"name":{"value":"Active Nodes"},"displayDescription":"Nodes","unit":"Count","primaryAggregationType":"Average",
                                "supportedAggregationTypes":["Average","Total"],"metricAvailabilities":[{"timeGrain":"PT1M"}],"dimensions":[{"value":"ClusterName"}]}]"""));
        platform.calls()
                .answer(
                        "workspace",
                        "GET",
                        workspace + "/providers/Microsoft.Insights/metrics",
                        list(
                                """
                                [{"timeseries":[{"metadatavalues":[{"value":"c1"}],"data":[{"timeStamp":"2020-11-07T12:00:00Z","average":2.5}]}]}]"""));

        olivia.get("/metrics" + workspace + "?split=ClusterName")
                .then()
                .statusCode(200)
                .body(containsString("data-test=\"chart\""))
                .body(containsString("2020-11-07T12:00:00Z"))
                .body(containsString("2.5"));
        assertThat(
                        platform.calls().received("workspace").stream()
                                .map(request -> request.query("$filter")))
                .contains("ClusterName eq '*'");
    }

    @Test
    void aResourceWithoutMetricsSaysSoAndWhereToGo() {
        String vault = SCOPE + "/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v";
        platform.calls()
                .answer(
                        "workspace",
                        "GET",
                        vault + "/providers/Microsoft.Insights/metricDefinitions",
                        PeerAnswer.error(501, "NotImplemented", "GET is not built yet."));

        olivia.get("/metrics" + vault)
                .then()
                .statusCode(200)
                .body(containsString("data-test=\"no-metrics\""))
                .body(containsString("Microsoft.KeyVault/vaults"))
                .body(containsString("href=\"/activity" + vault + "\""));
    }

    @Test
    void aRoleWithSeveralPermissionsIsShownAndNotEdited() {
        platform.calls()
                .answer(
                        "workspace",
                        "GET",
                        SCOPE + "/providers/Microsoft.Authorization/roleDefinitions",
                        list(
                                """
                                [{"id":"/x/roleDefinitions/r1","name":"r1","properties":{"roleName":"%s","type":"CustomRole",
                                "assignableScopes":["%s"],"permissions":[{"actions":["*/read"],"notActions":["a/b/read"]},
                                {"dataActions":["c/d/read"]}]}}]"""
                                        .formatted(HOSTILE, SCOPE)));

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

    private static String trace(PeerRequest request) {
        return request.headers().get("traceparent").split("-")[1];
    }

    private void decision(String denyAssignments) {
        platform.calls()
                .answer(
                        "identity",
                        "GET",
                        "/_mltwin/access/decisions/d1",
                        PeerAnswer.json(200, explanation(RITA, LIST_KEYS, false, denyAssignments)));
    }

    /** Olivia may assign roles; nobody else may do anything. */
    private PeerAnswer explain(PeerRequest request) {
        boolean own = !request.json().path("principalId").isTextual();
        return PeerAnswer.json(
                200,
                explanation(
                        RITA,
                        request.json().path("action").asText(),
                        own && !request.json().path("action").asText().equals(LIST_KEYS),
                        "[]"));
    }

    private static String explanation(
            String principal, String action, boolean allowed, String denyAssignments) {
        return """
                {"decision":"d1","time":"2020-11-07T12:00:00Z","allowed":%s,"reason":"No role names it.","principalId":"%s","groups":[],
                "action":"%s","isDataAction":false,"scope":"%s","roleAssignments":[{"id":"/a","scope":"%s","principalId":"%s",
                "roleDefinitionId":"/r","roleName":"Reader","result":"NOT_NAMED"}],"denyAssignments":%s,"smallestRole":%s}"""
                .formatted(
                        allowed,
                        principal,
                        action,
                        SCOPE,
                        SCOPE,
                        principal,
                        denyAssignments,
                        denyAssignments.equals("[]") && !allowed
                                ? """
                                {"roleDefinitionId":"/providers/Microsoft.Authorization/roleDefinitions/81a9662b",
                                "roleName":"Storage Account Key Operator","operations":2,"scope":"%s"}"""
                                        .formatted(SCOPE)
                                : "null");
    }

    private static String event(String category, String properties) {
        return """
                [{"eventDataId":"e1","eventTimestamp":"2020-11-07T12:00:00Z","caller":"rita@contoso","level":"Error","resourceId":"%s",
                "correlationId":"c0ffee","operationName":{"value":"%s"},"status":{"value":"Failed"},"subStatus":{"value":"Forbidden"},
                "category":{"value":"%s"},"properties":%s}]"""
                .formatted(SCOPE, LIST_KEYS, category, properties);
    }

    private void empty(String path) {
        empty("workspace", path);
    }

    private void empty(String peer, String path) {
        platform.calls().answer(peer, "GET", path, list("[]"));
    }

    private static PeerAnswer list(String value) {
        return PeerAnswer.json(200, "{\"value\":" + value + "}");
    }

    private static PeerAnswer names() {
        return list("[{\"id\":\"" + RITA + "\",\"displayName\":\"Rita <b>Reader</b>\"}]");
    }

    private PeerAnswer token() {
        return PeerAnswer.json(
                200,
                Map.of(
                        "token_type",
                        "Bearer",
                        "expires_in",
                        3599,
                        "access_token",
                        platform.issuer()
                                .user("https://management.azure.com", RITA, "olivia@contoso")
                                .claim("groups", List.of())
                                .sign(),
                        "refresh_token",
                        "next"));
    }
}
