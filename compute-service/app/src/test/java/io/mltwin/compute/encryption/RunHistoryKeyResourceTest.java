package io.mltwin.compute.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.mltwin.compute.TestWorkspace;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.platform.clock.ClockStore;
import io.mltwin.testkit.AssertedArm;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.testkit.TestPlatform;
import io.mltwin.testkit.TestVault;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Run history of a workspace with a customer-managed key: a store of its own, as long as the key
 * is.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class RunHistoryKeyResourceTest {

    private static final String SCIENTIST = UUID.randomUUID().toString();
    private static final String COSMOS = PlatformService.COMPUTE.objectId();

    @FromPlatform
    TestPlatform platform;

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    @Inject
    ClockStore clock;

    private TestVault vault;
    private String workspaceId;
    private String own;
    private String shared;
    private Instant expires = Instant.now().plus(Duration.ofHours(4));

    @BeforeEach
    void aWorkspaceWithAKeyAndOneWithout() {
        decisions.allow(SCIENTIST, "*", "/");
        String name = UUID.randomUUID().toString().substring(0, 8);
        vault = TestVault.play(platform, "cmk", "k" + name);
        vault.letIn(COSMOS);
        workspaceId = UUID.randomUUID().toString();
        String group = "/subscriptions/" + UUID.randomUUID() + "/resourceGroups/rg1";
        String workspaces = group + "/providers/Microsoft.MachineLearningServices/workspaces/";
        own = workspaces + "own" + name;
        shared = workspaces + "shared" + name;
        String key = vault.versionUri();
        String sharedId = UUID.randomUUID().toString();
        platform.calls()
                .answer(
                        "workspace",
                        "GET",
                        "/_internal/workspaces",
                        request -> own.equals(request.query("id"))
                                ? workspace(own, workspaceId, key)
                                : workspace(shared, sharedId, null));
    }

    private static PeerAnswer workspace(String id, String workspaceId, String key) {
        String customerKey =
                key == null ? "null" : "{\"keyVaultId\":\"/subscriptions/s\",\"keyIdentifier\":\"" + key + "\"}";
        return PeerAnswer.json(200, """
                {"id":"%s","workspaceId":"%s","name":"ws","location":"eastus","tenantId":"%s","customerKey":%s}
                """.formatted(id, workspaceId, TestIssuer.TENANT, customerKey));
    }

    private RequestSpecification as() {
        return service.given()
                .header(
                        "Authorization",
                        "Bearer "
                                + issuer.aad("https://management.azure.com/", SCIENTIST)
                                        .expires(expires)
                                        .sign())
                .contentType("application/json");
    }

    private Response writeRun(String workspace, String run) {
        return as().body("{\"tags\":{\"t\":\"" + run + "\"}}")
                .patch("/history/v1.0" + workspace + "/experiments/e/runs/" + run);
    }

    private Response writeMetric(String workspace, String run) {
        return as().body("""
                        {"name":"loss","dataType":"azureml.v1.scalar","cells":[{"loss":0.25}]}
                        """).post("/history/v1.0" + workspace + "/experiments/e/runs/" + run + "/metrics");
    }

    private Response runs(String workspace) {
        return as().get("/history/v1.0" + workspace + "/experiments/e/runs");
    }

    private Response metrics(String workspace) {
        return as().body("{}").post("/history/v1.0" + workspace + "/experiments/e/metrics:query");
    }

    private void write(String workspace, String run) {
        writeRun(workspace, run).then().statusCode(200);
        writeMetric(workspace, run).then().statusCode(200);
    }

    private long documents(String table, String where) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + table + " where " + where)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Others' requests do not wait behind a new store that waits for a transaction's end. */
    @Test
    void aStoreThatCannotBeMadeYetLetsOthersPass() throws Exception {
        // Given
        try (Connection holder = database.connect();
                Statement reading = holder.createStatement()) {
            holder.setAutoCommit(false);
            reading.executeQuery("select 1 from run limit 1").close();

            // When
            CompletableFuture<Response> first = CompletableFuture.supplyAsync(() -> writeRun(own, "r1"));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> documents(
                                    "pg_locks",
                                    "not granted and locktype = 'relation' and database ="
                                            + " (select oid from pg_database where datname = current_database())")
                            > 0);
            Instant asked = Instant.now();
            documents("run", "true");

            // Then
            assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(10));
            assertThat(first).isNotDone();
            holder.rollback();
            first.get(60, TimeUnit.SECONDS).then().statusCode(200);
        }
    }

    @Test
    void itsDocumentsLieInAStoreOfItsOwnAndInNoOther() throws SQLException {
        // When
        write(own, "r1");
        write(shared, "r1");

        // Then
        String store = "run_history_" + workspaceId.replace('-', '_');
        for (String table : new String[] {"experiment", "run", "metric"}) {
            assertThat(documents(store + "." + table, "true")).as(table).isEqualTo(1);
            assertThat(documents("run_history_shared." + table, "workspace_id = '" + workspaceId + "'"))
                    .as(table)
                    .isZero();
        }
        Map<String, Object> shown = service.given()
                .header("Authorization", "Bearer " + issuer.admin().sign())
                .get("/_mltwin/stores")
                .then()
                .statusCode(200)
                .extract()
                .path("find { it.workspaceId == '" + workspaceId + "' }");
        assertThat(shown)
                .containsEntry("store", store)
                .containsEntry("workspace", own)
                .containsEntry("keyVersion", vault.versionUri())
                .containsEntry("documents", 3);
        as().get("/_mltwin/stores").then().statusCode(401);
    }

    @Test
    void theNewestVersionTakesOverAndARevokedKeyRefusesThisRunHistoryAlone() {
        // Given
        write(own, "r1");
        write(shared, "r1");
        vault.rotate();
        write(own, "r2");
        metrics(own).then().statusCode(200).body("value", hasSize(2));
        vault.enable(false);

        // When
        for (Response refused : new Response[] {
            runs(own),
            metrics(own),
            writeRun(own, "r3"),
            writeMetric(own, "r1"),
            as().get("/history/v1.0" + own + "/experiments/e")
        }) {
            refused.then()
                    .statusCode(403)
                    .body("error.innerError.code", equalTo("Forbidden"))
                    .body("error.innerError.innerError.code", equalTo("KeyVaultWrapUnwrapFailure"));
        }
        runs(shared).then().statusCode(200).body("value", hasSize(1));
        writeRun(shared, "r2").then().statusCode(200);

        // Then
        vault.enable(true);
        runs(own)
                .then()
                .statusCode(200)
                .body("value", hasSize(2))
                .body("value.find { it.runId == 'r1' }.tags.t", equalTo("r1"));
        metrics(own).then().body("value", hasSize(2)).body("value[0].cells[0].loss", equalTo(0.25f));
    }

    @Test
    void callerIsToldThatTheKeyIsGone() {
        write(own, "r1");
        vault.shutOut(COSMOS);
        runs(own)
                .then()
                .statusCode(403)
                .body("error.innerError.innerError.code", equalTo("KeyVaultAuthenticationFailure"));
        vault.letIn(COSMOS);
        runs(own).then().statusCode(200);
    }

    @Test
    void aNewerVersionCountsAfterTheDelayOfAnHour() throws SQLException {
        System.setProperty("mltwin.delay.key", "PT1H");
        try {
            write(own, "r1");
            String first = vault.versionUri();
            vault.rotate();
            clock.move(Duration.ofMinutes(59).toSeconds());
            write(own, "r2");
            assertThat(versionInForce()).isEqualTo(first);
            clock.move(Duration.ofMinutes(61).toSeconds());
            write(own, "r3");
            assertThat(versionInForce()).isEqualTo(vault.versionUri()).isNotEqualTo(first);
            // what was written before is read under the newer version
            runs(own)
                    .then()
                    .statusCode(200)
                    .body("value", hasSize(3))
                    .body("value.find { it.runId == 'r1' }.tags.t", equalTo("r1"));
            metrics(own)
                    .then()
                    .statusCode(200)
                    .body("value", hasSize(3))
                    .body("value[0].cells[0].loss", equalTo(0.25f));
        } finally {
            System.clearProperty("mltwin.delay.key");
            clock.move(0);
        }
    }

    private String versionInForce() {
        return service.given()
                .header(
                        "Authorization",
                        "Bearer " + issuer.admin().expires(expires).sign())
                .get("/_mltwin/stores")
                .then()
                .statusCode(200)
                .extract()
                .path("find { it.workspaceId == '" + workspaceId + "' }.keyVersion");
    }

    @Test
    void aChangeCountsAfterTheDelayOfAnHour() throws SQLException {
        System.setProperty("mltwin.delay.key", "PT1H");
        try {
            write(own, "r1");
            write(shared, "r1");
            vault.enable(false);
            clock.move(Duration.ofMinutes(59).toSeconds());
            runs(own).then().statusCode(200);
            metrics(own).then().statusCode(200).body("value", hasSize(1));
            write(own, "r2");
            clock.move(Duration.ofMinutes(61).toSeconds());
            for (Response refused :
                    new Response[] {runs(own), metrics(own), writeRun(own, "r3"), writeMetric(own, "r1")}) {
                refused.then()
                        .statusCode(403)
                        .body("error.innerError.innerError.code", equalTo("KeyVaultWrapUnwrapFailure"));
            }
            runs(shared).then().statusCode(200).body("value", hasSize(1));
            vault.enable(true);
            clock.move(Duration.ofMinutes(122).toSeconds());
            runs(own).then().statusCode(200).body("value", hasSize(2));
            metrics(own).then().statusCode(200).body("value", hasSize(2));
        } finally {
            System.clearProperty("mltwin.delay.key");
            clock.move(0);
        }
    }

    private Response keys(String of, String what, String as, byte[] key) {
        return service.given()
                .header(
                        "Authorization",
                        "Bearer " + issuer.service(as, "compute").sign())
                .contentType("application/json")
                .body(Map.of("workspace", of, "key", key))
                .post("/_internal/workspace-keys/" + what);
    }

    /** What scoring-service keeps of a workspace stops with the customer's key, too. */
    @Test
    void theKeyOfMetadataIsUnwrappedWhileTheCustomersKeyServes() {
        // Given
        byte[] key = {1, 2, 3};
        byte[] wrapped = Base64.getDecoder()
                .decode(keys(own, "wrap", "scoring", key).jsonPath().getString("key"));
        assertThat(keys(own, "unwrap", "scoring", wrapped).jsonPath().getString("key"))
                .isEqualTo("AQID");
        keys(own, "unwrap", "workspace", wrapped).then().statusCode(403);
        keys(shared, "unwrap", "scoring", wrapped).then().statusCode(500);

        // When
        vault.enable(false);

        // Then
        keys(own, "unwrap", "scoring", wrapped)
                .then()
                .statusCode(403)
                .body("error.code", equalTo("Forbidden"))
                .body("error.innererror.code", equalTo("KeyVaultWrapUnwrapFailure"));
        vault.enable(true);
        keys(own, "unwrap", "scoring", wrapped).then().statusCode(200);
    }

    /** Tags and the description of a compute target are ciphertext, which stops with the key. */
    @Test
    void theTextsOfAComputeTargetStopWithTheKey() throws SQLException {
        // Given
        TestWorkspace workspace = new TestWorkspace(
                platform.calls(),
                UUID.randomUUID().toString(),
                Map.of(
                        "supportApplicationId",
                        "support",
                        "customerKey",
                        Map.of("keyVaultId", "/s", "keyIdentifier", vault.versionUri())));
        workspace.playSupport(platform.calls(), "support", PeerAnswer.json(200, "{}"));
        platform.calls().answer("workspace", "GET", "/_internal/locks/removal", PeerAnswer.status(204));
        AssertedArm arm = new AssertedArm(service, issuer, SCIENTIST);
        String computes = workspace.id() + "/computes";
        String target = computes + "/cpu";
        String body = """
                {"location":"eastus","tags":{"t":"SECRET-tag"},"properties":{"computeType":"AmlCompute","description":"SECRET-text",
                 "properties":{"vmSize":"Standard_DS2_v2","propertyBag":{"p":"SECRET-property"},"scaleSettings":{"minNodeCount":0,"maxNodeCount":1}}}}""";
        arm.send("PUT", target, body).statusCode(201);
        arm.send("GET", target, null)
                .statusCode(200)
                .body("tags.t", equalTo("SECRET-tag"))
                .body("properties.description", equalTo("SECRET-text"))
                .body("properties.properties.propertyBag.p", equalTo("SECRET-property"));
        assertThat(
                        documents(
                                "compute_target t",
                                "t::text like '%SECRET%' or encode(tags || description || properties, 'escape') like '%SECRET%'"))
                .isZero();

        // When
        vault.enable(false);

        // Then
        for (String method : List.of("GET", "PUT")) {
            arm.send(method, target, method.equals("GET") ? null : body)
                    .statusCode(403)
                    .body("error.code", equalTo("Forbidden"));
        }
        arm.send("GET", computes, null).statusCode(403);
        arm.send("PATCH", target, "{\"properties\":{\"scaleSettings\":{\"maxNodeCount\":2}}}")
                .statusCode(403);
        vault.enable(true);
        arm.send("GET", target, null).statusCode(200).body("tags.t", equalTo("SECRET-tag"));
        vault.enable(false);
        arm.send("DELETE", target + "?underlyingResourceAction=Delete", null).statusCode(202);
        vault.enable(true);
        arm.send("GET", target, null).statusCode(404);
    }
}
