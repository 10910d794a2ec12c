package io.mltwin.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The inferencing half over HTTPS, with a real database and a registry that images are really
 * pushed to.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ScoringResourceTest {

    private static final String ARM = "https://management.azure.com";
    private static final String ARM_VERSION = "?api-version=2023-07-01";
    private static final String SCIENTIST = UUID.randomUUID().toString();
    private static final String READER = UUID.randomUUID().toString();
    private static final String STRANGER = UUID.randomUUID().toString();
    private static final String RUN = "ExperimentRun/dcid.run1/outputs";
    private static final AtomicInteger NAMES = new AtomicInteger();

    @FromPlatform TestIssuer issuer;
    @FromPlatform TestDecisions decisions;
    @FromPlatform TestDatabase database;
    @FromPlatform ServiceUnderTest service;
    @FromPlatform TestCalls calls;
    @FromPlatform TestPlatform platform;

    private WorkspacePeers peers;
    private String registryName;

    @BeforeEach
    void aWorkspaceWithARegistryAndAModelOfARun() throws IOException {
        registryName = "registry" + NAMES.incrementAndGet();
        peers = new WorkspacePeers("ws" + NAMES.incrementAndGet(), registryName);
        peers.program(calls);
        try (InputStream model = ScoringResourceTest.class.getResourceAsStream("/softmax.onnx")) {
            peers.blob(RUN + "/model.onnx", model.readAllBytes());
        }
        peers.blob(RUN + "/labels.json", "[\"no\",\"yes\"]");
        peers.blob("LocalUpload/u1/Score.java", entryScript());
        arm(
                        "PUT",
                        peers.registry(),
                        "{\"location\":\"eastus\",\"sku\":{\"name\":\"Basic\"},\"properties\":{\"adminUserEnabled\":true}}")
                .statusCode(201);
        decisions.allowAll(SCIENTIST);
        for (String read : List.of("read", "models/read", "services/read")) {
            decisions.allow(READER, "Microsoft.MachineLearningServices/workspaces/" + read, "/");
        }
        decisions.allow(READER, "Microsoft.ContainerRegistry/registries/pull/read", "/");
    }

    private static String entryScript() {
        return """
                import java.nio.file.*;
                public class Score {
                    public static void init(Path models) throws Exception { Files.walk(models).forEach(System.out::println); }
                    public static String run(String raw) {
                        if (raw.contains("raise")) { throw new IllegalStateException("the script raised"); }
                        return "{\\"length\\":" + raw.length() + "}";
                    }
                }
                """;
    }

    @ParameterizedTest(name = "{0} {1}: a reader gets {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "POST   | /models | {'name':'m','url':'aml://artifact/"
                        + RUN
                        + "/model.onnx','mimeType':'x'} | 403",
                "GET    | /models                | | 200",
                "GET    | /models/m:1            | | 404",
                "PATCH  | /models/m:1            | [] | 403",
                "DELETE | /models/m:1            | | 403",
                "POST   | /assets                | {'name':'a','artifacts':[{'prefix':'"
                        + RUN
                        + "'}]} | 403",
                "GET    | /assets                | | 200",
                "DELETE | /assets/a              | | 403",
                "POST   | /images                | {'name':'image','modelIds':['m:1']} | 403",
                "GET    | /images                | | 200",
                "DELETE | /images/i:1            | | 403",
                "POST   | /services              | {'name':'svc','computeType':'ACI','imageId':'i:1'} | 403",
                "POST   | /services              | {'name':'svc','computeType':'AKS','computeName':'aks1','imageId':'i:1'} | 403",
                "GET    | /services              | | 200",
                "GET    | /services/svc          | | 404",
                "PATCH  | /services/svc          | [] | 404",
                "DELETE | /services/svc          | | 403",
                "POST   | /services/svc/listkeys | | 404",
                "POST   | /services/svc/regenerateKeys | {'keyType':0} | 404",
                "GET    | /operations/none       | | 404"
            })
    void modelManagementIsOpenToTheWorkspacesRolesOnly(
            String method, String path, String body, int reader) {
        // Given
        String uri = uri(path);
        String sent = body == null ? null : body.replace('\'', '"');
        // When, Then
        for (RequestSpecification refused :
                List.of(
                        service.given(),
                        bearer(issuer.aad("https://vault.azure.net", SCIENTIST).sign()),
                        bearer(issuer.aad(ARM, SCIENTIST).claim("exp", 1_000_000_000).sign()),
                        bearer(
                                issuer.run(
                                                peers.workspace(),
                                                UUID.randomUUID().toString(),
                                                "run1",
                                                SCIENTIST)
                                        .sign()),
                        bearer(issuer.service("compute", "scoring").sign()),
                        bearer(issuer.admin().sign()))) {
            send(refused, method, uri, sent)
                    .then()
                    .statusCode(401)
                    .body("code", equalTo("Unauthorized"))
                    .body("details[0].code", equalTo("EmptyOrInvalidToken"));
        }
        as(STRANGER, method, path, sent)
                .statusCode(403)
                .body("code", equalTo("AuthorizationFailed"));
        as(READER, method, path, sent).statusCode(reader);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2/",
                "/v2/_catalog",
                "/v2/a/tags/list",
                "/v2/a/manifests/1",
                "/v2/a/blobs/sha256:0"
            })
    void theRegistryChallengesWhoHasNoCredentialOfIts(String path) {
        for (String authorization :
                new String[] {
                    null,
                    "Bearer " + issuer.aad("https://containerregistry.azure.net", SCIENTIST).sign(),
                    "Bearer " + issuer.service("compute", "scoring").sign(),
                    "Bearer x",
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString(
                                            (registryName + ":wrong")
                                                    .getBytes(StandardCharsets.UTF_8))
                }) {
            RequestSpecification request = service.given(registryName + ".azurecr");
            send(
                            authorization == null
                                    ? request
                                    : request.header("Authorization", authorization),
                            "GET",
                            path,
                            null)
                    .then()
                    .statusCode(401)
                    .header(
                            "WWW-Authenticate",
                            containsString(
                                    "Bearer realm=\"https://"
                                            + service.host(registryName + ".azurecr")
                                            + "/oauth2/token\",service=\""))
                    .body("errors[0].code", equalTo("UNAUTHORIZED"));
        }
    }

    @Test
    void anAadTokenBecomesARegistryTokenOfWhatItsOwnerMayDo() {
        // Given
        String refresh =
                exchange(issuer.aad("https://containerregistry.azure.net", READER).sign())
                        .statusCode(200)
                        .extract()
                        .path("refresh_token");
        // When
        String access =
                registryForm(
                                "/oauth2/token",
                                "grant_type=refresh_token&scope=repository:a/b:pull,push&refresh_token="
                                        + refresh)
                        .statusCode(200)
                        .extract()
                        .path("access_token");
        // Then
        registry(access, "GET", "/v2/a/b/manifests/1")
                .statusCode(404)
                .body("errors[0].code", equalTo("MANIFEST_UNKNOWN"));
        registry(access, "POST", "/v2/a/b/blobs/uploads/").statusCode(401);
        registry(access, "GET", "/v2/a/c/manifests/1").statusCode(401);
        registry(refresh, "GET", "/v2/a/b/manifests/1").statusCode(401);
        exchange(issuer.aad("https://containerregistry.azure.net", STRANGER).sign())
                .statusCode(403);
        exchange(issuer.aad("https://vault.azure.net", READER).sign()).statusCode(401);
        exchange("no.token.atall").statusCode(401);
    }

    @Test
    void aRegistryTokenIsNoTokenOfAnother() {
        // Given
        String other = "other" + registryName;
        arm(
                        "PUT",
                        peers.registry().replace(registryName, other),
                        "{\"location\":\"eastus\",\"sku\":{\"name\":\"Basic\"}}")
                .statusCode(201);
        String access = adminToken("repository:a/b:pull");
        registry(access, "GET", "/v2/a/b/manifests/1").statusCode(404);
        // When, Then
        send(
                        service.given(other + ".azurecr")
                                .header("Authorization", "Bearer " + access),
                        "GET",
                        "/v2/a/b/manifests/1",
                        null)
                .then()
                .statusCode(401);
    }

    @Test
    void theAdminUserIsOffUntilItIsEnabled() {
        // Given
        String off = peers.registry().replace(registryName, "off" + registryName);
        arm("PUT", off, "{\"location\":\"eastus\",\"sku\":{\"name\":\"Basic\"}}")
                .statusCode(201)
                .body("properties.adminUserEnabled", equalTo(false));
        // When, Then
        arm("POST", off + "/listCredentials", null)
                .statusCode(400)
                .body("error.code", equalTo("UnAuthorizedForCredentialOperations"));
        arm("PATCH", off, "{\"properties\":{\"adminUserEnabled\":true}}").statusCode(200);
        arm("POST", off + "/listCredentials", null).statusCode(200).body("passwords", hasSize(2));
        arm("PUT", off, "{\"properties\":{\"encryption\":{\"status\":\"enabled\"}}}")
                .statusCode(501);
        arm("DELETE", off, null).statusCode(200);
        arm("DELETE", off, null).statusCode(204);
    }

    @Test
    void versionsAreCountedAlsoForManyAtOnce() {
        // When
        List<Integer> versions =
                IntStream.range(0, 16)
                        .parallel()
                        .mapToObj(i -> register("raced").<Integer>path("version"))
                        .sorted()
                        .toList();
        // Then
        assertThat(versions).isEqualTo(IntStream.rangeClosed(1, 16).boxed().toList());
        as(SCIENTIST, "DELETE", "/models/raced:16", null).statusCode(200);
        assertThat(register("raced").<String>path("id")).isEqualTo("raced:17");
    }

    @Test
    void aModelNeedsItsArtifact() {
        as(
                        SCIENTIST,
                        "POST",
                        "/models",
                        "{\"name\":\"m\",\"url\":\"aml://artifact/"
                                + RUN
                                + "/none.onnx\",\"mimeType\":\"x\"}")
                .statusCode(400)
                .body("details[0].code", equalTo("ArtifactNotFound"));
        as(SCIENTIST, "POST", "/images", "{\"name\":\"image\",\"modelIds\":[\"none:1\"]}")
                .statusCode(400)
                .body("details[0].code", equalTo("ModelNotFound"));
    }

    @Test
    void anOnnxModelIsServedWithoutAScript() throws SQLException {
        // Given
        String model = register("onnx").path("id");
        String image =
                operation(
                        as(
                                SCIENTIST,
                                "POST",
                                "/images",
                                "{\"name\":\"image-1\",\"modelIds\":[\"" + model + "\"]}"),
                        "Succeeded");
        as(READER, "GET", "/images/" + image, null)
                .statusCode(200)
                .body("creationState", equalTo("Succeeded"));
        // When
        operation(deploy("svc-open", "\"imageId\":\"" + image + "\""), "Succeeded");
        operation(
                deploy("svc-key", "\"authEnabled\":true,\"imageId\":\"" + image + "\""),
                "Succeeded");
        // Then
        String open = endpoint("svc-open");
        score(open, null, "{\"data\":[[0,5]]}").statusCode(200).body("result[0]", equalTo("yes"));
        score(open, null, "{\"data\":[[0]]}").statusCode(400);
        JsonPath keys =
                as(SCIENTIST, "POST", "/services/svc-key/listkeys", null)
                        .statusCode(200)
                        .extract()
                        .jsonPath();
        String keyed = endpoint("svc-key");
        score(keyed, null, "{\"data\":[[0,5]]}")
                .statusCode(401)
                .body("error.code", equalTo("Unauthorized"));
        score(keyed, keys.getString("primaryKey"), "{\"data\":[[0,5]]}").statusCode(401);
        score(keyed, "Bearer " + issuer.aad(ARM, SCIENTIST).sign(), "{\"data\":[[0,5]]}")
                .statusCode(401);
        score(keyed, "Bearer " + keys.getString("primaryKey"), "{\"data\":[[0,5]]}")
                .statusCode(200);
        JsonPath fresh =
                as(
                                SCIENTIST,
                                "POST",
                                "/services/svc-key/regenerateKeys",
                                "{\"keyType\":\"Primary\"}")
                        .statusCode(200)
                        .extract()
                        .jsonPath();
        score(keyed, "Bearer " + keys.getString("primaryKey"), "{\"data\":[[0,5]]}")
                .statusCode(401);
        score(keyed, "Bearer " + fresh.getString("primaryKey"), "{\"data\":[[0,5]]}")
                .statusCode(200);
        score(keyed, "Bearer " + keys.getString("secondaryKey"), "{\"data\":[[0,5]]}")
                .statusCode(200);
        as(READER, "POST", "/services/svc-key/listkeys", null).statusCode(403);
        as(READER, "POST", "/services/svc-key/token", null).statusCode(400);
        as(SCIENTIST, "DELETE", "/images/" + image, null).statusCode(409);
        assertThat(
                        stored(
                                "select primary_key from web_service where name = 'svc-key' and workspace_key = ?"))
                .doesNotContain(fresh.getString("primaryKey"));
        as(SCIENTIST, "DELETE", "/services/svc-key", null).statusCode(200);
        score(keyed, "Bearer " + fresh.getString("primaryKey"), "{\"data\":[[0,5]]}")
                .statusCode(404);
    }

    @Test
    void aLoadedServiceScoresWhileTheOthersAreAway() {
        // Given
        String model = register("alone").path("id");
        String image =
                operation(
                        as(
                                SCIENTIST,
                                "POST",
                                "/images",
                                "{\"name\":\"image-2\",\"modelIds\":[\"" + model + "\"]}"),
                        "Succeeded");
        operation(deploy("svc-alone", "\"imageId\":\"" + image + "\""), "Succeeded");
        String endpoint = endpoint("svc-alone");
        List<String> all = List.of("identity", "workspace", "compute", "telemetry");
        // When
        all.forEach(platform::stopPeer);
        try {
            // Then
            score(endpoint, null, "{\"data\":[[0,5]]}").statusCode(200);
        } finally {
            all.forEach(platform::startPeer);
        }
    }

    @Test
    void anEntryScriptRunsInAContainer() {
        // Given
        String model = register("scripted").path("id");
        String request =
                "\"environmentImageRequest\":{\"modelIds\":[\""
                        + model
                        + "\"],\"driverProgram\":\"Score.java\",\"assets\":[{\"id\":\"Score.java\",\"url\":\"aml://artifact/LocalUpload/u1/Score.java\"}]}";
        // When
        operation(deploy("svc-java", request), "Succeeded");
        // Then
        String endpoint = endpoint("svc-java");
        score(endpoint, null, "four")
                .statusCode(200)
                .body("length", equalTo(4))
                .header("x-ms-run-function-failed", "False");
        score(endpoint, null, "raise")
                .statusCode(500)
                .header("x-ms-run-function-failed", "True")
                .body("error.message", containsString("the script raised"));
    }

    @Test
    void anImageNeedsTheRegistrysAdminUser() {
        // Given
        String model = register("unpushed").path("id");
        arm("PATCH", peers.registry(), "{\"properties\":{\"adminUserEnabled\":false}}")
                .statusCode(200);
        // When, Then
        operation(
                as(
                        SCIENTIST,
                        "POST",
                        "/images",
                        "{\"name\":\"image-3\",\"modelIds\":[\"" + model + "\"]}"),
                "Failed");
        as(READER, "GET", "/images/image-3:1", null)
                .statusCode(200)
                .body("creationState", equalTo("Failed"))
                .body("error.message", containsString("admin user is disabled"));
    }

    @ParameterizedTest
    @CsvSource({
        "none,400,ComputeResourceNotCreated",
        "cpu,400,InvalidComputeTarget",
        "aks1,400,ImageNotFound"
    })
    void anAksServiceNeedsAnAksTarget(String compute, int status, String code) {
        as(
                        SCIENTIST,
                        "POST",
                        "/services",
                        "{\"name\":\"svc-aks\",\"computeType\":\"AKS\",\"computeName\":\""
                                + compute
                                + "\",\"imageId\":\"none:1\"}")
                .statusCode(status)
                .body("details[0].code", equalTo(code));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "workspaces/ws1/onlineEndpoints",
                "workspaces/ws1/batchEndpoints/b",
                "workspaces/ws1/models/m"
            })
    void whatIsNotBuiltSaysSo(String type) {
        arm(
                        "GET",
                        WorkspacePeers.GROUP
                                + "/providers/Microsoft.MachineLearningServices/"
                                + type,
                        null)
                .statusCode(501);
    }

    private String operation(ValidatableResponse started, String end) {
        String location = started.statusCode(202).extract().header("Operation-Location");
        String path = location.substring(location.indexOf("/operations/"));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () ->
                                as(SCIENTIST, "GET", path, null)
                                        .statusCode(200)
                                        .body("state", equalTo(end)));
        String resource = as(SCIENTIST, "GET", path, null).extract().path("resourceLocation");
        return resource == null ? null : resource.substring(resource.lastIndexOf('/') + 1);
    }

    private Response register(String name) {
        return as(
                        SCIENTIST,
                        "POST",
                        "/models",
                        "{\"name\":\""
                                + name
                                + "\",\"url\":\"aml://artifact/"
                                + RUN
                                + "/model.onnx\",\"mimeType\":\"x\",\"framework\":\"Onnx\"}")
                .statusCode(200)
                .extract()
                .response();
    }

    private ValidatableResponse deploy(String name, String members) {
        return as(
                SCIENTIST,
                "POST",
                "/services",
                "{\"name\":\"" + name + "\",\"computeType\":\"ACI\"," + members + "}");
    }

    private String endpoint(String name) {
        String uri =
                as(READER, "GET", "/services/" + name, null)
                        .statusCode(200)
                        .body("state", equalTo("Healthy"))
                        .extract()
                        .path("scoringUri");
        return uri.substring("https://".length(), uri.indexOf('.'));
    }

    private ValidatableResponse score(String endpoint, String authorization, String body) {
        RequestSpecification request = service.given(endpoint + ".inference");
        return send(
                        authorization == null
                                ? request
                                : request.header("Authorization", authorization),
                        "POST",
                        "/score",
                        body)
                .then();
    }

    private ValidatableResponse exchange(String token) {
        return registryForm(
                "/oauth2/exchange",
                "grant_type=access_token&service="
                        + service.host(registryName + ".azurecr")
                        + "&access_token="
                        + token);
    }

    private ValidatableResponse registryForm(String path, String form) {
        return service.given(registryName + ".azurecr")
                .contentType("application/x-www-form-urlencoded")
                .body(form)
                .post(path)
                .then();
    }

    private String adminToken(String scope) {
        String password =
                arm("POST", peers.registry() + "/listCredentials", null)
                        .extract()
                        .path("passwords[0].value");
        return service.given(registryName + ".azurecr")
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(
                                                (registryName + ":" + password)
                                                        .getBytes(StandardCharsets.UTF_8)))
                .get("/oauth2/token?service=x&scope=" + scope)
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
    }

    private ValidatableResponse registry(String token, String method, String path) {
        return send(
                        service.given(registryName + ".azurecr")
                                .header("Authorization", "Bearer " + token),
                        method,
                        path,
                        null)
                .then();
    }

    private ValidatableResponse as(String principal, String method, String path, String body) {
        return send(bearer(issuer.aad(ARM, principal).sign()), method, uri(path), body).then();
    }

    private String uri(String path) {
        return "/modelmanagement/v1.0" + peers.workspace() + path;
    }

    private RequestSpecification bearer(String token) {
        return service.given().header("Authorization", "Bearer " + token);
    }

    private ValidatableResponse arm(String method, String id, String body) {
        String uri = id + ARM_VERSION;
        byte[] bytes = body == null ? null : body.getBytes(StandardCharsets.UTF_8);
        return send(
                        bearer(issuer.assertion("scoring", method, uri, bytes, SCIENTIST).sign()),
                        method,
                        uri,
                        body)
                .then();
    }

    private static Response send(
            RequestSpecification request, String method, String uri, String body) {
        RequestSpecification filled =
                body == null
                        ? request
                        : request.contentType("application/json")
                                .body(body.getBytes(StandardCharsets.UTF_8));
        return filled.request(method, uri);
    }

    private String stored(String query) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, peers.workspace().toLowerCase(java.util.Locale.ROOT));
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return new String(rows.getBytes(1), StandardCharsets.ISO_8859_1);
            }
        }
    }
}
