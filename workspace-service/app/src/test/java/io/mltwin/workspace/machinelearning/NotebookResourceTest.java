package io.mltwin.workspace.machinelearning;

import static io.mltwin.workspace.machinelearning.WorkspacePeers.CREATOR;
import static io.mltwin.workspace.machinelearning.WorkspacePeers.VERSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The notebook resource of a workspace and its keys. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class NotebookResourceTest {

    private static final String ML = "Microsoft.MachineLearningServices/workspaces";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    ServiceUnderTest service;

    private WorkspacePeers peers;
    private String id;

    @BeforeEach
    void aWorkspace() {
        peers = new WorkspacePeers(issuer, decisions, calls, service);
        id = peers.group() + "/providers/" + ML + "/ws-notebook";
        assertThat(peers.end(peers.create(id))).isEqualTo("Succeeded");
    }

    /** Prepares it, and returns its id. */
    private String prepare() {
        Response started = peers.as(CREATOR).post(id + "/prepareNotebook" + VERSION);
        assertThat(peers.end(started)).isEqualTo("Succeeded");
        Response result = peers.as(CREATOR).get(peers.path(started.header("Location")));
        assertThat(result.statusCode()).isEqualTo(200);
        assertThat(result.<String>path("fqdn")).isEqualTo(result.path("resourceId") + ".notebooks.mltwin.localhost");
        return result.path("resourceId");
    }

    private Response keys(String as) {
        return peers.as(as).post(id + "/listNotebookKeys" + VERSION);
    }

    @Test
    void itIsPreparedOnce() {
        keys(CREATOR).then().statusCode(409);
        assertThat(peers.as(CREATOR).get(id + VERSION).<Object>path("properties.notebookInfo"))
                .isNull();

        String resource = prepare();
        Response keys = keys(CREATOR);

        assertThat(keys.statusCode()).isEqualTo(200);
        assertThat(keys.<String>path("primaryAccessKey")).hasSize(88).isNotEqualTo(keys.path("secondaryAccessKey"));
        assertThat(prepare()).isEqualTo(resource);
        assertThat(keys(CREATOR).asString()).isEqualTo(keys.asString());
        peers.as(CREATOR)
                .post(id + "/listKeys" + VERSION)
                .then()
                .body("notebookAccessKeys.primaryAccessKey", equalTo(keys.path("primaryAccessKey")));
        Response shown = peers.as(CREATOR).get(id + VERSION);
        assertThat(shown.<String>path("properties.notebookInfo.resourceId")).isEqualTo(resource);
        assertThat(shown.asString()).doesNotContain(keys.<String>path("primaryAccessKey"));
    }

    @Test
    void keysAreNotForReaders() {
        prepare();
        String reader = UUID.randomUUID().toString();
        for (String read : new String[] {"/read", "/listNotebookKeys/read"}) {
            decisions.allow(reader, ML + read, id);
        }

        keys(reader).then().statusCode(403).body("error.code", equalTo("AuthorizationFailed"));
        peers.as(reader).post(id + "/prepareNotebook" + VERSION).then().statusCode(403);
        service.given("management")
                .post(id + "/listNotebookKeys" + VERSION)
                .then()
                .statusCode(401);

        decisions.allow(reader, ML + "/listNotebookKeys/action", id);
        keys(reader).then().statusCode(200);
    }

    @Test
    void theNextWorkspaceHasAnother() {
        String resource = prepare();
        String key = keys(CREATOR).path("primaryAccessKey");
        assertThat(peers.end(peers.as(CREATOR).delete(id + VERSION))).isEqualTo("Succeeded");
        assertThat(peers.end(peers.create(id))).isEqualTo("Succeeded");

        keys(CREATOR).then().statusCode(409);
        assertThat(prepare()).isNotEqualTo(resource);
        keys(CREATOR).then().body("primaryAccessKey", not(equalTo(key)));
    }
}
