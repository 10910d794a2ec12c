package io.mltwin.keyvault;

import static io.mltwin.keyvault.TestKeys.DIGEST;
import static io.mltwin.keyvault.TestKeys.encode;
import static io.mltwin.keyvault.TestKeys.path;
import static io.mltwin.keyvault.VaultClient.OFFICER;
import static io.mltwin.keyvault.VaultClient.policies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Symmetric keys, which a premium vault alone has. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class SymmetricKeyResourceTest {

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

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "oct,     128, A128KW,     wrapkey,   unwrapkey, 16",
        "oct,     192, A192KW,     wrapkey,   unwrapkey, 32",
        "oct-HSM, 256, A256KW,     wrapkey,   unwrapkey, 24",
        "oct-HSM, 128, A128GCM,    encrypt,   decrypt,   5",
        "oct,     192, A192GCM,    encrypt,   decrypt,   1",
        "oct,     256, A256GCM,    encrypt,   decrypt,   1000",
        "oct,     128, A128CBC,    encrypt,   decrypt,   32",
        "oct,     192, A192CBC,    encrypt,   decrypt,   16",
        "oct-HSM, 256, A256CBC,    encrypt,   decrypt,   64",
        "oct,     128, A128CBCPAD, encrypt,   decrypt,   7",
        "oct,     192, A192CBCPAD, encrypt,   decrypt,   16",
        "oct-HSM, 256, A256CBCPAD, encrypt,   decrypt,   0"
    })
    void aSymmetricKeyOfAPremiumVaultEncryptsAndWraps(
            String kty, int size, String algorithm, String there, String back, int length) {
        // Given
        vault = premium();
        Response made = vaults.post(vault, "/keys/secret/create", """
                        {"kty": "%s", "key_size": %s}""".formatted(kty, size));
        made.then()
                .statusCode(200)
                .body("key.kty", equalTo(kty))
                .body("key.k", nullValue())
                .body("key.n", nullValue())
                .body("key.key_ops", hasSize(4));
        String value = encode("v".repeat(length).getBytes(StandardCharsets.UTF_8));

        // When
        Response sealed = vaults.post(vault, path(made) + "/" + there, """
                        {"alg": "%s", "value": "%s"}""".formatted(algorithm, value));
        sealed.then().statusCode(200).body("value", not(equalTo(value)));
        Response opened = vaults.post(
                vault,
                path(made) + "/" + back,
                "{\"alg\":\""
                        + algorithm
                        + "\",\"value\":\""
                        + sealed.path("value")
                        + member("iv", sealed.path("iv"))
                        + member("tag", sealed.path("tag"))
                        + "\"}");

        // Then
        opened.then().statusCode(200).body("value", equalTo(value));
        vaults.post(vault, path(made) + "/sign", """
                        {"alg": "HS256", "value": "%s"}""".formatted(DIGEST)).then().statusCode(403);
    }

    @Test
    void anImportedSymmetricKeyIsTheOneThatWasBrought() throws Exception {
        // Given
        vault = premium();
        byte[] secret = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
        javax.crypto.Cipher theirs = javax.crypto.Cipher.getInstance("AES/CBC/PKCS5Padding");
        byte[] iv = new byte[16];
        theirs.init(
                javax.crypto.Cipher.ENCRYPT_MODE,
                new javax.crypto.spec.SecretKeySpec(secret, "AES"),
                new javax.crypto.spec.IvParameterSpec(iv));

        // When
        Response brought = vaults.call(vault, "PUT", "/keys/brought", """
                        {"key": {"kty": "oct", "k": "%s"}}""".formatted(encode(secret)));
        String ours = vaults.post(vault, path(brought) + "/encrypt", """
                                {"alg": "A128CBCPAD", "value": "aGVsbG8", "iv": "%s"}""".formatted(encode(iv)))
                .path("value");

        // Then
        assertThat(ours).isEqualTo(encode(theirs.doFinal("hello".getBytes())));
        String backup = vaults.post(vault, "/keys/brought/backup", null).path("value");
        String other = premium();
        vaults.call(other, "POST", "/keys/restore", "{\"value\":\"" + backup + "\"}")
                .then()
                .statusCode(200);
        vaults.call(other, "POST", path(brought) + "/decrypt", """
                        {"alg": "A128CBCPAD", "value": "%s", "iv": "%s"}""".formatted(ours, encode(iv)))
                .then()
                .body("value", equalTo("aGVsbG8"));
        vaults.post(vault, "/keys/brought/rotate", null).then().statusCode(200).body("key.kty", equalTo("oct"));
        vaults.get(vault, "/keys/brought/versions").then().body("value", hasSize(2));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "encrypt   | \"alg\":\"A128GCM\",\"value\":\"AAAA\"",
                "encrypt   | \"alg\":\"A256KW\",\"value\":\"AAAAAAAAAAAAAAAAAAAAAA\"",
                "encrypt   | \"alg\":\"RSA-OAEP\",\"value\":\"AAAA\"",
                "encrypt   | \"alg\":\"A256CBC\",\"value\":\"AAAA\"",
                "encrypt   | \"alg\":\"A256CBCPAD\",\"value\":\"AAAA\",\"iv\":\"AAAA\"",
                "encrypt   | \"alg\":\"A256CBCPAD\",\"value\":\"AAAA\",\"aad\":\"AAAA\"",
                "encrypt   | \"alg\":\"A256GCM\",\"value\":\"AAAA\",\"iv\":\"AAAAAAAAAAAAAAAA\"",
                "decrypt   | \"alg\":\"A256GCM\",\"value\":\"AAAA\"",
                "decrypt   | \"alg\":\"A256GCM\",\"value\":\"AAAA\",\"iv\":\"AAAAAAAAAAAAAAAA\",\"tag\":\"AAAA\"",
                "decrypt   | \"alg\":\"A256GCM\",\"value\":\"AAAA\",\"iv\":\"AAAAAAAAAAAAAAAA\",\"tag\":\"AAAAAAAAAAAAAAAAAAAAAA\"",
                "decrypt   | \"alg\":\"A256CBC\",\"value\":\"AAAAAAAAAAAAAAAAAAAAAA\"",
                "wrapkey   | \"alg\":\"A256GCM\",\"value\":\"AAAA\"",
                "wrapkey   | \"alg\":\"A256KW\",\"value\":\"AAAA\"",
                "unwrapkey | \"alg\":\"A256KW\",\"value\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"",
                "encrypt   | \"value\":\"AAAA\""
            })
    void aSymmetricKeyRefusesWhatItsAlgorithmDoesNotKnow(String operation, String members) {
        vault = premium();
        String key = path(vaults.post(vault, "/keys/secret/create", """
                                {"kty": "oct-HSM", "key_size": 256}"""));

        vaults.post(vault, key + "/" + operation, "{" + members + "}")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("BadParameter"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kty\":\"oct\",\"key_size\":512}",
                "{\"kty\":\"oct\",\"crv\":\"P-256\"}",
                "{\"kty\":\"oct\",\"key_ops\":[\"sign\"]}",
                "{\"kty\":\"oct-hsm\"}",
                "{\"kty\":\"octet\"}"
            })
    void otherSymmetricKeysAreRefused(String body) {
        vault = premium();

        vaults.post(vault, "/keys/secret/create", body)
                .then()
                .statusCode(400)
                .body("error.code", equalTo("BadParameter"));
        vaults.get(vault, "/keys").then().body("value", hasSize(0));
    }

    private String premium() {
        String name = VaultClient.newName();
        vaults.arm(
                        "PUT",
                        VaultClient.VAULTS + name + VaultClient.ARM_VERSION,
                        VaultClient.vaultBody(policies(OFFICER)).replace("\"standard\"", "\"premium\""))
                .then()
                .statusCode(201);
        return name;
    }

    private static String member(String name, String value) {
        return value == null ? "" : "\",\"" + name + "\":\"" + value;
    }
}
