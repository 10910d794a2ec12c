package io.mltwin.telemetry.diagnosticsettings;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import io.mltwin.testkit.AssertedArm;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Diagnostic settings: made, listed, refused with what is wrong, and where logs may not go. */
@QuarkusTest
@QuarkusTestResource(
        value = PlatformTestResource.class,
        initArgs = {
            @ResourceArg(name = "mltwin.kafka.enabled", value = "false"),
            @ResourceArg(name = "mltwin.traces.kept", value = "20")
        })
class DiagnosticSettingsResourceTest {

    private static final String SETTINGS = "/providers/Microsoft.Insights/diagnosticSettings";
    private static final String LIST_KEYS = "Microsoft.Storage/storageAccounts/listKeys/action";
    private static final String RUNS =
            "'logs':[{'category':'AmlRunStatusChangedEvent','enabled':true,'retentionPolicy':{'enabled':false,'days':0}}]";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    ServiceUnderTest service;

    private final String principal = UUID.randomUUID().toString();
    private final String group = "/subscriptions/" + UUID.randomUUID() + "/resourceGroups/diagnosed";
    private final String workspace = group + "/providers/Microsoft.MachineLearningServices/workspaces/ws1";
    private final String account = group + "/providers/Microsoft.Storage/storageAccounts/logs0";
    private final String other = group + "/providers/Microsoft.Storage/storageAccounts/logs1";
    private AssertedArm arm;

    @BeforeEach
    void twoAccounts() {
        arm = new AssertedArm(service, issuer, principal);
        decisions.allow(principal, LIST_KEYS, group);
        calls.answer("workspace", "GET", "/_internal/index", PeerAnswer.json(200, "{}"));
    }

