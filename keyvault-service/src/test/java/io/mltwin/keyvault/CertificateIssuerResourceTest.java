package io.mltwin.keyvault;

import static io.mltwin.keyvault.TestCertificates.order;
import static io.mltwin.keyvault.VaultClient.OFFICER;
import static io.mltwin.keyvault.VaultClient.policies;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Issuers and contacts of a vault. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class CertificateIssuerResourceTest {

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
    void issuersAreKeptWithoutShowingThePassword() {
        String issuer = """
                {
                  "provider": "DigiCert",
                  "credentials": {"account_id": "acc", "pwd": "issuer-pwd"},
                  "org_details": {
                    "admin_details": [
                      {
                        "first_name": "A",
                        "email": "a@b.c"
                      }
                    ]
                  }
                }""";
        vaults.call(vault, "PUT", "/certificates/issuers/ca1", issuer)
                .then()
                .statusCode(200)
                .body("id", endsWith("/certificates/issuers/ca1"))
                .body("provider", equalTo("DigiCert"))
                .body("credentials.account_id", equalTo("acc"))
                .body("credentials.pwd", nullValue())
                .body("attributes.enabled", equalTo(true));
        vaults.call(vault, "PATCH", "/certificates/issuers/CA1", "{\"attributes\":{\"enabled\":false}}")
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
        vaults.call(vault, "POST", "/certificates/web/create", order("ca1", "\"kty\":\"EC\"", "application/x-pem-file"))
                .then()
                .statusCode(501);
        vaults.get(vault, "/certificates").then().body("value", hasSize(0));
        vaults.call(vault, "DELETE", "/certificates/issuers/ca1", null).then().statusCode(200);
        vaults.get(vault, "/certificates/issuers/ca1")
                .then()
                .statusCode(404)
                .body("error.code", equalTo("CertificateIssuerNotFound"));
        vaults.call(vault, "PUT", "/certificates/issuers/Self", issuer).then().statusCode(400);
        vaults.call(vault, "PUT", "/certificates/issuers/ca2", "{}").then().statusCode(400);
    }

    @Test
    void contactsAreReplacedAsAWhole() {
        vaults.get(vault, "/certificates/contacts").then().statusCode(404);
        vaults.call(vault, "PUT", "/certificates/contacts", "{\"contacts\":[{\"email\":\"none\"}]}")
                .then()
                .statusCode(400);
        vaults.call(vault, "PUT", "/certificates/contacts", """
                        {"contacts": [{"email": "a@b.c", "name": "A"}]}""")
                .then()
                .statusCode(200)
                .body("id", endsWith("/certificates/contacts"));
        vaults.call(vault, "PUT", "/certificates/contacts", "{\"contacts\":[{\"email\":\"d@e.f\"}]}")
                .then()
                .statusCode(200);
        vaults.get(vault, "/certificates/contacts")
                .then()
                .statusCode(200)
                .body("contacts", hasSize(1))
                .body("contacts[0].email", equalTo("d@e.f"));
        vaults.call(vault, "DELETE", "/certificates/contacts", null).then().statusCode(200);
        vaults.get(vault, "/certificates/contacts").then().statusCode(404);
    }
}
