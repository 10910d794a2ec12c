package io.mltwin.keyvault;

import static io.mltwin.keyvault.TestKeys.DIGEST;
import static io.mltwin.keyvault.TestKeys.ec;
import static io.mltwin.keyvault.TestKeys.path;
import static io.mltwin.keyvault.VaultClient.OFFICER;
import static io.mltwin.keyvault.VaultClient.policies;
import static org.hamcrest.Matchers.equalTo;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a key does, and when its attributes and operations keep it from doing so. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class KeyOperationsResourceTest {

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
        Response key = ec(vaults, vault, "bound", attributes);
        key.then().statusCode(200);

        Response answer = vaults.post(vault, path(key) + "/" + operation, """
                        {"alg": "ES256", "digest": "%s", "value": "%s"}""".formatted(DIGEST, DIGEST));

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
    void whatWasWrappedIsUnwrappedAfterTheKeysTime(String attribute, String value, String operation, String innerCode) {
        Response key = vaults.post(vault, "/keys/kek/create", "{\"kty\":\"RSA\"}");
        String wrapped = vaults.post(vault, path(key) + "/wrapkey", """
                                {"alg": "RSA-OAEP-256", "value": "c2VjcmV0"}""").path("value");
        vaults.call(vault, "PATCH", path(key), "{\"attributes\":{\"" + attribute + "\":" + value + "}}")
                .then()
                .statusCode(200);

        Response answer = vaults.post(vault, path(key) + "/" + operation, """
                        {"alg": "RSA-OAEP-256", "value": "%s"}""".formatted(wrapped));

        if (innerCode == null) {
            answer.then().statusCode(200).body("value", equalTo("c2VjcmV0"));
        } else {
            answer.then().statusCode(403).body("error.innererror.code", equalTo(innerCode));
        }
    }

    @Test
    void operationsThatAKeyIsNotForAreRefused() {
        Response key = vaults.post(vault, "/keys/wrapper/create", """
                        {"kty": "RSA", "key_ops": ["wrapKey"]}""");
        String body = """
                {"alg": "RSA-OAEP", "value": "c2VjcmV0"}""";

        vaults.post(vault, path(key) + "/wrapkey", body).then().statusCode(200);
        vaults.post(vault, "/keys/wrapper/wrapkey", body).then().statusCode(200);
        vaults.post(vault, "/keys/wrapper//wrapkey", body).then().statusCode(200);
        vaults.post(vault, path(key) + "/encrypt", body)
                .then()
                .statusCode(403)
                .body("error.message", equalTo("Operation encrypt is not permitted on this key."))
                .body("error.innererror.code", equalTo("KeyOperationForbidden"));
    }
}
