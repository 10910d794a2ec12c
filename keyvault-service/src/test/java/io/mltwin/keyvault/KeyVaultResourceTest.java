package io.mltwin.keyvault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Key Vault over HTTPS with a real database: who gets in, and what happens to secrets. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class KeyVaultResourceTest {

    private static final String AUDIENCE = "https://vault.azure.net";
    private static final String OFFICER = UUID.randomUUID().toString();
    private static final String STRANGER = UUID.randomUUID().toString();
    private static final String SUBSCRIPTION =
            "/subscriptions/20000000-0000-4000-8000-000000000001";
    private static final String VAULTS =
            SUBSCRIPTION + "/resourceGroups/rg1/providers/Microsoft.KeyVault/vaults/";
    private static final String ARM_VERSION = "?api-version=2023-07-01";
    private static final AtomicInteger NAMES = new AtomicInteger();

    @FromPlatform TestIssuer issuer;
    @FromPlatform TestDecisions decisions;
    @FromPlatform TestDatabase database;
    @FromPlatform ServiceUnderTest service;

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
        String vault = newVault(policies(OFFICER));
        String version = set(vault, "live", "value").extract().path("id");
        set(vault, "gone", "value");
        send(officer(vault), "DELETE", "/secrets/gone?api-version=7.4", null)
                .then()
                .statusCode(200);
        String uri =
                path.replace("VERSION", version.substring(version.lastIndexOf('/') + 1))
                        + "?api-version=7.4";

        // When
        Response anonymous = send(service.given(vault + ".vault"), method, uri, body);
        Response expired =
                send(
                        at(vault, issuer.aad(AUDIENCE, OFFICER).claim("exp", 1_000_000_000).sign()),
                        method,
                        uri,
                        body);
        Response forArm =
                send(at(vault, issuer.aad(issuer.management(), OFFICER).sign()), method, uri, body);
        Response stranger =
                send(at(vault, issuer.aad(AUDIENCE, STRANGER).sign()), method, uri, body);
        Response officer = send(officer(vault), method, uri, body);

        // Then
        for (Response refused : List.of(anonymous, expired, forArm)) {
            refused.then()
                    .statusCode(401)
                    .header(
                            "WWW-Authenticate",
                            containsString(issuer.login() + "/" + TestIssuer.TENANT))
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
                "GET    | /providers/Microsoft.KeyVault/locations/eastus/deletedVaults/GONE |",
                "POST   | /providers/Microsoft.KeyVault/locations/eastus/deletedVaults/GONE/purge |",
                "POST   | /providers/Microsoft.KeyVault/checkNameAvailability | {\"name\":\"kv-free\",\"type\":\"Microsoft.KeyVault/vaults\"}"
            })
    void theProviderIsOpenToArmsWordOnly(String method, String path, String body) {
        // Given
        String vault = newVault("");
        String gone = newVault("");
        arm("DELETE", VAULTS + gone + ARM_VERSION, null).then().statusCode(200);
        String below =
                path.replace("VAULTS", VAULTS.substring(SUBSCRIPTION.length(), VAULTS.length() - 1))
                        .replace("VAULT", vault)
                        .replace("GONE", gone)
                        .replace("NEW", newName());
        String uri = SUBSCRIPTION + below + ARM_VERSION;
        String sent = "VAULT_BODY".equals(body) ? vaultBody("") : body;

        // When
        Response anonymous = send(service.given(), method, uri, sent);
        Response withoutArm =
                send(bearer(issuer.aad(issuer.management(), OFFICER).sign()), method, uri, sent);
        Response forAnother =
                send(
                        bearer(
                                issuer.assertion("compute", method, uri, bytes(sent), OFFICER)
                                        .sign()),
                        method,
                        uri,
                        sent);
        Response otherCall =
                send(
                        bearer(
                                issuer.assertion(
                                                "keyvault",
                                                method,
                                                uri + "&x=y",
                                                bytes(sent),
                                                OFFICER)
                                        .sign()),
                        method,
                        uri,
                        sent);
        Response byArm = arm(method, uri, sent);

        // Then
        for (Response refused : List.of(anonymous, withoutArm, forAnother)) {
            refused.then().statusCode(401);
        }
        otherCall.then().statusCode(403).body("error.code", equalTo("AssertionMismatch"));
        assertThat(byArm.statusCode()).as(byArm.asString()).isIn(200, 201, 204);
    }

    @ParameterizedTest(name = "{0} {1} is for {2}")
    @CsvSource({
        "GET, /_internal/resources?id=VAULT, workspace, 200",
        "GET, /_internal/operations/none, workspace, 404"
    })
    void internalEndpointsAreForTheirServiceOnly(
            String method, String path, String caller, int status) {
        // Given
        String uri = path.replace("VAULT", VAULTS + newVault(""));
        // When, Then
        send(service.given(), method, uri, null).then().statusCode(401);
        send(bearer(issuer.aad(AUDIENCE, OFFICER).sign()), method, uri, null)
                .then()
                .statusCode(401);
        send(bearer(issuer.admin().sign()), method, uri, null).then().statusCode(401);
        send(bearer(issuer.service(caller, "identity").sign()), method, uri, null)
                .then()
                .statusCode(401);
        send(bearer(issuer.service("compute", "keyvault").sign()), method, uri, null)
                .then()
                .statusCode(403);
        send(bearer(issuer.service(caller, "keyvault").sign()), method, uri, null)
                .then()
                .statusCode(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/_mltwin/clock", "/_mltwin/calls"})
    void theAdministrationIsForTheAdministratorOnOwnAddressesOnly(String path) {
        // Given
        String vault = newVault("");
        // When, Then
        send(service.given(), "GET", path, null).then().statusCode(401);
        send(bearer(issuer.service("workspace", "keyvault").sign()), "GET", path, null)
                .then()
                .statusCode(401);
        send(bearer(issuer.admin().applicationId(TestIssuer.CLIENT).sign()), "GET", path, null)
                .then()
                .statusCode(401);
        send(at(vault, issuer.admin().sign()), "GET", path, null).then().statusCode(401);
        send(bearer(issuer.admin().sign()), "GET", path, null).then().statusCode(200);
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
        HttpResponse<String> answer =
                service.client()
                        .send(
                                HttpRequest.newBuilder(service.uri(path)).build(),
                                HttpResponse.BodyHandlers.ofString());
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
        String vault = newVault(policies(OFFICER));
        String other = newVault(policies(OFFICER));
        set(other, "live", "value");
        HttpRequest request =
                HttpRequest.newBuilder(service.uri(path.replace("OTHER", other)))
                        .header("Host", service.host(vault + ".vault"))
                        .header("Authorization", "Bearer " + issuer.aad(AUDIENCE, OFFICER).sign())
                        .build();
        // When
        HttpResponse<String> answer =
                service.client().send(request, HttpResponse.BodyHandlers.ofString());
        // Then
        assertThat(answer.statusCode()).as(answer.body()).isIn(400, 404);
    }

    @Test
    void aTokenOfAnotherTenantIsRefusedByTheVault() {
        // Given
        String tenant = UUID.randomUUID().toString();
        String vault = newVault(policies(OFFICER));
        String token =
                issuer.aad(AUDIENCE, OFFICER)
                        .issuer(issuer.azureAd(tenant))
                        .tenantId(tenant)
                        .sign();
        // When, Then
        send(at(vault, token), "GET", "/secrets?api-version=7.4", null)
                .then()
                .statusCode(401)
                .body("error.message", containsString("AKV10032"));
    }

    @Test
    void aSecretKeepsItsVersions() {
        // Given
        String vault = newVault(policies(OFFICER));
        // When
        String first = set(vault, "Password", "one").extract().path("id");
        String second = set(vault, "password", "two").extract().path("id");
        // Then
        assertThat(first)
                .matches(
                        "https://"
                                + service.host(vault + ".vault")
                                + "/secrets/Password/[0-9a-f]{32}");
        assertThat(second).isNotEqualTo(first);
        get(vault, "/secrets/password")
                .then()
                .statusCode(200)
                .body("value", equalTo("two"))
                .body("id", equalTo(second));
        get(vault, first.substring(first.indexOf("/secrets/")))
                .then()
                .statusCode(200)
                .body("value", equalTo("one"));
        get(vault, "/secrets/password/versions")
                .then()
                .statusCode(200)
                .body("value", hasSize(2))
                .body("value.value", equalTo(java.util.Arrays.asList(null, null)));
        get(vault, "/secrets")
                .then()
                .statusCode(200)
                .body("value", hasSize(1))
                .body("value[0].value", nullValue());
        get(vault, "/secrets/other")
                .then()
                .statusCode(404)
                .body("error.code", equalTo("SecretNotFound"));
    }

    @Test
    void theDatabaseHoldsCiphertextOnly() throws SQLException {
        // Given
        String vault = newVault(policies(OFFICER));
        String value = "plain-" + UUID.randomUUID();
        // When
        set(vault, "cipher", value);
        set(vault, "cipher-again", value);
        // Then
        List<byte[]> stored = storedValues(vault);
        assertThat(stored).hasSize(2);
        assertThat(stored.get(0)).isNotEqualTo(stored.get(1));
        for (byte[] bytes : stored) {
            assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain(value);
            assertThat(bytes.length).isGreaterThan(value.length());
        }
    }

    @Test
    void aVaultWithRbacAsksIdentityAndFailsClosed() {
        // Given
        String vault = newVault(",\"enableRbacAuthorization\":true" + policies(OFFICER));
        String reader = UUID.randomUUID().toString();
        String scope = VAULTS + vault;
        decisions.allow(reader, "Microsoft.KeyVault/vaults/secrets/setSecret/action", scope);
        RequestSpecification[] as = {
            at(vault, issuer.aad(AUDIENCE, reader).sign()),
            at(vault, issuer.aad(AUDIENCE, reader).sign())
        };
        // When, Then
        send(as[0], "PUT", "/secrets/s1?api-version=7.4", "{\"value\":\"v\"}")
                .then()
                .statusCode(200);
        send(as[1], "GET", "/secrets/s1?api-version=7.4", null)
                .then()
                .statusCode(403)
                .body("error.innererror.code", equalTo("ForbiddenByRbac"))
                .body("error.message", not(containsString("\"v\"")));
        get(vault, "/secrets/s1").then().statusCode(403);
        assertThat(decisions.asked())
                .anySatisfy(
                        asked -> {
                            assertThat(asked.principalId()).isEqualTo(reader);
                            assertThat(asked.scope()).isEqualTo(scope + "/secrets/s1");
                            assertThat(asked.data()).isTrue();
                        });
    }

    @Test
    void whatIsNotBuiltSaysSo() {
        // Given
        String vault = newVault(policies(OFFICER));
        // When, Then
        send(service.given(vault + ".vault"), "GET", "/keys?api-version=7.4", null)
                .then()
                .statusCode(401);
        get(vault, "/keys").then().statusCode(501).body("error.code", equalTo("NotImplemented"));
        get(vault, "/certificates/c").then().statusCode(501);
    }

    private io.restassured.response.ValidatableResponse set(
            String vault, String name, String value) {
        return send(
                        officer(vault),
                        "PUT",
                        "/secrets/" + name + "?api-version=7.4",
                        "{\"value\":\"" + value + "\"}")
                .then()
                .statusCode(200)
                .body("value", equalTo(value));
    }

    private Response get(String vault, String path) {
        return send(officer(vault), "GET", path + "?api-version=7.4", null);
    }

    private RequestSpecification officer(String vault) {
        return at(vault, issuer.aad(AUDIENCE, OFFICER).sign());
    }

    private RequestSpecification at(String vault, String token) {
        return service.given(vault + ".vault").header("Authorization", "Bearer " + token);
    }

    private RequestSpecification bearer(String token) {
        return service.given().header("Authorization", "Bearer " + token);
    }

    private Response arm(String method, String uri, String body) {
        return send(
                bearer(issuer.assertion("keyvault", method, uri, bytes(body), OFFICER).sign()),
                method,
                uri,
                body);
    }

    private static Response send(
            RequestSpecification request, String method, String uri, String body) {
        RequestSpecification filled =
                body == null ? request : request.contentType("application/json").body(bytes(body));
        return filled.request(method, uri);
    }

    private static byte[] bytes(String body) {
        return body == null ? null : body.getBytes(StandardCharsets.UTF_8);
    }

    /** A vault through ARM; {@code properties} begins with a comma or is empty. */
    private String newVault(String properties) {
        String name = newName();
        arm("PUT", VAULTS + name + ARM_VERSION, vaultBody(properties)).then().statusCode(201);
        return name;
    }

    private static String newName() {
        return "kv-test-" + NAMES.incrementAndGet();
    }

    private static String vaultBody(String properties) {
        return "{\"location\":\"eastus\",\"properties\":{\"tenantId\":\""
                + TestIssuer.TENANT
                + "\",\"sku\":{\"family\":\"A\",\"name\":\"standard\"}"
                + properties
                + "}}";
    }

    private static String policies(String objectId) {
        return ",\"accessPolicies\":[{\"tenantId\":\""
                + TestIssuer.TENANT
                + "\",\"objectId\":\""
                + objectId
                + "\",\"permissions\":{\"secrets\":[\"all\"]}}]";
    }

    private List<byte[]> storedValues(String vault) throws SQLException {
        List<byte[]> values = new java.util.ArrayList<>();
        try (Connection connection = database.connect();
                PreparedStatement query =
                        connection.prepareStatement(
                                "select v.value from secret_version v join secret s on s.id = v.secret_id"
                                        + " join vault k on k.id = s.vault_id where k.name = ?")) {
            query.setString(1, vault);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    values.add(rows.getBytes(1));
                }
            }
        }
        return values;
    }
}
