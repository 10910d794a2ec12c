package io.mltwin.keyvault;

import static io.mltwin.keyvault.VaultClient.AUDIENCE;
import static io.mltwin.keyvault.VaultClient.OFFICER;
import static io.mltwin.keyvault.VaultClient.policies;
import static io.mltwin.keyvault.VaultClient.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys over HTTPS, down to the bytes in the database. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class KeyResourceTest {

    private static final String DIGEST = encode(new byte[32]);

    @FromPlatform TestIssuer issuer;
    @FromPlatform TestDatabase database;
    @FromPlatform ServiceUnderTest service;

    private VaultClient vaults;
    private String vault;

    @BeforeEach
    void aVault() {
        vaults = new VaultClient(service, issuer);
        vault = vaults.newVault(policies(OFFICER));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private Response post(String path, String body) {
        return vaults.call(vault, "POST", path, body);
    }

    private Response ec(String name, String attributes) {
        return post(
                "/keys/" + name + "/create",
                "{\"kty\":\"EC\",\"attributes\":{" + attributes + "}}");
    }

    private static String path(Response key) {
        String kid = key.path("key.kid");
        return kid.substring(kid.indexOf("/keys/"));
    }

    @Test
    void aKeyKeepsItsVersionsAndShowsItsPublicHalfOnly() {
        Response first = post("/keys/Signer/create", "{\"kty\":\"EC\",\"crv\":\"P-384\"}");
        Response second = post("/keys/signer/create", "{\"kty\":\"EC\",\"key_ops\":[\"sign\"]}");

        first.then()
                .statusCode(200)
                .body("key.crv", equalTo("P-384"))
                .body("key.key_ops", equalTo(java.util.List.of("sign", "verify")))
                .body("key.x", notNullValue())
                .body("key.d", nullValue())
                .body("attributes.enabled", equalTo(true))
                .body("attributes.exportable", equalTo(false))
                .body("attributes.recoveryLevel", equalTo("Recoverable+Purgeable"));
        assertThat(path(first)).matches("/keys/Signer/[0-9a-f]{32}");
        vaults.get(vault, "/keys/signer/")
                .then()
                .body("key.kid", equalTo(second.<String>path("key.kid")))
                .body("key.key_ops", hasSize(1));
        vaults.get(vault, path(first)).then().statusCode(200).body("key.crv", equalTo("P-384"));
        vaults.get(vault, "/keys/signer/versions").then().body("value", hasSize(2));
        vaults.get(vault, "/keys")
                .then()
                .body("value", hasSize(1))
                .body("value[0].kid", endsWith("/keys/Signer"));
        vaults.get(vault, "/keys/other").then().body("error.code", equalTo("KeyNotFound"));
        vaults.get(vault, "/keys/signer/" + "0".repeat(32)).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7.0",
                "7.1",
                "7.2",
                "7.3",
                "7.4",
                "7.5",
                "7.6",
                "7.6-preview.2",
                "2025-07-01"
            })
    void everyVersionOfTheApiIsSpoken(String version) {
        send(
                        vaults.officer(vault),
                        "POST",
                        "/keys/v/create?api-version=" + version,
                        "{\"kty\":\"EC\"}")
                .then()
                .statusCode(200);
    }

    @Test
    void privateHalvesAreCiphertextInTheDatabase() throws Exception {
        RSAPrivateCrtKey pair = (RSAPrivateCrtKey) rsa().getPrivate();
        vaults.call(vault, "PUT", "/keys/brought", jwk(pair, pair.getPrivateExponent()))
                .then()
                .statusCode(200);

        try (Connection connection = database.connect();
                ResultSet rows =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "select v.private_key from vault_key_version v join vault_key k"
                                                + " on k.id = v.key_id where k.name = 'brought'")) {
            assertThat(rows.next()).isTrue();
            String stored = new String(rows.getBytes(1), StandardCharsets.ISO_8859_1);
            String secret = new String(pair.getPrimeP().toByteArray(), StandardCharsets.ISO_8859_1);
            assertThat(stored).doesNotContain(secret.substring(8, 40));
            assertThat(rows.getBytes(1).length).isGreaterThan(pair.getEncoded().length);
        }
    }

    private static KeyPair rsa() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static String jwk(RSAPrivateCrtKey pair, BigInteger d) {
        return "{\"key\":{\"kty\":\"RSA\",\"n\":\""
                + number(pair.getModulus())
                + "\",\"e\":\""
                + number(pair.getPublicExponent())
                + "\",\"d\":\""
                + number(d)
                + "\",\"p\":\""
                + number(pair.getPrimeP())
                + "\",\"q\":\""
                + number(pair.getPrimeQ())
                + "\",\"dp\":\""
                + number(pair.getPrimeExponentP())
                + "\",\"dq\":\""
                + number(pair.getPrimeExponentQ())
                + "\",\"qi\":\""
                + number(pair.getCrtCoefficient())
                + "\"}}";
    }

    private static String number(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return encode(bytes[0] == 0 ? java.util.Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
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

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"enabled\":false   | sign   | KeyDisabled",
                "\"enabled\":false   | verify | KeyDisabled",
                "\"nbf\":4102444800  | sign   | KeyNotYetValid",
                "\"nbf\":4102444800  | verify |",
                "\"exp\":1000000000  | sign   | KeyExpired",
                "\"exp\":1000000000  | verify |"
            })
    void attributesBind(String attributes, String operation, String innerCode) {
        Response key = ec("bound", attributes);
        key.then().statusCode(200);

        Response answer =
                post(
                        path(key) + "/" + operation,
                        "{\"alg\":\"ES256\",\"digest\":\""
                                + DIGEST
                                + "\",\"value\":\""
                                + DIGEST
                                + "\"}");

        if (innerCode == null) {
            answer.then().statusCode(200).body("value", equalTo(false));
        } else {
            answer.then()
                    .statusCode(403)
                    .body("error.code", equalTo("Forbidden"))
                    .body("error.innererror.code", equalTo(innerCode));
        }
        vaults.get(vault, path(key)).then().statusCode(200);
    }

    @ParameterizedTest(name = "{0} {1}: {2} {3}")
    @CsvSource({
        "exp, 1000000000, wrapkey, KeyExpired",
        "exp, 1000000000, encrypt, KeyExpired",
        "exp, 1000000000, unwrapkey,",
        "exp, 1000000000, decrypt,",
        "enabled, false, unwrapkey, KeyDisabled",
        "enabled, false, decrypt, KeyDisabled"
    })
    void whatWasWrappedIsUnwrappedAfterTheKeysTime(
            String attribute, String value, String operation, String innerCode) {
        Response key = post("/keys/kek/create", "{\"kty\":\"RSA\"}");
        String wrapped =
                post(path(key) + "/wrapkey", "{\"alg\":\"RSA-OAEP-256\",\"value\":\"c2VjcmV0\"}")
                        .path("value");
        vaults.call(
                        vault,
                        "PATCH",
                        path(key),
                        "{\"attributes\":{\"" + attribute + "\":" + value + "}}")
                .then()
                .statusCode(200);

        Response answer =
                post(
                        path(key) + "/" + operation,
                        "{\"alg\":\"RSA-OAEP-256\",\"value\":\"" + wrapped + "\"}");

        if (innerCode == null) {
            answer.then().statusCode(200).body("value", equalTo("c2VjcmV0"));
        } else {
            answer.then().statusCode(403).body("error.innererror.code", equalTo(innerCode));
        }
    }

    @Test
    void operationsThatAKeyIsNotForAreRefused() {
        Response key = post("/keys/wrapper/create", "{\"kty\":\"RSA\",\"key_ops\":[\"wrapKey\"]}");
        String body = "{\"alg\":\"RSA-OAEP\",\"value\":\"c2VjcmV0\"}";

        post(path(key) + "/wrapkey", body).then().statusCode(200);
        post("/keys/wrapper/wrapkey", body).then().statusCode(200);
        post("/keys/wrapper//wrapkey", body).then().statusCode(200);
        post(path(key) + "/encrypt", body)
                .then()
                .statusCode(403)
                .body("error.message", equalTo("Operation encrypt is not permitted on this key."))
                .body("error.innererror.code", equalTo("KeyOperationForbidden"));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /keys/a_b/create       | {\"kty\":\"RSA\"}",
                "POST | /keys/k/create         | null",
                "POST | /keys/k/create         | {}",
                "POST | /keys/k/create         | {\"kty\":\"oct\"}",
                "POST | /keys/k/create         | {\"kty\":\"RSA-HSM\"}",
                "POST | /keys/k/create         | {\"kty\":\"RSA\",\"key_size\":1024}",
                "POST | /keys/k/create         | {\"kty\":\"RSA\",\"public_exponent\":3}",
                "POST | /keys/k/create         | {\"kty\":\"EC\",\"key_ops\":[\"wrapKey\"]}",
                "POST | /keys/k/create         | {\"kty\":\"EC\",\"attributes\":{\"nbf\":20,\"exp\":10}}",
                "POST | /keys/k/create         | {\"kty\":\"EC\",\"attributes\":{\"exp\":-1}}",
                "PUT  | /keys/k                | {}",
                "PUT  | /keys/k                | {\"key\":{\"kty\":\"RSA\",\"n\":\"AQAB\"}}",
                "PUT  | /keys/k                | {\"key\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AQ\",\"y\":\"AQ\",\"d\":\"AQ\"}}",
                "POST | /keys/there/sign       | {\"alg\":\"ES256\",\"value\":\"AQ\"}",
                "POST | /keys/there/sign       | {\"alg\":\"ES256\",\"value\":\"+/+/\"}",
                "POST | /keys/there/sign       | {\"alg\":\"RS256\",\"value\":\"AQ\"}",
                "POST | /keys/there/sign       | {\"alg\":\"none\",\"value\":\"AQ\"}",
                "POST | /keys/there/sign       | null",
                "POST | /keys/there/verify     | {\"alg\":\"ES256\",\"value\":\"AQ\"}",
                "PATCH| /keys/there            | {\"key_ops\":[\"decrypt\"]}",
                "PUT  | /keys/there/rotationpolicy | {\"lifetimeActions\":[{}]}",
                "POST | /keys/restore          | {\"value\":\"bm9uZQ\"}",
                "POST | /keys/restore          | {}",
                "GET  | /keys/there/versions?maxresults=99 |"
            })
    void badInputIsRefusedAndChangesNothing(String method, String path, String body) {
        ec("there", "").then().statusCode(200);
        String uri = path.contains("?") ? path + "&api-version=7.4" : path + "?api-version=7.4";

        send(vaults.officer(vault), method, uri, body)
                .then()
                .statusCode(400)
                .body("error.code", equalTo("BadParameter"))
                .body("error.message", not(containsString("Exception")));

        vaults.get(vault, "/keys").then().body("value", hasSize(1));
        vaults.get(vault, "/keys/there/versions").then().body("value", hasSize(1));
    }

    @Test
    void aDeletedKeyIsRecoveredOrPurged() {
        Response key = ec("mortal", "");
        vaults.call(vault, "DELETE", "/keys/mortal", null)
                .then()
                .statusCode(200)
                .body("recoveryId", endsWith("/deletedkeys/mortal"))
                .body("key.kid", equalTo(key.<String>path("key.kid")))
                .body("scheduledPurgeDate", notNullValue());

        vaults.get(vault, "/keys/mortal").then().statusCode(404);
        ec("mortal", "")
                .then()
                .statusCode(409)
                .body("error.innererror.code", equalTo("ObjectIsDeletedButRecoverable"));
        vaults.get(vault, "/deletedkeys").then().body("value", hasSize(1));
        vaults.get(vault, "/deletedkeys/mortal").then().statusCode(200);
        vaults.call(vault, "POST", "/deletedkeys/mortal/recover", null).then().statusCode(200);
        vaults.get(vault, path(key)).then().statusCode(200);

        vaults.call(vault, "DELETE", "/keys/mortal", null).then().statusCode(200);
        vaults.call(vault, "DELETE", "/deletedkeys/mortal", null).then().statusCode(204);
        vaults.get(vault, "/deletedkeys/mortal")
                .then()
                .statusCode(404)
                .body("error.code", equalTo("KeyNotFound"));
        ec("mortal", "").then().statusCode(200);
    }

    @Test
    void aProtectedVaultsKeyIsNotPurged() {
        vault = vaults.newVault(",\"enablePurgeProtection\":true" + policies(OFFICER));
        ec("kept", "").then().body("attributes.recoveryLevel", equalTo("Recoverable"));
        vaults.call(vault, "DELETE", "/keys/kept", null).then().statusCode(200);

        vaults.call(vault, "DELETE", "/deletedkeys/kept", null)
                .then()
                .statusCode(403)
                .body("error.code", equalTo("Forbidden"));
        vaults.get(vault, "/deletedkeys/kept").then().statusCode(200);
    }

    @Test
    void aBackupBringsAllVersionsBackToAnotherVault() {
        Response first = post("/keys/kek/create", "{\"kty\":\"RSA\",\"tags\":{\"a\":\"b\"}}");
        String wrapped =
                post(path(first) + "/wrapkey", "{\"alg\":\"RSA1_5\",\"value\":\"c2VjcmV0\"}")
                        .path("value");
        post("/keys/kek/rotate", null).then().statusCode(200).body("key.kty", equalTo("RSA"));
        String backup = post("/keys/kek/backup", null).path("value");
        post("/keys/restore", "{\"value\":\"" + backup + "\"}")
                .then()
                .statusCode(409)
                .body("error.innererror.code", equalTo("KeyAlreadyExists"));

        vault = vaults.newVault(policies(OFFICER));
        post("/keys/restore", "{\"value\":\"" + backup + "\"}").then().statusCode(200);

        vaults.get(vault, "/keys/kek/versions").then().body("value", hasSize(2));
        vaults.get(vault, path(first)).then().body("tags.a", equalTo("b"));
        post(path(first) + "/unwrapkey", "{\"alg\":\"RSA1_5\",\"value\":\"" + wrapped + "\"}")
                .then()
                .statusCode(200)
                .body("value", equalTo("c2VjcmV0"));
    }

    @Test
    void aRotationPolicyIsKeptAndGivesNewVersionsTheirEnd() {
        ec("turning", "");
        vaults.get(vault, "/keys/turning/rotationpolicy")
                .then()
                .statusCode(200)
                .body("lifetimeActions[0].action.type", equalTo("Notify"));

        vaults.call(
                        vault,
                        "PUT",
                        "/keys/turning/rotationpolicy",
                        "{\"lifetimeActions\":[{\"trigger\":{\"timeAfterCreate\":\"P90D\"},\"action\":{\"type\":\"rotate\"}}],"
                                + "\"attributes\":{\"expiryTime\":\"P2Y\"}}")
                .then()
                .statusCode(200)
                .body("id", endsWith("/keys/turning/rotationpolicy"))
                .body("lifetimeActions[0].action.type", equalTo("Rotate"))
                .body("attributes.expiryTime", equalTo("P2Y"));

        post("/keys/turning/rotate", null).then().body("attributes.exp", notNullValue());
        vaults.get(vault, "/keys/turning/versions").then().body("value", hasSize(2));
    }

    @Test
    void whatIsNotBuiltSaysSo() {
        vaults.get(vault, "/storage").then().statusCode(501);
        vaults.call(vault, "POST", "/rng", "{\"count\":8}").then().statusCode(501);
        send(
                        vaults.officer(vault).header("Accept", "application/json"),
                        "POST",
                        "/rng?api-version=7.6",
                        "{\"count\":8}")
                .then()
                .statusCode(501)
                .body("error.code", equalTo("NotImplemented"));
        send(service.given(vault + ".vault"), "GET", "/storage?api-version=7.4", null)
                .then()
                .statusCode(401);
        assertThat(AUDIENCE).isNotEmpty();
    }

    private String premium() {
        String name = VaultClient.newName();
        vaults.arm(
                        "PUT",
                        VaultClient.VAULTS + name + VaultClient.ARM_VERSION,
                        VaultClient.vaultBody(policies(OFFICER))
                                .replace("\"standard\"", "\"premium\""))
                .then()
                .statusCode(201);
        return name;
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
        Response made =
                post("/keys/secret/create", "{\"kty\":\"" + kty + "\",\"key_size\":" + size + "}");
        made.then()
                .statusCode(200)
                .body("key.kty", equalTo(kty))
                .body("key.k", nullValue())
                .body("key.n", nullValue())
                .body("key.key_ops", hasSize(4));
        String value = encode("v".repeat(length).getBytes(StandardCharsets.UTF_8));

        // When
        Response sealed =
                post(
                        path(made) + "/" + there,
                        "{\"alg\":\"" + algorithm + "\",\"value\":\"" + value + "\"}");
        sealed.then().statusCode(200).body("value", not(equalTo(value)));
        Response opened =
                post(
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
        post(path(made) + "/sign", "{\"alg\":\"HS256\",\"value\":\"" + DIGEST + "\"}")
                .then()
                .statusCode(403);
    }

    private static String member(String name, String value) {
        return value == null ? "" : "\",\"" + name + "\":\"" + value;
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
        Response brought =
                vaults.call(
                        vault,
                        "PUT",
                        "/keys/brought",
                        "{\"key\":{\"kty\":\"oct\",\"k\":\"" + encode(secret) + "\"}}");
        String ours =
                post(
                                path(brought) + "/encrypt",
                                "{\"alg\":\"A128CBCPAD\",\"value\":\"aGVsbG8\",\"iv\":\""
                                        + encode(iv)
                                        + "\"}")
                        .path("value");

        // Then
        assertThat(ours).isEqualTo(encode(theirs.doFinal("hello".getBytes())));
        String backup = post("/keys/brought/backup", null).path("value");
        String other = premium();
        vaults.call(other, "POST", "/keys/restore", "{\"value\":\"" + backup + "\"}")
                .then()
                .statusCode(200);
        vaults.call(
                        other,
                        "POST",
                        path(brought) + "/decrypt",
                        "{\"alg\":\"A128CBCPAD\",\"value\":\""
                                + ours
                                + "\",\"iv\":\""
                                + encode(iv)
                                + "\"}")
                .then()
                .body("value", equalTo("aGVsbG8"));
        post("/keys/brought/rotate", null).then().statusCode(200).body("key.kty", equalTo("oct"));
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
        String key = path(post("/keys/secret/create", "{\"kty\":\"oct-HSM\",\"key_size\":256}"));

        post(key + "/" + operation, "{" + members + "}")
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

        post("/keys/secret/create", body)
                .then()
                .statusCode(400)
                .body("error.code", equalTo("BadParameter"));
        vaults.get(vault, "/keys").then().body("value", hasSize(0));
    }
}
