package io.mltwin.compute.computetargets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.TestBlobs;
import io.mltwin.encoding.Sha256;
import io.mltwin.testkit.AssertedArm;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PeerRequest;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DBR-01: Databricks workspaces and data factories as compute targets. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class DatabricksComputeResourceTest {

    private static final String TOKEN = "dapi0123456789abcdef0123456789abcdef";
    private static final String HOST = "adb-1234567890123456.0.azuredatabricks.mltwin.localhost:1";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    private final String principal = UUID.randomUUID().toString();
    private final String workspaceId = UUID.randomUUID().toString();
    private final String group = "/subscriptions/" + UUID.randomUUID() + "/resourceGroups/g";
    private final String id = group + "/providers/Microsoft.MachineLearningServices/workspaces/w";
    private final String databricks = group + "/providers/Microsoft.Databricks/workspaces/dbx";
    private final String factory = group + "/providers/Microsoft.DataFactory/factories/adf";
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private AssertedArm arm;

    @BeforeEach
    void aWorkspaceAndWhatItCanAttach() {
        arm = new AssertedArm(service, issuer, principal);
        decisions.allowAll(principal);
        calls.answer("workspace", "GET", "/_internal/workspaces", PeerAnswer.json(200, """
                        {"id":"%s","workspaceId":"%s","name":"w","location":"eastus","tenantId":"%s","subscriptionId":"s",
                         "resourceGroup":"g","storageAccountName":"account","identityClientId":"c","vaultUri":"https://kv.vault.mltwin.localhost:1/","supportApplicationId":"support"}
                        """.formatted(
                        id, workspaceId, TestIssuer.TENANT)));
        calls.answer(
                "workspace",
                "POST",
                "/_internal/workspaces/identity-token",
                PeerAnswer.json(
                        200,
                        Map.of(
                                "accessToken",
                                "identity",
                                "expiresOn",
                                Instant.now().plusSeconds(3600).getEpochSecond())));
        calls.answer("workspace", "GET", "/_internal/index", PeerAnswer.json(200, "{}"));
        calls.answer(
                "workspace",
                "GET",
                databricks,
                PeerAnswer.json(200, Map.of("properties", Map.of("workspaceUrl", HOST))));
        calls.answer("workspace", "GET", "/api/2.0/preview/scim/v2/Me", this::me);
        calls.answer("identity", "PUT", "/_internal/support-applications/support/key", PeerAnswer.status(204));
        calls.answer(
                "identity",
                "POST",
                "/" + TestIssuer.TENANT + "/oauth2/v2.0/token",
                PeerAnswer.json(200, Map.of("token_type", "Bearer", "expires_in", 3600, "access_token", "t")));
        calls.answer("keyvault", "PUT", "/secrets/*", this::setSecret);
        calls.answer("keyvault", "GET", "/secrets/*", this::secret);
        calls.answer("keyvault", "DELETE", "/secrets/*", this::removeSecret);
        calls.answer("keyvault", "DELETE", "/deletedsecrets/*", PeerAnswer.status(204));
    }

    private PeerAnswer me(PeerRequest request) {
        return ("Bearer " + TOKEN).equals(request.headers().get("authorization"))
                        && HOST.equals(request.headers().get("host"))
                ? PeerAnswer.json(200, Map.of("id", "u"))
                : PeerAnswer.error(401, "UNAUTHENTICATED", "no");
    }

    private PeerAnswer secret(PeerRequest request) {
        return secrets.containsKey(request.path())
                ? PeerAnswer.json(200, Map.of("value", secrets.get(request.path())))
                : PeerAnswer.error(404, "SecretNotFound", "none");
    }

    private PeerAnswer setSecret(PeerRequest request) {
        secrets.put(request.path(), request.json().path("value").asText());
        return PeerAnswer.json(200, "{}");
    }

    private PeerAnswer removeSecret(PeerRequest request) {
        secrets.remove(request.path());
        return PeerAnswer.json(200, "{}");
    }

    private ValidatableResponse put(String members) {
        return arm.send(
                "PUT",
                id + "/computes/dbx",
                "{'location':'eastus','properties':{%s}}"
                        .formatted(members)
                        .replace("DBX", databricks)
                        .replace("ADF", factory));
    }

    private static String attach(String inner) {
        return "'computeType':'Databricks','resourceId':'DBX','properties':{" + inner + "}";
    }

    private String secret() {
        return "/secrets/aml-" + workspaceId + "-compute-dbx";
    }

    @Test
    void anAttachedWorkspacesTokenLiesInTheVaultAndIsNeverShown() {
        // When
        put(attach("'databricksAccessToken':'" + TOKEN + "','workspaceUrl':'https://" + HOST + "/'"))
                .statusCode(201)
                .body("properties.computeType", equalTo("Databricks"))
                .body("properties.isAttachedCompute", equalTo(true))
                .body("properties.resourceId", equalTo(databricks))
                .body(not(containsString(TOKEN)));

        // Then
        assertThat(secrets).containsEntry(secret(), TOKEN);
        arm.send("GET", id + "/computes/dbx", null).statusCode(200).body(not(containsString(TOKEN)));
        arm.send("POST", id + "/computes/dbx/listKeys", null).statusCode(501);
        put(attach("'workspaceUrl':'" + HOST + "'")).statusCode(200);
        assertThat(secrets).containsEntry(secret(), TOKEN);
        arm.send("DELETE", id + "/computes/dbx?underlyingResourceAction=Detach", null)
                .statusCode(202);
        assertThat(secrets).isEmpty();
    }

    private RequestSpecification scientist() {
        return service.given()
                .header(
                        "Authorization",
                        "Bearer "
                                + issuer.aad("https://management.azure.com/", principal)
                                        .sign());
    }

    /** A run of a script on the attached workspace. */
    private ValidatableResponse submit() {
        new TestBlobs(calls, "snapshots");
        String snapshot = UUID.randomUUID().toString();
        scientist()
                .multiPart("files", "train.py", "print(1)".getBytes(StandardCharsets.UTF_8))
                .post("/content/v1.0" + id + "/snapshots/" + snapshot)
                .then()
                .statusCode(201);
        return scientist()
                .contentType("application/json")
                .body("""
                        {"snapshotId":"%s","configuration":{"script":"train.py","arguments":["--n","1"],"target":"dbx",
                         "environment":{"name":"AzureML-Python-3-Stdlib"}}}
                        """.formatted(snapshot))
                .post("/execution/v1.0" + id + "/experiments/e/snapshotrun")
                .then();
    }

    /** A node of the attached workspace that the test plays. */
    private String addNode() throws SQLException {
        String node = "tvmps_" + UUID.randomUUID().toString().replace("-", "") + "_d";
        try (Connection connection = database.connect();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into compute_node (node_id, compute_id, workspace_id, workspace_arm_id,"
                                + " secret_sha256, created, released) values (?, ?, ?, ?, ?, now(), false)")) {
            insert.setString(1, node);
            insert.setString(2, ArmResourceId.parse(id + "/computes/dbx").key());
            insert.setString(3, workspaceId);
            insert.setString(4, id);
            insert.setBytes(5, Sha256.hash("secret of " + node));
            insert.executeUpdate();
        }
        return node;
    }

    @Test
    void aScriptGetsAzureMachineLearningsValuesAsRunParameters() throws Exception {
        // Given
        put(attach("'databricksAccessToken':'" + TOKEN + "'")).statusCode(201);
        String node = addNode();

        // When
        String run = submit().statusCode(200).extract().path("runId");

        // Then
        JsonPath job = service.given()
                .header("Authorization", "Node secret of " + node)
                .contentType("application/json")
                .body("{}")
                .post("/_node/" + node + "/next")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        List<String> arguments = job.getList("command.arguments");
        assertThat(arguments)
                .startsWith("--n", "1")
                .containsSequence("--AZUREML_RUN_ID", run)
                .containsSequence("--AZUREML_RUN_TOKEN", job.getString("runToken"))
                .contains("--AZUREML_ARM_WORKSPACE_NAME", "--AZUREML_RUN_TOKEN_EXPIRY");
        assertThat(job.<String, String>getMap("environmentVariables").keySet())
                .isNotEmpty()
                .noneMatch(name -> name.startsWith("AZUREML_"));
        arm.send("DELETE", id + "/computes/dbx?underlyingResourceAction=Detach", null)
                .statusCode(202);
    }

    @Test
    void aTokenThatIsNotAcceptedAnyMoreStartsNoRun() {
        put(attach("'databricksAccessToken':'" + TOKEN + "'")).statusCode(201);
        calls.answer(
                "workspace", "GET", "/api/2.0/preview/scim/v2/Me", PeerAnswer.error(401, "UNAUTHENTICATED", "deleted"));

        submit().statusCode(400).body(containsString("does not accept the access token"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'databricksAccessToken':'dapi00000000000000000000000000000000' | 400 | does not accept",
                "'workspaceUrl':'HOST' | 400 | databricksAccessToken is required",
                "'databricksAccessToken':'TOKEN','workspaceUrl':'https://elsewhere.example.org' | 400 | is not the address"
            })
    void whatIsNotTheWorkspacesIsRefusedAndLeavesNothing(String inner, int status, String why) {
        put(attach(inner.replace("TOKEN", TOKEN).replace("HOST", HOST)))
                .statusCode(status)
                .body(containsString(why));

        arm.send("GET", id + "/computes/dbx", null).statusCode(404);
        assertThat(secrets).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'computeType':'Databricks','properties':{'databricksAccessToken':'x'}",
                "'computeType':'Databricks','resourceId':'ADF','properties':{'databricksAccessToken':'x'}",
                "'computeType':'DataFactory'",
                "'computeType':'DataFactory','resourceId':'DBX'"
            })
    void theResourceIsOfTheTypeOfTheCompute(String members) {
        put(members).statusCode(400);
    }

    @Test
    void aDataFactoryIsAttachedAndRunsNothing() {
        put("'computeType':'DataFactory','resourceId':'ADF'")
                .statusCode(201)
                .body("properties.resourceId", equalTo(factory));

        arm.send(
                        "PUT",
                        id + "/jobs/" + UUID.randomUUID(),
                        "{'properties':{'jobType':'Command','command':'true','environmentId':'azureml:AzureML-Python-3-Stdlib:1','computeId':'"
                                + id
                                + "/computes/dbx'}}")
                .statusCode(501)
                .body("error.message", containsString("DataFactory"));
        arm.send("DELETE", id + "/computes/dbx?underlyingResourceAction=Detach", null)
                .statusCode(202);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | 201",
                "{'publicNetworkAccess':'Disabled'} | 501",
                "{'encryption':{'keyName':'k'}} | 501",
                "{'globalParameters':{'a':{'type':'String'}}} | 501"
            })
    void aDataFactoryHasNothingButItself(String properties, int status) {
        arm.send(
                        "PUT",
                        group + "/providers/Microsoft.DataFactory/factories/f" + status,
                        "{'location':'eastus','properties':" + properties + "}")
                .statusCode(status);
        arm.send("GET", group + "/providers/Microsoft.DataFactory/factories/f" + status, null)
                .statusCode(status == 201 ? 200 : 404);
    }
}
