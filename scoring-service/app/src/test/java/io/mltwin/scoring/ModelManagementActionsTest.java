package io.mltwin.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.mltwin.platform.clock.ClockStore;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each route of model management with the action of Azure RBAC that decides it: 401 without a
 * token, 403 with every other action, 2xx with this one alone. And the tokens of web services,
 * which are decided by reading the workspace.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@TestInstance(Lifecycle.PER_CLASS)
class ModelManagementActionsTest {

    private static final String ML = "Microsoft.MachineLearningServices/workspaces/";
    private static final String OWNER = UUID.randomUUID().toString();
    private static final long HOURS_12 = 12 * 3600;
    private static final String ROW = "{\"data\":[[0,5]]}";
    private static final Set<String> ACTIONS = Set.of(
            "read",
            "write",
            "delete",
            "models/read",
            "models/write",
            "models/delete",
            "models/package/action",
            "environments/read",
            "environments/write",
            "environments/build/action",
            "services/read",
            "services/aci/write",
            "services/aci/delete",
            "services/aci/listkeys/action",
            "services/aks/write",
            "services/aks/delete",
            "services/aks/listkeys/action",
            "services/aks/score/action");

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    TestPlatform platform;

    @Inject
    ClockStore clock;

    private final Map<String, String> ids = new TreeMap<>();
    private ScoringRequests requests;
    private ScientistRequests owner;

    @BeforeAll
    void servicesOfBothKindsAndForms() {
        WorkspacePeers peers = new WorkspacePeers("ws-actions", "actionsregistry");
        peers.program(calls);
        peers.blob("run1/model.onnx", ServedModel.resource("/softmax.onnx"));
        requests = new ScoringRequests(service, issuer, peers);
        owner = new ScientistRequests(requests, OWNER, "run1");
        requests.newRegistry();
        decisions.allowAll(OWNER);
        send(OWNER, "POST", "/models", MODEL).statusCode(200);
        ids.put(
                "{asset}",
                send(OWNER, "POST", "/assets", ASSET).statusCode(200).extract().path("id"));
        ids.put("{image-operation}", ended(send(OWNER, "POST", "/images", IMAGE)));
        ids.put("{service-operation}", deployed("aci-key", "'computeType':'ACI','authEnabled':true"));
        for (String name : List.of("aks-key", "aks-gone")) {
            deployed(name, AKS);
        }
        deployed("aci-gone", "'computeType':'ACI'");
        deployed("aks-token", AKS + ",'aadAuthEnabled':true");
        deployed("aks-other", AKS + ",'aadAuthEnabled':true");
    }

    private static final String MODEL =
            "{'name':'m','url':'aml://artifact/run1/model.onnx','mimeType':'x','framework':'Onnx'}";
    private static final String ASSET = "{'name':'a','artifacts':[{'prefix':'run1'}]}";
    private static final String IMAGE = "{'name':'image','modelIds':['m:1']}";
    private static final String AKS = "'computeType':'AKS','computeName':'aks1'";
    private static final String PATCH = "[{'op':'replace','path':'/description','value':'changed'}]";

