package io.mltwin.compute.nodes;

import static io.mltwin.compute.nodes.SecretCluster.KEY;
import static io.mltwin.compute.nodes.SecretCluster.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SEC-01: what a node is told of a datastore that a service principal opens. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class NodePrincipalResourceTest {

    @FromPlatform
    TestPlatform platform;

    @FromPlatform
    TestDatabase database;

    private SecretCluster runs;

    private void aCluster(boolean highImpact) throws SQLException {
        runs = new SecretCluster(platform, database, highImpact);
    }

    @AfterEach
    void clean() throws SQLException {
        runs.cluster().close();
    }

    private void playAzureAd(PeerAnswer answer) {
        platform.calls().answer("identity", "POST", "/tenant1/oauth2/v2.0/token", answer);
        platform.calls().answer("keyvault", "GET", runs.secret(), PeerAnswer.json(200, Map.of("value", KEY)));
    }

    /** SEC-01: a datastore with a service principal. */
    @Test
    void aServicePrincipalsDatastoreIsOpenedWithItsToken() throws SQLException {
        // Given
        aCluster(false);
        playAzureAd(PeerAnswer.json(200, Map.of("access_token", "of-the-principal")));
        runs.cluster().arm("PUT", "/datastores/d1", principal("")).statusCode(201);
        runs.takeRunOf("d1", 0);

        // When
        ValidatableResponse access =
                runs.cluster().get(0, "data-access?reference=INPUT_d").then();

        // Then
        access.statusCode(200)
                .body("token", equalTo("of-the-principal"))
                .body("signature", nullValue())
                .body("secret", nullValue())
                .body("url", endsWith("/con"));
    }

    @Test
    void aServicePrincipalThatAzureAdRefusesOpensNothing() throws SQLException {
        // Given
        aCluster(false);
        playAzureAd(PeerAnswer.json(
                401, Map.of("error", "invalid_client", "error_description", "AADSTS7000215: Invalid client secret.")));
        runs.cluster().arm("PUT", "/datastores/d1", principal("")).statusCode(201);
        runs.takeRunOf("d1", 0);

        // When, Then
        Response access = runs.cluster().get(0, "data-access?reference=INPUT_d");
        access.then()
                .statusCode(403)
                .body("error.code", equalTo("DatastoreCredentialsRefused"))
                .body("error.message", containsString("'client1' of the datastore 'd1'"))
                .body("error.message", containsString("AADSTS7000215"));
        assertThat(access.asString()).doesNotContain(KEY);
    }

    @Test
    void inHighImpactTheServicePrincipalsSecretIsNamedAlone() throws SQLException {
        // Given
        aCluster(true);
        runs.cluster().arm("PUT", "/datastores/d1", principal("")).statusCode(201);
        runs.takeRunOf("d1", 0);

        // When
        Response access = runs.cluster().get(0, "data-access?reference=INPUT_d");

        // Then
        access.then()
                .statusCode(200)
                .body("token", nullValue())
                .body("secret.secret", equalTo(runs.secret().substring("/secrets/".length())))
                .body("secret.kind", equalTo("ServicePrincipal"))
                .body("secret.principal.clientId", equalTo("client1"))
                .body("secret.principal.url", endsWith("/tenant1/oauth2/v2.0/token"))
                .body("secret.principal.resource", equalTo("https://storage.azure.com"));
        assertThat(access.asString()).doesNotContain(KEY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'authorityUrl':'https://login.example.com/', | signs in at https://login.example.com",
                "CERTIFICATE | certificate of a service principal"
            })
    void whatNoRunCanUseIsRefusedAtItsSubmission(String more, String message) throws SQLException {
        aCluster(false);
        String datastore = more.equals("CERTIFICATE")
                ? principal("'thumbprint':'t',")
                        .replace("'ServicePrincipal'", "'Certificate'")
                        .replace("'clientSecret'", "'certificate'")
                : principal(more);
        runs.cluster().arm("PUT", "/datastores/d1", datastore).statusCode(201);

        runs.cluster().arm("PUT", "/jobs/j1", job("d1")).statusCode(501).body("error.message", containsString(message));
    }

    private static String principal(String more) {
        return """
            {'properties':{'datastoreType':'AzureBlob','accountName':'acc1','containerName':'con',
             'credentials':{'credentialsType':'ServicePrincipal','clientId':'client1','tenantId':'tenant1',%s
             'secrets':{'secretsType':'ServicePrincipal','clientSecret':'%s'}}}}
            """.formatted(more, KEY);
    }
}
