package io.mltwin.keyvault;

import static io.mltwin.keyvault.TestCertificates.order;
import static io.mltwin.keyvault.VaultClient.OFFICER;
import static io.mltwin.keyvault.VaultClient.policies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates that are brought, in each form. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ImportedCertificateResourceTest {

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

    @ParameterizedTest
    @ValueSource(strings = {",\"policy\":{\"secret_props\":{\"contentType\":\"application/x-pem-file\"}}", ""})
    void aPemFileIsImportedInBase64Too(String policy) {
        vaults.call(
                        vault,
                        "POST",
                        "/certificates/source/create",
                        order("Self", "\"kty\":\"EC\"", "application/x-pem-file"))
                .then()
                .statusCode(202);
        String pem = vaults.get(vault, "/secrets/source").path("value");
        String value = Base64.getEncoder().encodeToString(pem.getBytes());

        vaults.call(vault, "POST", "/certificates/copy/import", "{\"value\":\"" + value + "\"" + policy + "}")
                .then()
                .statusCode(200)
                .body("cer", equalTo(vaults.get(vault, "/certificates/source").path("cer")))
                .body("policy.secret_props.contentType", equalTo("application/x-pem-file"));
        assertThat(vaults.get(vault, "/secrets/copy").<String>path("value"))
                .startsWith("-----BEGIN PRIVATE KEY-----")
                .endsWith(pem.substring(pem.indexOf("-----BEGIN CERTIFICATE")));
    }

    @ParameterizedTest
    @CsvSource({"application/x-pkcs12, true", "application/x-pem-file, true", "application/x-pkcs12, false"})
    void aCertificateIsImported(String contentType, boolean exportable) {
        vaults.call(vault, "POST", "/certificates/source/create", order("Self", "\"kty\":\"EC\"", contentType))
                .then()
                .statusCode(202);
        String value = vaults.get(vault, "/secrets/source").path("value");
        String cer = vaults.get(vault, "/certificates/source").path("cer");

        vaults.call(vault, "POST", "/certificates/copy/import", """
                        {
                          "value": "%s",
                          "policy": {
                            "key_props": {"exportable": %s},
                            "secret_props": {"contentType": "%s"}
                          },
                          "tags": {"a": "b"}
                        }""".formatted(
                                value.replace("\n", "\\n"), exportable, contentType))
                .then()
                .statusCode(200)
                .body("cer", equalTo(cer))
                .body("tags.a", equalTo("b"))
                .body("policy.issuer.name", equalTo("Unknown"))
                .body("policy.key_props.kty", equalTo("EC"));

        Response secret = vaults.get(vault, "/secrets/copy");
        secret.then().statusCode(200).body("contentType", equalTo(contentType));
        if (!exportable) {
            assertThat(secret.<String>path("value").length()).isLessThan(value.length());
        }
        String digest = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[32]);
        String signature = vaults.call(vault, "POST", "/keys/copy/sign", """
                                {"alg": "ES256", "value": "%s"}""".formatted(digest))
                .path("value");
        vaults.call(vault, "POST", "/keys/source/verify", """
                        {"alg": "ES256", "digest": "%s", "value": "%s"}""".formatted(digest, signature))
                .then()
                .body("value", equalTo(true));
    }
}
