package io.mltwin.scoring;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens with permissions on repositories, and their scope maps. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class RegistryTokenResourceTest {

    private static final AtomicInteger NAMES = new AtomicInteger();

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    ServiceUnderTest service;

    private WorkspacePeers peers;
    private ScoringRequests requests;

    @BeforeEach
    void aRegistry() {
        peers = new WorkspacePeers("unused", "tokenregistry" + NAMES.incrementAndGet());
        requests = new ScoringRequests(service, issuer, peers);
        requests.newRegistry();
    }

    private ValidatableResponse scopeMap(String name, String... actions) {
        return requests.arm(
                "PUT",
                peers.registry() + "/scopeMaps/" + name,
                "{\"properties\":{\"description\":\"d\",\"actions\":[\"" + String.join("\",\"", actions) + "\"]}}");
    }

    private ValidatableResponse token(String name, String scopeMap) {
        return requests.arm(
                "PUT",
                peers.registry() + "/tokens/" + name,
                "{\"properties\":{\"scopeMapId\":\"%s/scopeMaps/%s\"}}".formatted(peers.registry(), scopeMap));
    }

    private ValidatableResponse generate(String token, String further) {
        return requests.arm(
                "POST",
                peers.registry() + "/generateCredentials",
                "{\"tokenId\":\"%s/tokens/%s\"%s}".formatted(peers.registry(), token, further));
    }

    private String password(String token) {
        return generate(token, ",\"name\":\"password1\"")
                .statusCode(200)
                .body("username", equalTo(token))
                .body("passwords.name", contains("password1"))
                .extract()
                .path("passwords[0].value");
    }

    private ValidatableResponse access(String name, String password, String scope) {
        return service.given(peers.registryName() + ".azurecr")
                .header("Authorization", ScoringRequests.basic(name, password))
                .get("/oauth2/token?service=x&scope=" + scope)
                .then();
    }

    @Test
    void aTokenMayDoWhatItsScopeMapSaysOnItsRepositories() {
        // Given
        scopeMap("readers", "repositories/a/b/content/read", "repositories/team/*/content/write")
                .statusCode(201)
                .body("properties.type", equalTo("UserDefined"));
        token("mytoken", "readers")
                .statusCode(201)
                .body("properties.status", equalTo("enabled"))
                .body("properties.credentials.passwords", hasSize(0));
        String password = password("mytoken");
        // When
        String access = access(
                        "mytoken",
                        password,
                        "repository:a/b:pull,push&scope=repository:team/x/y:pull,push&scope=registry:catalog:*")
                .statusCode(200)
                .extract()
                .path("access_token");
        // Then
        requests.registry(access, "GET", "/v2/a/b/manifests/1").statusCode(404);
        requests.registry(access, "POST", "/v2/a/b/blobs/uploads/").statusCode(401);
        requests.registry(access, "POST", "/v2/team/x/y/blobs/uploads/").statusCode(202);
        requests.registry(access, "GET", "/v2/team/x/y/manifests/1").statusCode(401);
        requests.registry(access, "GET", "/v2/_catalog").statusCode(401);
        requests.registry(access, "GET", "/v2/").statusCode(200);
        basic("mytoken", password, "GET", "/v2/a/b/manifests/1", 404);
        basic("mytoken", password, "GET", "/v2/a/c/manifests/1", 401);
        basic("mytoken", "wrong", "GET", "/v2/a/b/manifests/1", 401);
        access("mytoken", "wrong", "repository:a/b:pull").statusCode(401);
        scopeMap("readers", "repositories/a/c/content/read").statusCode(200);
        requests.registry(access, "GET", "/v2/a/b/manifests/1").statusCode(401);
    }

    private void basic(String name, String password, String method, String path, int status) {
        ScoringRequests.send(
                        service.given(peers.registryName() + ".azurecr")
                                .header("Authorization", ScoringRequests.basic(name, password)),
                        method,
                        path,
                        null)
                .then()
                .statusCode(status);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"disabled", "deleted", "other password", "scope map deleted"})
    void anAccessTokenIsWorthNoMoreThanItsTokenAndPassword(String what) {
        // Given
        scopeMap("readers", "repositories/a/b/content/read").statusCode(201);
        token("mytoken", "readers").statusCode(201);
        String password = password("mytoken");
        String access = access("mytoken", password, "repository:a/b:pull")
                .statusCode(200)
                .extract()
                .path("access_token");
        requests.registry(access, "GET", "/v2/a/b/manifests/1").statusCode(404);
        // When
        String token = peers.registry() + "/tokens/mytoken";
        switch (what) {
            case "disabled" ->
                requests.arm("PATCH", token, "{\"properties\":{\"status\":\"disabled\"}}")
                        .statusCode(200)
                        .body("properties.status", equalTo("disabled"));
            case "deleted" -> requests.arm("DELETE", token, null).statusCode(200);
            case "other password" -> password("mytoken");
            default ->
                requests.arm("DELETE", peers.registry() + "/scopeMaps/readers", null)
                        .statusCode(200);
        }
        // Then
        requests.registry(access, "GET", "/v2/a/b/manifests/1").statusCode(401);
        if (!what.startsWith("scope")) {
            access("mytoken", password, "repository:a/b:pull").statusCode(401);
        }
    }

    @Test
    void azuresOwnScopeMapsAreThereAndStay() {
        requests.arm("GET", peers.registry() + "/scopeMaps", null)
                .statusCode(200)
                .body("value.name", hasItems("_repositories_admin", "_repositories_pull", "_repositories_push"));
        scopeMap("_repositories_pull", "repositories/a/content/read").statusCode(400);
        requests.arm("DELETE", peers.registry() + "/scopeMaps/_repositories_pull", null)
                .statusCode(400);
        token("everything", "_repositories_admin").statusCode(201);
        basic("everything", password("everything"), "GET", "/v2/_catalog", 200);
        basic("everything", password("everything"), "DELETE", "/v2/x/manifests/1", 404);
    }

    @Test
    void passwordsAreToldOnceAndEnd() {
        token("mytoken", "_repositories_pull").statusCode(201);
        generate("mytoken", "").statusCode(200).body("passwords.name", containsInAnyOrder("password1", "password2"));
        requests.arm("GET", peers.registry() + "/tokens/mytoken", null)
                .statusCode(200)
                .body("properties.credentials.passwords", hasSize(2))
                .body("properties.credentials.passwords[0].value", nullValue());
        generate("mytoken", ",\"expiry\":\"2001-01-01T00:00:00Z\"").statusCode(400);
        generate("mytoken", ",\"name\":\"password3\"").statusCode(400);
        generate("another", "").statusCode(400);
        requests.arm("GET", peers.registry() + "/tokens", null).body("value.name", contains("mytoken"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "readers, repositories/a/content/execute, 400",
        "readers, repositories//content/read, 400",
        "readers, repositories/*/x/content/read, 400",
        "readers, gateway/g/config/read, 501",
        "r, repositories/a/content/read, 400"
    })
    void aScopeMapThatCannotBeIsRefused(String name, String action, int status) {
        scopeMap(name, action).statusCode(status);
        token("mytoken", "readers").statusCode(400);
    }
}
