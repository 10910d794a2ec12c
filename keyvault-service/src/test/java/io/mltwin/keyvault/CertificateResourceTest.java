package io.mltwin.keyvault;

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
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates over HTTPS, with the keys and secrets that belong to them. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class CertificateResourceTest {

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

    private Response call(String method, String path, String body) {
        return vaults.call(vault, method, path, body);
    }

    private static String order(String issuer, String key, String contentType) {
        return "{\"policy\":{\"issuer\":{\"name\":\""
                + issuer
                + "\"},\"key_props\":{"
                + key
                + "},\"secret_props\":{\"contentType\":\""
                + contentType
                + "\"},\"x509_props\":{\"subject\":\"CN=scoring.example, O=Ü\",\"sans\":{\"dns_names\":[\"scoring.example\"]},"
                + "\"validity_months\":6}}}";
    }

    private static X509Certificate certificate(Response bundle) throws Exception {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(
                                        Base64.getDecoder().decode(bundle.<String>path("cer"))));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"kty\":\"RSA\",\"key_size\":2048 | SHA256withRSA",
                "\"kty\":\"EC\",\"crv\":\"P-256\" | SHA256withECDSA",
                "\"kty\":\"EC\",\"crv\":\"P-384\" | SHA384withECDSA"
            })
    void aSelfSignedCertificateComesWithKeyAndSecret(String key, String algorithm)
            throws Exception {
        call("POST", "/certificates/web/create", order("Self", key, "application/x-pkcs12"))
                .then()
                .statusCode(202)
                .body("id", endsWith("/certificates/web/pending"))
                .body("status", equalTo("inProgress"))
                .body("csr", not(nullValue()));
        call("GET", "/certificates/web/pending", null)
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
                .body(
                        "attributes.exp",
                        equalTo((int) (certificate.getNotAfter().getTime() / 1000)));
        vaults.get(vault, "/keys/web").then().statusCode(200).body("managed", equalTo(true));
        Response secret = vaults.get(vault, "/secrets/web");
        secret.then()
                .statusCode(200)
                .body("contentType", equalTo("application/x-pkcs12"))
                .body("kid", endsWith("/keys/web/" + version))
                .body("managed", equalTo(true));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(
                new ByteArrayInputStream(Base64.getDecoder().decode(secret.<String>path("value"))),
                new char[0]);
        PrivateKey privateKey = (PrivateKey) store.getKey("1", new char[0]);
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(privateKey);
        byte[] signed = signature.sign();
        signature.initVerify(certificate);
        assertThat(signature.verify(signed)).isTrue();
    }

    @Test
    void whatBelongsToACertificateIsChangedThroughItOnly() {
        call(
                        "POST",
                        "/certificates/web/create",
                        order("Self", "\"kty\":\"EC\"", "application/x-pem-file"))
                .then()
                .statusCode(202);

        for (List<String> change :
                List.of(
                        List.of("POST", "/keys/web/create", "{\"kty\":\"EC\"}"),
                        List.of("POST", "/keys/web/rotate", "{}"),
                        List.of("POST", "/keys/web/backup", "{}"),
                        List.of("PATCH", "/keys/web", "{\"tags\":{}}"),
                        List.of("DELETE", "/keys/web", "{}"),
                        List.of("PUT", "/secrets/web", "{\"value\":\"v\"}"),
                        List.of("PATCH", "/secrets/web", "{\"tags\":{}}"),
                        List.of("DELETE", "/secrets/web", "{}"))) {
            call(change.get(0), change.get(1), change.get(2))
                    .then()
                    .statusCode(403)
                    .body("error.message", containsString("managed by the certificate"));
        }
        call("PATCH", "/certificates/web", "{\"attributes\":{\"enabled\":false}}")
                .then()
                .statusCode(200)
                .body("attributes.enabled", equalTo(false));
        vaults.get(vault, "/secrets/web")
                .then()
                .statusCode(403)
                .body("error.innererror.code", equalTo("SecretDisabled"));
        vaults.get(vault, "/certificates/web").then().statusCode(200);
    }

    @Test
    void deletingTakesKeyAndSecretAndRecoveringBringsThemBack() {
        String body = order("Self", "\"kty\":\"EC\"", "application/x-pem-file");
        call("POST", "/certificates/web/create", body).then().statusCode(202);

        call("DELETE", "/certificates/web", null)
                .then()
                .statusCode(200)
                .body("recoveryId", endsWith("/deletedcertificates/web"));
        for (String path : List.of("/certificates/web", "/keys/web", "/secrets/web")) {
            vaults.get(vault, path).then().statusCode(404);
        }
        vaults.get(vault, "/deletedkeys/web").then().statusCode(200);
        call("POST", "/certificates/web/create", body).then().statusCode(409);
        call("POST", "/deletedkeys/web/recover", null).then().statusCode(403);
        call("POST", "/deletedcertificates/web/recover", null).then().statusCode(200);
        for (String path : List.of("/certificates/web", "/keys/web", "/secrets/web")) {
            vaults.get(vault, path).then().statusCode(200);
        }

        call("DELETE", "/certificates/web", null).then().statusCode(200);
        call("DELETE", "/deletedcertificates/web", null).then().statusCode(204);
        vaults.get(vault, "/deletedsecrets/web").then().statusCode(404);
        call("POST", "/keys/web/create", "{\"kty\":\"EC\"}").then().statusCode(200);
        call("POST", "/certificates/web/create", body).then().statusCode(409);
    }

    @Test
    void anAuthoritySignsTheRequestAndTheAnswerIsMerged() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair authority = generator.generateKeyPair();
        Response order =
                call(
                        "POST",
                        "/certificates/web/create",
                        order("Unknown", "\"kty\":\"EC\"", "application/x-pem-file"));
        order.then().statusCode(202).body("status", equalTo("inProgress"));
        call("GET", "/certificates/web/pending", null).then().body("status", equalTo("inProgress"));
        PKCS10CertificationRequest request =
                new PKCS10CertificationRequest(
                        Base64.getDecoder().decode(order.<String>path("csr")));
        String good = signed(authority, request.getSubjectPublicKeyInfo());
        String other =
                signed(
                        authority,
                        org.bouncycastle.asn1.x509.SubjectPublicKeyInfo.getInstance(
                                authority.getPublic().getEncoded()));

        call("POST", "/certificates/web/pending/merge", "{\"x5c\":[\"" + other + "\"]}")
                .then()
                .statusCode(400)
                .body("error.message", containsString("does not match"));
        call("POST", "/certificates/web/pending/merge", "{\"x5c\":[\"none\"]}")
                .then()
                .statusCode(400);
        call(
                        "POST",
                        "/certificates/web/pending/merge",
                        "{\"x5c\":[\"" + good + "\",\"" + other + "\"]}")
                .then()
                .statusCode(201);

        X509Certificate certificate = certificate(vaults.get(vault, "/certificates/web"));
        certificate.verify(authority.getPublic());
        assertThat(vaults.get(vault, "/secrets/web").<String>path("value"))
                .contains("BEGIN PRIVATE KEY")
                .containsPattern("(?s)BEGIN CERTIFICATE.*BEGIN CERTIFICATE");
        call("POST", "/certificates/web/pending/merge", "{\"x5c\":[\"" + good + "\"]}")
                .then()
                .statusCode(404);
    }

    private static String signed(
            KeyPair authority, org.bouncycastle.asn1.x509.SubjectPublicKeyInfo key)
            throws Exception {
        byte[] der =
                new X509v3CertificateBuilder(
                                new X500Name("CN=authority"),
                                BigInteger.TEN,
                                Date.from(Instant.parse("2020-01-01T00:00:00Z")),
                                Date.from(Instant.parse("2099-01-01T00:00:00Z")),
                                new X500Name("CN=web"),
                                key)
                        .build(
                                new JcaContentSignerBuilder("SHA256withECDSA")
                                        .build(authority.getPrivate()))
                        .getEncoded();
        return Base64.getEncoder().encodeToString(der);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"policy\":{\"secret_props\":{\"contentType\":\"application/x-pem-file\"}}",
                ""
            })
    void aPemFileIsImportedInBase64Too(String policy) {
        call(
                        "POST",
                        "/certificates/source/create",
                        order("Self", "\"kty\":\"EC\"", "application/x-pem-file"))
                .then()
                .statusCode(202);
        String pem = vaults.get(vault, "/secrets/source").path("value");
        String value = Base64.getEncoder().encodeToString(pem.getBytes());

        call("POST", "/certificates/copy/import", "{\"value\":\"" + value + "\"" + policy + "}")
                .then()
                .statusCode(200)
                .body("cer", equalTo(vaults.get(vault, "/certificates/source").path("cer")))
                .body("policy.secret_props.contentType", equalTo("application/x-pem-file"));
        assertThat(vaults.get(vault, "/secrets/copy").<String>path("value"))
                .startsWith("-----BEGIN PRIVATE KEY-----")
                .endsWith(pem.substring(pem.indexOf("-----BEGIN CERTIFICATE")));
    }

    @ParameterizedTest
    @CsvSource({
        "application/x-pkcs12, true",
        "application/x-pem-file, true",
        "application/x-pkcs12, false"
    })
    void aCertificateIsImported(String contentType, boolean exportable) {
        call("POST", "/certificates/source/create", order("Self", "\"kty\":\"EC\"", contentType))
                .then()
                .statusCode(202);
        String value = vaults.get(vault, "/secrets/source").path("value");
        String cer = vaults.get(vault, "/certificates/source").path("cer");

        call(
                        "POST",
                        "/certificates/copy/import",
                        "{\"value\":\""
                                + value.replace("\n", "\\n")
                                + "\",\"policy\":{\"key_props\":{\"exportable\":"
                                + exportable
                                + "},\"secret_props\":{\"contentType\":\""
                                + contentType
                                + "\"}},\"tags\":{\"a\":\"b\"}}")
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
        String signature =
                call("POST", "/keys/copy/sign", "{\"alg\":\"ES256\",\"value\":\"" + digest + "\"}")
                        .path("value");
        call(
                        "POST",
                        "/keys/source/verify",
                        "{\"alg\":\"ES256\",\"digest\":\""
                                + digest
                                + "\",\"value\":\""
                                + signature
                                + "\"}")
                .then()
                .body("value", equalTo(true));
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
        call(method, path, body)
                .then()
                .statusCode(400)
                .body("error.code", equalTo("BadParameter"))
                .body("error.message", not(containsString("Exception")));

        vaults.get(vault, "/certificates").then().body("value", hasSize(0));
        vaults.get(vault, "/keys").then().body("value", hasSize(0));
        vaults.get(vault, "/certificates/c").then().statusCode(404);
    }

    @Test
    void anOrderIsCancelledOrForgotten() {
        String body = order("Unknown", "\"kty\":\"EC\"", "application/x-pem-file");
        call("POST", "/certificates/web/create", body).then().statusCode(202);
        call("POST", "/certificates/web/create", body).then().statusCode(409);
        call("PATCH", "/certificates/web/pending", "{\"cancellation_requested\":true}")
                .then()
                .statusCode(200)
                .body("status", equalTo("cancelled"));
        call("DELETE", "/certificates/web/pending", null).then().statusCode(200);
        call("GET", "/certificates/web/pending", null)
                .then()
                .statusCode(404)
                .body("error.code", equalTo("PendingCertificateNotFound"));
        vaults.get(vault, "/certificates/web").then().statusCode(404);
    }

    @Test
    void aSelfSignedCertificateIsRenewedWhenItsPolicySays() throws SQLException {
        call(
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
                PreparedStatement older =
                        connection.prepareStatement(
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
        call(
                        "POST",
                        "/certificates/web/create",
                        order("Self", "\"kty\":\"EC\"", "application/x-pem-file"))
                .then()
                .statusCode(202);
        Response before = vaults.get(vault, "/certificates/web");
        String pem = vaults.get(vault, "/secrets/web").path("value");
        String backup = call("POST", "/certificates/web/backup", null).path("value");
        String body = "{\"value\":\"" + backup + "\"}";
        call("POST", "/certificates/restore", body).then().statusCode(409);
        call("DELETE", "/certificates/web", null).then().statusCode(200);
        call("POST", "/certificates/restore", body).then().statusCode(409);
        call("DELETE", "/deletedcertificates/web", null).then().statusCode(204);
        call("POST", "/secrets/restore", body).then().statusCode(400);

        call("POST", "/certificates/restore", body)
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

    @Test
    void issuersAreKeptWithoutShowingThePassword() {
        String issuer =
                "{\"provider\":\"DigiCert\",\"credentials\":{\"account_id\":\"acc\",\"pwd\":\"issuer-pwd\"},"
                        + "\"org_details\":{\"admin_details\":[{\"first_name\":\"A\",\"email\":\"a@b.c\"}]}}";
        call("PUT", "/certificates/issuers/ca1", issuer)
                .then()
                .statusCode(200)
                .body("id", endsWith("/certificates/issuers/ca1"))
                .body("provider", equalTo("DigiCert"))
                .body("credentials.account_id", equalTo("acc"))
                .body("credentials.pwd", nullValue())
                .body("attributes.enabled", equalTo(true));
        call("PATCH", "/certificates/issuers/CA1", "{\"attributes\":{\"enabled\":false}}")
                .then()
                .statusCode(200)
                .body("attributes.enabled", equalTo(false))
                .body("org_details.admin_details[0].email", equalTo("a@b.c"));
        vaults.get(vault, "/certificates/issuers")
                .then()
                .statusCode(200)
                .body("value", hasSize(1))
                .body("value[0].provider", equalTo("DigiCert"));
        // a policy may name it, but nobody plays the authority
        call(
                        "POST",
                        "/certificates/web/create",
                        order("ca1", "\"kty\":\"EC\"", "application/x-pem-file"))
                .then()
                .statusCode(501);
        vaults.get(vault, "/certificates").then().body("value", hasSize(0));
        call("DELETE", "/certificates/issuers/ca1", null).then().statusCode(200);
        vaults.get(vault, "/certificates/issuers/ca1")
                .then()
                .statusCode(404)
                .body("error.code", equalTo("CertificateIssuerNotFound"));
        call("PUT", "/certificates/issuers/Self", issuer).then().statusCode(400);
        call("PUT", "/certificates/issuers/ca2", "{}").then().statusCode(400);
    }

    @Test
    void contactsAreReplacedAsAWhole() {
        vaults.get(vault, "/certificates/contacts").then().statusCode(404);
        call("PUT", "/certificates/contacts", "{\"contacts\":[{\"email\":\"none\"}]}")
                .then()
                .statusCode(400);
        call(
                        "PUT",
                        "/certificates/contacts",
                        "{\"contacts\":[{\"email\":\"a@b.c\",\"name\":\"A\"}]}")
                .then()
                .statusCode(200)
                .body("id", endsWith("/certificates/contacts"));
        call("PUT", "/certificates/contacts", "{\"contacts\":[{\"email\":\"d@e.f\"}]}")
                .then()
                .statusCode(200);
        vaults.get(vault, "/certificates/contacts")
                .then()
                .statusCode(200)
                .body("contacts", hasSize(1))
                .body("contacts[0].email", equalTo("d@e.f"));
        call("DELETE", "/certificates/contacts", null).then().statusCode(200);
        vaults.get(vault, "/certificates/contacts").then().statusCode(404);
    }
}
