package io.mltwin.compute.datastores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.mltwin.compute.TestWorkspace;
import io.mltwin.testkit.AssertedArm;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PeerRequest;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Datastores of the v1 data plane: registered, refused, raced for, and the same ones as ARM's. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class RegisteredDatastoreResourceTest {

    private static final String AUDIENCE = "https://management.azure.com/";
    private static final String SECRET = "bm90LWEtcmVhbC1rZXktYnV0LWEtc2VjcmV0";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    private final String scientist = UUID.randomUUID().toString();
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private TestWorkspace workspace;
    private AssertedArm arm;

    @BeforeEach
    void aWorkspaceWithAVault() {
        decisions.allowAll(scientist);
        arm = new AssertedArm(service, issuer, scientist);
        workspace = new TestWorkspace(calls);
        String kept = "/secrets/aml-" + workspace.workspaceId() + "-datastore-*";
        calls.answer("keyvault", "PUT", kept, this::setSecret);
        calls.answer("keyvault", "GET", kept, this::secret);
        calls.answer("keyvault", "DELETE", kept, this::removeSecret);
        calls.answer("keyvault", "DELETE", kept.replace("/secrets/", "/deletedsecrets/"), PeerAnswer.status(204));
    }

    private PeerAnswer setSecret(PeerRequest request) {
        secrets.put(request.path(), request.json().path("value").asText());
        return PeerAnswer.json(200, "{}");
    }

    private PeerAnswer secret(PeerRequest request) {
        String value = secrets.get(request.path());
        return value == null
                ? PeerAnswer.error(404, "SecretNotFound", "none")
                : PeerAnswer.json(200, Map.of("value", value));
    }

    private PeerAnswer removeSecret(PeerRequest request) {
        return secrets.remove(request.path()) == null
                ? PeerAnswer.error(404, "SecretNotFound", "none")
                : PeerAnswer.json(200, "{}");
    }

    private String secretOf(String datastore) {
        return secrets.get("/secrets/aml-" + workspace.workspaceId() + "-datastore-" + datastore);
    }

    /** A call of the v1 data plane. */
    private ValidatableResponse v1(String who, String method, String rest, String body) {
        RequestSpecification request = service.given()
                .header("Authorization", "Bearer " + issuer.aad(AUDIENCE, who).sign());
        return (body == null ? request : request.contentType("application/json").body(body))
                .request(method, "/datastore/v1.0" + workspace.id() + rest)
                .then();
    }

    private ValidatableResponse v1(String method, String rest, String body) {
        return v1(scientist, method, rest, body);
    }

    private ValidatableResponse arm(String method, String rest, String body) {
        return arm.send(method, workspace.id() + "/datastores/" + rest, body);
    }

    private static String store(String name, String container, String key) {
        return """
                {"name": "%s", "dataStoreType": "AzureBlob", "azureStorageSection": {"accountName": "account1",
                 "containerName": "%s", "credentialType": "AccountKey", "credential": "%s"}}""".formatted(name, container, key);
    }

    @Test
    void bothFormsAreOneDatastore() {
        // Given
        String lake = """
                {'properties':{'datastoreType':'AzureDataLakeGen2','accountName':'lake1','filesystem':'fs1',
                 'description':'a lake','tags':{'team':'blue'},'credentials':{'credentialsType':'ServicePrincipal',
                 'clientId':'c1','tenantId':'t1','secrets':{'clientSecret':'%s'}}}}""".formatted(SECRET);
        arm("PUT", "lake", lake).statusCode(201);
        arm("PUT", "lake", lake).statusCode(200);

        // When
        ValidatableResponse shown = v1("GET", "/datastores/lake", null);

        // Then
        shown.statusCode(200)
                .body("dataStoreType", equalTo("AzureDataLakeGen2"))
                .body("tags.team", equalTo("blue"))
                .body("azureStorageSection.credentialType", equalTo("ClientCredentials"))
                .body("azureStorageSection.clientCredentials.clientId", equalTo("c1"));
        arm("POST", "lake/listSecrets", null).statusCode(200).body("clientSecret", equalTo(SECRET));
        v1("DELETE", "/datastores/lake", null).statusCode(200);
        arm("GET", "lake", null).statusCode(404);
        v1("DELETE", "/datastores/lake", null).statusCode(404);
    }

    @Test
    void theDefaultMovesAndTheBuiltInOneStays() {
        // Given
        v1("POST", "/datastores", store("usual", "data", SECRET)).statusCode(200);

        // When
        v1("PUT", "/default/usual", null).statusCode(200);

        // Then
        v1("GET", "/default", null).statusCode(200).body("name", equalTo("usual"));
        arm("GET", "workspaceblobstore", null).body("properties.isDefault", equalTo(false));
        arm("GET", "usual", null).body("properties.isDefault", equalTo(true));
        v1("DELETE", "/datastores/usual", null).statusCode(200);
        v1("GET", "/default", null).statusCode(200).body("name", equalTo("workspaceblobstore"));
        v1("PUT", "/default/no-such", null).statusCode(404);
        v1("DELETE", "/datastores/WorkspaceBlobStore", null).statusCode(409);
        v1("POST", "/datastores", store("workspaceblobstore", "data", SECRET)).statusCode(409);
    }

    @Test
    void oneOfManyRegistrationsOfANameWinsAndItsSecretIsKept() {
        // When
        List<CompletableFuture<Integer>> callers = IntStream.range(0, 6)
                .mapToObj(number -> CompletableFuture.supplyAsync(
                        () -> v1("POST", "/datastores", store("raced", "container" + number, SECRET + number))
                                .extract()
                                .statusCode()))
                .toList();
        List<Integer> statuses = callers.stream().map(CompletableFuture::join).toList();

        // Then
        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 409);
        int winner = statuses.indexOf(200);
        v1("GET", "/datastores/raced", null)
                .statusCode(200)
                .body("azureStorageSection.containerName", equalTo("container" + winner));
        assertThat(secretOf("raced")).contains("AccountKey=" + SECRET + winner + ";");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"x\"",
                "{",
                "{\"name\":\"m1\"}",
                "{\"name\":\"m1\",\"dataStoreType\":{\"a\":1}}",
                "{\"name\":\"m1\",\"dataStoreType\":\"AzureBlob\"}",
                "{\"name\":\"m1\",\"dataStoreType\":\"AzureBlob\",\"azureStorageSection\":\"x\"}",
                """
                {
                  "name": "a/b",
                  "dataStoreType": "AzureBlob",
                  "azureStorageSection": {"accountName": "abc", "containerName": "abc"}
                }
                """,
                """
                {
                  "name": "m1",
                  "dataStoreType": "AzureBlob",
                  "azureStorageSection": {
                    "accountName": "abc",
                    "containerName": "abc",
                    "credentialType": "AccountKey"
                  }
                }
                """
            })
    void whatIsNoDatastoreIsRefusedAndChangesNothing(String body) {
        v1("POST", "/datastores", body).statusCode(400).body("error.code", equalTo("UserError"));

        v1("GET", "/datastores/m1", null).statusCode(404);
        assertThat(secrets).isEmpty();
    }

    /** RBA-33: one who may do one thing with datastores may do that alone. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"write, 200, 403, 403", "read, 403, 200, 403", "delete, 403, 403, 200"})
    void onlyTheGrantedVerbIsAllowed(String granted, int write, int read, int delete) {
        // Given
        v1("POST", "/datastores", store("one", "data", SECRET)).statusCode(200);
        String nora = UUID.randomUUID().toString();
        decisions.allow(nora, "Microsoft.MachineLearningServices/workspaces/datastores/" + granted, workspace.id());

        // When, Then
        v1(nora, "POST", "/datastores", store("two", "data", SECRET)).statusCode(write);
        v1(nora, "GET", "/datastores/one", null).statusCode(read);
        v1(nora, "DELETE", "/datastores/one", null).statusCode(delete);
    }
}
