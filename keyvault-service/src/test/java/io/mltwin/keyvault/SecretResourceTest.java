package io.mltwin.keyvault;

import static io.mltwin.keyvault.VaultClient.AUDIENCE;
import static io.mltwin.keyvault.VaultClient.OFFICER;
import static io.mltwin.keyvault.VaultClient.VAULTS;
import static io.mltwin.keyvault.VaultClient.bytes;
import static io.mltwin.keyvault.VaultClient.policies;
import static io.mltwin.keyvault.VaultClient.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to secrets, over HTTPS and down to the bytes in the database. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class SecretResourceTest {

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    private VaultClient vaults;

    @BeforeEach
    void client() {
        vaults = new VaultClient(service, issuer);
    }

    @Test
    void aTokenOfAnotherTenantIsRefusedByTheVault() {
        // Given
        String tenant = UUID.randomUUID().toString();
        String vault = vaults.newVault(policies(OFFICER));
        String token = issuer.aad(AUDIENCE, OFFICER)
                .issuer(issuer.azureAd(tenant))
                .tenantId(tenant)
                .sign();
        // When, Then
        send(vaults.at(vault, token), "GET", "/secrets?api-version=7.4", null)
                .then()
                .statusCode(401)
                .body("error.message", containsString("AKV10032"));
    }

    @Test
    void aSecretKeepsItsVersions() {
        // Given
        String vault = vaults.newVault(policies(OFFICER));
        // When
        String first = vaults.set(vault, "Password", "one").extract().path("id");
        String second = vaults.set(vault, "password", "two").extract().path("id");
        // Then
        assertThat(first).matches("https://" + service.host(vault + ".vault") + "/secrets/Password/[0-9a-f]{32}");
        assertThat(second).isNotEqualTo(first);
        vaults.get(vault, "/secrets/password")
                .then()
                .statusCode(200)
                .body("value", equalTo("two"))
                .body("id", equalTo(second));
        vaults.get(vault, first.substring(first.indexOf("/secrets/")))
                .then()
                .statusCode(200)
                .body("value", equalTo("one"));
        vaults.get(vault, "/secrets/password/versions")
                .then()
                .statusCode(200)
                .body("value", hasSize(2))
                .body("value.value", equalTo(java.util.Arrays.asList(null, null)));
        vaults.get(vault, "/secrets")
                .then()
                .statusCode(200)
                .body("value", hasSize(1))
                .body("value[0].value", nullValue());
        vaults.get(vault, "/secrets/other").then().statusCode(404).body("error.code", equalTo("SecretNotFound"));
    }

    @Test
    void theDatabaseHoldsCiphertextOnly() throws SQLException {
        // Given
        String vault = vaults.newVault(policies(OFFICER));
        String value = "plain-" + UUID.randomUUID();
        // When
        vaults.set(vault, "cipher", value);
        vaults.set(vault, "cipher-again", value);
        // Then
        List<byte[]> stored = storedValues(vault);
        assertThat(stored).hasSize(2);
        assertThat(stored.get(0)).isNotEqualTo(stored.get(1));
        for (byte[] bytes : stored) {
            assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain(value);
            assertThat(bytes.length).isGreaterThan(value.length());
        }
    }

    @Test
    void aVaultWithRbacAsksIdentityAndFailsClosed() {
        // Given
        String vault = vaults.newVault(",\"enableRbacAuthorization\":true" + policies(OFFICER));
        String reader = UUID.randomUUID().toString();
        String scope = VAULTS + vault;
        decisions.allow(reader, "Microsoft.KeyVault/vaults/secrets/setSecret/action", scope);
        RequestSpecification[] as = {
            vaults.at(vault, issuer.aad(AUDIENCE, reader).sign()),
            vaults.at(vault, issuer.aad(AUDIENCE, reader).sign())
        };
        // When, Then
        send(as[0], "PUT", "/secrets/s1?api-version=7.4", "{\"value\":\"v\"}")
                .then()
                .statusCode(200);
        send(as[1], "GET", "/secrets/s1?api-version=7.4", null)
                .then()
                .statusCode(403)
                .body("error.innererror.code", equalTo("ForbiddenByRbac"))
                .body("error.message", not(containsString("\"v\"")));
        vaults.get(vault, "/secrets/s1").then().statusCode(403);
        assertThat(decisions.asked()).anySatisfy(asked -> {
            assertThat(asked.principalId()).isEqualTo(reader);
            assertThat(asked.scope()).isEqualTo(scope + "/secrets/s1");
            assertThat(asked.data()).isTrue();
        });
    }

    private List<byte[]> storedValues(String vault) throws SQLException {
        List<byte[]> values = new java.util.ArrayList<>();
        try (Connection connection = database.connect();
                PreparedStatement query = connection.prepareStatement(
                        "select v.value from secret_version v join secret s on s.id = v.secret_id"
                                + " join vault k on k.id = s.vault_id where k.name = ?")) {
            query.setString(1, vault);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    values.add(rows.getBytes(1));
                }
            }
        }
        return values;
    }
}
