package io.mltwin.keyvault;

import static io.mltwin.keyvault.VaultClient.ARM_VERSION;
import static io.mltwin.keyvault.VaultClient.AUDIENCE;
import static io.mltwin.keyvault.VaultClient.OFFICER;
import static io.mltwin.keyvault.VaultClient.VAULTS;
import static io.mltwin.keyvault.VaultClient.policies;
import static io.mltwin.keyvault.VaultClient.send;
import static io.mltwin.keyvault.VaultClient.vaultBody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.mltwin.keyvault.objects.cache.CacheInvalidation;
import io.mltwin.keyvault.objects.cache.ObjectCache;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Secrets and keys are answered from the cache, but never after they were taken away, and never
 * before they are committed.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ObjectCacheResourceTest {

    private static final String TABLES = "vault, secret, secret_version, vault_key, vault_key_version";
    private static final String WRAP = "{\"alg\":\"RSA-OAEP-256\",\"value\":\"" + "A".repeat(43) + "\"}";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    @Inject
    EntityManager entities;

    @Inject
    CacheInvalidation invalidation;

    private VaultClient vaults;

    @BeforeEach
    void client() {
        vaults = new VaultClient(service, issuer);
    }

    @Test
    void knownObjectIsAnsweredWithoutTheDatabase() throws SQLException {
        // Given
        String vault = vaults.newVault(policies(OFFICER));
        String id = vaults.set(vault, "Name", "value").extract().path("id");
        String version = id.substring(id.lastIndexOf('/'));
        vaults.call(vault, "POST", "/keys/k/create", "{\"kty\":\"RSA\"}").then().statusCode(200);
        vaults.get(vault, "/secrets/name").then().statusCode(200);
        vaults.get(vault, "/secrets/name" + version).then().statusCode(200);
        wrap(vault, 200);
        // When
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table " + TABLES + " in access exclusive mode");
            // Then
            vaults.get(vault, "/secrets/NAME")
                    .then()
                    .statusCode(200)
                    .body("value", equalTo("value"))
                    .body("id", equalTo(id))
                    .body("attributes.enabled", equalTo(true));
            vaults.get(vault, "/secrets/name" + version).then().body("value", equalTo("value"));
            wrap(vault, 200);
            connection.rollback();
        }
    }

    private Response wrap(String vault, int status) {
        Response answer = vaults.call(vault, "POST", "/keys/k/wrapkey", WRAP);
        answer.then().statusCode(status);
        return answer;
    }

    @Test
    void writtenObjectIsReadAtOnce() {
        String vault = vaults.newVault(policies(OFFICER));
        for (int i = 0; i < 50; i++) {
            vaults.set(vault, "s", "value " + i);
            vaults.get(vault, "/secrets/s").then().body("value", equalTo("value " + i));
            vaults.get(vault, "/secrets/s").then().body("value", equalTo("value " + i));
        }
    }

    @Test
    void readersNeverSeeAnOlderValueThanOneThatWasAnswered() throws Exception {
        // Given
        String vault = vaults.newVault(policies(OFFICER));
        vaults.set(vault, "s", "0");
        AtomicInteger newest = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            // When
            List<Future<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                readers.add(pool.submit(() -> {
                    int reads = 0;
                    while (!over.get()) {
                        int least = newest.get();
                        int read = value(vault);
                        assertThat(read).isGreaterThanOrEqualTo(least);
                        // nobody is told less from now on
                        newest.accumulateAndGet(read, Math::max);
                        reads++;
                    }
                    return reads;
                }));
            }
            for (int i = 1; i <= 60; i++) {
                vaults.set(vault, "s", Integer.toString(i));
                newest.accumulateAndGet(i, Math::max);
            }
            over.set(true);
            // Then
            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).isPositive();
            }
        } finally {
            over.set(true);
            pool.shutdownNow();
        }
    }

    private int value(String vault) {
        return Integer.parseInt(
                vaults.get(vault, "/secrets/s").then().statusCode(200).extract().path("value"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "PATCH | /secrets/s | {\"attributes\":{\"enabled\":false}} | 403",
                "DELETE | /secrets/s | | 404",
                "DELETE | /keys/k | | 404",
                "PATCH | /keys/k | {\"attributes\":{\"enabled\":false}} | 403",
                "PATCH | /keys/k | {\"attributes\":{\"exp\":1}} | 403",
                "PATCH | /keys/k | {\"attributes\":{\"nbf\":9999999999}} | 403",
                "PATCH | /keys/k | {\"key_ops\":[\"sign\"]} | 403",
            })
    void whatIsTakenAwayIsRefusedAtOnce(String method, String path, String body, int status) {
        // Given
        String vault = vaults.newVault(policies(OFFICER));
        vaults.set(vault, "s", "v");
        vaults.call(vault, "POST", "/keys/k/create", "{\"kty\":\"RSA\"}").then().statusCode(200);
        for (int i = 0; i < 3; i++) {
            vaults.get(vault, "/secrets/s").then().statusCode(200);
            wrap(vault, 200);
        }
        // When
        vaults.call(vault, method, path, body).then().statusCode(200);
        // Then
        boolean ofSecret = path.startsWith("/secrets");
        for (int i = 0; i < 3; i++) {
            vaults.get(vault, "/secrets/s").then().statusCode(ofSecret ? status : 200);
            wrap(vault, ofSecret ? 200 : status);
        }
    }

    @Test
    void deletedRecoveredPurgedAndMadeAgain() {
        // Given
        String vault = vaults.newVault(policies(OFFICER));
        vaults.set(vault, "s", "first");
        vaults.get(vault, "/secrets/s").then().statusCode(200);
        // When, Then
        vaults.call(vault, "DELETE", "/secrets/s", null).then().statusCode(200);
        vaults.get(vault, "/secrets/s").then().statusCode(404);
        vaults.call(vault, "PUT", "/secrets/s", "{\"value\":\"x\"}").then().statusCode(409);
        vaults.call(vault, "POST", "/deletedsecrets/s/recover", null).then().statusCode(200);
        vaults.get(vault, "/secrets/s").then().body("value", equalTo("first"));
        vaults.call(vault, "DELETE", "/secrets/s", null).then().statusCode(200);
        vaults.call(vault, "DELETE", "/deletedsecrets/s", null).then().statusCode(204);
        vaults.get(vault, "/secrets/s").then().statusCode(404);
        vaults.set(vault, "s", "second");
        vaults.set(vault, "s", "third");
        vaults.get(vault, "/secrets/s").then().body("value", equalTo("third"));
    }

    @Test
    void aRotatedKeyIsTheNewOneAtOnce() {
        String vault = vaults.newVault(policies(OFFICER));
        vaults.call(vault, "POST", "/keys/k/create", "{\"kty\":\"RSA\"}").then().statusCode(200);
        for (int i = 0; i < 3; i++) {
            wrap(vault, 200);
            String kid = vaults.call(vault, "POST", "/keys/k/rotate", null)
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("key.kid");
            wrap(vault, 200).then().body("kid", endsWith(kid));
            wrap(vault, 200).then().body("kid", endsWith(kid));
        }
    }

    @Test
    void aPolicyThatWasTakenAwayAWallAndADeletedVaultCountAtOnce() {
        // Given
        String vault = vaults.newVault(policies(OFFICER));
        vaults.set(vault, "s", "v");
        vaults.get(vault, "/secrets/s").then().statusCode(200);
        String uri = VAULTS + vault + ARM_VERSION;
        // When, Then
        vaults.arm("PUT", uri, vaultBody("")).then().statusCode(200);
        vaults.get(vault, "/secrets/s").then().statusCode(403);
        vaults.arm("PUT", uri, vaultBody(policies(OFFICER))).then().statusCode(200);
        vaults.get(vault, "/secrets/s").then().statusCode(200);
        String closed = policies(OFFICER) + ",\"publicNetworkAccess\":\"Disabled\"";
        vaults.arm("PUT", uri, vaultBody(closed)).then().statusCode(200);
        vaults.get(vault, "/secrets/s").then().statusCode(403);
        String guarded = policies(OFFICER) + ",\"enablePurgeProtection\":true";
        vaults.arm("PUT", uri, vaultBody(guarded)).then().statusCode(200);
        vaults.get(vault, "/secrets/s").then().body("attributes.recoveryLevel", equalTo("Recoverable"));
        vaults.arm("DELETE", uri, null).then().statusCode(200);
        vaults.get(vault, "/secrets/s").then().statusCode(404);
    }

    @Test
    void aRoleIsAskedForAgain() {
        // Given
        String vault = vaults.newVault(",\"enableRbacAuthorization\":true");
        String reader = UUID.randomUUID().toString();
        decisions.allowAll(reader);
        String token = issuer.aad(AUDIENCE, reader).sign();
        String path = "/secrets/s?api-version=7.4";
        send(vaults.at(vault, token), "PUT", path, "{\"value\":\"v\"}").then().statusCode(200);
        for (int i = 0; i < 5; i++) {
            send(vaults.at(vault, token), "GET", path, null)
                    .then()
                    .statusCode(200)
                    .body("value", equalTo("v"));
        }
        // When
        decisions.revoke(reader);
        // Then a request that begins a second later is refused, however slow it is
        Awaitility.await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
        send(vaults.at(vault, token), "GET", path, null).then().statusCode(403);
    }

    @ParameterizedTest(name = "committed: {0}")
    @CsvSource({"true", "false"})
    void whatIsNotCommittedIsNotAnswered(boolean committed) {
        // Given
        String vault = vaults.newVault(policies(OFFICER));
        vaults.set(vault, "s", "v");
        vaults.get(vault, "/secrets/s").then().statusCode(200);
        // When
        UUID vaultId = (UUID) entities.createNativeQuery("select id from vault where name = ?1")
                .setParameter(1, vault)
                .getSingleResult();
        QuarkusTransaction.begin();
        invalidation.invalidate(new ObjectCache.Name(Kind.SECRETS, vaultId, "s"));
        assertThat(entities.createNativeQuery(
                                "update secret_version set enabled = false where secret_id in (select s.id from"
                                        + " secret s join vault v on v.id = s.vault_id where v.name = ?1)")
                        .setParameter(1, vault)
                        .executeUpdate())
                .isEqualTo(1);
        vaults.get(vault, "/secrets/s").then().statusCode(200);
        vaults.get(vault, "/secrets/s").then().statusCode(200);
        if (committed) {
            QuarkusTransaction.commit();
        } else {
            QuarkusTransaction.rollback();
        }
        // Then
        vaults.get(vault, "/secrets/s").then().statusCode(committed ? 403 : 200);
        vaults.get(vault, "/secrets/s").then().statusCode(committed ? 403 : 200);
    }

    @Test
    void aChangeThatForgetsTheCacheFailsItsTest() {
        String change = "update secret_version set enabled = false where false";
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew()
                        .run(() -> entities.createNativeQuery(change).executeUpdate()))
                .hasStackTraceContaining("Changed without invalidating the cache");
    }
}