    private String body(String to, String rest) {
        return "{'properties':{'storageAccountId':'" + to + "'," + rest + "}}";
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "workspace, ENDED, 404",
        "group, ENDED, 404",
        "neighbour, ENDED, 200",
        "workspace, SET_ASIDE, 404",
        "workspace, SET_ASIDE RECOVERED, 200",
        "workspace, SET_ASIDE MADE RECOVERED, 404"
    })
    void aSettingEndsWithItsResource(String scope, String kinds, int status) {
        // Given
        String setting = workspace + SETTINGS + "/s1";
        arm.send("PUT", setting, body(account, RUNS)).statusCode(200);
        String changed = switch (scope) {
            case "workspace" -> workspace;
            case "group" -> group;
            default -> workspace + "2";
        };

        // When
        for (String kind : kinds.split(" ")) {
            tell("workspace", changed, kind).statusCode(204);
        }

        // Then
        arm.send("GET", setting, null).statusCode(status);
        arm.send("GET", workspace + SETTINGS, null).body("value", hasSize(status == 200 ? 1 : 0));
        tell("compute", changed, "ENDED").statusCode(403);
    }

    private ValidatableResponse tell(String teller, String scope, String kind) {
        return service.given()
                .header(
                        "Authorization",
                        "Bearer " + issuer.service(teller, "telemetry").sign())
                .contentType(ContentType.JSON)
                .body("{\"scope\":\"" + scope + "\",\"kind\":\"" + kind + "\"}")
                .post("/_internal/scope-changes")
                .then();
    }

    @Test
    void aSettingIsMadeChangedListedAndDeleted() {
        String setting = workspace + SETTINGS + "/s1";

        arm.send("PUT", setting, body(account, RUNS))
                .statusCode(200)
                .body("id", equalTo(setting))
                .body("type", equalTo("Microsoft.Insights/diagnosticSettings"))
                .body("properties.storageAccountId", equalTo(account))
                .body("properties.logs[0].category", equalTo("AmlRunStatusChangedEvent"));
        arm.send("PUT", setting, body(account, "'metrics':[{'category':'AllMetrics','enabled':true}]"))
                .statusCode(200)
                .body("properties.metrics", hasSize(1));
        arm.send("GET", workspace + SETTINGS, null)
                .statusCode(200)
                .body("value.name", equalTo(java.util.List.of("s1")));
        arm.send("GET", group + "/providers/Microsoft.MachineLearningServices/workspaces/ws2" + SETTINGS, null)
                .body("value", hasSize(0));
        arm.send("DELETE", setting, null).statusCode(200);
        arm.send("DELETE", setting, null).statusCode(204);
        arm.send("GET", setting, null).statusCode(404).body("error.code", equalTo("ResourceNotFound"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "400 | BadRequest | {}",
                "400 | BadRequest | {'properties':{}}",
                "400 | BadRequest | {'properties':{'storageAccountId':'{A}'}}",
                "400 | BadRequest | {'properties':{'storageAccountId':'{A}','logs':[]}}",
                "400 | BadRequest | {'properties':{'storageAccountId':'{A}','logs':[{'category':'Everything','enabled':true}]}}",
                "400 | BadRequest | {'properties':{'storageAccountId':'{A}','logs':[{'enabled':true}]}}",
                "400 | BadRequest | {'properties':{'storageAccountId':'{A}','logs':[{'category':'RunEvent','categoryGroup':'allLogs','enabled':true}]}}",
                "400 | BadRequest | {'properties':{'storageAccountId':'{A}','logs':[{'category':'RunEvent'},{'category':'RunEvent'}]}}",
                "400 | BadRequest | {'properties':{'storageAccountId':'{A}','logs':[{'category':'RunEvent','retentionPolicy':{'enabled':true,'days':366}}]}}",
                "400 | BadRequest | {'properties':{'storageAccountId':'{A}','metrics':[{'category':'Some','enabled':true}]}}",
                "400 | BadRequest | {'properties':{'storageAccountId':'{W}','logs':[{'category':'RunEvent','enabled':true}]}}",
                "400 | LinkedInvalidPropertyId | {'properties':{'storageAccountId':'logs','logs':[{'category':'RunEvent','enabled':true}]}}",
                "400 | InvalidRequestContent | {'properties':'all'}",
                "400 | InvalidRequestContent | []",
                "501 | NotImplemented | {'properties':{'eventHubAuthorizationRuleId':'x','logs':[{'category':'RunEvent'}]}}"
            })
    void whatIsNoSettingIsRefused(int status, String code, String body) {
        String setting = workspace + SETTINGS + "/refused";

        arm.send("PUT", setting, body.replace("{A}", account).replace("{W}", workspace))
                .statusCode(status)
                .body("error.code", equalTo(code));
        arm.send("GET", setting, null).statusCode(404);
    }

    @Test
    void callerWithoutTheDestinationsKeySendsNothingThere() {
        String stranger = UUID.randomUUID().toString();

        new AssertedArm(service, issuer, stranger)
                .send("PUT", workspace + SETTINGS + "/s", body(account, RUNS))
                .statusCode(403)
                .body("error.code", equalTo("LinkedAuthorizationFailed"))
                .body("error.message", containsString(LIST_KEYS));
    }

    @Test
    void aDestinationMustExist() {
        calls.answer("workspace", "GET", "/_internal/index", PeerAnswer.error(404, "ResourceNotFound", "none"));

        arm.send("PUT", workspace + SETTINGS + "/s", body(account, RUNS))
                .statusCode(404)
                .body("error.code", equalTo("ResourceNotFound"));
    }

    @Test
    void theSameGoesToOnePlaceOnceAndFiveSettingsAreAll() {
        arm.send("PUT", workspace + SETTINGS + "/one", body(account, RUNS)).statusCode(200);

        arm.send("PUT", workspace + SETTINGS + "/two", body(account, RUNS))
                .statusCode(409)
                .body("error.code", equalTo("Conflict"))
                .body("error.message", containsString("'one'"));
        arm.send("PUT", workspace + SETTINGS + "/two", body(other, RUNS)).statusCode(200);
        for (String name : new String[] {"RunEvent", "RunReadEvent", "ModelsReadEvent"}) {
            arm.send(
                            "PUT",
                            workspace + SETTINGS + "/" + name,
                            body(account, "'logs':[{'category':'" + name + "','enabled':true}]"))
                    .statusCode(200);
        }
        arm.send(
                        "PUT",
                        workspace + SETTINGS + "/six",
                        body(account, "'logs':[{'category':'ModelsChangeEvent','enabled':true}]"))
                .statusCode(409);
    }

    @Test
    void categoriesAreThoseOfTheType() {
        String categories = "/providers/Microsoft.Insights/diagnosticSettingsCategories";

        arm.send("GET", workspace + categories, null)
                .statusCode(200)
                .body("value.name", hasItems("AmlComputeClusterEvent", "AllMetrics"));
        arm.send("GET", account + categories, null).body("value.name", equalTo(java.util.List.of("AllMetrics")));
        arm.send("GET", group + "/providers/Microsoft.KeyVault/vaults/v" + categories + "/AuditEvent", null)
                .statusCode(200)
                .body("properties.categoryType", equalTo("Logs"));
        arm.send("GET", group + categories, null)
                .statusCode(400)
                .body("error.code", equalTo("ResourceTypeNotSupported"));
    }
}
