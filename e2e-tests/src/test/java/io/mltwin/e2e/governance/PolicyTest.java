package io.mltwin.e2e.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.LoggedEvents;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Azure Policy across services: identity says who assigns it, the activity log what it refused, and
 * Defender's plans whether a subscription complies.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
class PolicyTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String AUTHORIZATION = "/providers/Microsoft.Authorization/";
    private static final String CMK = AUTHORIZATION + "policyDefinitions/ba769a63-b8cc-4b2d-abf6-ac33c7204be8";

    private static final String KUBERNETES = AUTHORIZATION + "policyDefinitions/523b5cd1-3e23-492f-a539-13118b6d1e3a";

    private final Azure azure = PLATFORM.azure();
    private final FlowClient client = PLATFORM.flowClient();
    private final LoggedEvents log = new LoggedEvents(PLATFORM);
    private String owner;
    private String group;
    private String workspace;

    @BeforeAll
    void aWorkspaceThatStood() throws Exception {
        owner = azure.armToken("owner");
        group = PLATFORM.subscription() + "/resourceGroups/policed-rg";
        workspace = group + Azure.ML + "policed-ws";
        client.json("PUT", azure.arm(group), owner, Map.of("location", "eastus"))
                .expect(200, 201);
        azure.await(
                client,
                client.json("PUT", azure.arm(workspace), owner, workspace()).expect(202),
                owner);
    }

    private static Map<String, Object> workspace() {
        return Map.of("location", "eastus", "identity", Map.of("type", "SystemAssigned"));
    }

    @Test
    void denyRefusesAWorkspaceWithoutACustomerManagedKey() throws Exception {
        String created = group + Azure.ML + "denied-ws";
        for (String who : List.of("contributor", "reader", "nobody")) {
            client.json(
                            "PUT",
                            azure.arm(group + AUTHORIZATION + "policyAssignments/deny"),
                            azure.armToken(who),
                            body(CMK, "Deny", Map.of()))
                    .expect(403);
        }
        client.get(azure.arm(CMK), azure.armToken("reader")).expect(200);
        String assignment = assign("deny", CMK, "Deny", Map.of("displayName", "Keys of ours"));
        try {
            FlowClient refused = PLATFORM.flowClient();
            JsonNode error = refused.json("PUT", azure.arm(created), owner, workspace())
                    .expect(403)
                    .json()
                    .path("error");

            assertThat(error.path("code").asText()).isEqualTo("RequestDisallowedByPolicy");
            assertThat(error.path("target").asText()).isEqualTo("denied-ws");
            assertThat(error.path("message").asText())
                    .contains("'denied-ws' was disallowed by policy", assignment, CMK);
            JsonNode info = error.path("additionalInfo").path(0);
            assertThat(info.path("type").asText()).isEqualTo("PolicyViolation");
            assertThat(info.path("info").path("policyAssignmentId").asText()).isEqualTo(assignment);
            assertThat(info.path("info").path("policyAssignmentDisplayName").asText())
                    .isEqualTo("Keys of ours");
            assertThat(info.path("info").path("policyDefinitionEffect").asText())
                    .isEqualTo("deny");
            client.get(azure.arm(created), owner).expect(404);
            client.json("PATCH", azure.arm(workspace), owner, Map.of("tags", Map.of("a", "b")))
                    .expect(403);
            List<JsonNode> events = log.await(refused.correlationId(), event -> isPolicy(event, "deny"));
            assertThat(events).anySatisfy(event -> {
                assertThat(isPolicy(event, "deny")).isTrue();
                assertThat(event.path("level").asText()).isEqualTo("Error");
                assertThat(LoggedEvents.text(event, "status")).isEqualTo("Failed");
                assertThat(event.path("properties").path("policies").asText()).contains(assignment);
            });

            Map<String, Object> withKey = new HashMap<>(workspace());
            withKey.put("properties", Map.of("encryption", encryption()));
            String code = client.json("PUT", azure.arm(created), owner, withKey)
                    .json()
                    .path("error")
                    .path("code")
                    .asText();
            assertThat(code)
                    .as("a workspace with a customer-managed key passes the policy")
                    .isNotEqualTo("RequestDisallowedByPolicy");
        } finally {
            remove(assignment);
        }
        client.json("PATCH", azure.arm(workspace), owner, Map.of("tags", Map.of("a", "b")))
                .expect(200);
    }

    private static Map<String, Object> encryption() {
        return Map.of(
                "status",
                "Enabled",
                "keyVaultProperties",
                Map.of(
                        "keyVaultArmId",
                        "/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v",
                        "keyIdentifier",
                        "https://v/keys/k/1"));
    }

    @Test
    void aSubscriptionWithoutThePlanForClustersDoesNotComply() throws Exception {
        String subscription = PLATFORM.subscription();
        String plan = subscription + "/providers/Microsoft.Security/pricings/KubernetesService";
        String assignment = subscription + AUTHORIZATION + "policyAssignments/clusters";
        client.json("PUT", azure.arm(assignment), owner, Map.of("properties", Map.of("policyDefinitionId", KUBERNETES)))
                .expect(201);
        try {
            for (String tier : List.of("Standard", "Free")) {
                client.json("PUT", azure.arm(plan), owner, Map.of("properties", Map.of("pricingTier", tier)))
                        .expect(200);
                evaluate(subscription);
                assertThat(state(subscription, assignment)
                                .path("complianceState")
                                .asText())
                        .as("the plan " + tier)
                        .isEqualTo(tier.equals("Free") ? "NonCompliant" : "Compliant");
            }
        } finally {
            remove(assignment);
        }
    }

    private String assign(String name, String definition, String effect, Map<String, Object> more) throws Exception {
        String id = group + AUTHORIZATION + "policyAssignments/" + name;
        client.json("PUT", azure.arm(id), owner, body(definition, effect, more)).expect(201);
        return id;
    }

    private static Map<String, Object> body(String definition, String effect, Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(more);
        properties.put("policyDefinitionId", definition);
        properties.put("parameters", Map.of("effect", Map.of("value", effect)));
        return Map.of("properties", properties);
    }

    private void remove(String assignment) throws Exception {
        client.json("DELETE", azure.arm(assignment), owner, null).expect(200);
    }

    private void evaluate(String scope) throws Exception {
        String poll = client.json("POST", insights(scope, "triggerEvaluation"), owner, null)
                .expect(202)
                .header("Location");
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> client.get(poll, owner).expect(200, 202, 204).status() != 202);
    }

    /** What the assignment was found to say, missing for nothing. */
    private JsonNode state(String scope, String assignment) throws Exception {
        JsonNode states = client.json("POST", insights(scope, "queryResults"), azure.armToken("reader"), null)
                .expect(200)
                .json()
                .path("value");
        for (JsonNode state : states) {
            if (state.path("policyAssignmentId").asText().equals(assignment)) {
                return state;
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    private String insights(String scope, String operation) {
        return azure.arm(scope + "/providers/Microsoft.PolicyInsights/policyStates/latest/" + operation);
    }

    private static boolean isPolicy(JsonNode event, String effect) {
        return LoggedEvents.text(event, "operationName")
                        .equals("Microsoft.Authorization/policies/" + effect + "/action")
                && LoggedEvents.text(event, "category").equals("Policy");
    }
}
