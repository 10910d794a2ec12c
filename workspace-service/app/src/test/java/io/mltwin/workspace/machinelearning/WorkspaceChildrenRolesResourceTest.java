package io.mltwin.workspace.machinelearning;

import static io.mltwin.workspace.machinelearning.PrivateLinkFixture.ML;
import static io.mltwin.workspace.machinelearning.WorkspacePeers.VERSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** RBA-35: of what may be done with a part of a workspace, each is granted alone. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class WorkspaceChildrenRolesResourceTest {

    /** Method and path of a call, by the end of the action that it needs. */
    private static final Map<String, String> CALLS = new LinkedHashMap<>();

    static {
        CALLS.put("computes/read", "GET /computes/c");
        CALLS.put("computes/write", "PUT /computes/c");
        CALLS.put("computes/delete", "DELETE /computes/c");
        CALLS.put("computes/start/action", "POST /computes/c/start");
        CALLS.put("computes/stop/action", "POST /computes/c/stop");
        CALLS.put("computes/restart/action", "POST /computes/c/restart");
        CALLS.put("datastores/read", "GET /datastores/d");
        CALLS.put("datastores/write", "PUT /datastores/d");
        CALLS.put("datastores/delete", "DELETE /datastores/d");
        CALLS.put("datastores/listSecrets/action", "POST /datastores/d/listSecrets");
    }

    private static WorkspacePeers peers;
    private static String workspace;

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    ServiceUnderTest service;

    @BeforeEach
    void aWorkspaceWithAComputeAndADatastore() {
        if (workspace != null) {
            return;
        }
        peers = new WorkspacePeers(issuer, decisions, calls, service);
        String id = peers.group() + "/providers/" + ML + "ws-parts";
        assertThat(peers.end(peers.create(id))).isEqualTo("Succeeded");
        for (String part : new String[] {"/computes/c", "/datastores/d"}) {
            PeerAnswer there = PeerAnswer.json(200, "{\"id\":\"" + id + part + "\"}");
            for (String method : new String[] {"GET", "PUT", "DELETE"}) {
                calls.answer("compute", method, id + part, there);
            }
            calls.answer("compute", "POST", id + part + "/*", PeerAnswer.json(200, "{}"));
        }
        workspace = id;
    }

    static Stream<Arguments> cells() {
        return CALLS.keySet().stream()
                .flatMap(granted -> CALLS.keySet().stream()
                        .filter(asked -> kind(asked).equals(kind(granted)))
                        .map(asked -> Arguments.of(granted, asked)));
    }

    private static String kind(String action) {
        return action.substring(0, action.indexOf('/'));
    }

    @ParameterizedTest(name = "{0} for {1}")
    @MethodSource("cells")
    void onlyTheGrantedActionIsAllowed(String granted, String asked) {
        // Given
        String nora = UUID.randomUUID().toString();
        decisions.allow(nora, ML + granted, workspace);
        String[] call = CALLS.get(asked).split(" ");
        int before = calls.received("compute", call[0], workspace + call[1]).size();

        // When
        Response answer = peers.as(nora).body("{}").request(call[0], workspace + call[1] + VERSION);

        // Then
        if (asked.equals(granted)) {
            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        } else {
            answer.then()
                    .statusCode(403)
                    .body("error.code", equalTo("AuthorizationFailed"))
                    .body("error.message", containsString(ML + asked));
        }
        assertThat(calls.received("compute", call[0], workspace + call[1]))
                .hasSize(before + (asked.equals(granted) ? 1 : 0));
        peers.as(nora).get(workspace + VERSION).then().statusCode(403);
    }
}
