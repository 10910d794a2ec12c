package io.mltwin.keyvault;

import static io.mltwin.keyvault.TestCertificates.order;
import static io.mltwin.keyvault.VaultClient.OFFICER;
import static io.mltwin.keyvault.VaultClient.policies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Certificates that are deleted, recovered, renewed and restored, with key and secret. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class CertificateLifeResourceTest {

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDatabase database;

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
    void deletingTakesKeyAndSecretAndRecoveringBringsThemBack() {
        String body = order("Self", "\"kty\":\"EC\"", "application/x-pem-file");
        vaults.call(vault, "POST", "/certificates/web/create", body).then().statusCode(202);

        vaults.call(vault, "DELETE", "/certificates/web", null)
                .then()
                .statusCode(200)
                .body("recoveryId", endsWith("/deletedcertificates/web"));
        for (String path : List.of("/certificates/web", "/keys/web", "/secrets/web")) {
            vaults.get(vault, path).then().statusCode(404);
        }
        vaults.get(vault, "/deletedkeys/web").then().statusCode(200);
        vaults.call(vault, "POST", "/certificates/web/create", body).then().statusCode(409);
        vaults.call(vault, "POST", "/deletedkeys/web/recover", null).then().statusCode(403);
        vaults.call(vault, "POST", "/deletedcertificates/web/recover", null)
                .then()
                .statusCode(200);
        for (String path : List.of("/certificates/web", "/keys/web", "/secrets/web")) {
            vaults.get(vault, path).then().statusCode(200);
        }

        vaults.call(vault, "DELETE", "/certificates/web", null).then().statusCode(200);
        vaults.call(vault, "DELETE", "/deletedcertificates/web", null).then().statusCode(204);
        vaults.get(vault, "/deletedsecrets/web").then().statusCode(404);
        vaults.call(vault, "POST", "/keys/web/create", "{\"kty\":\"EC\"}")
                .then()
                .statusCode(200);
        vaults.call(vault, "POST", "/certificates/web/create", body).then().statusCode(409);
    }

    @Test
    void aSelfSignedCertificateIsRenewedWhenItsPolicySays() throws SQLException {
        vaults.call(
                        vault,
                        "POST",
                        "/certificates/web/create",
                        order("Self", "\"kty\":\"EC\"", "application/x-pem-file"))
                .then()
                .statusCode(202);
        String first = vaults.get(vault, "/certificates/web").path("id");
        age(79);
        vaults.get(vault, "/secrets/web").then().body("id", endsWith(version(first)));

        age(2);
        String renewed = vaults.get(vault, "/secrets/web").path("id");

        assertThat(version(renewed)).isNotEqualTo(version(first));
        vaults.get(vault, "/keys/web").then().body("key.kid", endsWith(version(renewed)));
        vaults.get(vault, "/certificates/web").then().body("id", endsWith(version(renewed)));
        vaults.get(vault, "/certificates/web/versions").then().body("value", hasSize(2));
        vaults.get(vault, "/keys/web/" + version(first)).then().statusCode(200);
    }

    /** As if so many hundredths of its life were over. */
    private void age(int percent) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement older = connection.prepareStatement(
                        "update certificate_version v set not_before = v.not_before - (v.expires - v.not_before) * ?,"
                                + " expires = v.expires - (v.expires - v.not_before) * ? from certificate c, vault k"
                                + " where c.id = v.certificate_id and k.id = c.vault_id and k.name = ?")) {
            older.setDouble(1, percent / 100.0);
            older.setDouble(2, percent / 100.0);
            older.setString(3, vault);
            assertThat(older.executeUpdate()).isEqualTo(1);
        }
    }

    private static String version(String id) {
        return id.substring(id.lastIndexOf('/') + 1);
    }

    @Test
    void aCertificateIsRestoredWithKeyAndSecret() {
        vaults.call(
                        vault,
                        "POST",
                        "/certificates/web/create",
                        order("Self", "\"kty\":\"EC\"", "application/x-pem-file"))
                .then()
                .statusCode(202);
        Response before = vaults.get(vault, "/certificates/web");
        String pem = vaults.get(vault, "/secrets/web").path("value");
        String backup =
                vaults.call(vault, "POST", "/certificates/web/backup", null).path("value");
        String body = "{\"value\":\"" + backup + "\"}";
        vaults.call(vault, "POST", "/certificates/restore", body).then().statusCode(409);
        vaults.call(vault, "DELETE", "/certificates/web", null).then().statusCode(200);
        vaults.call(vault, "POST", "/certificates/restore", body).then().statusCode(409);
        vaults.call(vault, "DELETE", "/deletedcertificates/web", null).then().statusCode(204);
        vaults.call(vault, "POST", "/secrets/restore", body).then().statusCode(400);

        vaults.call(vault, "POST", "/certificates/restore", body)
                .then()
                .statusCode(200)
                .body("id", equalTo(before.<String>path("id")))
                .body("x5t", equalTo(before.<String>path("x5t")))
                .body("policy.x509_props.validity_months", equalTo(6));

        vaults.get(vault, "/secrets/web")
                .then()
                .statusCode(200)
                .body("value", equalTo(pem))
                .body("managed", equalTo(true));
        vaults.get(vault, "/keys/web").then().statusCode(200).body("managed", equalTo(true));
    }
}
