package io.mltwin.keyvault;

import static io.mltwin.keyvault.TestKeys.ec;
import static io.mltwin.keyvault.TestKeys.path;
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
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys over HTTPS: their versions, what is refused, and when they turn. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class KeyResourceTest {

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
    void aKeyKeepsItsVersionsAndShowsItsPublicHalfOnly() {
        Response first = vaults.post(vault, "/keys/Signer/create", """
                        {"kty": "EC", "crv": "P-384"}""");
        Response second = vaults.post(vault, "/keys/signer/create", """
                        {"kty": "EC", "key_ops": ["sign"]}""");

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
        vaults.get(vault, "/keys").then().body("value", hasSize(1)).body("value[0].kid", endsWith("/keys/Signer"));
        vaults.get(vault, "/keys/other").then().body("error.code", equalTo("KeyNotFound"));
        vaults.get(vault, "/keys/signer/" + "0".repeat(32)).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7.0", "7.1", "7.2", "7.3", "7.4", "7.5", "7.6", "7.6-preview.2", "2025-07-01"})
    void everyVersionOfTheApiIsSpoken(String version) {
        send(vaults.officer(vault), "POST", "/keys/v/create?api-version=" + version, "{\"kty\":\"EC\"}")
                .then()
                .statusCode(200);
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
        ec(vaults, vault, "there", "").then().statusCode(200);
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
    void aRotationPolicyIsKeptAndGivesNewVersionsTheirEnd() {
        ec(vaults, vault, "turning", "");
        vaults.get(vault, "/keys/turning/rotationpolicy")
                .then()
                .statusCode(200)
                .body("lifetimeActions[0].action.type", equalTo("Notify"));

        vaults.call(vault, "PUT", "/keys/turning/rotationpolicy", """
                        {
                          "lifetimeActions": [
                            {
                              "trigger": {"timeAfterCreate": "P90D"},
                              "action": {"type": "rotate"}
                            }
                          ],
                          "attributes": {"expiryTime": "P2Y"}
                        }""")
                .then()
                .statusCode(200)
                .body("id", endsWith("/keys/turning/rotationpolicy"))
                .body("lifetimeActions[0].action.type", equalTo("Rotate"))
                .body("attributes.expiryTime", equalTo("P2Y"));

        vaults.post(vault, "/keys/turning/rotate", null).then().body("attributes.exp", notNullValue());
        vaults.get(vault, "/keys/turning/versions").then().body("value", hasSize(2));
    }

    @Test
    void unbuiltOperationSaysSo() {
        vaults.get(vault, "/storage").then().statusCode(501);
        vaults.call(vault, "POST", "/rng", "{\"count\":8}").then().statusCode(501);
        for (String version : new String[] {"", "/" + "0".repeat(32)}) {
            vaults.post(vault, "/keys/k" + version + "/release", "{\"target\":\"x.y.z\"}")
                    .then()
                    .statusCode(501);
        }
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
}
