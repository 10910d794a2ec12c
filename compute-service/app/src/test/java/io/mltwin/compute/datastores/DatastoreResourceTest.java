package io.mltwin.compute.datastores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.mltwin.compute.TestWorkspace;
import io.mltwin.testkit.AssertedArm;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Datastores as Azure Resource Manager asks for them, and their secrets in the vault. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class DatastoreResourceTest {

    private static final String BLOB =
            "{'properties':{'datastoreType':'AzureBlob','accountName':'acc1','containerName':'con','credentials':%s}}";
    private static final String WITH_KEY =
            BLOB.formatted("{'credentialsType':'AccountKey','secrets':{'secretsType':'AccountKey','key':'a2V5'}}");
    private static final String WITHOUT_SECRET = BLOB.formatted("{'credentialsType':'AccountKey'}");
    private static final String OF_IDENTITIES = BLOB.formatted("{'credentialsType':'None'}");

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    ServiceUnderTest service;

    private String id;
    private String secret;
    private String purge;
    private AssertedArm arm;

    @BeforeEach
    void aWorkspaceWithAVault() {
        arm = new AssertedArm(service, issuer, UUID.randomUUID().toString());
        TestWorkspace workspace = new TestWorkspace(calls);
        id = workspace.id();
        String name = "aml-" + workspace.workspaceId() + "-datastore-d1";
        secret = "/secrets/" + name;
        purge = "/deletedsecrets/" + name;
        calls.answer("keyvault", "PUT", secret, PeerAnswer.json(200, "{}"));
        calls.answer(
                "keyvault", "GET", secret, PeerAnswer.json(200, Map.of("value", "AccountName=acc1;AccountKey=a2V5")));
        calls.answer("keyvault", "DELETE", secret, PeerAnswer.json(200, "{}"));
        calls.answer("keyvault", "DELETE", purge, PeerAnswer.status(204));
    }

    private ValidatableResponse send(String method, String rest, String body) {
        return arm.send(method, id + "/datastores" + rest, body);
    }

    private int written() {
        return calls.received("keyvault", "PUT", secret).size();
    }

    private int removed() {
        return calls.received("keyvault", "DELETE", secret).size();
    }

    private void closeVault() {
        PeerAnswer refusal = PeerAnswer.error(403, "Forbidden", "no access policy");
        for (String method : List.of("PUT", "DELETE")) {
            calls.answer("keyvault", method, secret, refusal);
        }
    }

    @Test
    void itsSecretIsInTheVaultAndIsShownByOneOperationAlone() {
        // When
        ValidatableResponse made = send("PUT", "/d1", WITH_KEY);

        // Then
        made.statusCode(201)
                .body("properties.credentials.credentialsType", equalTo("AccountKey"))
                .body("properties.credentials.secrets", nullValue());
        assertThat(written()).isEqualTo(1);
        send("PUT", "/d1", WITHOUT_SECRET).statusCode(200);
        assertThat(written()).as("what is not given stays").isEqualTo(1);
        send("GET", "/D1", null).statusCode(200).body("name", equalTo("d1"));
        send("GET", "", null)
                .statusCode(200)
                .body(
                        "value.name",
                        contains(
                                "workspaceblobstore",
                                "workspaceartifactstore",
                                "workspacefilestore",
                                "workspaceworkingdirectory",
                                "d1"));
        send("POST", "/d1/listSecrets", null).statusCode(200).body("key", equalTo("a2V5"));
        send("POST", "/d1/listSecrets", "{'expirableSecret':true}")
                .statusCode(200)
                .body("secretsType", equalTo("Sas"));
        send("PUT", "/d1", OF_IDENTITIES).statusCode(200);
        assertThat(removed()).isEqualTo(1);
    }

    @Test
    void datastoreThatTheVaultRefusesIsNeitherMadeNorDeleted() {
        // Given
        send("PUT", "/d1", WITH_KEY).statusCode(201);
        closeVault();

        // When
        ValidatableResponse refused = send("DELETE", "/d1", null);

        // Then
        refused.statusCode(502).body("error.code", equalTo("KeyVaultError"));
        send("GET", "/d1", null).statusCode(200);
        calls.answer("keyvault", "DELETE", secret, PeerAnswer.json(200, "{}"));
        send("DELETE", "/d1", null).statusCode(200);
        send("DELETE", "/d1", null).statusCode(204);
        send("PUT", "/d1", WITH_KEY).statusCode(502);
        send("GET", "/d1", null).statusCode(404);
    }

    @Test
    void artifactsOfRunsLieInADatastoreOfTheWorkspace() {
        // When
        ValidatableResponse found = send("GET", "/workspaceartifactstore", null);

        // Then
        found.statusCode(200)
                .body("properties.datastoreType", equalTo("AzureBlob"))
                .body("properties.accountName", startsWith("st"))
                .body("properties.containerName", equalTo("azureml"))
                .body("properties.isDefault", equalTo(false));
        send("GET", "?isDefault=true", null).body("value.name", contains("workspaceblobstore"));
    }

    /** {@code systemDatastoresAuthMode}; where workspace-service says none, keys are meant. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            nullValues = "-",
            value = {
                "accessKey, workspaceblobstore, AccountKey",
                "accessKey, WorkspaceArtifactStore, AccountKey",
                "-, workspaceblobstore, AccountKey",
                "identity, workspaceblobstore, None",
                "identity, WorkspaceArtifactStore, None"
            })
    void theWorkspacesOwnAreReachedAsItsModeSays(String mode, String name, String credentials) {
        // Given
        TestWorkspace workspace = mode == null
                ? new TestWorkspace(calls)
                : new TestWorkspace(calls, UUID.randomUUID().toString(), Map.of("systemDatastoresAuthMode", mode));
        id = workspace.id();

        // When
        ValidatableResponse found = send("GET", "/" + name, null);

        // Then
        found.statusCode(200)
                .body("properties.credentials.credentialsType", equalTo(credentials))
                .body("properties.credentials.secrets", nullValue());
        ValidatableResponse secret = send("POST", "/" + name + "/listSecrets", null);
        ValidatableResponse expirable = send("POST", "/" + name + "/listSecrets", "{'expirableSecret':true}");
        if (credentials.equals("None")) {
            secret.statusCode(400).body("error.code", equalTo("DatastoreHasNoSecret"));
            expirable.statusCode(400).body("error.code", equalTo("DatastoreHasNoSecret"));
        } else {
            secret.statusCode(200).body("secretsType", equalTo("AccountKey")).body("key", equalTo("a2V5"));
            expirable.statusCode(200).body("secretsType", equalTo("Sas")).body("sasToken", containsString("sr=c"));
        }
        assertThat(calls.received("keyvault", "PUT", secretOf(workspace))).isEmpty();
    }

    private static String secretOf(TestWorkspace workspace) {
        return "/secrets/aml-" + workspace.workspaceId() + "-storage-connection";
    }

    @Test
    void aVaultWithoutTheAccountsKeySaysWhatToDo() {
        // Given
        TestWorkspace workspace = new TestWorkspace(calls);
        id = workspace.id();
        calls.answer("keyvault", "GET", secretOf(workspace), PeerAnswer.json(200, Map.of("value", "anything")));

        // When
        ValidatableResponse refused = send("POST", "/workspaceblobstore/listSecrets", null);

        // Then
        refused.statusCode(502)
                .body("error.code", equalTo("StorageConnectionInvalid"))
                .body("error.message", containsString("resyncKeys"));
    }

    @Test
    void anExpirableSecretOfAShareIsASignatureForIt() {
        // Given
        send("PUT", "/d1", WITH_KEY.replace("AzureBlob", "AzureFile").replace("containerName", "fileShareName"))
                .statusCode(201);

        // When
        ValidatableResponse secret = send("POST", "/d1/listSecrets", "{'expirableSecret':true}");

        // Then
        secret.statusCode(200).body("secretsType", equalTo("Sas")).body("sasToken", containsString("sr=s"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "PATCH | /d1 | - | 405",
                "POST | /d1/rotate | - | 501",
                "PUT | /d1 | - | 400",
                "PUT | /d1 | {} | 400",
                "PUT | /workspaceblobstore | WITH_KEY | 409",
                "PUT | /d1 | WITHOUT_SECRET | 400",
                "DELETE | /workspaceblobstore | - | 409",
                "PUT | /workspaceartifactstore | WITH_KEY | 409",
                "PUT | /workspaceFileStore | WITH_KEY | 409",
                "DELETE | /WorkspaceArtifactStore | - | 409",
                "DELETE | /WORKSPACEBLOBSTORE | - | 409",
                "POST | /workspaceblobstore/listSecrets | {'expirableSecret':true,'expireAfterHours':0} | 400",
                "GET | /d1 | - | 404",
                "POST | /d1/listSecrets | - | 404"
            })
    void whatIsRefusedWritesNothing(String method, String rest, String body, int status) {
        // When
        ValidatableResponse answer = send(
                method,
                rest,
                "WITH_KEY".equals(body) ? WITH_KEY : "WITHOUT_SECRET".equals(body) ? WITHOUT_SECRET : body);

        // Then
        answer.statusCode(status);
        assertThat(written()).isZero();
    }
}
