package io.mltwin.workspace.machinelearning;

import static io.mltwin.workspace.machinelearning.WorkspacePeers.CREATOR;
import static io.mltwin.workspace.machinelearning.WorkspacePeers.VERSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ResourceTypeContract;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections of a workspace: what they may be, who sees what, where their credentials lie. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ConnectionResourceTest {

    private static final String TYPE = "Microsoft.MachineLearningServices/workspaces/connections";
    private static final String SECRET = "s3cret-" + UUID.randomUUID();

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
    private String connections;

    @BeforeEach
    void aWorkspace() {
        peers = new WorkspacePeers(issuer, decisions, calls, service);
        id = peers.group() + "/providers/Microsoft.MachineLearningServices/workspaces/ws-con";
        connections = id + "/connections";
        assertThat(peers.end(peers.create(id))).isEqualTo("Succeeded");
    }

    @Test
    void answersAsEachTypeOfChildrenDoes() {
        ResourceTypeContract.below(
                        (method, where, body) -> peers.as(CREATOR)
                                .body(body == null ? "" : body.replace('\'', '"'))
                                .request(method, where + VERSION)
                                .then(),
                        id,
                        TYPE,
                        "{'properties':" + pat("GIT", "https://git.example/r") + "}")
                .answering(200, 200)
                .verify();
    }

    private Response put(String name, String properties) {
        return put(name, properties, "2022-10-01");
    }

    private Response put(String name, String properties, String apiVersion) {
        return peers.as(CREATOR)
                .body("{\"properties\":" + properties.replace('\'', '"') + "}")
                .put(connections + "/" + name + "?api-version=" + apiVersion);
    }

    private static String pat(String category, String target) {
        return "{'authType':'PAT','category':'"
                + category
                + "','target':'"
                + target
                + "','credentials':{'pat':'"
                + SECRET
                + "'}}";
    }

    private List<String> kept() {
        return peers.secrets().keySet().stream()
                .filter(path -> path.contains("-connection-"))
                .toList();
    }

    /** Version, authentication type, credentials, and where listsecrets shows the secret one. */
    private static final List<String> FORMS = List.of(
            "2020-08-01 | PAT | 'value':'{S}' | value",
            "2021-07-01 | anything | 'value':'{S}' | value",
            "2022-10-01 | PAT | 'credentials':{'pat':'{S}'} | credentials.pat",
            "2022-10-01 | SAS | 'credentials':{'sas':'{S}'} | credentials.sas",
            "2022-10-01 | PAT | 'value':'{S}','valueFormat':'JSON' | value",
            "2022-10-01 | UsernamePassword | 'credentials':{'username':'u','password':'{S}'} | credentials.password",
            "2022-10-01 | ManagedIdentity | 'credentials':{'clientId':'{S}'} | credentials.clientId",
            "2024-04-01 | ServicePrincipal | 'credentials':{'clientId':'c','tenantId':'t','clientSecret':'{S}'} | credentials.clientSecret",
            "2024-04-01 | AccessKey | 'credentials':{'accessKeyId':'a','secretAccessKey':'{S}'} | credentials.secretAccessKey",
            "2024-04-01 | AccountKey | 'credentials':{'key':'{S}'} | credentials.key",
            "2024-04-01 | ApiKey | 'credentials':{'key':'{S}'} | credentials.key",
            "2024-04-01 | CustomKeys | 'credentials':{'keys':{'a':'{S}'}} | credentials.keys.a");

    @Test
    void credentialsLieInTheVaultAndAreShownByListSecretsAlone() {
        for (String form : FORMS) {
            String[] cells = form.split(" \\| ");
            credentialsLieInTheVault(cells[0], cells[1], cells[2], cells[3]);
        }
    }

    private void credentialsLieInTheVault(String apiVersion, String authType, String credentials, String where) {
        String body = "{'authType':'"
                + authType
                + "','category':'Git','target':'https://git.example.org',"
                + credentials.replace("{S}", SECRET)
                + "}";

        Response made = put("con-1", body, apiVersion);

        assertThat(made.statusCode()).as(made.asString()).isEqualTo(200);
        String query = "?api-version=" + apiVersion;
        for (Response shown : List.of(
                made,
                peers.as(CREATOR).get(connections + "/con-1" + query),
                peers.as(CREATOR).get(connections + query),
                peers.as(CREATOR).get(id + query))) {
            assertThat(shown.statusCode()).isEqualTo(200);
            assertThat(shown.asString()).doesNotContain(SECRET);
        }
        assertThat(made.<String>path("properties.authType")).isEqualTo(authType);
        assertThat(kept()).singleElement().asString().doesNotContain("con-1");
        assertThat(peers.secrets().get(kept().get(0))).contains(SECRET);
        peers.as(CREATOR)
                .post(connections + "/con-1/listsecrets" + query)
                .then()
                .statusCode(200)
                .body("properties." + where, equalTo(SECRET))
                .body("properties.target", equalTo("https://git.example.org"));
    }

    @Test
    void bodyThatIsNoConnectionIsRefused() {
        put("con", "{'category':'Git','target':'t','authType':'OAuth9'}")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("ValidationError"))
                .body("error.target", equalTo("properties.authType"));
        for (String body : List.of(
                "[]",
                "{\"properties\":7}",
                "{\"properties\":{\"metadata\":[1]}}",
                "{\"properties\":{\"target\":{\"a\":1}}}")) {
            peers.as(CREATOR)
                    .body(body)
                    .put(connections + "/con" + VERSION)
                    .then()
                    .statusCode(400)
                    .body("error.code", equalTo("InvalidRequestContent"));
        }

        peers.as(CREATOR).get(connections + VERSION).then().body("value", empty());
        assertThat(kept()).isEmpty();
    }

    @Test
    void aListIsOfATargetAndACategory() {
        put("one", pat("Git", "https://a.example.org"));
        put("two", pat("PythonFeed", "https://a.example.org"));
        put("three", pat("Git", "https://b.example.org"));

        for (String[] row : new String[][] {
            {"", "3"},
            {"&category=git", "2"},
            {"&target=https://a.example.org", "2"},
            {"&category=Git&target=https://a.example.org", "1"},
            {"&category=S3", "0"}
        }) {
            peers.as(CREATOR)
                    .get(connections + VERSION + row[0])
                    .then()
                    .statusCode(200)
                    .body("value", hasSize(Integer.parseInt(row[1])));
        }
    }

    @Test
    void theNextPutSaysAll() {
        put("con", pat("Git", "https://a.example.org")).then().statusCode(200);

        put("CON", "{'authType':'None','category':'Git','target':'https://b.example.org'}")
                .then()
                .statusCode(200)
                .body("properties.target", equalTo("https://b.example.org"));

        assertThat(kept()).isEmpty();
        peers.as(CREATOR).get(connections + VERSION).then().body("value", hasSize(1));
    }

    @Test
    void readerSeesNoCredentialsAndChangesNothing() {
        put("con", pat("Git", "https://a.example.org")).then().statusCode(200);
        String reader = UUID.randomUUID().toString();
        decisions.allow(reader, TYPE + "/read", id);
        String con = connections + "/con" + VERSION;

        peers.as(reader).get(con).then().statusCode(200);
        peers.as(reader).get(connections + VERSION).then().statusCode(200);
        peers.as(reader).post(connections + "/con/listsecrets" + VERSION).then().statusCode(403);
        peers.as(reader).delete(con).then().statusCode(403);
        peers.as(reader)
                .body("{\"properties\":{}}")
                .put(connections + "/new" + VERSION)
                .then()
                .statusCode(403)
                .body("error.code", equalTo("AuthorizationFailed"));
        peers.as(UUID.randomUUID().toString()).get(con).then().statusCode(403);
        service.given("management").get(con).then().statusCode(401);
        assertThat(kept()).hasSize(1);
    }

    @Test
    void aLockedWorkspaceKeepsItsConnections() {
        put("con", pat("Git", "https://a.example.org")).then().statusCode(200);
        String lock = id + "/providers/Microsoft.Authorization/locks/l?api-version=2020-05-01";
        peers.as(CREATOR)
                .body("{\"properties\":{\"level\":\"ReadOnly\"}}")
                .put(lock)
                .then()
                .statusCode(201);

        put("other", pat("Git", "t")).then().statusCode(409);
        String con = connections + "/con";
        peers.as(CREATOR).delete(con + VERSION).then().statusCode(409);
        peers.as(CREATOR)
                .post(con + "/listsecrets" + VERSION)
                .then()
                .statusCode(409)
                .body("error.code", equalTo("ScopeLocked"));
        peers.as(CREATOR).get(con + VERSION).then().statusCode(200);

        peers.as(CREATOR).delete(lock).then().statusCode(200);
        peers.as(CREATOR).delete(con + VERSION).then().statusCode(200);
        peers.as(CREATOR).delete(con + VERSION).then().statusCode(204);
        peers.as(CREATOR).get(con + VERSION).then().statusCode(404);
        assertThat(kept()).isEmpty();
    }

    @Test
    void aVaultThatRefusesLeavesNoConnection() {
        calls.answer("keyvault", "PUT", "/secrets/*", PeerAnswer.error(403, "Forbidden", "firewall"));

        put("con", pat("Git", "t")).then().statusCode(424).body("error.code", equalTo("FailedDependency"));

        peers.as(CREATOR).get(connections + VERSION).then().body("value", empty());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void credentialsGoWithTheWorkspace(boolean vaultLets) {
        put("con", pat("Git", "t")).then().statusCode(200);
        put("open", "{'authType':'None','category':'Git','target':'t'}").then().statusCode(200);
        if (!vaultLets) {
            calls.answer("keyvault", "DELETE", "/secrets/*", PeerAnswer.error(403, "Forbidden", "firewall"));
        }

        assertThat(peers.end(peers.as(CREATOR).delete(id + VERSION))).isEqualTo("Succeeded");

        assertThat(kept()).hasSize(vaultLets ? 0 : 1);
        assertThat(peers.end(peers.create(id))).isEqualTo("Succeeded");
        peers.as(CREATOR).get(connections + VERSION).then().body("value", empty());
    }

    @Test
    void noConnectionWithoutAWorkspace() {
        peers.as(CREATOR)
                .body("{\"properties\":{}}")
                .put(id + "x/connections/con" + VERSION)
                .then()
                .statusCode(404)
                .body("error.code", equalTo("ParentResourceNotFound"));
    }
}
