package io.mltwin.keyvault;

import static io.mltwin.keyvault.TestKeys.encode;
import static io.mltwin.keyvault.VaultClient.OFFICER;
import static io.mltwin.keyvault.VaultClient.policies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.sql.Connection;
import java.sql.ResultSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys that are brought: checked, and kept down to the bytes in the database. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ImportedKeyResourceTest {

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
    void privateHalvesAreCiphertextInTheDatabase() throws Exception {
        RSAPrivateCrtKey pair = (RSAPrivateCrtKey) rsa().getPrivate();
        vaults.call(vault, "PUT", "/keys/halves", jwk(pair, pair.getPrivateExponent()))
                .then()
                .statusCode(200);

        try (Connection connection = database.connect();
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery("select v.private_key from vault_key_version v join vault_key k"
                                + " on k.id = v.key_id where k.name = 'halves'")) {
            assertThat(rows.next()).isTrue();
            String stored = new String(rows.getBytes(1), StandardCharsets.ISO_8859_1);
            String secret = new String(pair.getPrimeP().toByteArray(), StandardCharsets.ISO_8859_1);
            assertThat(stored).doesNotContain(secret.substring(8, 40));
            assertThat(rows.getBytes(1).length).isGreaterThan(pair.getEncoded().length);
        }
    }

    @Test
    void halvesThatDoNotBelongTogetherAreRefused() throws Exception {
        RSAPrivateCrtKey pair = (RSAPrivateCrtKey) rsa().getPrivate();

        vaults.call(
                        vault,
                        "PUT",
                        "/keys/forged",
                        jwk(pair, pair.getPrivateExponent().add(BigInteger.TWO)))
                .then()
                .statusCode(400)
                .body("error.code", equalTo("BadParameter"));
        vaults.get(vault, "/keys/forged").then().statusCode(404);
    }

    private static KeyPair rsa() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static String jwk(RSAPrivateCrtKey pair, BigInteger d) {
        return """
        {
          "key": {
            "kty": "RSA",
            "n": "%s",
            "e": "%s",
            "d": "%s",
            "p": "%s",
            "q": "%s",
            "dp": "%s",
            "dq": "%s",
            "qi": "%s"
          }
        }""".formatted(
                        number(pair.getModulus()),
                        number(pair.getPublicExponent()),
                        number(d),
                        number(pair.getPrimeP()),
                        number(pair.getPrimeQ()),
                        number(pair.getPrimeExponentP()),
                        number(pair.getPrimeExponentQ()),
                        number(pair.getCrtCoefficient()));
    }

    private static String number(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return encode(bytes[0] == 0 ? java.util.Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }
}
