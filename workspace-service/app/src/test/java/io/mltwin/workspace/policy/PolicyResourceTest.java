package io.mltwin.workspace.policy;

import static io.mltwin.workspace.policy.PolicedGroup.VERSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.workspace.arm.ArmCaller;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policies over HTTPS, judging storage accounts and groups, and what is flagged. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class PolicyResourceTest {

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    private ArmCaller arm;
    private PolicedGroup policed;
    private String group;
    private String account;
    private String definition;

    @BeforeEach
    void seed() {
        arm = ArmCaller.ofNewSubscription(service, issuer, decisions);
        policed = new PolicedGroup(arm, "{'type':'String','defaultValue':'env'}");
        group = policed.group;
        account = policed.account;
        definition = policed.definition;
    }

    @ParameterizedTest
    @CsvSource({"group", "subscription", "resource"})
    void denyForbidsAtTheScopeAndBelow(String scope) {
        String at = switch (scope) {
            case "group" -> group;
            case "subscription" -> arm.subscription();
            default -> account;
        };
        if (scope.equals("resource")) {
            policed.account("{'env':'x'}").statusCode(200);
        }
        String assignment = policed.assign(at, ",'displayName':'Tags wanted'");
        try {
            policed.account("{}")
                    .statusCode(403)
                    .body("error.code", equalTo("RequestDisallowedByPolicy"))
                    .body("error.message", containsString("'policed"))
                    .body("error.message", containsString(definition))
                    .body("error.additionalInfo[0].type", equalTo("PolicyViolation"))
                    .body("error.additionalInfo[0].info.policyDefinitionId", equalTo(definition))
                    .body("error.additionalInfo[0].info.policyDefinitionEffect", equalTo("deny"))
                    .body("error.additionalInfo[0].info.policyAssignmentId", equalTo(assignment))
                    .body("error.additionalInfo[0].info.policyAssignmentDisplayName", equalTo("Tags wanted"))
                    .body("error.additionalInfo[0].info.policyAssignmentScope", equalTo(at))
                    .body("error.additionalInfo[0].info.evaluationDetails.evaluatedExpressions", hasSize(2));
            arm.asOwner().get(account + VERSION).then().statusCode(scope.equals("resource") ? 200 : 404);
            policed.account("{'env':'x'}").statusCode(200);
            policed.states(account).body("value.complianceState", hasItem("Compliant"));
        } finally {
            arm.asOwner().delete(assignment + VERSION).then().statusCode(200);
        }
        policed.account("{}").statusCode(200);
        policed.states(account).body("value", hasSize(0));
        arm.asOwner().delete(assignment + VERSION).then().statusCode(204);
    }

    @Test
    void aPatchIsJudgedByWhatItLeaves() {
        policed.account("{'env':'x'}").statusCode(200);
        policed.assign(group, "");

        arm.asOwner()
                .body("{\"tags\":{}}")
                .patch(account + VERSION)
                .then()
                .statusCode(403)
                .body("error.code", equalTo("RequestDisallowedByPolicy"));
        arm.asOwner()
                .body("{\"tags\":{\"env\":\"y\"}}")
                .patch(account + VERSION)
                .then()
                .statusCode(200);
        arm.asOwner()
                .body("{\"properties\":{\"supportsHttpsTrafficOnly\":true}}")
                .patch(account + VERSION)
                .then()
                .statusCode(200);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                ",'parameters':{'effect':{'value':'audit'}} | 200 | NonCompliant | audit",
                ",'enforcementMode':'DoNotEnforce' | 200 | NonCompliant | deny",
                ",'parameters':{'effect':{'value':'disabled'}} | 200 | |",
                ",'notScopes':['{A}'] | 200 | |",
                ",'parameters':{'tag':{'value':'owner'}} | 403 | |"
            })
    void whatAnAssignmentSaysIsDone(String properties, int status, String compliance, String action) {
        policed.assign(group, properties.replace("{A}", account));

        policed.account("{}").statusCode(status);

        if (status == 403) {
            return;
        }
        ValidatableResponse states = policed.states(account);
        if (compliance == null) {
            states.body("value", hasSize(0));
        } else {
            states.body("value", hasSize(1))
                    .body("value[0].complianceState", equalTo(compliance))
                    .body("value[0].policyDefinitionAction", equalTo(action))
                    .body("value[0].isCompliant", equalTo(false))
                    .body("value[0].policyEvaluationDetails", nullValue());
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"deny, 403, Error, Failed", "audit, 200, Warning, Succeeded"})
    void whatAPolicyDidStandsInTheActivityLog(String effect, int answer, String level, String ended)
            throws SQLException {
        // Given
        String assignment = policed.assign(group, ",'parameters':{'effect':{'value':'" + effect + "'}}");

        // When
        policed.account("{}").statusCode(answer);

        // Then
        List<JsonPath> events = policyEvents();
        assertThat(events).hasSize(1);
        JsonPath event = events.get(0);
        assertThat(event.getString("operationName"))
                .isEqualTo("Microsoft.Authorization/policies/" + effect + "/action");
        assertThat(event.getString("level")).isEqualTo(level);
        assertThat(event.getString("status")).isEqualTo(ended);
        assertThat(event.getString("resourceId")).isEqualTo(account);
        assertThat(event.getString("properties.policies")).contains(assignment);
    }

    /** Kafka is away in this test: every event stays in the outbox. */
    private List<JsonPath> policyEvents() throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement query = connection.prepareStatement(
                        "select event from activity_outbox where message_key = ? order by sequence")) {
            query.setString(1, account.toLowerCase(Locale.ROOT));
            List<JsonPath> events = new ArrayList<>();
            ResultSet rows = query.executeQuery();
            while (rows.next()) {
                JsonPath event = new JsonPath(rows.getString(1));
                if ("Policy".equals(event.getString("category"))) {
                    events.add(event);
                }
            }
            return events;
        }
    }

    @Test
    void anEvaluationFlagsWhatStandsAndTouchesNothing() {
        policed.account("{}").statusCode(200);
        String assignment = policed.assign(group, "");
        policed.states(group).body("value", hasSize(0));

        Response triggered = arm.asOwner()
                .post(group + "/providers/Microsoft.PolicyInsights/policyStates/latest/triggerEvaluation" + VERSION);
        assertThat(triggered.statusCode()).isEqualTo(202);
        String base = "https://" + service.host("management");
        String poll = triggered.header("Location").substring(base.length());
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> arm.asOwner().get(poll).statusCode(), status -> status != 202);
        arm.asOwner().get(poll).then().statusCode(200);

        policed.states(group)
                .body("value", hasSize(1))
                .body("value[0].resourceId", equalTo(account))
                .body("value[0].policyAssignmentId", equalTo(assignment))
                .body("value[0].complianceState", equalTo("NonCompliant"));
        arm.asOwner().get(account + VERSION).then().statusCode(200);
        arm.asOwner()
                .post(arm.subscription()
                        + "/providers/Microsoft.PolicyInsights/policyStates/latest/queryResults"
                        + VERSION
                        + "&$filter=complianceState%20eq%20'NonCompliant'%20and%20policyAssignmentName%20eq%20'"
                        + assignment.substring(assignment.lastIndexOf('/') + 1)
                        + "'&$select=resourceId&$expand=PolicyEvaluationDetails")
                .then()
                .statusCode(200)
                .body("value", hasSize(1))
                .body("value[0].size()", equalTo(1));
        arm.asOwner()
                .post(group + "/providers/Microsoft.PolicyInsights/policyStates/latest/summarize" + VERSION)
                .then()
                .statusCode(200)
                .body("value[0].results.nonCompliantResources", equalTo(1))
                .body("value[0].results.nonCompliantPolicies", equalTo(1))
                .body("value[0].policyAssignments", hasSize(1));
        arm.asOwner().delete(account + VERSION).then().statusCode(200);
        policed.states(group).body("value", hasSize(0));
    }

    @Test
    void aGroupThatGoesTakesItsAssignmentsAlong() {
        String assignment = policed.assign(group, "");
        Response deletion = arm.asOwner().delete(group + VERSION);
        assertThat(deletion.statusCode()).isEqualTo(202);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> arm.asOwner().get(group + VERSION).statusCode() == 404);
        policed.put(group, "{'location':'eastus'}").statusCode(201);

        arm.asOwner().get(assignment + VERSION).then().statusCode(404);
        policed.account("{}").statusCode(200);
    }
}
