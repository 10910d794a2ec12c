package io.mltwin.workspace.machinelearning;

import static io.mltwin.workspace.machinelearning.WorkspacePeers.CREATOR;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** POL-02, POL-04 and POL-05: Azure's own policies for workspaces, on one that stood before. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class WorkspacePolicyResourceTest {

    private static final String AUTHORIZATION = "/providers/Microsoft.Authorization/";
    private static final String CUSTOMER_KEY = "ba769a63-b8cc-4b2d-abf6-ac33c7204be8";
    private static final String PRIVATE_LINK = "40cec1dd-a100-4920-b15b-3024fe8901ab";
    private static final String VERSION = "?api-version=2021-06-01";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    ServiceUnderTest service;

    private PrivateLinkFixture link;

    @BeforeEach
    void aWorkspace() {
        link = new PrivateLinkFixture(issuer, decisions, calls, service);
    }

    private ValidatableResponse assign(String definition, String effect) {
        return link.peers
                .as(CREATOR)
                .body("""
                        {"properties": {"policyDefinitionId": "%spolicyDefinitions/%s",
                         "parameters": {"effect": {"value": "%s"}}}}""".formatted(AUTHORIZATION, definition, effect))
                .put(assignment())
                .then();
    }

    private String assignment() {
        return link.peers.group() + AUTHORIZATION + "policyAssignments/tried" + VERSION;
    }

    private Response insights(String scope, String operation) {
        return link.peers
                .as(CREATOR)
                .post(scope + "/providers/Microsoft.PolicyInsights/policyStates/latest/" + operation + VERSION);
    }

    private void evaluate() {
        Response triggered = insights(link.peers.group(), "triggerEvaluation");
        triggered.then().statusCode(202);
        String poll = link.peers.path(triggered.header("Location"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> link.peers.as(CREATOR).get(poll).statusCode() != 202);
        link.peers.as(CREATOR).get(poll).then().statusCode(200);
    }

    private ValidatableResponse states() {
        return insights(link.id, "queryResults").then().statusCode(200);
    }

    @Test
    void aWorkspaceCompliesWithPrivateLinkWhileAnApprovedEndpointLeadsToIt() {
        // Given
        assign(PRIVATE_LINK, "Deny")
                .statusCode(400)
                .body("error.code", equalTo("PolicyParameterValueNotAllowed"))
                .body("error.message", containsString("'Deny'"))
                .body("error.message", containsString("Audit, Disabled"));
        assign(PRIVATE_LINK, "Audit").statusCode(201);
        evaluate();
        states().body("value.complianceState", equalTo(List.of("NonCompliant")));

        // When
        link.put(CREATOR, true).then().statusCode(201);
        evaluate();
        states().body("value.complianceState", equalTo(List.of("NonCompliant")));
        link.decide(CREATOR, link.connection(), "Approved").then().statusCode(200);
        evaluate();

        // Then
        states().body("value.complianceState", equalTo(List.of("Compliant")));
        link.peers
                .as(CREATOR)
                .delete(link.endpoint() + PrivateLinkFixture.NETWORK_VERSION)
                .then()
                .statusCode(200);
        evaluate();
        states().body("value.complianceState", equalTo(List.of("NonCompliant")));
    }

    @Test
    void aWorkspaceWithoutTheCustomersKeyIsFlaggedAndStays() {
        // Given
        assign(CUSTOMER_KEY, "Audit").statusCode(201);

        // When
        link.patch("'description':'audited'").then().statusCode(200);

        // Then
        states().body("value.complianceState", equalTo(List.of("NonCompliant")))
                .body("value[0].policyDefinitionAction", equalTo("audit"))
                .body("value[0].policyDefinitionId", equalTo(AUTHORIZATION + "policyDefinitions/" + CUSTOMER_KEY));
        insights(link.peers.group(), "summarize")
                .then()
                .statusCode(200)
                .body("value[0].results.nonCompliantResources", equalTo(1));
        link.peers.as(CREATOR).delete(assignment()).then().statusCode(200);
        states().body("value", equalTo(List.of()));
        assign(CUSTOMER_KEY, "Disabled").statusCode(201);
        evaluate();
        states().body("value", equalTo(List.of()));
        assign(CUSTOMER_KEY, "Deny").statusCode(201);
        evaluate();
        states().body("value.complianceState", equalTo(List.of("NonCompliant")));
        link.peers
                .as(CREATOR)
                .get(link.id + WorkspacePeers.VERSION)
                .then()
                .statusCode(200)
                .body("properties.provisioningState", equalTo("Succeeded"));
    }
}
