package io.mltwin.keyvault;

import static io.mltwin.keyvault.TestCertificates.certificate;
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
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A certificate is valid when it says itself, whatever a request gives as nbf and exp. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class CertificateValidityResourceTest {

    private static final String PEM = "application/x-pem-file";

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

    private static String attributes(String times) {
        return "\"attributes\":{\"enabled\":true" + times + "}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"nbf\":4102444800",
                ",\"exp\":946684800",
                ",\"nbf\":946684800,\"exp\":4102444800",
                ",\"nbf\":4102444800,\"exp\":946684800",
                ",\"nbf\":-1,\"exp\":99999999999999"
            })
    void timesOfARequestChangeNothing(String times) throws Exception {
        String given = attributes(times);
        String ordered = order("Self", "\"kty\":\"EC\"", PEM);
        vaults.call(
                        vault,
                        "POST",
                        "/certificates/made/create",
                        ordered.substring(0, ordered.length() - 1) + "," + given + "}")
                .then()
                .statusCode(202);
        String pem = vaults.get(vault, "/secrets/made").path("value");
        vaults.call(
                        vault,
                        "POST",
                        "/certificates/brought/import",
                        "{\"value\":\"" + pem.replace("\n", "\\n") + "\"," + given + "}")
                .then()
                .statusCode(200);
        for (String name : List.of("made", "brought")) {
            assertValidity(name);
            vaults.call(vault, "PATCH", "/certificates/" + name, "{" + given + "}")
                    .then()
                    .statusCode(200);
            assertValidity(name);
        }
    }

    /** Of the certificate, of its key and of its secret, which can be read. */
    private void assertValidity(String name) throws Exception {
        Response bundle = vaults.get(vault, "/certificates/" + name);
        X509Certificate own = certificate(bundle);
        int begins = (int) (own.getNotBefore().getTime() / 1000);
        int ends = (int) (own.getNotAfter().getTime() / 1000);
        assertThat(ends).isGreaterThan(begins);
        for (String path : List.of("/certificates/", "/keys/", "/secrets/")) {
            vaults.get(vault, path + name)
                    .then()
                    .statusCode(200)
                    .body("attributes.enabled", equalTo(true))
                    .body("attributes.nbf", equalTo(begins))
                    .body("attributes.exp", equalTo(ends));
        }
    }
}
