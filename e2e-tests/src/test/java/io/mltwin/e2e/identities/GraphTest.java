package io.mltwin.e2e.identities;

import static io.mltwin.e2e.fixtures.GraphClient.ids;
import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.e2e.fixtures.GraphClient;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A change of the directory through Microsoft Graph is what Azure Resource Manager goes by. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class GraphTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static GraphClient graph;

    @BeforeAll
    static void people() throws Exception {
        graph = GraphClient.of(PLATFORM);
    }

    @Test
    void aNestedGroupGivesARoleAndLeavingTakesItAway() throws Exception {
        FlowClient client = PLATFORM.flowClient();
        Azure azure = PLATFORM.azure();
        String outer = graph.makeGroup("outer-" + UUID.randomUUID()).path("id").asText();
        String inner = graph.makeGroup("inner-" + UUID.randomUUID()).path("id").asText();
        // a circle does no harm
        graph.addMember(outer, inner);
        graph.addMember(inner, outer);
        String group = azure.arm(PLATFORM.fixture().resourceGroupId());
        String assignment = PLATFORM.fixture().resourceGroupId()
                + "/providers/Microsoft.Authorization/roleAssignments/"
                + UUID.randomUUID();
        client.json("PUT", azure.arm(assignment), azure.armToken("olivia"), assignment(outer, "Group"))
                .expect(201);
        String maja = graph.token("maja", "https://management.azure.com");
        client.get(group, maja).expect(403);

        graph.addMember(inner, GraphClient.MAJA);
        client.get(group, maja).expect(200);
        assertThat(ids(graph.call("maja", "GET", "me/transitiveMemberOf", null)))
                .contains(outer, inner);
        assertThat(ids(graph.call("maja", "GET", "groups/" + outer + "/transitiveMembers", null)))
                .contains(GraphClient.MAJA);

        graph.call("grace", "DELETE", "groups/" + inner + "/members/" + GraphClient.MAJA + "/$ref", null)
                .expect(204);
        // not asked for before: what was allowed is kept for at most one second
        client.get(azure.arm(PLATFORM.fixture().workspaceId()), maja).expect(403);

        client.json("DELETE", azure.arm(assignment), azure.armToken("olivia"), null)
                .expect(200, 204);
        for (String id : List.of(outer, inner)) {
            graph.call("grace", "DELETE", "groups/" + id, null).expect(204);
        }
    }

    private static Map<String, Object> assignment(String principalId, String type) {
        return Map.of(
                "properties",
                Map.of(
                        "roleDefinitionId",
                        PLATFORM.subscription()
                                + "/providers/Microsoft.Authorization/roleDefinitions/"
                                + GraphClient.READER_ROLE,
                        "principalId",
                        principalId,
                        "principalType",
                        type));
    }
}
