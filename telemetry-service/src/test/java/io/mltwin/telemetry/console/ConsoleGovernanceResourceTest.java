package io.mltwin.telemetry.console;

import static io.mltwin.telemetry.console.PlayedGovernance.SCOPE;
import static io.mltwin.telemetry.console.PlayedGovernance.event;
import static io.mltwin.telemetry.console.PlayedGovernance.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The pages about the activity log, metrics, logs and policy: what they show of the services'
 * answers, and what they ask for.
 */
@QuarkusTest
@QuarkusTestResource(
        value = PlatformTestResource.class,
        initArgs = {
            @ResourceArg(name = "mltwin.kafka.enabled", value = "false"),
            @ResourceArg(name = "mltwin.traces.kept", value = "20")
        })
class ConsoleGovernanceResourceTest {

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
        assertThat(platform.calls().received("workspace").stream()
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
        platform.calls().answer("identity", "GET", "/v1.0/servicePrincipals", list("""
                                [{"id":"x","appId":"%s","displayName":"Build <i>agent</i>"}]""".formatted(application)));

        olivia.get("/activity" + SCOPE)
                .then()
                .statusCode(200)
                .body(containsString("<td>Build &lt;i&gt;agent&lt;/i&gt;</td>"));
        assertThat(platform.calls().received("identity").stream()
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
                        list(event("Policy", """
                                        {"policies":"[{\\"policyDefinitionDisplayName\\":\\"Allowed locations\\",\\"policyDefinitionEffect\\":\\"deny\\",\\"policyAssignmentDisplayName\\":\\"Only Europe\\"}]"}""")));

        olivia.get("/policy" + SCOPE)
                .then()
                .statusCode(200)
                .body(containsString("data-test=\"refused-write\""))
                .body(containsString("Allowed locations (assignment Only Europe, effect deny)"));
    }

    @Test
    void aMetricIsAChartAndATable() {
        String workspace = SCOPE + "/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w";
        platform.calls()
                .answer("workspace", "GET", workspace + "/providers/Microsoft.Insights/metricDefinitions", list("""
                                [{"name":{"value":"Active Nodes"},"displayDescription":"Nodes","unit":"Count","primaryAggregationType":"Average",
                                "supportedAggregationTypes":["Average","Total"],"metricAvailabilities":[{"timeGrain":"PT1M"}],"dimensions":[{"value":"ClusterName"}]}]"""));
        platform.calls().answer("workspace", "GET", workspace + "/providers/Microsoft.Insights/metrics", list("""
                                [{"timeseries":[{"metadatavalues":[{"value":"c1"}],"data":[{"timeStamp":"2020-11-07T12:00:00Z","average":2.5}]}]}]"""));

        olivia.get("/metrics" + workspace + "?split=ClusterName")
                .then()
                .statusCode(200)
                .body(containsString("data-test=\"chart\""))
                .body(containsString("2020-11-07T12:00:00Z"))
                .body(containsString("2.5"));
        assertThat(platform.calls().received("workspace").stream().map(request -> request.query("$filter")))
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
}
