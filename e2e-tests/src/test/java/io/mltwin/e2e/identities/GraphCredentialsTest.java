package io.mltwin.e2e.identities;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.GraphClient;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Secrets of applications, given and taken away. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class GraphCredentialsTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static GraphClient graph;

    @BeforeAll
    static void people() throws Exception {
        graph = GraphClient.of(PLATFORM);
    }

    @Test
    void aSecretWorksUntilItIsTakenAway() throws Exception {
        JsonNode application = graph.make("applications", Map.of("displayName", "with secrets"));
        String appId = application.path("appId").asText();
        String path = "applications(appId='" + appId + "')";
        JsonNode first = graph.call(
                        "grace",
                        "POST",
                        path + "/addPassword",
                        Map.of(
                                "passwordCredential",
                                Map.of("displayName", "rbac", "endDateTime", "2099-01-01T00:00:00Z")))
                .expect(200)
                .json();
        String secret = first.path("secretText").asText();
        assertThat(secret).hasSize(43);
        assertThat(secret).startsWith(first.path("hint").asText());
        // no service principal yet
        graph.signInAs(appId, secret, GraphClient.GRAPH).expect(400);

        JsonNode principal = graph.make("servicePrincipals", Map.of("appId", appId));
        String second = graph.call("grace", "POST", path + "/addPassword", Map.of())
                .expect(200)
                .json()
                .path("secretText")
                .asText();
        graph.signInAs(appId, secret, GraphClient.GRAPH).expect(200);
        graph.signInAs(appId, second, GraphClient.GRAPH).expect(200);
        JsonNode shown = graph.call("maja", "GET", path, null).expect(200).json();
        assertThat(shown.path("passwordCredentials")).hasSize(2);
        assertThat(shown.toString()).doesNotContain(secret).doesNotContain(second);

        graph.call(
                        "grace",
                        "POST",
                        path + "/removePassword",
                        Map.of("keyId", first.path("keyId").asText()))
                .expect(204);
        graph.signInAs(appId, secret, GraphClient.GRAPH).expect(401);
        graph.signInAs(appId, second, GraphClient.GRAPH).expect(200);

        String sp = "servicePrincipals/" + principal.path("id").asText();
        graph.call("grace", "POST", "servicePrincipals", Map.of("appId", appId)).expect(409);
        graph.call("grace", "DELETE", sp, null).expect(204);
        graph.signInAs(appId, second, GraphClient.GRAPH).expect(400);
        JsonNode next = graph.make("servicePrincipals", Map.of("appId", appId));
        assertThat(next.path("id").asText()).isNotEqualTo(principal.path("id").asText());
        graph.signInAs(appId, second, GraphClient.GRAPH).expect(200);

        graph.call("grace", "DELETE", path, null).expect(204);
        graph.call("grace", "GET", "servicePrincipals/" + next.path("id").asText(), null)
                .expect(404);
        graph.signInAs(appId, second, GraphClient.GRAPH).expect(400);
    }
}
