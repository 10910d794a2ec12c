package io.mltwin.identity.directory.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.identity.Answer;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users through Microsoft Graph: which cannot be, and owners of what they make. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class GraphUsersResourceTest {

    @FromPlatform
    TestPlatform platform;

    private GraphUnderTest graph;

    @BeforeEach
    void aTenant() {
        graph = new GraphUnderTest(platform);
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
    void aUserThatCannotBeIsRefused(String property, String value, String code) {
        Map<String, Object> wanted = new HashMap<>();
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

        Answer answer = graph.call("grace", "POST", "users", wanted);

        assertThat(answer.code()).as(answer.text()).isEqualTo(code);
    }

    @Test
    void creatorOwnsAnObjectAndMayShareThat() {
        JsonNode application = graph.call("maja", "POST", "applications", Map.of("displayName", "majas"))
                .expect(201)
                .json();
        String path = "applications/" + application.path("id").asText();
        graph.call("maja", "PATCH", path, Map.of("displayName", "maja's")).expect(204);
        graph.call("nora", "PATCH", path, Map.of("displayName", "nora's")).expect(403);

        Map<String, Object> nora = GraphUnderTest.reference(graph.objectId("nora"));
        graph.call("maja", "POST", path + "/owners/$ref", nora).expect(204);
        graph.call("maja", "POST", path + "/owners/$ref", nora).expect(400);
        graph.call("nora", "PATCH", path, Map.of("displayName", "nora's")).expect(204);
        graph.call("nora", "DELETE", path + "/owners/" + graph.objectId("maja") + "/$ref", null)
                .expect(204);
        graph.call("maja", "DELETE", path, null).expect(403);
        graph.call("nora", "DELETE", path, null).expect(204);
    }
}
