package io.mltwin.keyvault;

import static io.mltwin.keyvault.VaultClient.ARM_VERSION;
import static io.mltwin.keyvault.VaultClient.AUDIENCE;
import static io.mltwin.keyvault.VaultClient.OFFICER;
import static io.mltwin.keyvault.VaultClient.VAULTS;
import static io.mltwin.keyvault.VaultClient.policies;
import static io.mltwin.keyvault.VaultClient.send;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.mltwin.access.Tokens;
import io.mltwin.platform.Principals;
import io.mltwin.platform.ServiceName;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A vault's firewall, over connections from loopback. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class VaultNetworkResourceTest {

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    ServiceUnderTest service;

    @Inject
    Principals principals;

    private VaultClient vaults;

    @BeforeEach
    void client() {
        vaults = new VaultClient(service, issuer);
    }

    private String firstParty(ServiceName name) {
        Principals.Service application = principals.service(name);
        return issuer.aad(AUDIENCE, application.objectId())
                .issuer(issuer.azureAd(principals.tenantId()))
                .tenantId(principals.tenantId())
                .applicationId(application.applicationId())
                .sign();
    }

    /** A vault that the officer and the workspace service's application may use. */
    private String vault(String network) {
        String officers = policies(OFFICER);
        String service = policies(principals.service(ServiceName.WORKSPACE).objectId())
                .substring(",\"accessPolicies\":[".length());
        return vaults.newVault(officers.substring(0, officers.length() - 1) + "," + service + network);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "`networkAcls`:{`defaultAction`:`Deny`} | 403 | 200 | ForbiddenByFirewall",
                "`networkAcls`:{`ipRules`:[{`value`:`8.8.8.8`}]} | 403 | 200 | ForbiddenByFirewall",
                "`networkAcls`:{`defaultAction`:`Deny`,`bypass`:`None`} | 403 | 403 | ForbiddenByFirewall",
                "`networkAcls`:{`defaultAction`:`Deny`,`ipRules`:[{`value`:`127.0.0.0/8`}]} | 200 | 200 |",
                "`networkAcls`:{`defaultAction`:`Allow`,`ipRules`:[{`value`:`8.8.8.8`}]} | 200 | 200 |",
                "`publicNetworkAccess`:`Disabled` | 403 | 200 | ForbiddenByConnection",
                "`publicNetworkAccess`:`disabled`,`networkAcls`:{`defaultAction`:`Deny`,`bypass`:`None`,`ipRules`:[{`value`:`127.0.0.1`}]} | 403 | 403 | ForbiddenByConnection"
            })
    void theFirewallStandsBeforeThePermission(String network, int users, int services, String inner) {
        String vault = vault("," + network.replace('`', '"'));

        var byUser = vaults.call(vault, "PUT", "/secrets/s", "{\"value\":\"v\"}");
        byUser.then().statusCode(users);
        if (inner != null) {
            byUser.then()
                    .body("error.code", equalTo("Forbidden"))
                    .body("error.innererror.code", equalTo(inner))
                    .body("error.message", containsString("Vault: " + vault + ";location=eastus"));
        }
        send(
                        vaults.at(vault, firstParty(ServiceName.WORKSPACE)),
                        "PUT",
                        "/secrets/t?api-version=7.4",
                        "{\"value\":\"v\"}")
                .then()
                .statusCode(services);
        // no token is told nothing about the firewall, and no header opens it
        send(service.given(vault + ".vault"), "GET", "/secrets?api-version=7.4", null)
                .then()
                .statusCode(401);
        send(vaults.officer(vault).header("X-Forwarded-For", "8.8.8.8"), "GET", "/secrets?api-version=7.4", null)
                .then()
                .statusCode(users);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "workspace, keyvault, AzureServices, 200",
        "compute, keyvault, AzureServices, 200",
        "compute, keyvault, None, 403",
        "scoring, keyvault, AzureServices, 403",
        "compute, compute, AzureServices, 403",
        "forged, keyvault, AzureServices, 403",
        "none, keyvault, AzureServices, 403"
    })
    void azureMachineLearningComesInInTheNameOfAnIdentity(String who, String receiver, String bypass, int status) {
        String vault = vault(",\"networkAcls\":{\"defaultAction\":\"Deny\",\"bypass\":\"" + bypass + "\"}");
        var request = vaults.officer(vault);
        if (who.equals("forged")) {
            request.header(
                    Tokens.TRUSTED_SERVICE,
                    "Bearer " + issuer.aad(AUDIENCE, OFFICER).sign());
        } else if (!who.equals("none")) {
            request.header(
                    Tokens.TRUSTED_SERVICE,
                    "Bearer " + issuer.service(who, receiver).sign());
        }

        send(request, "PUT", "/secrets/s?api-version=7.4", "{\"value\":\"v\"}")
                .then()
                .statusCode(status);
    }

    @Test
    void aChangeOfTheRulesIsInForceAtOnce() {
        String vault = vault("");
        vaults.set(vault, "s", "v");
        String uri = VAULTS + vault + ARM_VERSION;

        vaults.arm("PATCH", uri, """
                        {
                          "properties": {
                            "networkAcls": {
                              "defaultAction": "Deny",
                              "bypass": "AzureServices"
                            }
                          }
                        }""")
                .then()
                .statusCode(200)
                .body("properties.networkAcls.defaultAction", equalTo("Deny"));
        vaults.get(vault, "/secrets/s").then().statusCode(403);
        vaults.arm("PATCH", uri, "{\"tags\":{\"a\":\"b\"}}").then().statusCode(200);
        vaults.get(vault, "/secrets/s").then().statusCode(403);
        vaults.arm("PATCH", uri, "{\"properties\":{\"networkAcls\":{\"defaultAction\":\"Allow\"}}}")
                .then()
                .statusCode(200);
        vaults.get(vault, "/secrets/s").then().statusCode(200);
        vaults.arm("PATCH", uri, "{\"properties\":{\"publicNetworkAccess\":\"Disabled\"}}")
                .then()
                .statusCode(200)
                .body("properties.publicNetworkAccess", equalTo("Disabled"));
        vaults.get(vault, "/secrets/s").then().statusCode(403);
    }

    @Test
    void armReadsAndWritesObjectsThroughTheFirewallAndShowsNoValue() {
        String vault = vault(",\"publicNetworkAccess\":\"Disabled\"");
        String secret = VAULTS + vault + "/secrets/conn" + ARM_VERSION;
        String key = VAULTS + vault + "/keys/kek" + ARM_VERSION;

        vaults.arm("PUT", secret, """
                        {
                          "properties": {
                            "value": "hidden",
                            "contentType": "text/plain",
                            "attributes": {"exp": 4000000000}
                          }
                        }""")
                .then()
                .statusCode(201)
                .body("type", equalTo("Microsoft.KeyVault/vaults/secrets"))
                .body("properties.attributes.exp", equalTo(4000000000L))
                .body("properties.value", equalTo(null));
        vaults.arm("PUT", secret, "{\"properties\":{\"value\":\"other\"}}")
                .then()
                .statusCode(200);
        vaults.arm("GET", secret, null).then().statusCode(200).body("name", equalTo("conn"));
        vaults.arm("GET", VAULTS + vault + "/secrets" + ARM_VERSION, null)
                .then()
                .statusCode(200)
                .body("value.size()", equalTo(1));
        vaults.arm("GET", VAULTS + vault + "/secrets/none" + ARM_VERSION, null)
                .then()
                .statusCode(404)
                .body("error.code", equalTo("ResourceNotFound"));
        String first = vaults.arm("PUT", key, "{\"properties\":{\"kty\":\"EC\"}}")
                .then()
                .statusCode(200)
                .extract()
                .path("properties.keyUriWithVersion");
        vaults.arm("PUT", key, "{\"properties\":{\"kty\":\"RSA\"}}")
                .then()
                .statusCode(200)
                .body("properties.kty", equalTo("EC"))
                .body("properties.keyUriWithVersion", equalTo(first));
        vaults.arm("GET", VAULTS + vault + "/keys/kek/versions" + ARM_VERSION, null)
                .then()
                .statusCode(200)
                .body("value.size()", equalTo(1));
        vaults.arm("DELETE", key, null).then().statusCode(405);
        vaults.arm("GET", VAULTS + "no-vault/secrets/conn" + ARM_VERSION, null)
                .then()
                .statusCode(404);
        vaults.arm("GET", VAULTS + vault + "/privateEndpointConnections" + ARM_VERSION, null)
                .then()
                .statusCode(501);
    }

    @Test
    void armChangesASecretAndGivesItANewValue() {
        String vault = vaults.newVault(policies(OFFICER));
        String secret = VAULTS + vault + "/secrets/conn" + ARM_VERSION;
        vaults.arm("PATCH", secret, "{\"tags\":{}}").then().statusCode(404);
        String first = vaults.arm("PUT", secret, """
                                {"properties": {"value": "old", "contentType": "text/plain"}}""").path("properties.secretUriWithVersion");
        vaults.arm("PATCH", secret, """
                        {
                          "tags": {"a": "b"},
                          "properties": {"attributes": {"exp": 4000000000}}
                        }""")
                .then()
                .statusCode(200)
                .body("tags", equalTo(Map.of("a", "b")))
                .body("properties.contentType", equalTo("text/plain"))
                .body("properties.attributes.exp", equalTo(4000000000L))
                .body("properties.value", equalTo(null))
                .body("properties.secretUriWithVersion", equalTo(first));
        vaults.get(vault, "/secrets/conn").then().body("value", equalTo("old"));
        vaults.arm("PATCH", secret, "{\"properties\":{\"attributes\":{\"nbf\":4000000001}}}")
                .then()
                .statusCode(400);
        vaults.arm("PATCH", secret, "{\"properties\":{\"value\":\"new\"}}")
                .then()
                .statusCode(200)
                .body("properties.secretUriWithVersion", not(equalTo(first)));
        vaults.get(vault, "/secrets/conn").then().body("value", equalTo("new"));
        vaults.arm("PATCH", secret, "{\"properties\":{\"attributes\":{\"enabled\":false}}}")
                .then()
                .statusCode(200);
        vaults.get(vault, "/secrets/conn").then().statusCode(403);
    }

    @Test
    void microsoftsVaultIsForOneApplicationAndForNoUser() {
        String vault = "aml-ssh-credentials";
        String uri = "/secrets/s?api-version=7.4";
        String body = "{\"value\":\"v\"}";

        // a customer's token, with whatever role
        send(vaults.officer(vault), "PUT", uri, body).then().statusCode(401);
        // somebody of Microsoft's own tenant
        String employee = issuer.aad(AUDIENCE, OFFICER)
                .issuer(issuer.azureAd(principals.tenantId()))
                .tenantId(principals.tenantId())
                .sign();
        send(vaults.at(vault, employee), "PUT", uri, body).then().statusCode(403);
        send(vaults.at(vault, firstParty(ServiceName.WORKSPACE)), "PUT", uri, body)
                .then()
                .statusCode(403);
        send(vaults.at(vault, firstParty(ServiceName.COMPUTE)), "PUT", uri, body)
                .then()
                .statusCode(200);
        // and nobody else's vault has its name
        vaults.arm("PUT", VAULTS + vault + ARM_VERSION, VaultClient.vaultBody(""))
                .then()
                .statusCode(409)
                .body("error.code", equalTo("VaultAlreadyExists"));
    }
}
