package io.mltwin.scoring;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.mltwin.scoring.registry.repositories.Digest;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Registries over HTTPS: who gets in, with which credential, to which of them. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class RegistryResourceTest {

    private static final String SCIENTIST = UUID.randomUUID().toString();
    private static final String READER = UUID.randomUUID().toString();
    private static final String STRANGER = UUID.randomUUID().toString();
    private static final AtomicInteger NAMES = new AtomicInteger();

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    private WorkspacePeers peers;
    private ScoringRequests requests;

    @BeforeEach
    void aRegistryThatAReaderMayPullFrom() {
        peers = new WorkspacePeers("unused", "registry" + NAMES.incrementAndGet());
        requests = new ScoringRequests(service, issuer, peers);
        requests.newRegistry();
        decisions.allow(READER, "Microsoft.ContainerRegistry/registries/pull/read", "/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/", "/v2/_catalog", "/v2/a/tags/list", "/v2/a/manifests/1", "/v2/a/blobs/sha256:0"})
    void theRegistryChallengesWhoHasNoCredentialOfIts(String path) {
        for (String authorization : new String[] {
            null,
            "Bearer "
                    + issuer.aad("https://containerregistry.azure.net", SCIENTIST)
                            .sign(),
            "Bearer " + issuer.service("compute", "scoring").sign(),
            "Bearer x",
            ScoringRequests.basic(peers.registryName(), "wrong")
        }) {
            RequestSpecification request = service.given(peers.registryName() + ".azurecr");
            ScoringRequests.send(
                            authorization == null ? request : request.header("Authorization", authorization),
                            "GET",
                            path,
                            null)
                    .then()
                    .statusCode(401)
                    .header(
                            "WWW-Authenticate",
                            containsString("Bearer realm=\"https://"
                                    + service.host(peers.registryName() + ".azurecr")
                                    + "/oauth2/token\",service=\""))
                    .body("errors[0].code", equalTo("UNAUTHORIZED"));
        }
    }

    @Test
    void anAadTokenBecomesARegistryTokenOfWhatItsOwnerMayDo() {
        // Given
        String refresh = requests.exchange(issuer.aad("https://containerregistry.azure.net", READER)
                        .sign())
                .statusCode(200)
                .extract()
                .path("refresh_token");
        // When
        String access = requests.registryForm(
                        "/oauth2/token",
                        "grant_type=refresh_token&scope=repository:a/b:pull,push&refresh_token=" + refresh)
                .statusCode(200)
                .extract()
                .path("access_token");
        // Then
        requests.registry(access, "GET", "/v2/a/b/manifests/1")
                .statusCode(404)
                .body("errors[0].code", equalTo("MANIFEST_UNKNOWN"));
        requests.registry(access, "POST", "/v2/a/b/blobs/uploads/").statusCode(401);
        requests.registry(access, "GET", "/v2/a/c/manifests/1").statusCode(401);
        requests.registry(refresh, "GET", "/v2/a/b/manifests/1").statusCode(401);
        requests.exchange(issuer.aad("https://containerregistry.azure.net", STRANGER)
                        .sign())
                .statusCode(403);
        requests.exchange(issuer.aad("https://vault.azure.net", READER).sign()).statusCode(401);
        requests.exchange("no.token.atall").statusCode(401);
    }

    @Test
    void usagesCountWhatRepositoriesShareOnce() {
        String usages = peers.registry() + "/listUsages";
        requests.arm("GET", usages, null)
                .statusCode(200)
                .body("value.name", contains("Size", "Webhooks"))
                .body("value.unit", contains("Bytes", "Count"))
                .body("value.currentValue", contains(0, 0))
                .body("value[0].limit", equalTo(10737418240L));
        push("a/b", "1234567");
        push("a/c", "1234567");
        push("a/c", "89");
        requests.arm("GET", usages, null).body("value[0].currentValue", equalTo(9));
        requests.arm("GET", usages.replace("/registries/", "/registries/no"), null)
                .statusCode(404)
                .body("error.code", equalTo("ResourceNotFound"));
    }

    private void push(String repository, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        String token = requests.adminToken("repository:" + repository + ":pull,push");
        String upload = requests.registry(token, "POST", "/v2/" + repository + "/blobs/uploads/")
                .statusCode(202)
                .extract()
                .header("Location");
        service.given(peers.registryName() + ".azurecr")
                .header("Authorization", "Bearer " + token)
                .contentType("application/octet-stream")
                .body(bytes)
                .put(URI.create(upload).getPath() + "?digest="
                        + Digest.of(bytes).text())
                .then()
                .statusCode(201);
    }

    @ParameterizedTest(name = "{0}: pull {1}, push {2}, delete {3}, catalog {4}")
    @CsvSource({"pull/read,404,401,401,200", "push/write,401,202,401,401", "artifacts/delete,401,401,404,401"})
    void theActionDecidesWhatATokenGrants(String action, int pull, int push, int delete, int catalog) {
        // Given
        String principal = UUID.randomUUID().toString();
        decisions.allow(principal, "Microsoft.ContainerRegistry/registries/" + action, peers.registry());
        String refresh = requests.exchange(
                        issuer.aad(ScoringRequests.ARM, principal).sign())
                .statusCode(200)
                .extract()
                .path("refresh_token");
        // When
        String access = requests.registryForm(
                        "/oauth2/token",
                        "grant_type=refresh_token&scope=repository:a/b:pull,push,delete&scope=registry:catalog:*&refresh_token="
                                + refresh)
                .statusCode(200)
                .extract()
                .path("access_token");
        // Then
        requests.registry(access, "GET", "/v2/a/b/manifests/1").statusCode(pull);
        requests.registry(access, "POST", "/v2/a/b/blobs/uploads/").statusCode(push);
        requests.registry(access, "DELETE", "/v2/a/b/manifests/1").statusCode(delete);
        requests.registry(access, "GET", "/v2/_catalog").statusCode(catalog);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "pull/read,GET,/v2/a/b/manifests/1,404",
        "pull/read,GET,/v2/_catalog,200",
        "push/write,POST,/v2/a/b/blobs/uploads/,202",
        "artifacts/delete,DELETE,/v2/a/b/manifests/1,404"
    })
    void aTokenIsWorthNoMoreThanTheRoleOfThatMoment(String action, String method, String path, int allowed) {
        // Given
        String principal = UUID.randomUUID().toString();
        String right = "Microsoft.ContainerRegistry/registries/" + action;
        decisions.allow(principal, right, peers.registry());
        String refresh = requests.exchange(
                        issuer.aad(ScoringRequests.ARM, principal).sign())
                .statusCode(200)
                .extract()
                .path("refresh_token");
        String form =
                "grant_type=refresh_token&scope=repository:a/b:pull,push,delete&scope=registry:catalog:*&refresh_token="
                        + refresh;
        String access = requests.registryForm("/oauth2/token", form)
                .statusCode(200)
                .extract()
                .path("access_token");
        requests.registry(access, method, path).statusCode(allowed);
        // When
        decisions.revoke(principal);
        // Then
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> requests.registry(access, method, path).statusCode(401));
        requests.registry(access, method, path)
                .header("WWW-Authenticate", containsString("error=\"insufficient_scope\""))
                .body("errors[0].code", equalTo("UNAUTHORIZED"));
        decisions.allow(principal, right, peers.registry());
        requests.registry(access, method, path).statusCode(allowed);
    }

    @Test
    void aTokenOfTheAdminUserIsWorthNoMoreThanItsPassword() {
        // Given
        String access = requests.adminToken("repository:a/b:pull");
        requests.registry(access, "GET", "/v2/a/b/manifests/1").statusCode(404);
        // When, Then
        String admin = "{\"properties\":{\"adminUserEnabled\":%s}}";
        requests.arm("PATCH", peers.registry(), admin.formatted(false)).statusCode(200);
        requests.registry(access, "GET", "/v2/a/b/manifests/1").statusCode(401);
        requests.registry(access, "GET", "/v2/").statusCode(401);
        requests.arm("PATCH", peers.registry(), admin.formatted(true)).statusCode(200);
        requests.registry(access, "GET", "/v2/a/b/manifests/1").statusCode(404);
        requests.arm("POST", peers.registry() + "/regenerateCredential", "{\"name\":\"password\"}")
                .statusCode(200);
        requests.registry(access, "GET", "/v2/a/b/manifests/1").statusCode(401);
    }

    @Test
    void rightsAtAnotherRegistryAreNoneHere() {
        String principal = UUID.randomUUID().toString();
        decisions.allow(principal, "Microsoft.ContainerRegistry/registries/pull/read", peers.registry() + "other");

        requests.exchange(issuer.aad(ScoringRequests.ARM, principal).sign()).statusCode(403);
    }

    @Test
    void aRegistryTokenIsNoTokenOfAnother() {
        // Given
        String other = "other" + peers.registryName();
        requests.arm("PUT", peers.registry().replace(peers.registryName(), other), """
                        {"location": "eastus", "sku": {"name": "Basic"}}""")
                .statusCode(201);
        String access = requests.adminToken("repository:a/b:pull");
        requests.registry(access, "GET", "/v2/a/b/manifests/1").statusCode(404);
        // When, Then
        ScoringRequests.send(
                        service.given(other + ".azurecr").header("Authorization", "Bearer " + access),
                        "GET",
                        "/v2/a/b/manifests/1",
                        null)
                .then()
                .statusCode(401);
    }

    @Test
    void theAdminUserIsOffUntilItIsEnabled() {
        // Given
        String off = peers.registry().replace(peers.registryName(), "off" + peers.registryName());
        requests.arm("PUT", off, """
                        {"location": "eastus", "sku": {"name": "Basic"}}""").statusCode(201).body("properties.adminUserEnabled", equalTo(false));
        // When, Then
        requests.arm("POST", off + "/listCredentials", null)
                .statusCode(400)
                .body("error.code", equalTo("UnAuthorizedForCredentialOperations"));
        requests.arm("PATCH", off, "{\"properties\":{\"adminUserEnabled\":true}}")
                .statusCode(200);
        requests.arm("POST", off + "/listCredentials", null).statusCode(200).body("passwords", hasSize(2));
        requests.arm("PUT", off, "{\"properties\":{\"encryption\":{\"status\":\"enabled\"}}}")
                .statusCode(400);
        requests.arm("DELETE", off, null).statusCode(200);
        requests.arm("DELETE", off, null).statusCode(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"workspaces/ws1/services/s"})
    void whatIsNotBuiltSaysSo(String type) {
        requests.arm("GET", WorkspacePeers.GROUP + "/providers/Microsoft.MachineLearningServices/" + type, null)
                .statusCode(501);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "POST, /regenerateCredential, {}, 400",
        "POST, /regenerateCredential, {'name':'third'}, 400",
        "POST, /importImage, {}, 501",
        "GET, /webhooks, , 501",
        "POST, '', {}, 405",
        "GET, /listUsages, , 200",
        "PATCH, none, {}, 404",
        "POST, none/listCredentials, , 404"
    })
    void whatARegistryAnswersBesideItsChanges(String method, String below, String body, int status) {
        requests.arm(method, peers.registry() + below, body == null ? null : body.replace('\'', '"'))
                .statusCode(status);
    }

    @Test
    void aNameIsFreeUntilARegistryHasIt() {
        String check = WorkspacePeers.SUBSCRIPTION + "/providers/Microsoft.ContainerRegistry/checkNameAvailability";
        String body = """
                {"name": "%s", "type": "Microsoft.ContainerRegistry/registries"}""";

        requests.arm("POST", check, body.formatted(peers.registryName()))
                .statusCode(200)
                .body("nameAvailable", equalTo(false))
                .body("reason", equalTo("AlreadyExists"));
        requests.arm("POST", check, body.formatted("free" + peers.registryName()))
                .statusCode(200)
                .body("nameAvailable", equalTo(true));
        requests.arm("POST", check, body.formatted("a-b")).statusCode(200).body("reason", equalTo("Invalid"));
        requests.arm("POST", check, "{}").statusCode(400);
    }
}
