package io.mltwin.keyvault;

import static io.mltwin.keyvault.TestCertificates.certificate;
import static io.mltwin.keyvault.TestCertificates.order;
import static io.mltwin.keyvault.VaultClient.OFFICER;
import static io.mltwin.keyvault.VaultClient.policies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
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
import java.io.ByteArrayInputStream;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Certificates over HTTPS, with the keys and secrets that belong to them. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class CertificateResourceTest {

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

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"kty\":\"RSA\",\"key_size\":2048 | SHA256withRSA",
                "\"kty\":\"EC\",\"crv\":\"P-256\" | SHA256withECDSA",
                "\"kty\":\"EC\",\"crv\":\"P-384\" | SHA384withECDSA"
            })
    void aSelfSignedCertificateComesWithKeyAndSecret(String key, String algorithm) throws Exception {
        vaults.call(vault, "POST", "/certificates/web/create", order("Self", key, "application/x-pkcs12"))
                .then()
                .statusCode(202)
                .body("id", endsWith("/certificates/web/pending"))
                .body("status", equalTo("inProgress"))
                .body("csr", not(nullValue()));
        vaults.call(vault, "GET", "/certificates/web/pending", null)
                .then()
                .statusCode(200)
                .body("status", equalTo("completed"))
                .body("target", endsWith("/certificates/web"));

        Response bundle = vaults.get(vault, "/certificates/web/");
        X509Certificate certificate = certificate(bundle);
        certificate.verify(certificate.getPublicKey());
        assertThat(certificate.getSigAlgName()).isEqualTo(algorithm);
        assertThat(certificate.getSubjectX500Principal().getName()).contains("CN=scoring.example");
        assertThat(certificate.getSubjectAlternativeNames()).hasToString("[[2, scoring.example]]");
        String version = bundle.<String>path("id").replaceAll(".*/", "");
        bundle.then()
                .body("kid", endsWith("/keys/web/" + version))
                .body("sid", endsWith("/secrets/web/" + version))
                .body("policy.key_props.exportable", equalTo(true))
                .body("policy.x509_props.validity_months", equalTo(6))
                .body("policy.lifetime_actions[0].action.action_type", equalTo("AutoRenew"))
                .body("attributes.exp", equalTo((int) (certificate.getNotAfter().getTime() / 1000)));
        vaults.get(vault, "/keys/web").then().statusCode(200).body("managed", equalTo(true));
        Response secret = vaults.get(vault, "/secrets/web");
        secret.then()
                .statusCode(200)
                .body("contentType", equalTo("application/x-pkcs12"))
                .body("kid", endsWith("/keys/web/" + version))
                .body("managed", equalTo(true));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(Base64.getDecoder().decode(secret.<String>path("value"))), new char[0]);
        PrivateKey privateKey = (PrivateKey) store.getKey("1", new char[0]);
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(privateKey);
        byte[] signed = signature.sign();
        signature.initVerify(certificate);
        assertThat(signature.verify(signed)).isTrue();
    }

    @Test
    void keyAndSecretOfACertificateAreChangedThroughItOnly() {
        vaults.call(
                        vault,
                        "POST",
                        "/certificates/web/create",
                        order("Self", "\"kty\":\"EC\"", "application/x-pem-file"))
                .then()
                .statusCode(202);

        for (List<String> change : List.of(
                List.of("POST", "/keys/web/create", "{\"kty\":\"EC\"}"),
                List.of("POST", "/keys/web/rotate", "{}"),
                List.of("POST", "/keys/web/backup", "{}"),
                List.of("PATCH", "/keys/web", "{\"tags\":{}}"),
                List.of("DELETE", "/keys/web", "{}"),
                List.of("PUT", "/secrets/web", "{\"value\":\"v\"}"),
                List.of("PATCH", "/secrets/web", "{\"tags\":{}}"),
                List.of("DELETE", "/secrets/web", "{}"))) {
            vaults.call(vault, change.get(0), change.get(1), change.get(2))
                    .then()
                    .statusCode(403)
                    .body("error.message", containsString("managed by the certificate"));
        }
        vaults.call(vault, "PATCH", "/certificates/web", "{\"attributes\":{\"enabled\":false}}")
                .then()
                .statusCode(200)
                .body("attributes.enabled", equalTo(false));
        vaults.get(vault, "/secrets/web")
                .then()
                .statusCode(403)
                .body("error.innererror.code", equalTo("SecretDisabled"));
        vaults.get(vault, "/certificates/web").then().statusCode(200);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "POST  | /certificates/a_b/create | {}",
                "POST  | /certificates/c/create   | {}",
                "POST  | /certificates/c/create   | {\"policy\":{}}",
                "POST  | /certificates/c/create   | {\"policy\":{\"issuer\":{\"name\":\"Self\"}}}",
                "POST  | /certificates/c/create   | {\"policy\":{\"issuer\":{\"name\":\"Self\"},\"x509_props\":{\"subject\":\"no name\"}}}",
                "POST  | /certificates/c/create   | {\"policy\":{\"issuer\":{\"name\":\"Self\"},\"x509_props\":{\"subject\":\"\",\"sans\":{\"dns_names\":[\"a.test\"]}}}}",
                "POST  | /certificates/c/create   | {\"policy\":{\"issuer\":{\"name\":\"\\u0000\"},\"x509_props\":{\"subject\":\"CN=c\"}}}",
                "POST  | /certificates/c/create   | {\"policy\":{\"x509_props\":{\"subject\":\"CN=c\"}}}",
                "POST  | /certificates/c/create   | {\"policy\":{\"issuer\":{\"name\":\"DigiCert\"},\"x509_props\":{\"subject\":\"CN=c\"}}}",
                "POST  | /certificates/c/create   | {\"policy\":{\"issuer\":{\"name\":\"Self\"},\"x509_props\":{\"subject\":\"CN=c\",\"validity_months\":0}}}",
                "POST  | /certificates/c/create   | {\"policy\":{\"issuer\":{\"name\":\"Self\"},\"x509_props\":{\"subject\":\"CN=c\",\"ekus\":[\"x\"]}}}",
                "POST  | /certificates/c/create   | {\"policy\":{\"issuer\":{\"name\":\"Self\"},\"x509_props\":{\"subject\":\"CN=c\",\"key_usage\":[\"x\"]}}}",
                "POST  | /certificates/c/create   | {\"policy\":{\"issuer\":{\"name\":\"Self\"},\"key_props\":{\"kty\":\"oct\"},\"x509_props\":{\"subject\":\"CN=c\"}}}",
                "POST  | /certificates/c/create   | {\"policy\":{\"issuer\":{\"name\":\"Self\"},\"secret_props\":{\"contentType\":\"text/plain\"},\"x509_props\":{\"subject\":\"CN=c\"}}}",
                "POST  | /certificates/c/import   | {}",
                "POST  | /certificates/c/import   | {\"value\":\"bm9uZQ==\"}",
                "POST  | /certificates/c/import   | {\"value\":\"-----BEGIN CERTIFICATE-----\"}"
            })
    void badInputIsRefusedAndChangesNothing(String method, String path, String body) {
        vaults.call(vault, method, path, body)
                .then()
                .statusCode(400)
                .body("error.code", equalTo("BadParameter"))
                .body("error.message", not(containsString("Exception")));

        vaults.get(vault, "/certificates").then().body("value", hasSize(0));
        vaults.get(vault, "/keys").then().body("value", hasSize(0));
        vaults.get(vault, "/certificates/c").then().statusCode(404);
    }
}
