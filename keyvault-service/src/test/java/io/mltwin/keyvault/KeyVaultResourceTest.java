package io.mltwin.keyvault;

import static io.mltwin.keyvault.VaultClient.ARM_VERSION;
import static io.mltwin.keyvault.VaultClient.AUDIENCE;
import static io.mltwin.keyvault.VaultClient.OFFICER;
import static io.mltwin.keyvault.VaultClient.SUBSCRIPTION;
import static io.mltwin.keyvault.VaultClient.VAULTS;
import static io.mltwin.keyvault.VaultClient.bytes;
import static io.mltwin.keyvault.VaultClient.newName;
import static io.mltwin.keyvault.VaultClient.policies;
import static io.mltwin.keyvault.VaultClient.send;
import static io.mltwin.keyvault.VaultClient.vaultBody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Key Vault over HTTPS with a real database: who gets in where. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class KeyVaultResourceTest {

    private static final String STRANGER = UUID.randomUUID().toString();

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    ServiceUnderTest service;

    private VaultClient vaults;

    @BeforeEach
    void client() {
        vaults = new VaultClient(service, issuer);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT    | /secrets/new              | {\"value\":\"v\"}",
                "GET    | /secrets/live             |",
                "GET    | /secrets/live/            |",
                "GET    | /secrets/live/VERSION     |",
                "PATCH  | /secrets/live             | {\"tags\":{\"a\":\"b\"}}",
                "PATCH  | /secrets/live/VERSION     | {\"tags\":{\"a\":\"b\"}}",
                "GET    | /secrets                  |",
                "GET    | /secrets/live/versions    |",
                "DELETE | /secrets/live             |",
                "GET    | /deletedsecrets           |",
                "GET    | /deletedsecrets/gone      |",
                "POST   | /deletedsecrets/gone/recover |",
                "DELETE | /deletedsecrets/gone      |"
            })
    void theDataPlaneIsOpenToTheVaultsPoliciesOnly(String method, String path, String body) {
        // Given
        String vault = vaults.newVault(policies(OFFICER));
        String version = vaults.set(vault, "live", "value").extract().path("id");
        vaults.set(vault, "gone", "value");
        send(vaults.officer(vault), "DELETE", "/secrets/gone?api-version=7.4", null)
                .then()
                .statusCode(200);
        String uri = path.replace("VERSION", version.substring(version.lastIndexOf('/') + 1)) + "?api-version=7.4";

        // When
        Response anonymous = send(service.given(vault + ".vault"), method, uri, body);
        Response expired = send(
                vaults.at(
                        vault,
                        issuer.aad(AUDIENCE, OFFICER)
                                .claim("exp", 1_000_000_000)
                                .sign()),
                method,
                uri,
                body);
        Response forArm =
                send(vaults.at(vault, issuer.aad(issuer.management(), OFFICER).sign()), method, uri, body);
        Response stranger = send(vaults.at(vault, issuer.aad(AUDIENCE, STRANGER).sign()), method, uri, body);
        Response officer = send(vaults.officer(vault), method, uri, body);

        // Then
        for (Response refused : List.of(anonymous, expired, forArm)) {
            refused.then()
                    .statusCode(401)
                    .header("WWW-Authenticate", containsString(issuer.login() + "/" + TestIssuer.TENANT))
                    .body("error.code", equalTo("Unauthorized"));
        }
        stranger.then()
                .statusCode(403)
                .body("error.code", equalTo("Forbidden"))
                .body("error.innererror.code", equalTo("AccessDenied"));
        assertThat(officer.statusCode()).isIn(200, 204);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT    | VAULTS/NEW                    | VAULT_BODY",
                "GET    | VAULTS/VAULT                  |",
                "PATCH  | VAULTS/VAULT                  | {\"tags\":{\"a\":\"b\"}}",
                "GET    | VAULTS                        |",
                "PUT    | VAULTS/VAULT/accessPolicies/add | {\"properties\":{\"accessPolicies\":[]}}",
                "DELETE | VAULTS/VAULT                  |",
                "GET    | /providers/Microsoft.KeyVault/deletedVaults |",
                "GET    | /providers/Microsoft.KeyVault/deletedManagedHSMs |",
                "GET    | /providers/Microsoft.KeyVault/locations/eastus/deletedVaults/GONE |",
                "POST   | /providers/Microsoft.KeyVault/locations/eastus/deletedVaults/GONE/purge |",
                "POST   | /providers/Microsoft.KeyVault/checkNameAvailability | {\"name\":\"kv-free\",\"type\":\"Microsoft.KeyVault/vaults\"}"
            })
    void theProviderIsOpenToArmsWordOnly(String method, String path, String body) {
        // Given
        String vault = vaults.newVault("");
        String gone = vaults.newVault("");
        vaults.arm("DELETE", VAULTS + gone + ARM_VERSION, null).then().statusCode(200);
        String below = path.replace("VAULTS", VAULTS.substring(SUBSCRIPTION.length(), VAULTS.length() - 1))
                .replace("VAULT", vault)
                .replace("GONE", gone)
                .replace("NEW", newName());
        String uri = SUBSCRIPTION + below + ARM_VERSION;
        String sent = "VAULT_BODY".equals(body) ? vaultBody("") : body;

        // When
        Response anonymous = send(service.given(), method, uri, sent);
        Response withoutArm =
                send(vaults.bearer(issuer.aad(issuer.management(), OFFICER).sign()), method, uri, sent);
        Response forAnother = send(
                vaults.bearer(issuer.assertion("compute", method, uri, bytes(sent), OFFICER)
                        .sign()),
                method,
                uri,
                sent);
        Response otherCall = send(
                vaults.bearer(issuer.assertion("keyvault", method, uri + "&x=y", bytes(sent), OFFICER)
                        .sign()),
                method,
                uri,
                sent);
        Response byArm = vaults.arm(method, uri, sent);

        // Then
        for (Response refused : List.of(anonymous, withoutArm, forAnother)) {
            refused.then().statusCode(401);
        }
        otherCall.then().statusCode(403).body("error.code", equalTo("AssertionMismatch"));
        assertThat(byArm.statusCode()).as(byArm.asString()).isIn(200, 201, 204);
    }

    @ParameterizedTest(name = "{0} {1} is for {2}")
    @CsvSource({"GET, /_internal/resources?id=VAULT, workspace, 200", "GET, /_internal/operations/none, workspace, 404"
    })
    void internalEndpointsAreForTheirServiceOnly(String method, String path, String caller, int status) {
        // Given
        String uri = path.replace("VAULT", VAULTS + vaults.newVault(""));
        // When, Then
        send(service.given(), method, uri, null).then().statusCode(401);
        send(vaults.bearer(issuer.aad(AUDIENCE, OFFICER).sign()), method, uri, null)
                .then()
                .statusCode(401);
        send(vaults.bearer(issuer.admin().sign()), method, uri, null).then().statusCode(401);
        send(vaults.bearer(issuer.service(caller, "identity").sign()), method, uri, null)
                .then()
                .statusCode(401);
        send(vaults.bearer(issuer.service("compute", "keyvault").sign()), method, uri, null)
                .then()
                .statusCode(403);
        send(vaults.bearer(issuer.service(caller, "keyvault").sign()), method, uri, null)
                .then()
                .statusCode(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/_mltwin/clock", "/_mltwin/calls", "/_mltwin/faults"})
    void theAdministrationIsForTheAdministratorOnOwnAddressesOnly(String path) {
        // Given
        String vault = vaults.newVault("");
        // When, Then
        send(service.given(), "GET", path, null).then().statusCode(401);
        send(vaults.bearer(issuer.service("workspace", "keyvault").sign()), "GET", path, null)
                .then()
                .statusCode(401);
        send(vaults.bearer(issuer.admin().applicationId(TestIssuer.CLIENT).sign()), "GET", path, null)
                .then()
                .statusCode(401);
        send(vaults.at(vault, issuer.admin().sign()), "GET", path, null).then().statusCode(401);
        send(vaults.bearer(issuer.admin().sign()), "GET", path, null).then().statusCode(200);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "malformed-kv | [] | InvalidRequestContent",
                "malformed-kv | {\"location\":\"eastus\"} | InvalidRequestContent",
                "x | {\"location\":\"eastus\"} | VaultNameNotValid"
            })
    void whatIsNoVaultIsRefusedAndNotThere(String name, String body, String code) {
        vaults.arm("PUT", VAULTS + name + ARM_VERSION, body)
                .then()
                .statusCode(400)
                .body("error.code", equalTo(code));
        vaults.arm("GET", VAULTS + name + ARM_VERSION, null).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q/health/../../_mltwin/clock",
                "/q/health/%2e%2e/%2e%2e/_mltwin/clock",
                "/q/health/%2E%2E/%2E%2e/_mltwin/clock",
                "/q/health/.%2e/%2e./_mltwin/clock",
                "/q/health/%2e%2e/%2e%2e/_internal/resources",
                "/q/health/..%2f..%2f_mltwin/clock",
                "/q/health/%252e%252e/%252e%252e/_mltwin/clock",
                "//_mltwin/clock",
                "/_MLTWIN/clock",
                "/%5fmltwin/clock"
            })
    void noPathLeadsAroundThePlanes(String path) throws IOException, InterruptedException {
        // When
        HttpResponse<String> answer = service.client()
                .send(HttpRequest.newBuilder(service.uri(path)).build(), HttpResponse.BodyHandlers.ofString());
        // Then
        assertThat(answer.statusCode()).as(answer.body()).isIn(401, 404);
        assertThat(answer.body()).doesNotContain("offsetSeconds");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%2e%2e/%2e%2e/_mltwin/clock",
                "/secrets/%2e%2e/%2e%2e/%2e%2e/_mltwin/clock",
                "/%2e%2e/OTHER/secrets/live?api-version=7.4"
            })
    void noPathLeadsOutOfAVaultsHost(String path) throws IOException, InterruptedException {
        // Given
        String vault = vaults.newVault(policies(OFFICER));
        String other = vaults.newVault(policies(OFFICER));
        vaults.set(other, "live", "value");
        HttpRequest request = HttpRequest.newBuilder(service.uri(path.replace("OTHER", other)))
                .header("Host", service.host(vault + ".vault"))
                .header(
                        "Authorization",
                        "Bearer " + issuer.aad(AUDIENCE, OFFICER).sign())
                .build();
        // When
        HttpResponse<String> answer = service.client().send(request, HttpResponse.BodyHandlers.ofString());
        // Then
        assertThat(answer.statusCode()).as(answer.body()).isIn(400, 404);
    }
}
