package io.mltwin.keyvault;

import static io.mltwin.keyvault.TestCertificates.certificate;
import static io.mltwin.keyvault.TestCertificates.order;
import static io.mltwin.keyvault.VaultClient.OFFICER;
import static io.mltwin.keyvault.VaultClient.policies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders of certificates that an authority signs, and those that end before. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class CertificateOrderResourceTest {

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
    void anAuthoritySignsTheRequestAndTheAnswerIsMerged() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair authority = generator.generateKeyPair();
        Response order = vaults.call(
                vault,
                "POST",
                "/certificates/web/create",
                order("Unknown", "\"kty\":\"EC\"", "application/x-pem-file"));
        order.then().statusCode(202).body("status", equalTo("inProgress"));
        vaults.call(vault, "GET", "/certificates/web/pending", null).then().body("status", equalTo("inProgress"));
        PKCS10CertificationRequest request =
                new PKCS10CertificationRequest(Base64.getDecoder().decode(order.<String>path("csr")));
        String good = signed(authority, request.getSubjectPublicKeyInfo());
        String other = signed(
                authority,
                org.bouncycastle.asn1.x509.SubjectPublicKeyInfo.getInstance(
                        authority.getPublic().getEncoded()));

        vaults.call(vault, "POST", "/certificates/web/pending/merge", "{\"x5c\":[\"" + other + "\"]}")
                .then()
                .statusCode(400)
                .body("error.message", containsString("does not match"));
        vaults.call(vault, "POST", "/certificates/web/pending/merge", "{\"x5c\":[\"none\"]}")
                .then()
                .statusCode(400);
        vaults.call(
                        vault,
                        "POST",
                        "/certificates/web/pending/merge",
                        "{\"attributes\":{\"enabled\":false},\"x5c\":[\"" + good + "\",\"" + other + "\"]}")
                .then()
                .statusCode(201)
                .body("attributes.enabled", equalTo(false));
        vaults.call(vault, "PATCH", "/certificates/web", "{\"attributes\":{\"enabled\":true}}")
                .then()
                .statusCode(200);

        X509Certificate certificate = certificate(vaults.get(vault, "/certificates/web"));
        certificate.verify(authority.getPublic());
        assertThat(vaults.get(vault, "/secrets/web").<String>path("value"))
                .contains("BEGIN PRIVATE KEY")
                .containsPattern("(?s)BEGIN CERTIFICATE.*BEGIN CERTIFICATE");
        vaults.call(vault, "POST", "/certificates/web/pending/merge", "{\"x5c\":[\"" + good + "\"]}")
                .then()
                .statusCode(404);
    }

    private static String signed(KeyPair authority, org.bouncycastle.asn1.x509.SubjectPublicKeyInfo key)
            throws Exception {
        byte[] der = new X509v3CertificateBuilder(
                        new X500Name("CN=authority"),
                        BigInteger.TEN,
                        Date.from(Instant.parse("2020-01-01T00:00:00Z")),
                        Date.from(Instant.parse("2099-01-01T00:00:00Z")),
                        new X500Name("CN=web"),
                        key)
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(authority.getPrivate()))
                .getEncoded();
        return Base64.getEncoder().encodeToString(der);
    }

    @Test
    void anOrderIsCancelledOrForgotten() {
        String body = order("Unknown", "\"kty\":\"EC\"", "application/x-pem-file");
        vaults.call(vault, "POST", "/certificates/web/create", body).then().statusCode(202);
        vaults.call(vault, "POST", "/certificates/web/create", body).then().statusCode(409);
        vaults.call(vault, "PATCH", "/certificates/web/pending", "{\"cancellation_requested\":true}")
                .then()
                .statusCode(200)
                .body("status", equalTo("cancelled"));
        vaults.call(vault, "DELETE", "/certificates/web/pending", null).then().statusCode(200);
        vaults.call(vault, "GET", "/certificates/web/pending", null)
                .then()
                .statusCode(404)
                .body("error.code", equalTo("PendingCertificateNotFound"));
    }

    @Test
    void orderedCertificateIsDisabledUntilItIsMade() {
        String body = order("Unknown", "\"kty\":\"EC\"", "application/x-pem-file");
        vaults.call(vault, "POST", "/certificates/web/create", body).then().statusCode(202);
        String url = vaults.get(vault, "/certificates/web/pending").path("id");
        Response ordered = vaults.get(vault, "/certificates/web");
        assertOrdered(ordered).body("pending.id", equalTo(url));
        String id = ordered.path("id");
        String version = id.substring(id.lastIndexOf('/') + 1);
        assertOrdered(vaults.get(vault, "/certificates/web/" + version)).body("id", equalTo(id));
        vaults.get(vault, "/certificates/web/" + "0".repeat(32)).then().statusCode(404);
        for (String kind : new String[] {"keys", "secrets"}) {
            vaults.get(vault, "/" + kind + "/web").then().statusCode(404);
        }
        vaults.get(vault, "/certificates").then().statusCode(200).body("value", empty());

        vaults.call(vault, "DELETE", "/certificates/web/pending", null).then().statusCode(200);
        assertOrdered(vaults.get(vault, "/certificates/web"))
                .body("id", equalTo(id))
                .body("pending", nullValue());

        vaults.call(vault, "DELETE", "/certificates/web", null)
                .then()
                .statusCode(200)
                .body("id", equalTo(id))
                .body("attributes.enabled", equalTo(false))
                .body("cer", nullValue());
        vaults.get(vault, "/certificates/web").then().statusCode(404);
        vaults.get(vault, "/deletedcertificates").then().statusCode(200).body("value.size()", equalTo(1));
        vaults.call(vault, "POST", "/deletedcertificates/web/recover", null)
                .then()
                .statusCode(200)
                .body("id", equalTo(id));
        vaults.call(vault, "POST", "/certificates/web/create", body).then().statusCode(202);
        assertThat(vaults.get(vault, "/certificates/web").<String>path("id")).isNotEqualTo(id);
    }

    private static ValidatableResponse assertOrdered(Response answer) {
        ValidatableResponse ordered = answer.then();
        ordered.statusCode(200)
                .body("attributes.enabled", equalTo(false))
                .body("attributes.exp", notNullValue())
                .body("policy.issuer.name", equalTo("Unknown"));
        for (String made : new String[] {"cer", "x5t", "kid", "sid"}) {
            ordered.body(made, nullValue());
        }
        return ordered;
    }

    @Test
    void theVersionThatIsMadeIsTheOneThatWasOrdered() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        Response order = vaults.call(
                vault,
                "POST",
                "/certificates/web/create",
                order("Unknown", "\"kty\":\"EC\"", "application/x-pem-file"));
        String id = vaults.get(vault, "/certificates/web").path("id");
        PKCS10CertificationRequest request =
                new PKCS10CertificationRequest(Base64.getDecoder().decode(order.<String>path("csr")));
        String made = signed(generator.generateKeyPair(), request.getSubjectPublicKeyInfo());
        vaults.call(vault, "POST", "/certificates/web/pending/merge", "{\"x5c\":[\"" + made + "\"]}")
                .then()
                .statusCode(201)
                .body("id", equalTo(id));
        vaults.get(vault, "/certificates/web")
                .then()
                .body("id", equalTo(id))
                .body("attributes.enabled", equalTo(true))
                .body("cer", equalTo(made))
                .body("kid", equalTo(id.replace("/certificates/", "/keys/")));
    }
}
