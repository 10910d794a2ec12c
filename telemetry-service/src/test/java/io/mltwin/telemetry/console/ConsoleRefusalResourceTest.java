package io.mltwin.telemetry.console;

import static io.mltwin.telemetry.console.PlayedGovernance.HOSTILE;
import static io.mltwin.telemetry.console.PlayedGovernance.RITA;
import static io.mltwin.telemetry.console.PlayedGovernance.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PeerRequest;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page about a refusal: what it shows of the decision, and the role that it assigns. */
@QuarkusTest
@QuarkusTestResource(
        value = PlatformTestResource.class,
        initArgs = {
            @ResourceArg(name = "mltwin.kafka.enabled", value = "false"),
            @ResourceArg(name = "mltwin.traces.kept", value = "20")
        })
class ConsoleRefusalResourceTest {

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
    void aRefusalShowsEveryAssignmentAndTheRoleThatWouldDo() {
        azure.playDecision("[]");

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
        azure.playDecision("[]");
        platform.calls().answer("workspace", "PUT", SCOPE + "*", PeerAnswer.json(201, Map.of()));

        olivia.post("/why/d1", "").then().statusCode(303).header("Location", startsWith("/why/d1?receipt="));

        PeerRequest put = platform.calls().received("workspace").stream()
                .filter(request -> request.method().equals("PUT"))
                .findFirst()
                .orElseThrow();
        assertThat(put.path()).startsWith(SCOPE + "/providers/Microsoft.Authorization/roleAssignments/");
        assertThat(put.json().at("/properties/principalId").asText()).isEqualTo(RITA);
        assertThat(put.json().at("/properties/roleDefinitionId").asText()).endsWith("/roleDefinitions/81a9662b");
    }

    @Test
    void anAssignmentThatAzureRefusesStaysOnThePage() {
        azure.playDecision("[]");
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
        azure.playDecision("""
                [{"id":"/x","name":"closed","scope":"%s","result":"DENIED","pattern":"*"}]""".formatted(SCOPE));

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
}