    /** Actions joined by "and" are all needed, of those joined by "or" one is enough. */
    @ParameterizedTest(name = "{0} {1} by {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "POST   | /models              | " + MODEL + " | models/write | 200",
                "GET    | /models              | | models/read   | 200",
                "GET    | /models/m:1          | | models/read   | 200",
                "PATCH  | /models/m:1          | " + PATCH + " | models/write | 200",
                "DELETE | /models/m:2          | | models/delete | 200",
                "POST   | /assets              | " + ASSET + " | models/write | 200",
                "GET    | /assets              | | models/read   | 200",
                "GET    | /assets/{asset}      | | models/read   | 200",
                "PATCH  | /assets/{asset}      | " + PATCH + " | models/write | 200",
                "DELETE | /assets/{asset}      | | models/delete | 200",
                "POST   | /images              | "
                        + IMAGE
                        + " | models/package/action or environments/build/action | 202",
                "GET    | /images              | | models/read and environments/read | 200",
                "GET    | /images/image:1      | | models/read and environments/read | 200",
                "DELETE | /images/image:9      | | models/package/action or" + " environments/build/action | 204",
                "GET    | /operations/{image-operation}   | | models/read   | 200",
                "GET    | /operations/{service-operation} | | services/read | 200",
                "POST   | /services            |"
                        + " {'name':'by-aci','computeType':'ACI','imageId':'image:1'} |"
                        + " services/aci/write and models/read | 202",
                "POST   | /services            | {'name':'by-aks','imageId':'image:1',"
                        + AKS
                        + "} | services/aks/write and models/read | 202",
                "GET    | /services            | | services/read | 200",
                "GET    | /services/aci-key    | | services/read | 200",
                "GET    | /services/aci-key/logs | | services/read | 200",
                "PATCH  | /services/aci-key    | " + PATCH + " | services/aci/write | 200",
                "PATCH  | /services/aks-key    | " + PATCH + " | services/aks/write | 200",
                "DELETE | /services/aci-gone   | | services/aci/delete | 200",
                "DELETE | /services/aks-gone   | | services/aks/delete | 200",
                "DELETE | /services/none       | | services/aci/delete or services/aks/delete |" + " 204",
                "POST   | /services/aci-key/listkeys | | services/aci/listkeys/action | 200",
                "POST   | /services/aks-key/listkeys | | services/aks/listkeys/action | 200",
                "POST   | /services/aci-key/regenerateKeys | {'keyType':0} | services/aci/write and"
                        + " services/aci/listkeys/action | 200",
                "POST   | /services/aks-key/regenerateKeys | {'keyType':1} | services/aks/write and"
                        + " services/aks/listkeys/action | 200",
                "POST   | /services/aks-token/token | | read or services/aks/score/action | 201"
            })
    void theActionDecides(String method, String path, String body, String needed, int status) {
        String named = path;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            named = named.replace(id.getKey(), id.getValue());
        }
        // When, Then: nobody
        ScoringRequests.send(service.given(), method, requests.uri(named), quoted(body))
                .then()
                .statusCode(401)
                .body("details[0].code", equalTo("EmptyOrInvalidToken"));
        // all but what is needed
        List<String> all = List.of(needed.split(" and | or "));
        for (List<String> missing :
                needed.contains(" and ") ? all.stream().map(List::of).toList() : List.of(all)) {
            Set<String> others = new TreeSet<>(ACTIONS);
            others.removeAll(missing);
            send(principal(others), method, named, body)
                    .statusCode(403)
                    .body("code", equalTo("AuthorizationFailed"))
                    .body("message", namesOneOf(missing));
        }
        // nothing but what is needed
        for (List<String> enough :
                needed.contains(" or ") ? all.stream().map(List::of).toList() : List.of(all)) {
            send(principal(new TreeSet<>(enough)), method, named, body).statusCode(status);
        }
    }

    @Test
    void aTokenOfAnotherTenantIsRefusedWhateverIsAllowed() {
        String elsewhere = "10000000-0000-4000-8000-000000000002";
        String token = issuer.aad("https://management.azure.com", OWNER)
                .tenantId(elsewhere)
                .issuer(issuer.azureAd(elsewhere))
                .sign();
        ScoringRequests.send(
                        service.given().header("Authorization", "Bearer " + token),
                        "GET",
                        requests.uri("/models"),
                        null)
                .then()
                .statusCode(401)
                .body("code", equalTo("InvalidAuthenticationTokenTenant"))
                .body("message", containsString(elsewhere));
    }

    @Test
    void aTokenIsForOneServiceAndTheOneWhoAskedForIt() {
        // Given
        String reader = principal(Set.of("read"));
        String endpoint = owner.endpoint("aks-token");
        long before = System.currentTimeMillis() / 1000;
        // When
        Map<String, Object> token = send(reader, "POST", "/services/aks-token/token", null)
                .statusCode(201)
                .extract()
                .jsonPath()
                .getMap("");
        // Then
        assertThat(token).containsEntry("tokenType", "Bearer");
        long expiry = ((Number) token.get("expiryOn")).longValue();
        assertThat(expiry - before).isBetween(12 * 3600L, 12 * 3600L + 60);
        assertThat(expiry - ((Number) token.get("refreshAfter")).longValue()).isEqualTo(6 * 3600);
        String bearer = "Bearer " + token.get("accessToken");
        requests.score(endpoint, bearer, ROW).statusCode(200);
        assertThat(new String(java.util.Base64.getUrlDecoder().decode(bearer.split("\\.")[1])))
                .contains("\"oid\":\"" + reader + "\"");
        requests.score(endpoint, (String) token.get("accessToken"), ROW).statusCode(401);
        requests.score(owner.endpoint("aks-other"), bearer, ROW)
                .statusCode(401)
                .header("WWW-Authenticate", equalTo("Bearer"))
                .body("error.code", equalTo("Unauthorized"))
                .body("error.message", containsString("another service"));
        requests.score(owner.endpoint("aci-key"), bearer, ROW).statusCode(401);
        requests.score(endpoint, bearer.substring(0, bearer.length() - 8), ROW).statusCode(401);
        requests.score(endpoint, null, ROW).statusCode(401);
        requests.score(
                        endpoint,
                        "Bearer " + issuer.aad(ScoringRequests.ARM, reader).sign(),
                        ROW)
                .statusCode(401);
        requests.bearer((String) token.get("accessToken"))
                .get(requests.uri("/services"))
                .then()
                .statusCode(401);
        // and for as long as it says, whatever becomes of its holder's roles
        decisions.revoke(reader);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        send(reader, "POST", "/services/aks-token/token", null).statusCode(403));
        requests.score(endpoint, bearer, ROW).statusCode(200);
    }

    /** WSA-04, WSA-09 and WSA-10. */
    @Test
    void theKeyLastsAndTheTokenIsRefreshed() throws SQLException {
        // Given
        String reader = principal(Set.of("read"));
        String key = "Bearer " + primaryKey("aks-key");
        String keyed = owner.endpoint("aks-key");
        String endpoint = owner.endpoint("aks-token");
        JsonPath first = lastingToken(reader);
        String old = "Bearer " + first.getString("accessToken");
        requests.score(endpoint, old, ROW).statusCode(200);
        try {
            // When: a minute before and a second after its expiry
            clock.move(HOURS_12 - 60);
            requests.score(endpoint, old, ROW).statusCode(200);
            clock.move(HOURS_12 + 1);
            // Then
            requests.score(endpoint, old, ROW).statusCode(401);
            JsonPath second = lastingToken(reader);
            String fresh = "Bearer " + second.getString("accessToken");
            assertThat(second.getLong("expiryOn")).isGreaterThan(first.getLong("expiryOn"));
            assertThat(second.getLong("refreshAfter")).isLessThan(second.getLong("expiryOn"));
            requests.score(endpoint, fresh, ROW).statusCode(200);
            // When
            clock.move(Duration.ofDays(365).toSeconds());
            // Then
            requests.score(keyed, key, ROW).statusCode(200);
            requests.score(endpoint, fresh, ROW).statusCode(401);
            // When: back, a token of the future
            clock.move(0);
            requests.score(endpoint, fresh, ROW).statusCode(401);
        } finally {
            clock.move(0);
        }
    }

    /** A token of the service, for somebody whose own one is good wherever the clock stands. */
    private JsonPath lastingToken(String principal) {
        String arm = issuer.aad(ScoringRequests.ARM, principal)
                .expires(Instant.now().plus(Duration.ofDays(400)))
                .sign();
        return ScoringRequests.send(requests.bearer(arm), "POST", requests.uri("/services/aks-token/token"), null)
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    @Test
    void aTokenIsCheckedWhileTheOthersAreAway() {
        // Given
        String endpoint = owner.endpoint("aks-token");
        String token = "Bearer "
                + send(OWNER, "POST", "/services/aks-token/token", null)
                        .statusCode(201)
                        .extract()
                        .<String>path("accessToken");
        List<String> all = List.of("identity", "workspace", "compute", "telemetry");
        // When
        all.forEach(platform::stopPeer);
        try {
            // Then
            requests.score(endpoint, token, ROW).statusCode(200);
            requests.score(endpoint, token + "x", ROW).statusCode(401);
        } finally {
            all.forEach(platform::startPeer);
        }
    }

    @Test
    void switchingTheFormReplacesTheOldOne() {
        // Given
        deployed("aks-switched", AKS);
        String endpoint = owner.endpoint("aks-switched");
        String key = "Bearer " + primaryKey("aks-switched");
        requests.score(endpoint, key, ROW).statusCode(200);
        send(OWNER, "POST", "/services/aks-switched/token", null).statusCode(400);
        // When
        send(OWNER, "PATCH", "/services/aks-switched", "[{'op':'replace','path':'/aadAuthEnabled','value':true}]")
                .statusCode(200)
                .body("authEnabled", equalTo(false))
                .body("aadAuthEnabled", equalTo(true));
        // Then
        requests.score(endpoint, key, ROW).statusCode(401);
        send(OWNER, "POST", "/services/aks-switched/listkeys", null).statusCode(400);
        send(OWNER, "POST", "/services/aks-switched/regenerateKeys", "{'keyType':0}")
                .statusCode(400);
        String token = "Bearer "
                + send(OWNER, "POST", "/services/aks-switched/token", null)
                        .statusCode(201)
                        .extract()
                        .<String>path("accessToken");
        requests.score(endpoint, token, ROW).statusCode(200);
        // When
        send(OWNER, "PATCH", "/services/aks-switched", "[{'op':'replace','path':'/authEnabled','value':true}]")
                .statusCode(200)
                .body("authEnabled", equalTo(true))
                .body("aadAuthEnabled", equalTo(false));
        // Then: neither the token nor the keys of before
        requests.score(endpoint, token, ROW).statusCode(401);
        requests.score(endpoint, key, ROW).statusCode(401);
        requests.score(endpoint, "Bearer " + primaryKey("aks-switched"), ROW).statusCode(200);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"aci-key", "aks-key"})
    void aServiceWithKeysGivesNoToken(String name) {
        send(OWNER, "POST", "/services/" + name + "/token", null)
                .statusCode(400)
                .body("details[0].code", equalTo("TokenAuthNotEnabled"));
    }

    @Test
    void tokensAreNotForAci() {
        send(OWNER, "PATCH", "/services/aci-key", "[{'op':'replace','path':'/aadAuthEnabled','value':true}]")
                .statusCode(400);
        send(
                        OWNER,
                        "POST",
                        "/services",
                        "{'name':'aci-token','computeType':'ACI','imageId':'image:1','aadAuthEnabled':true}")
                .statusCode(400)
                .body(containsString("not available on ACI"));
    }

    /** Somebody who may do just these. */
    private String principal(Set<String> actions) {
        String id = UUID.randomUUID().toString();
        actions.forEach(action -> decisions.allow(id, ML + action, "/"));
        return id;
    }

    private static Matcher<String> namesOneOf(List<String> actions) {
        return anyOf(actions.stream()
                .<Matcher<? super String>>map(action -> containsString("'" + ML + action + "'"))
                .toList());
    }

    private ValidatableResponse send(String principal, String method, String path, String body) {
        return requests.as(principal, method, path, quoted(body));
    }

    private static String quoted(String body) {
        return body == null ? null : body.replace('\'', '"');
    }

    private String deployed(String name, String members) {
        return ended(send(OWNER, "POST", "/services", "{'name':'" + name + "','imageId':'image:1'," + members + "}"));
    }

    /** Waits for the operation and returns its id. */
    private String ended(ValidatableResponse started) {
        String location = started.statusCode(202).extract().header("Operation-Location");
        String path = location.substring(location.indexOf("/operations/"));
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> send(OWNER, "GET", path, null).body("state", equalTo("Succeeded")));
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private String primaryKey(String name) {
        return send(OWNER, "POST", "/services/" + name + "/listkeys", null)
                .statusCode(200)
                .extract()
                .path("primaryKey");
    }
}
