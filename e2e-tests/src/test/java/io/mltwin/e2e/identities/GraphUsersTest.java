package io.mltwin.e2e.identities;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.GraphClient;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.FlowClient;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Users through Microsoft Graph: made, changed and ended. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class GraphUsersTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static GraphClient graph;

    @BeforeAll
    static void people() throws Exception {
        graph = GraphClient.of(PLATFORM);
    }

    @Test
    void aUserIsMadeChangedAndEnded() throws Exception {
        String name = "u-" + UUID.randomUUID() + "@" + graph.domain();
        Map<String, Object> wanted = Map.of(
                "accountEnabled",
                true,
                "displayName",
                "Una User",
                "mailNickname",
                "una",
                "userPrincipalName",
                name,
                "passwordProfile",
                Map.of("password", "First-passw0rd", "forceChangePasswordNextSignIn", false));
        String id = graph.make("users", wanted).path("id").asText();
        FlowClient.Answer again = graph.call("grace", "POST", "users", wanted).expect(400);
        assertThat(again.json()
                        .path("error")
                        .path("details")
                        .path(0)
                        .path("code")
                        .asText())
                .isEqualTo("ObjectConflict");
        String una = graph.signIn(name, "First-passw0rd", GraphClient.GRAPH)
                .expect(200)
                .json()
                .path("access_token")
                .asText();

        Map<String, Object> change = Map.of("currentPassword", "First-passw0rd", "newPassword", "Second-passw0rd");
        graph.send(una, "POST", "me/changePassword", change).expect(204);
        graph.send(una, "POST", "me/changePassword", change).expect(400);
        graph.signIn(name, "First-passw0rd", GraphClient.GRAPH).expect(400);
        graph.signIn(name, "Second-passw0rd", GraphClient.GRAPH).expect(200);
        graph.call("grace", "PATCH", "users/" + name, Map.of("givenName", "Una"))
                .expect(204);
        JsonNode shown = graph.call("maja", "GET", "users/" + name + "?$select=givenName,userType", null)
                .expect(200)
                .json();
        assertThat(shown.path("givenName").asText()).isEqualTo("Una");
        assertThat(shown.path("userType").asText()).isEqualTo("Member");
        assertThat(shown.has("displayName")).isFalse();

        graph.call("grace", "DELETE", "users/" + id, null).expect(204);
        graph.call("grace", "GET", "users/" + id, null).expect(404);
        graph.signIn(name, "Second-passw0rd", GraphClient.GRAPH).expect(400);
    }
}
