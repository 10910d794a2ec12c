package io.mltwin.compute.nodes;

import static io.mltwin.compute.nodes.SecretCluster.DATASTORE;
import static io.mltwin.compute.nodes.SecretCluster.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * HBI-09, HBI-10, TRN-15: what a node is told of the credentials of its run's data and image, and
 * what a machine of the customer's is.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class NodeSecretResourceTest {

    private static final String SHARE =
            DATASTORE.replace("AzureBlob", "AzureFile").replace("'containerName':'con'", "'fileShareName':'share1'");

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

    private int read() {
        return platform.calls().received("keyvault", "GET", runs.secret()).size();
    }

    @Test
    void inHighImpactItIsTheNameOfTheSecretAlone() throws SQLException {
        aCluster(true);
        runs.takeRun();
        int read = read();

        Response access = runs.cluster().get(0, "data-access?reference=INPUT_d");

        access.then()
                .statusCode(200)
                .body("signature", nullValue())
                .body("token", nullValue())
                .body("secret.secret", equalTo(runs.secret().substring("/secrets/".length())))
                .body("secret.host", equalTo("kv.vault.mltwin.localhost:1"))
                .body("secret.kind", equalTo("AccountKey"))
                .body("secret.service", equalTo("blob"))
                .body("secret.account", equalTo("acc1"))
                .body("secret.container", equalTo("con"))
                .body("secret.permissions", equalTo("rl"));
        assertThat(access.asString()).doesNotContain(KEY, "sig=");
        assertThat(read()).as("the vault is asked by the node").isEqualTo(read);
        runs.cluster()
                .get(0, "vault-token")
                .then()
                .statusCode(200)
                .body("access_token", equalTo("identity"))
                .body("resource", containsString("vault."));
    }

    /** HBI-10: the password of the registry's admin user. */
    @Test
    void inHighImpactTheRegistrysPasswordIsNamedAlone() throws SQLException {
        aCluster(true);
        runs.takeRun();
        int exchanged =
                platform.calls().received("scoring", "POST", "/oauth2/exchange").size();

        ValidatableResponse access =
                runs.cluster().image(0, "GET", "image-access", "azureml_0123456789abcdef0123456789abcdef");

        access.statusCode(200)
                .body("token", nullValue())
                .body("password.secret", equalTo("aml-" + runs.cluster().workspaceId() + "-acr-password"))
                .body("password.host", equalTo("kv.vault.mltwin.localhost:1"))
                .body("password.username", equalTo("reg1"))
                .body("repository", equalTo("azureml/azureml_0123456789abcdef0123456789abcdef"));
        assertThat(platform.calls().received("scoring", "POST", "/oauth2/exchange"))
                .as("no token is asked for")
                .hasSize(exchanged);
    }

    @Test
    void elsewhereItIsASignature() throws SQLException {
        aCluster(false);
        runs.takeRun();

        runs.cluster()
                .get(0, "data-access?reference=INPUT_d")
                .then()
                .statusCode(200)
                .body("secret", nullValue())
                .body("signature", containsString("sig="))
                .body("signature", not(containsString(KEY)));
        runs.cluster().get(0, "vault-token").then().statusCode(403).body("error.code", equalTo("NoSecret"));
    }

    @ParameterizedTest
    @CsvSource({"false, sr=s", "true, "})
    void aFileShareIsOpenedWithASignatureForAShare(boolean highImpact, String signature) throws SQLException {
        // Given
        aCluster(highImpact);
        runs.cluster().arm("PUT", "/datastores/d1", SHARE).statusCode(201);
        runs.takeRunOf("d1", 0);

        // When
        ValidatableResponse access =
                runs.cluster().get(0, "data-access?reference=INPUT_d").then();

        // Then
        access.statusCode(200)
                .body("service", equalTo("file"))
                .body("url", endsWith("/share1"))
                .body("host", startsWith("acc1.file.core."));
        if (highImpact) {
            access.body("secret.service", equalTo("file")).body("secret.permissions", equalTo("rl"));
        } else {
            access.body("signature", containsString(signature));
        }
    }

    /** TRN-15: the node writes its run's management code there. */
    @ParameterizedTest
    @CsvSource({"false", "true"})
    void theShareForManagementCodeIsOpenedWithTheAccountsKey(boolean highImpact) throws SQLException {
        // Given
        aCluster(highImpact);
        String share = "azureml-filestore-" + runs.cluster().workspaceId();
        String connection = "aml-" + runs.cluster().workspaceId() + "-storage-connection";
        runs.cluster().arm("PUT", "/datastores/d1", DATASTORE).statusCode(201);
        assertThat(runs.takeRunOf("d1", 0).jsonPath().getString("managementShare"))
                .isEqualTo(share);

        // When
        Response access = runs.cluster().get(0, "management-share");

        // Then
        ValidatableResponse opened = access.then()
                .statusCode(200)
                .body("service", equalTo("file"))
                .body("url", endsWith("/" + share))
                .body("host", startsWith("st"))
                .body("host", containsString(".file.core."))
                .body("token", nullValue());
        assertThat(access.asString()).doesNotContain("AccountKey=", "a2V5");
        if (highImpact) {
            opened.body("signature", nullValue())
                    .body("secret.secret", equalTo(connection))
                    .body("secret.kind", equalTo("AccountKey"))
                    .body("secret.service", equalTo("file"))
                    .body("secret.container", equalTo(share))
                    .body("secret.permissions", equalTo("rcw"));
        } else {
            opened.body("secret", nullValue())
                    .body("signature", containsString("sr=s"))
                    .body("signature", containsString("sp=rcw"));
        }
    }

    /**
     * What a node is given follows {@code systemDatastoresAuthMode}, whatever kind the workspace.
     */
    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "accessKey, false, workspaceblobstore, signature",
        "accessKey, false, workspaceartifactstore, signature",
        "accessKey, true, workspaceblobstore, secret",
        "accessKey, true, workspaceartifactstore, secret",
        "identity, false, workspaceblobstore, token",
        "identity, false, workspaceartifactstore, token",
        "identity, true, workspaceblobstore, token",
        "identity, true, workspaceartifactstore, token"
    })
    void theWorkspacesOwnDataIsOpenedAsItsModeSays(String mode, boolean highImpact, String datastore, String opening)
            throws SQLException {
        // Given
        runs = new SecretCluster(
                platform, database, Map.of("hbiWorkspace", highImpact, "systemDatastoresAuthMode", mode));
        runs.takeRunOf(datastore, 0);

        // When
        Response access = runs.cluster().get(0, "data-access?reference=INPUT_d");
        Response share = runs.cluster().get(0, "management-share");

        // Then
        for (Response given : List.of(access, share)) {
            given.then().statusCode(200);
            assertThat(Stream.of("signature", "secret", "token")
                            .filter(one -> given.jsonPath().get(one) != null))
                    .containsExactly(opening);
            assertThat(given.asString()).doesNotContain("a2V5", "AccountKey=");
        }
        if (opening.equals("secret")) {
            access.then()
                    .body("secret.secret", equalTo("aml-" + runs.cluster().workspaceId() + "-storage-connection"))
                    .body("secret.kind", equalTo("AccountKey"))
                    .body("secret.permissions", equalTo("rl"));
        }
        if (opening.equals("token")) {
            share.then().body("token", equalTo("identity"));
        }
    }

    @Test
    void aMachineOfTheCustomersActsAsNobody() throws SQLException {
        // Given
        runs = new SecretCluster(platform, database, Map.of("systemDatastoresAuthMode", "identity"));
        int machine = runs.cluster().addMachine();
        runs.takeRunOf("workspaceblobstore", machine);

        // When
        ValidatableResponse refused =
                runs.cluster().get(machine, "data-access?reference=INPUT_d").then();

        // Then
        refused.statusCode(403)
                .body("error.code", equalTo("NoManagedIdentity"))
                .body("error.message", containsString("Run on a cluster"));
    }

    @Test
    void aSecretThatIsNoConnectionStringOpensNoShare() throws SQLException {
        // Given
        aCluster(false);
        platform.calls()
                .answer(
                        "keyvault",
                        "GET",
                        "/secrets/aml-" + runs.cluster().workspaceId() + "-storage-connection",
                        PeerAnswer.json(200, Map.of("value", "anything")));
        runs.takeRun();

        // When, Then
        runs.cluster()
                .get(0, "management-share")
                .then()
                .statusCode(502)
                .body("error.code", equalTo("StorageConnectionInvalid"))
                .body("error.message", containsString("resyncKeys"));
    }

    @Test
    void aMachineOfTheCustomersHasNoShareForManagementCode() throws SQLException {
        aCluster(false);
        int machine = runs.cluster().addMachine();
        runs.cluster().arm("PUT", "/datastores/d1", DATASTORE).statusCode(201);

        Response job = runs.takeRunOf("d1", machine);

        assertThat(job.jsonPath().getString("managementShare")).isNull();
        runs.cluster()
                .get(machine, "management-share")
                .then()
                .statusCode(403)
                .body("error.code", equalTo("NoManagementShare"));
    }

    @ParameterizedTest
    @CsvSource({
        "workspaceblobstore, 200, /azureml-blobstore-",
        "workspaceartifactstore, 200, /azureml",
        "d1, 200, /con",
        "nobodys, 403, "
    })
    void aMachineOfTheCustomersIsGivenSignaturesAlone(String datastore, int status, String place) throws SQLException {
        // Given
        aCluster(false);
        int machine = runs.cluster().addMachine();
        platform.calls()
                .answer(
                        "keyvault",
                        "GET",
                        "/secrets/aml-" + runs.cluster().workspaceId() + "-storage-connection",
                        PeerAnswer.json(200, Map.of("value", "AccountName=acc1;AccountKey=" + KEY)));
        runs.cluster().arm("PUT", "/datastores/d1", DATASTORE).statusCode(201);
        runs.cluster()
                .arm(
                        "PUT",
                        "/datastores/nobodys",
                        "{'properties':{'datastoreType':'AzureBlob','accountName':'acc1','containerName':'con',"
                                + "'credentials':{'credentialsType':'None'}}}")
                .statusCode(201);
        runs.takeRunOf(datastore, machine);

        // When
        ValidatableResponse access =
                runs.cluster().get(machine, "data-access?reference=INPUT_d").then();

        // Then
        access.statusCode(status);
        if (status == 200) {
            access.body("url", containsString(place))
                    .body("token", nullValue())
                    .body("secret", nullValue())
                    .body("signature", containsString("sp=rl"));
        } else {
            access.body("error.code", equalTo("NoManagedIdentity"));
        }
    }

    @ParameterizedTest
    @CsvSource({"vault-token, 403", "data-access?reference=INPUT_d, 403", "management-share, 403"})
    void aNodeWithoutARunIsToldNothing(String operation, int status) throws SQLException {
        aCluster(true);

        runs.cluster().get(0, operation).then().statusCode(status).body("error.code", equalTo("NoRun"));
    }
}
