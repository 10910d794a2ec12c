package io.mltwin.workspace.machinelearning;

import static io.mltwin.workspace.machinelearning.WorkspacePeers.CREATOR;
import static io.mltwin.workspace.machinelearning.WorkspacePeers.VERSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A notebook resource's own tokens, who is let in by them, and the files behind it. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class NotebookContentsResourceTest {

    private static final String ML = "Microsoft.MachineLearningServices/workspaces";
    private static final String API = "/api/contents/";

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
    private String identity;
    private String resource;
    private String token;

    @BeforeEach
    void aPreparedWorkspace() {
        peers = new WorkspacePeers(issuer, decisions, calls, service);
        id = peers.group() + "/providers/" + ML + "/ws-contents";
        assertThat(peers.end(peers.create(id))).isEqualTo("Succeeded");
        assertThat(peers.end(peers.as(CREATOR).post(id + "/prepareNotebook" + VERSION)))
                .isEqualTo("Succeeded");
        identity = peers.as(CREATOR).get(id + VERSION).path("identity.principalId");
        decisions.allow(identity, "Microsoft.Storage/storageAccounts/listKeys/action", "/");
        Response issued = issue(id, CREATOR);
        resource = issued.path("notebookResourceId");
        token = issued.path("accessToken");
    }

    private Response issue(String workspace, String as) {
        return peers.as(as).post(workspace + "/listNotebookAccessToken" + VERSION);
    }

    private RequestSpecification with(String bearer) {
        return service.given(resource + ".notebooks")
                .header("Authorization", "Bearer " + bearer)
                .contentType(ContentType.JSON);
    }

    private Response put(String path, Map<String, ?> model) {
        return with(token).body(model).put(API + path);
    }

    @Test
    void savedNotebookIsListedReadAndDeleted() {
        Map<String, Object> notebook =
                Map.of("nbformat", 4, "nbformat_minor", 5, "metadata", Map.of(), "cells", List.of());
        byte[] binary = {(byte) 0xff, 0, 1, 2};

        put("Users/alice", Map.of("type", "directory")).then().statusCode(201);
        put("Users/alice", Map.of("type", "directory")).then().statusCode(200);
        put("Users/alice/a%20b.ipynb", Map.of("type", "notebook", "content", notebook))
                .then()
                .statusCode(201)
                .body("name", equalTo("a b.ipynb"))
                .body("path", equalTo("Users/alice/a b.ipynb"))
                .body("type", equalTo("notebook"))
                .body("content", nullValue());
        put("Users/alice/t.py", Map.of("type", "file", "format", "text", "content", "print('ü')"))
                .then()
                .statusCode(201);
        put(
                        "Users/alice/b.bin",
                        Map.of(
                                "type",
                                "file",
                                "format",
                                "base64",
                                "content",
                                Base64.getEncoder().encodeToString(binary)))
                .then()
                .statusCode(201);
        put("Users/alice/t.py", Map.of("type", "file", "format", "text", "content", ""))
                .then()
                .statusCode(200);

        with(token)
                .get(API + "Users/alice")
                .then()
                .statusCode(200)
                .body("type", equalTo("directory"))
                .body("format", equalTo("json"))
                .body("content.name", contains("a b.ipynb", "b.bin", "t.py"))
                .body("content.path[0]", equalTo("Users/alice/a b.ipynb"))
                .body("content.size[2]", equalTo(0));
        with(token)
                .get(API + "Users/alice/a%20b.ipynb")
                .then()
                .statusCode(200)
                .body("format", equalTo("json"))
                .body("content.nbformat", equalTo(4));
        with(token)
                .get(API + "Users/alice/a%20b.ipynb?type=file&format=text")
                .then()
                .body("type", equalTo("file"))
                .body("content.length()", equalTo(58));
        with(token)
                .get(API + "Users/alice/b.bin")
                .then()
                .body("format", equalTo("base64"))
                .body("content", equalTo(Base64.getEncoder().encodeToString(binary)));
        with(token)
                .get(API + "Users/alice/t.py?content=0")
                .then()
                .body("content", nullValue())
                .body("format", nullValue());

        with(token).delete(API + "Users/alice").then().statusCode(409);
        for (String name : List.of("a%20b.ipynb", "b.bin", "t.py")) {
            with(token).delete(API + "Users/alice/" + name).then().statusCode(204);
        }
        with(token).delete(API + "Users/alice").then().statusCode(204);
        with(token)
                .get(API + "Users/alice")
                .then()
                .statusCode(404)
                .body("message", equalTo("No such file or directory: Users/alice"));
    }

    @Test
    void refusedContentChangesNothing() {
        Map<String, Object> text = Map.of("type", "file", "format", "text", "content", "x");
        put("Users/f", text).then().statusCode(201);

        put("elsewhere", text).then().statusCode(403);
        put("Users", text).then().statusCode(403);
        put("Users/missing/f", text).then().statusCode(404);
        put("Users/f", Map.of("type", "directory")).then().statusCode(400);
        put("Users/n.ipynb", Map.of("type", "notebook", "content", Map.of()))
                .then()
                .statusCode(400);
        put("Users/n", Map.of("type", "file", "format", "base64", "content", "!"))
                .then()
                .statusCode(400);
        put("Users/n", Map.of("type", "file", "format", "json", "content", "x"))
                .then()
                .statusCode(400);
        put("Users/n", Map.of("type", "other", "content", "x")).then().statusCode(400);
        put("Users/n", Map.of("type", "file", "chunk", 1, "content", "x"))
                .then()
                .statusCode(501);
        // an encoded slash parts names too: there is no directory "a"
        put("Users/a%2Fb", text).then().statusCode(404);
        put("Users/%2e%2e/%2e%2e/x", text).then().statusCode(404);
        with(token).body("[").put(API + "Users/n").then().statusCode(400);
        with(token).body("[]").put(API + "Users/n").then().statusCode(400);
        with(token).delete(API + "Users").then().statusCode(403);
        with(token).get(API + "Users/f?type=directory").then().statusCode(400);
        with(token).post(API + "Users").then().statusCode(501);
        with(token).body("{}").patch(API + "Users/f").then().statusCode(501);
        with(token).get("/api/kernels").then().statusCode(501);

        with(token).get(API + "Users").then().body("content.name", contains("f"));
        with(token).get(API + "Users/f").then().body("content", equalTo("x"));
    }

    @Test
    void noOtherTokenIsTaken() {
        String address = "https://" + service.host(resource + ".notebooks");
        String other = peers.group() + "/providers/" + ML + "/ws-other";
        assertThat(peers.end(peers.create(other))).isEqualTo("Succeeded");
        assertThat(peers.end(peers.as(CREATOR).post(other + "/prepareNotebook" + VERSION)))
                .isEqualTo("Succeeded");
        Response issued = issue(id, CREATOR);

        Map<String, String> refused = Map.of(
                "Azure Resource Manager's",
                issuer.aad("https://management.azure.com", CREATOR).sign(),
                "storage's",
                issuer.aad("https://storage.azure.com", CREATOR).sign(),
                "Azure AD's for this address",
                issuer.aad(address, CREATOR).sign(),
                "a run's",
                issuer.run(id, UUID.randomUUID().toString(), "r", CREATOR).sign(),
                "a run's for this address",
                issuer.run(id, address, "r", CREATOR)
                        .claim("workspaceScope", null)
                        .sign(),
                "another workspace's",
                issue(other, CREATOR).path("accessToken"),
                "an expired one",
                issuer.notebook(address, id, CREATOR)
                        .expires(Instant.now().minusSeconds(1))
                        .sign(),
                "one to renew with",
                issued.path("refreshToken"),
                "one of nobody",
                issuer.notebook(address, id, CREATOR).claim("oid", null).sign(),
                "one signed by a stranger",
                issuer.notebook(address, id, CREATOR)
                        .signedBy("RS256", TestIssuer.newKeys().getPrivate())
                        .sign());
        refused.forEach((whose, bearer) ->
                assertThat(with(bearer).get(API).statusCode()).as(whose).isEqualTo(401));
        service.given(resource + ".notebooks").get(API).then().statusCode(401);
        with(issuer.notebook(address, other, CREATOR).sign()).get(API).then().statusCode(403);
        with(issuer.notebook(address, id, CREATOR)
                        .tenantId(UUID.randomUUID().toString())
                        .sign())
                .get(API)
                .then()
                .statusCode(403);
        with(token).get(API).then().statusCode(200);
    }

    /** Nor does a notebook resource's token open any other door. */
    @Test
    void itsTokenIsForItAlone() {
        for (String host : List.of("management", "acc.blob.core", "acc.file.core")) {
            service.given(host)
                    .header("Authorization", "Bearer " + token)
                    .get(id + VERSION)
                    .then()
                    .statusCode(401);
        }
    }

    @Test
    void permissionIsAskedForEachTime() {
        String reader = UUID.randomUUID().toString();
        decisions.allow(reader, ML + "/read", id);
        decisions.allow(reader, ML + "/listNotebookAccessToken/read", id);
        issue(id, reader).then().statusCode(403);
        decisions.allow(reader, ML + "/listNotebookAccessToken/action", id);
        Response issued = issue(id, reader);
        String readers = issued.path("accessToken");
        with(readers).get(API).then().statusCode(403);
        decisions.allow(reader, ML + "/notebooks/storage/read", id);

        with(readers).get(API).then().statusCode(200).body("content.name", contains("Users"));
        with(readers)
                .body(Map.of("type", "directory"))
                .put(API + "Users/r")
                .then()
                .statusCode(403)
                .body("reason", equalTo("AuthorizationFailed"));
        with(readers).delete(API + "Users/r").then().statusCode(403);

        decisions.revoke(reader);
        eventually(403, () -> with(readers).get(API));
        renew(issued.path("refreshToken")).then().statusCode(403);
    }

    @Test
    void theFilesAreOpenAsLongAsTheWorkspacesIdentityMayHaveThem() {
        with(token).get(API).then().statusCode(200);

        decisions.revoke(identity);

        eventually(403, () -> with(token).get(API));
        with(token).get(API).then().body("reason", equalTo("StorageAccountAccessDenied"));
    }

    @Test
    void tokensAreRenewedUntilTheWorkspaceIsGone() {
        String refresh = issue(id, CREATOR).path("refreshToken");
        Response renewed = renew(refresh);
        assertThat(renewed.statusCode()).as(renewed.asString()).isEqualTo(200);
        with(renewed.path("access_token")).get(API).then().statusCode(200);
        renew(token).then().statusCode(400).body("error", equalTo("invalid_grant"));
        renew("x").then().statusCode(400).body("error", equalTo("invalid_grant"));
        service.given(resource + ".notebooks")
                .contentType(ContentType.URLENC)
                .formParam("grant_type", "password")
                .post("/oauth2/token")
                .then()
                .statusCode(400)
                .body("error", equalTo("unsupported_grant_type"));

        assertThat(peers.end(peers.as(CREATOR).delete(id + VERSION))).isEqualTo("Succeeded");
        with(token).get(API).then().statusCode(403);
        renew(refresh).then().statusCode(400);
        assertThat(peers.end(peers.create(id))).isEqualTo("Succeeded");
        issue(id, CREATOR).then().statusCode(409);
        assertThat(peers.end(peers.as(CREATOR).post(id + "/prepareNotebook" + VERSION)))
                .isEqualTo("Succeeded");
        with(token).get(API).then().statusCode(403);
    }

    private Response renew(String refreshToken) {
        return service.given(resource + ".notebooks")
                .contentType(ContentType.URLENC)
                .formParam("grant_type", "refresh_token")
                .formParam("refresh_token", refreshToken)
                .post("/oauth2/token");
    }

    private static void eventually(int status, java.util.function.Supplier<Response> call) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(call.get().statusCode()).isEqualTo(status));
    }
}
