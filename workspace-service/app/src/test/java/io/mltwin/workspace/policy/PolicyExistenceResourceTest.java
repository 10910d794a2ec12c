package io.mltwin.workspace.policy;

import static io.mltwin.workspace.policy.PolicedGroup.AUTHORIZATION;
import static io.mltwin.workspace.policy.PolicedGroup.VERSION;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.workspace.arm.ArmCaller;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policies that want another resource to be there: a plan of Defender's, an account in a group. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class PolicyExistenceResourceTest {

    private static final String KUBERNETES = AUTHORIZATION + "policyDefinitions/523b5cd1-3e23-492f-a539-13118b6d1e3a";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    ServiceUnderTest service;

    private ArmCaller arm;
    private PolicedGroup policed;

    @BeforeEach
    void seed() {
        arm = ArmCaller.ofNewSubscription(service, issuer, decisions);
        policed = new PolicedGroup(arm, "{'type':'String','defaultValue':'env'}");
    }

    private void assign(String scope, String definition) {
        policed.put(
                        scope + AUTHORIZATION + "policyAssignments/wanted",
                        "{'properties':{'policyDefinitionId':'" + definition + "'}}")
                .statusCode(201);
    }

    private void evaluate(String scope) {
        Response triggered = arm.asOwner()
                .post(scope + "/providers/Microsoft.PolicyInsights/policyStates/latest/triggerEvaluation" + VERSION);
        triggered.then().statusCode(202);
        String poll = triggered.header("Location").substring(("https://" + service.host("management")).length());
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> arm.asOwner().get(poll).statusCode(), status -> status == 200);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"Free, NonCompliant", "Standard, Compliant"})
    void aSubscriptionCompliesWithThePlanForClusters(String tier, String compliance) {
        // Given
        calls.answer(
                "telemetry",
                "GET",
                arm.subscription() + "/providers/Microsoft.Security/pricings/KubernetesService",
                PeerAnswer.json(200, "{\"properties\":{\"pricingTier\":\"" + tier + "\"}}"));
        assign(arm.subscription(), KUBERNETES);
        // When
        evaluate(arm.subscription());
        // Then
        policed.states(arm.subscription())
                .body("value.complianceState", contains(compliance))
                .body("value[0].resourceId", equalTo(arm.subscription()))
                .body("value[0].resourceType", equalTo("Microsoft.Resources/subscriptions"))
                .body("value[0].policyDefinitionAction", equalTo("auditifnotexists"));
    }

    @Test
    void aGroupCompliesOnceTheAccountIsThere() {
        // Given
        String definition = arm.subscription() + AUTHORIZATION + "policyDefinitions/account-wanted";
        policed.put(definition, """
                        {'properties':{'mode':'All','policyRule':{
                          'if':{'field':'type','equals':'Microsoft.Resources/subscriptions/resourceGroups'},
                          'then':{'effect':'auditIfNotExists','details':{
                            'type':'Microsoft.Storage/storageAccounts',
                            'existenceCondition':{'field':'tags[env]','equals':'prod'}}}}}}""").statusCode(201);
        assign(policed.group, definition);
        evaluate(policed.group);
        policed.states(policed.group).body("value.complianceState", contains("NonCompliant"));
        policed.account("{'env':'test'}").statusCode(200);
        evaluate(policed.group);
        policed.states(policed.group).body("value.complianceState", contains("NonCompliant"));
        // When
        policed.account("{'env':'prod'}").statusCode(200);
        evaluate(policed.group);
        // Then
        policed.states(policed.group).body("value.complianceState", contains("Compliant"));
    }

    @Test
    void anAccountWithoutTheOtherIsWrittenAndFlaggedAtOnce() {
        // Given
        String definition = arm.subscription() + AUTHORIZATION + "policyDefinitions/vault-wanted";
        policed.put(definition, """
                        {'properties':{'mode':'Indexed','policyRule':{
                          'if':{'field':'type','equals':'Microsoft.Storage/storageAccounts'},
                          'then':{'effect':'auditIfNotExists','details':{'type':'Microsoft.KeyVault/vaults'}}}}}""").statusCode(201);
        assign(policed.group, definition);
        // When
        policed.account("{}").statusCode(200);
        // Then
        policed.states(policed.account).body("value.complianceState", contains("NonCompliant"));
    }
}
