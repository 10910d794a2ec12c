package io.mltwin.keyvault;

import static io.mltwin.keyvault.VaultClient.AUDIENCE;
import static io.mltwin.keyvault.VaultClient.OFFICER;
import static io.mltwin.keyvault.VaultClient.policies;
import static io.mltwin.keyvault.VaultClient.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.RawAnswer;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** What is not well formed or not there: Azure's code, and no row is another than before. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class BadInputResourceTest {

    private static final List<String> TABLES = List.of(
            "vault",
            "secret",
            "secret_version",
            "vault_key",
            "vault_key_version",
            "certificate",
            "certificate_version",
            "certificate_order",
            "certificate_issuer",
            "certificate_contacts");
    private static String vault;

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    private VaultClient vaults;

    @BeforeEach
    void aVaultWithOneOfEach() {
        vaults = new VaultClient(service, issuer);
        if (vault == null) {
            vault = vaults.newVault(policies(OFFICER));
            vaults.set(vault, "s", "v");
            vaults.call(vault, "POST", "/keys/ec/create", "{\"kty\":\"EC\"}")
                    .then()
                    .statusCode(200);
            vaults.call(vault, "POST", "/keys/rsa/create", "{\"kty\":\"RSA\"}")
                    .then()
                    .statusCode(200);
        }
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvFileSource(resources = "/bad-inputs.csv", delimiter = '|', numLinesToSkip = 1, maxCharsPerColumn = 10_000)
    void isRefusedAndChangesNothing(String method, String path, String body, int status, String code)
            throws SQLException {
        String before = contents();
        String uri = path.replace("LONG128", "n".repeat(128));
        if (!uri.contains("api-version")) {
            uri += (uri.contains("?") ? "&" : "?") + "api-version=7.4";
        }

        Response answer =
                send(vaults.officer(vault).urlEncodingEnabled(false), method, uri, body == null ? null : filled(body));

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.<String>path("error.code")).isEqualTo(code);
        assertThat(answer.<String>path("error.message")).isNotBlank().doesNotContain("Exception");
        assertThat(contents()).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "PUT, /secrets/%zz?api-version=7.4",
        "PUT, /secrets/%?api-version=7.4",
        "PUT, /secrets/a%2?api-version=7.4",
        "PUT, /secrets/a|b?api-version=7.4",
        "DELETE, /secrets/s%zz?api-version=7.4",
        "DELETE, /keys/%zz/?api-version=7.4",
        "POST, /keys/ec/%zz/sign?api-version=7.4",
        "GET, /keys?maxresults=%zz&api-version=7.4",
        "GET, /keys?api-version=%"
    })
    void aPathThatIsNotEncodedIsRefusedInTheVaultsForm(String method, String path) throws SQLException, IOException {
        String before = contents();

        RawAnswer answer = RawAnswer.of(
                service,
                vault + ".vault",
                method,
                path,
                "Bearer " + issuer.aad(AUDIENCE, OFFICER).sign(),
                "{\"value\":\"v\"}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"error\":{\"code\":\"BadParameter\",\"message\":");
        assertThat(answer.headers())
                .containsIgnoringCase("x-ms-request-id: ")
                .containsIgnoringCase("content-type: application/json");
        assertThat(contents()).isEqualTo(before);
    }

    private static String filled(String body) {
        String tags =
                IntStream.range(0, 16).mapToObj(i -> "\"t" + i + "\":\"v\"").collect(Collectors.joining(",", "{", "}"));
        return body.replace("VALUE25K", "v".repeat(25_601))
                .replace("LONG300", "n".repeat(300))
                .replace("TAGS16", tags)
                .replace("DIGEST", "A".repeat(43))
                .replace("BYTES300", "A".repeat(400));
    }

    @Test
    void tokensOfAnotherTimeAndHugeHeadersAreRefused() throws SQLException {
        String before = contents();
        List<String> tokens = new ArrayList<>();
        tokens.add(issuer.aad(AUDIENCE, OFFICER)
                .expires(Instant.EPOCH.plusSeconds(1))
                .sign());
        tokens.add(issuer.aad(AUDIENCE, OFFICER)
                .notBefore(Instant.parse("2200-01-01T00:00:00Z"))
                .sign());
        tokens.add("not.a.token");
        for (String token : tokens) {
            assertThat(set(token, "x").statusCode()).isEqualTo(401);
        }
        assertThat(set(issuer.aad(AUDIENCE, OFFICER).sign(), "x".repeat(40_000)).statusCode())
                .isEqualTo(431);
        assertThat(contents()).isEqualTo(before);
    }

    private Response set(String token, String header) {
        return send(
                vaults.at(vault, token).header("x-ms-client-request-id", header),
                "PUT",
                "/secrets/n?api-version=7.4",
                "{\"value\":\"v\"}");
    }

    private String contents() throws SQLException {
        StringBuilder all = new StringBuilder();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                try (ResultSet row = statement.executeQuery(
                        "select count(*), md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from "
                                + table
                                + " t")) {
                    row.next();
                    all.append(table)
                            .append(' ')
                            .append(row.getLong(1))
                            .append(' ')
                            .append(row.getString(2))
                            .append('\n');
                }
            }
        }
        return all.toString();
    }
}
