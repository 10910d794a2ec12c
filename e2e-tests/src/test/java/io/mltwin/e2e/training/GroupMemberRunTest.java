package io.mltwin.e2e.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.GrantedRole;
import io.mltwin.e2e.fixtures.GraphClient;
import io.mltwin.e2e.fixtures.LocalRun;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * A run acts for its submitter: what its submitter may by a group alone, it may too, though a run
 * token names no groups.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class GroupMemberRunTest {

    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String ML = "Microsoft.MachineLearningServices/workspaces/";

    @Test
    void aRunMayWhatAGroupOfItsSubmitterMayAndNoMoreOnceTheyHaveLeftIt() throws Exception {
        // Given
        FlowState flows = PLATFORM.flows();
        Azure azure = PLATFORM.azure();
        FlowClient client = PLATFORM.flowClient();
        GraphClient graph = GraphClient.of(PLATFORM);
        String group =
                graph.makeGroup("scientists-" + UUID.randomUUID()).path("id").asText();
        graph.addMember(group, GraphClient.MAJA);
        GrantedRole role = GrantedRole.ofPrincipal(
                PLATFORM, group, "Group", flows.workspaceId(), ML + "*/read", ML + "*/write", ML + "*/action");
        try {
            String maja = graph.token("maja", "https://management.azure.com");
            JsonNode run = startLocally(azure, client, flows, maja);
            String token = run.path("runToken").asText();

            // When
            FlowClient.Answer registered = register(azure, client, flows, token);

            // Then
            assertThat(registered.status()).as(registered.text()).isEqualTo(200);
            graph.call("grace", "DELETE", "groups/" + group, null).expect(204);
            await().until(() -> register(azure, client, flows, token).status() == 403);
        } finally {
            role.close();
        }
    }

    private static JsonNode startLocally(Azure azure, FlowClient client, FlowState flows, String who) throws Exception {
        Map<String, Object> configuration = Map.of(
                "script", "train.py", "target", "local", "environment", Map.of("name", "AzureML-Python-3-Stdlib"));
        return LocalRun.unpack(client.json(
                                "POST",
                                azure.training(
                                        "eastus",
                                        "execution/v1.0",
                                        flows.workspaceId(),
                                        "/experiments/groups/startlocalrun"),
                                who,
                                Map.of("configuration", configuration))
                        .expect(200)
                        .bytes())
                .run();
    }

    private static FlowClient.Answer register(Azure azure, FlowClient client, FlowState flows, String token)
            throws Exception {
        return client.json(
                "POST",
                azure.training(
                        "eastus", "mlflow/v1.0", flows.workspaceId(), "/api/2.0/mlflow/registered-models/create"),
                token,
                Map.of("name", "of-group-" + UUID.randomUUID()));
    }
}
