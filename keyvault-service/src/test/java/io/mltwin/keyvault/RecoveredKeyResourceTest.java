package io.mltwin.keyvault;

import static io.mltwin.keyvault.TestKeys.ec;
import static io.mltwin.keyvault.TestKeys.path;
import static io.mltwin.keyvault.VaultClient.OFFICER;
import static io.mltwin.keyvault.VaultClient.policies;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys that are deleted, recovered, purged, or brought back from a backup. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class RecoveredKeyResourceTest {

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    ServiceUnderTest service;

    private VaultClient vaults;
    private String vault;

    @BeforeEach
    void aVault() {
        vaults = new VaultClient(service, issuer);
        vault = vaults.newVault(policies(OFFICER));
    }

    @Test
    void aDeletedKeyIsRecoveredOrPurged() {
        Response key = ec(vaults, vault, "mortal", "");
        vaults.call(vault, "DELETE", "/keys/mortal", null)
                .then()
                .statusCode(200)
                .body("recoveryId", endsWith("/deletedkeys/mortal"))
                .body("key.kid", equalTo(key.<String>path("key.kid")))
                .body("scheduledPurgeDate", notNullValue());

        vaults.get(vault, "/keys/mortal").then().statusCode(404);
        ec(vaults, vault, "mortal", "")
                .then()
                .statusCode(409)
                .body("error.innererror.code", equalTo("ObjectIsDeletedButRecoverable"));
        vaults.get(vault, "/deletedkeys").then().body("value", hasSize(1));
        vaults.get(vault, "/deletedkeys/mortal").then().statusCode(200);
        vaults.call(vault, "POST", "/deletedkeys/mortal/recover", null).then().statusCode(200);
        vaults.get(vault, path(key)).then().statusCode(200);

        vaults.call(vault, "DELETE", "/keys/mortal", null).then().statusCode(200);
        vaults.call(vault, "DELETE", "/deletedkeys/mortal", null).then().statusCode(204);
        vaults.get(vault, "/deletedkeys/mortal").then().statusCode(404).body("error.code", equalTo("KeyNotFound"));
        ec(vaults, vault, "mortal", "").then().statusCode(200);
    }

    @Test
    void aProtectedVaultsKeyIsNotPurged() {
        vault = vaults.newVault(",\"enablePurgeProtection\":true" + policies(OFFICER));
        ec(vaults, vault, "kept", "").then().body("attributes.recoveryLevel", equalTo("Recoverable"));
        vaults.call(vault, "DELETE", "/keys/kept", null).then().statusCode(200);

        vaults.call(vault, "DELETE", "/deletedkeys/kept", null)
                .then()
                .statusCode(403)
                .body("error.code", equalTo("Forbidden"));
        vaults.get(vault, "/deletedkeys/kept").then().statusCode(200);
    }

    @Test
    void aBackupBringsAllVersionsBackToAnotherVault() {
        Response first = vaults.post(vault, "/keys/kek/create", """
                        {"kty": "RSA", "tags": {"a": "b"}}""");
        String wrapped = vaults.post(vault, path(first) + "/wrapkey", """
                                {"alg": "RSA1_5", "value": "c2VjcmV0"}""").path("value");
        vaults.post(vault, "/keys/kek/rotate", null).then().statusCode(200).body("key.kty", equalTo("RSA"));
        String backup = vaults.post(vault, "/keys/kek/backup", null).path("value");
        vaults.post(vault, "/keys/restore", "{\"value\":\"" + backup + "\"}")
                .then()
                .statusCode(409)
                .body("error.innererror.code", equalTo("KeyAlreadyExists"));

        vault = vaults.newVault(policies(OFFICER));
        vaults.post(vault, "/keys/restore", "{\"value\":\"" + backup + "\"}")
                .then()
                .statusCode(200);

        vaults.get(vault, "/keys/kek/versions").then().body("value", hasSize(2));
        vaults.get(vault, path(first)).then().body("tags.a", equalTo("b"));
        vaults.post(vault, path(first) + "/unwrapkey", """
                        {"alg": "RSA1_5", "value": "%s"}""".formatted(wrapped))
                .then()
                .statusCode(200)
                .body("value", equalTo("c2VjcmV0"));
    }
}
