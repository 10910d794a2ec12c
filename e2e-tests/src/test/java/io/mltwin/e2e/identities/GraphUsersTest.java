package io.mltwin.e2e.identities;

import static io.mltwin.e2e.fixtures.GraphClient.code;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users through Microsoft Graph: made, changed and ended, and owners of what they make. */
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
        Map<String, Object> wanted =
                Map.of(
                        "accountEnabled",
                        true,
                        "displayName",
                        "Una User",
                        "mailNickname",
                        "una",
                        "userPrincipalName",
                        name,
                        "passwordProfile",
                        Map.of(
                                "password",
                                "First-passw0rd",
                                "forceChangePasswordNextSignIn",
                                false));
        String id = graph.make("users", wanted).path("id").asText();
        FlowClient.Answer again = graph.call("grace", "POST", "users", wanted).expect(400);
        assertThat(again.json().path("error").path("details").path(0).path("code").asText())
                .isEqualTo("ObjectConflict");
        String una =
                graph.signIn(name, "First-passw0rd", GraphClient.GRAPH)
                        .expect(200)
                        .json()
                        .path("access_token")
                        .asText();

        Map<String, Object> change =
                Map.of("currentPassword", "First-passw0rd", "newPassword", "Second-passw0rd");
        graph.send(una, "POST", "me/changePassword", change).expect(204);
        graph.send(una, "POST", "me/changePassword", change).expect(400);
        graph.signIn(name, "First-passw0rd", GraphClient.GRAPH).expect(400);
        graph.signIn(name, "Second-passw0rd", GraphClient.GRAPH).expect(200);
        graph.call("grace", "PATCH", "users/" + name, Map.of("givenName", "Una")).expect(204);
        JsonNode shown =
                graph.call("maja", "GET", "users/" + name + "?$select=givenName,userType", null)
                        .expect(200)
                        .json();
        assertThat(shown.path("givenName").asText()).isEqualTo("Una");
        assertThat(shown.path("userType").asText()).isEqualTo("Member");
        assertThat(shown.has("displayName")).isFalse();

        graph.call("grace", "DELETE", "users/" + id, null).expect(204);
        graph.call("grace", "GET", "users/" + id, null).expect(404);
        graph.signIn(name, "Second-passw0rd", GraphClient.GRAPH).expect(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "userPrincipalName | x@example.org | Request_BadRequest",
                "passwordProfile | password | Request_BadRequest",
                "passwordProfile | First-passw0rd! force | NotImplemented",
                "favouriteColour | red | Request_BadRequest",
                "displayName | | Request_BadRequest",
            })
    void aUserThatCannotBeIsRefused(String property, String value, String code) throws Exception {
        Map<String, Object> wanted = new java.util.HashMap<>();
        wanted.put("accountEnabled", true);
        wanted.put("displayName", "Una");
        wanted.put("mailNickname", "una");
        wanted.put("userPrincipalName", "u-" + UUID.randomUUID() + "@" + graph.domain());
        wanted.put("passwordProfile", Map.of("password", "First-passw0rd"));
        wanted.put(
                property,
                property.equals("passwordProfile")
                        ? Map.of(
                                "password",
                                value.split(" ")[0],
                                "forceChangePasswordNextSignIn",
                                value.endsWith("force"))
                        : value);

        FlowClient.Answer answer = graph.call("grace", "POST", "users", wanted);

        assertThat(code(answer)).as(answer.text()).isEqualTo(code);
    }

    @Test
    void whoMakesSomethingOwnsItAndMayShareThat() throws Exception {
        JsonNode application =
                graph.call("maja", "POST", "applications", Map.of("displayName", "majas"))
                        .expect(201)
                        .json();
        String path = "applications/" + application.path("id").asText();
        graph.call("maja", "PATCH", path, Map.of("displayName", "maja's")).expect(204);
        graph.call("nora", "PATCH", path, Map.of("displayName", "nora's")).expect(403);

        String nora = PLATFORM.platform().credentials().users().get("nora").objectId();
        graph.call("maja", "POST", path + "/owners/$ref", GraphClient.reference(nora)).expect(204);
        graph.call("maja", "POST", path + "/owners/$ref", GraphClient.reference(nora)).expect(400);
        graph.call("nora", "PATCH", path, Map.of("displayName", "nora's")).expect(204);
        graph.call("nora", "DELETE", path + "/owners/" + GraphClient.MAJA + "/$ref", null)
                .expect(204);
        graph.call("maja", "DELETE", path, null).expect(403);
        graph.call("nora", "DELETE", path, null).expect(204);
    }
}
