package io.mltwin.e2e.roles;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.Colleague;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A role of one's own: what it grants is allowed, what it does not is refused. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class CustomRolesTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();

    @Test
    void aRoleForCreatingComputeCreatesComputeAndNothingElse() throws Exception {
        Azure azure = PLATFORM.azure();
        FlowClient client = PLATFORM.flowClient();
        String olivia = azure.armToken("olivia");
        String workspace = PLATFORM.fixture().workspaceId();
        String definition =
                PLATFORM.subscription() + "/providers/Microsoft.Authorization/roleDefinitions/" + UUID.randomUUID();
        Map<String, Object> role = Map.of(
                "roleName",
                "Compute creator " + definition.substring(definition.length() - 12),
                "type",
                "CustomRole",
                "permissions",
                List.of(Map.of(
                        "actions",
                        List.of("Microsoft.MachineLearningServices/workspaces/computes/write"),
                        "notActions",
                        List.of())),
                "assignableScopes",
                List.of(PLATFORM.subscription()));
        JsonNode made = client.json("PUT", azure.arm(definition), olivia, Map.of("properties", role))
                .expect(201)
                .json();
        assertThat(made.path("properties").path("type").asText()).isEqualTo("CustomRole");
        Colleague dana = Colleague.join(PLATFORM);
        String assignment = workspace + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID();
        client.json(
                        "PUT",
                        azure.arm(assignment),
                        olivia,
                        Map.of(
                                "properties",
                                Map.of(
                                        "roleDefinitionId",
                                        definition,
                                        "principalId",
                                        dana.objectId(),
                                        "principalType",
                                        "ServicePrincipal")))
                .expect(201);

        String token = dana.token();
        String compute = workspace + "/computes/danas-" + dana.objectId().substring(0, 8);
        Map<String, Object> cluster = Map.of(
                "computeType",
                "AmlCompute",
                "properties",
                Map.of("vmSize", "STANDARD_DS2_V2", "scaleSettings", Map.of("minNodeCount", 0, "maxNodeCount", 1)));
        client.json("PUT", azure.arm(compute), token, Map.of("location", "eastus", "properties", cluster))
                .expect(200, 201);
        client.json("DELETE", azure.arm(compute) + "&underlyingResourceAction=Delete", token, null)
                .expect(403);
        client.get(azure.arm(workspace), token).expect(403);

        String atNoSubscription = definition.substring(PLATFORM.subscription().length());
        client.get(azure.arm(atNoSubscription), olivia).expect(200);
        client.get(azure.arm(atNoSubscription), token).expect(404);

        client.json("DELETE", azure.arm(assignment), olivia, null).expect(200, 204);
        client.json("DELETE", azure.arm(definition), olivia, null).expect(200, 204);
    }
}
