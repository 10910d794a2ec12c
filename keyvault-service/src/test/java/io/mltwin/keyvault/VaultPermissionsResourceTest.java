package io.mltwin.keyvault;

import static io.mltwin.keyvault.VaultClient.ARM_VERSION;
import static io.mltwin.keyvault.VaultClient.AUDIENCE;
import static io.mltwin.keyvault.VaultClient.OFFICER;
import static io.mltwin.keyvault.VaultClient.VAULTS;
import static io.mltwin.keyvault.VaultClient.policies;
import static io.mltwin.keyvault.VaultClient.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Every route of the data plane, in a vault with access policies and in one with Azure RBAC:
 * without a token the challenge, without the one permission 403, with it and nothing else an
 * answer.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class VaultPermissionsResourceTest {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static String policyVault;
    private static String rbacVault;

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    private VaultClient vaults;

    @BeforeEach
    void twoVaults() {
        vaults = new VaultClient(service, issuer);
        if (policyVault == null) {
            policyVault = vaults.newVault(policies(OFFICER));
            rbacVault = vaults.newVault(",\"enableRbacAuthorization\":true");
        }
        decisions.allow(OFFICER, "*", VAULTS + rbacVault);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvFileSource(resources = "/doors.csv", delimiter = '|', numLinesToSkip = 1)
    void onePermissionOpensOneRoute(
            String method, String path, String body, String kind, String verb, String dataAction, String needs) {
        // Given
        String principal = UUID.randomUUID().toString();
        String name = "rsa".equals(needs) ? "rsadoor" : "door" + NAMES.incrementAndGet();
        String inPolicyVault = prepared(policyVault, path, kind, needs, name);
        String inRbacVault = prepared(rbacVault, path, kind, needs, name);
        String sent = body == null ? null : body.replace("BACKUP", backup(kind, needs, name));
        String forPolicyVault = body == null ? null : sent.replace("CIPHER", cipher(policyVault));
        String forRbacVault = body == null ? null : sent.replace("CIPHER", cipher(rbacVault));

        // When, Then: no token
        send(service.given(policyVault + ".vault"), method, inPolicyVault, forPolicyVault)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("resource="))
                .body("error.code", equalTo("Unauthorized"));

        // When, Then: no permission
        call(policyVault, principal, method, inPolicyVault, forPolicyVault)
                .then()
                .statusCode(403)
                .body("error.code", equalTo("Forbidden"))
                .body("error.innererror.code", equalTo("AccessDenied"))
                .body("error.message", containsString(kind + " " + verb));
        call(rbacVault, principal, method, inRbacVault, forRbacVault)
                .then()
                .statusCode(403)
                .body("error.code", equalTo("Forbidden"))
                .body("error.innererror.code", equalTo("ForbiddenByRbac"))
                .body("error.message", containsString("Microsoft.KeyVault/vaults/" + dataAction));

        // When, Then: this permission alone
        allow(policyVault, principal, kind, verb);
        decisions.allow(principal, "Microsoft.KeyVault/vaults/" + dataAction, VAULTS + rbacVault);
        Response byPolicy = call(policyVault, principal, method, inPolicyVault, forPolicyVault);
        assertThat(byPolicy.statusCode()).as(byPolicy.asString()).isIn(200, 201, 202, 204);
        Response byRole = call(rbacVault, principal, method, inRbacVault, forRbacVault);
        assertThat(byRole.statusCode()).as(byRole.asString()).isIn(200, 201, 202, 204);
    }

    private Response call(String vault, String principal, String method, String uri, String body) {
        return send(vaults.at(vault, issuer.aad(AUDIENCE, principal).sign()), method, uri, body);
    }

    private void allow(String vault, String principal, String kind, String verb) {
        vaults.arm("PUT", VAULTS + vault + "/accessPolicies/add" + ARM_VERSION, """
                        {
                          "properties": {
                            "accessPolicies": [
                              {
                                "tenantId": "%s",
                                "objectId": "%s",
                                "permissions": {"%s": ["%s"]}
                              }
                            ]
                          }
                        }""".formatted(
                                TestIssuer.TENANT, principal, kind, verb))
                .then()
                .statusCode(200);
    }

    /** Makes what the route works on, and returns the route's URI. */
    private String prepared(String vault, String path, String kind, String needs, String name) {
        String version = "";
        if ("rsa".equals(needs)) {
            rsa(vault);
        } else if ("contacts".equals(needs)) {
            vaults.call(vault, "PUT", "/certificates/contacts", "{\"contacts\":[{\"email\":\"a@b.c\"}]}")
                    .then()
                    .statusCode(200);
        } else if ("issuer".equals(needs)) {
            vaults.call(vault, "PUT", "/certificates/issuers/" + name, "{\"provider\":\"DigiCert\"}")
                    .then()
                    .statusCode(200);
        } else if (needs != null && !needs.equals("backup")) {
            version = make(vault, kind, needs.equals("order"), name);
        }
        if ("gone".equals(needs)) {
            vaults.call(vault, "DELETE", "/" + kind + "/" + name, null).then().statusCode(200);
        }
        return path.replace("NAME", name).replace("VERSION", version) + "?api-version=7.4";
    }

    /** One for all, since making RSA keys takes a while. */
    private void rsa(String vault) {
        if (vaults.get(vault, "/keys/rsadoor").statusCode() == 404) {
            vaults.call(vault, "POST", "/keys/rsadoor/create", "{\"kty\":\"RSA\"}")
                    .then()
                    .statusCode(200);
        }
    }

    private String cipher(String vault) {
        Response wrapped = vaults.call(vault, "POST", "/keys/rsadoor/wrapkey", """
                        {"alg": "RSA-OAEP", "value": "c2VjcmV0"}""");
        return wrapped.statusCode() == 200 ? wrapped.path("value") : "";
    }

    private String make(String vault, String kind, boolean order, String name) {
        String id = switch (kind) {
            case "secrets" -> vaults.set(vault, name, "v").extract().path("id");
            case "keys" ->
                vaults.call(vault, "POST", "/keys/" + name + "/create", "{\"kty\":\"EC\"}")
                        .path("key.kid");
            default -> certificate(vault, order, name);
        };
        return id.substring(id.lastIndexOf('/') + 1);
    }

    private String certificate(String vault, boolean order, String name) {
        vaults.call(vault, "POST", "/certificates/" + name + "/create", """
                        {
                          "policy": {
                            "issuer": {"name": "%s"},
                            "key_props": {"kty": "EC"},
                            "secret_props": {
                              "contentType": "application/x-pem-file"
                            },
                            "x509_props": {"subject": "CN=d"}
                          }
                        }""".formatted(order ? "Unknown" : "Self"))
                .then()
                .statusCode(202);
        return order ? "/none" : vaults.get(vault, "/certificates/" + name).path("id");
    }

    /** A backup of a key that is not there any more, for both vaults are of one subscription. */
    private String backup(String kind, String needs, String name) {
        if (!"backup".equals(needs)) {
            return "";
        }
        String vault = vaults.newVault(policies(OFFICER));
        make(vault, kind, false, name);
        return vaults.call(vault, "POST", "/" + kind + "/" + name + "/backup", null)
                .path("value");
    }
}
