package io.mltwin.workspace.databricks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PeerRequest;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ResourceTypeContract;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.testkit.TestPlatform;
import io.mltwin.testkit.TestVault;
import io.mltwin.workspace.arm.ArmCaller;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DBR-02, DBR-03: Databricks workspaces, the key of their root file system, and their tokens. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class DatabricksResourceTest {

    private static final String MACHINE_LEARNING = "0a1d0002-5a1e-4c0f-9d6e-0b6a65637402";
    private static final String DATABRICKS = "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d";
    private static final String DENIALS = "/_internal/deny-assignments/*";
    private static final AtomicInteger NAMES = new AtomicInteger();

    @FromPlatform
    TestPlatform platform;

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    ServiceUnderTest service;

    @Inject
    StorageAccountService accounts;

    private ArmCaller arm;
    private String group;
    private String managed;
    private String id;
    private TestVault vault;

    @BeforeEach
    void aSubscription() {
        int number = NAMES.incrementAndGet();
        arm = ArmCaller.ofNewSubscription(service, issuer, decisions);
        group = arm.group("dbrg" + number, "{}");
        managed = arm.subscription() + "/resourceGroups/databricks-rg" + number;
        id = group + "/providers/Microsoft.Databricks/workspaces/dbx" + number;
        for (String namespace : new String[] {"Microsoft.Databricks", "Microsoft.Storage"}) {
            arm.asOwner()
                    .post(arm.subscription() + "/providers/" + namespace + "/register?api-version=2022-10-01")
                    .then()
                    .statusCode(200);
        }
        decisions.allow(MACHINE_LEARNING, "*", arm.subscription());
        calls.answer("identity", "PUT", DENIALS, PeerAnswer.json(200, "{}"));
        calls.answer("identity", "DELETE", DENIALS, PeerAnswer.json(200, "{}"));
        calls.answer("identity", "PUT", managed + "/*", PeerAnswer.json(201, "{}"));
        vault = TestVault.play(platform, "dbfs", "dbfskey" + number);
    }

    /** Calls about deny assignments. */
    private List<PeerRequest> denials(String method) {
        return calls.received("identity").stream()
                .filter(call -> call.method().equals(method) && call.path().startsWith("/_internal/deny-assignments/"))
                .toList();
    }

    private ValidatableResponse put(String sku, String parameters) {
        return arm.send("PUT", id, """
                {'location':'East US','sku':{'name':'%s'},'tags':{'a':'b'},
                 'properties':{'managedResourceGroupId':'%s','parameters':{%s}}}
                """.formatted(sku, managed, parameters));
    }

    private ValidatableResponse patch(String parameters) {
        return arm.send("PATCH", id, "{'properties':{'parameters':{%s}}}".formatted(parameters));
    }

    private String key(String version) {
        return "'encryption':{'value':{'keySource':'Microsoft.Keyvault','keyvaulturi':'%s','KeyName':'%s','keyversion':'%s'}}"
                .formatted(vault.uri(), vault.keyUri().substring(vault.keyUri().lastIndexOf('/') + 1), version);
    }

    private ArmResourceId account() {
        String name = arm.get(id, "").extract().path("properties.parameters.storageAccountName.value");
        return ArmResourceId.parse(managed + "/providers/Microsoft.Storage/storageAccounts/" + name);
    }

    @Test
    void answersAsEachTrackedTypeDoes() {
        arm.group("group", "{}");
        arm.group("other", "{}");
        String managedGroup = arm.subscription() + "/resourceGroups/managed-{name}";
        calls.answer("identity", "PUT", arm.subscription() + "/*", PeerAnswer.json(201, "{}"));

        ResourceTypeContract.of(
                        arm::sendAny,
                        arm.subscription(),
                        "Microsoft.Databricks/workspaces",
                        "{'properties':{'managedResourceGroupId':'" + managedGroup + "'}}")
                .verify();
    }

    /** A workspace whose storage account's identity the vault lets in. */
    private void prepared() {
        String principal = put("premium", "'prepareEncryption':{'value':true}")
                .statusCode(201)
                .extract()
                .path("properties.storageAccountIdentity.principalId");
        vault.letIn(principal);
    }

    @Test
    void aWorkspaceHasItsFileSystemUnderMicrosoftsKeyInItsManagedGroup() {
        // When
        put("standard", "")
                .statusCode(201)
                .body("name", startsWith("dbx"))
                .body("location", equalTo("eastus"))
                .body("properties.workspaceId", matchesPattern("[0-9]{16}"))
                .body("properties.workspaceUrl", matchesPattern("adb-[0-9]{16}\\.[0-3]\\.azuredatabricks\\..*"))
                .body("properties.dbfsEncryption", equalTo("MicrosoftManaged"))
                .body("properties.parameters.encryption.value.keySource", equalTo("Default"))
                .body("properties.storageAccountIdentity", nullValue())
                .body("properties.provisioningState", equalTo("Succeeded"));

        // Then
        arm.get(account().toString(), "").body("properties.encryption.keySource", equalTo("Microsoft.Storage"));
        arm.get(managed, "").statusCode(200).body("managedBy", equalTo(id));
        assertThat(denials("PUT"))
                .anySatisfy(denial -> assertThat(
                                denial.json().at("/properties/scope").asText())
                        .isEqualTo(managed));
        put("standard", "").statusCode(200);
        arm.get(group + "/providers/Microsoft.Databricks/workspaces", "")
                .statusCode(200)
                .body("value", hasSize(1));
    }

    @Test
    void aCustomersKeyTakesOverTheRootFileSystemAndCanBeGivenBack() {
        // Given
        prepared();

        // When
        patch(key(""))
                .statusCode(200)
                .body("properties.dbfsEncryption", equalTo("Customer"))
                .body("properties.parameters.encryption.value.keySource", equalTo("Microsoft.Keyvault"));

        // Then
        arm.get(account().toString(), "").body("properties.encryption.keySource", equalTo("Microsoft.Keyvault"));
        assertThat(vault.wrappedBy()).isEqualTo(vault.versionUri());
        vault.enable(false);
        Assertions.assertThatThrownBy(() -> accounts.requireOpened(account()).dataKey())
                .isInstanceOfSatisfying(
                        AzureException.class,
                        refused -> assertThat(refused.code()).isEqualTo("KeyVaultEncryptionKeyNotFound"));
        vault.enable(true);
        patch("'encryption':{'value':{'keySource':'Default'}}")
                .statusCode(200)
                .body("properties.dbfsEncryption", equalTo("MicrosoftManaged"));
        arm.get(account().toString(), "").body("properties.encryption.keySource", equalTo("Microsoft.Storage"));
    }

    @Test
    void aKeyThatTheIdentityMayNotUseChangesNothing() {
        put("premium", "'prepareEncryption':{'value':true}").statusCode(201);

        patch(key("")).statusCode(400).body("error.code", equalTo("KeyVaultAuthenticationFailure"));

        arm.get(id, "").body("properties.dbfsEncryption", equalTo("MicrosoftManaged"));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "premium | KEY | 400",
                "standard | 'prepareEncryption':{'value':'yes'} | 400",
                "standard | 'encryption':{'value':{'keySource':'Elsewhere'}} | 400",
                "premium | 'encryption':{'value':{'keySource':'Microsoft.Keyvault','KeyName':'k'}} | 400",
                "standard | 'storageAccountName':{'value':'Not-A-Name'} | 400",
                "standard | 'requireInfrastructureEncryption':{'value':true} | 501",
                "standard | 'customVirtualNetworkId':{'value':'/subscriptions/x'} | 501",
                "gold | | 400"
            })
    void whatCannotBeIsRefusedAndLeavesNothing(String sku, String parameters, int status) {
        put(sku, parameters == null ? "" : parameters.replace("KEY", key(""))).statusCode(status);

        arm.get(id, "").statusCode(404);
        arm.get(managed, "").statusCode(404);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"/subscriptions/x/resourceGroups/y, 400", "OWN, 400", "nothing, 400", "OTHER, 409"})
    void theManagedGroupIsItsOwn(String given, int status) {
        String other = arm.group("taken" + NAMES.incrementAndGet(), "{}");
        managed = given.replace("OWN", group).replace("OTHER", other);

        put("standard", "").statusCode(status);

        arm.get(id, "").statusCode(404);
    }

    @Test
    void callerWithoutTheManagedGroupMakesNoWorkspace() {
        String other = UUID.randomUUID().toString();
        decisions.allow(other, "*", group);

        arm.as(other)
                .body("{\"location\":\"eastus\",\"properties\":{\"managedResourceGroupId\":\"%s\"}}".formatted(managed))
                .put(id + "?api-version=2022-10-01")
                .then()
                .statusCode(403);

        arm.get(id, "").statusCode(404);
    }

    @Test
    void withTheWorkspaceItsGroupGoes() {
        put("standard", "").statusCode(201);

        arm.asOwner().delete(id + "?api-version=2022-10-01").then().statusCode(200);

        arm.get(id, "").statusCode(404);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> arm.get(managed, "").statusCode(404));
        assertThat(denials("DELETE")).isNotEmpty();
    }

    private Response call(String method, String path, String token, String body) {
        String url = arm.get(id, "").extract().path("properties.workspaceUrl");
        String label = url.substring(0, url.indexOf(".azuredatabricks")) + ".azuredatabricks";
        var request =
                token == null ? service.given(label) : service.given(label).header("Authorization", "Bearer " + token);
        return (body == null ? request : request.contentType("application/json").body(body.replace('\'', '"')))
                .request(method, "/api/2.0/" + path);
    }

    @Test
    void anAccessTokenIsShownOnceAndCountsUntilItIsDeleted() {
        // Given
        put("standard", "").statusCode(201);
        String user = issuer.aad(DATABRICKS, arm.owner()).sign();

        // When
        Response created = call("POST", "token/create", user, "{'lifetime_seconds':3600,'comment':'azureml'}");

        // Then
        created.then()
                .statusCode(200)
                .body("token_value", matchesPattern("dapi[0-9a-f]{32}"))
                .body("token_info.comment", equalTo("azureml"));
        String token = created.path("token_value");
        String tokenId = created.path("token_info.token_id");
        call("GET", "preview/scim/v2/Me", token, null).then().statusCode(200).body("id", equalTo(arm.owner()));
        call("GET", "token/list", token, null)
                .then()
                .statusCode(200)
                .body("token_infos", hasSize(1))
                .body(not(containsString(token)));
        call("POST", "jobs/runs/submit", token, "{}").then().statusCode(501);
        call("POST", "token/delete", token, "{'token_id':'" + tokenId + "'}")
                .then()
                .statusCode(200);
        call("GET", "token/list", token, null).then().statusCode(401).body("error_code", equalTo("UNAUTHENTICATED"));
    }

    @Test
    void noOtherCallerGetsIn() {
        put("standard", "").statusCode(201);
        String stranger = UUID.randomUUID().toString();

        call("POST", "token/create", null, "{}").then().statusCode(401);
        call("POST", "token/create", "dapi00000000000000000000000000000000", "{}")
                .then()
                .statusCode(401);
        call(
                        "POST",
                        "token/create",
                        issuer.aad("https://management.azure.com/", arm.owner()).sign(),
                        "{}")
                .then()
                .statusCode(401);
        call("POST", "token/create", issuer.aad(DATABRICKS, stranger).sign(), "{}")
                .then()
                .statusCode(403)
                .body("error_code", equalTo("PERMISSION_DENIED"));
        call("GET", "jobs/list", null, null).then().statusCode(401).body("message", not(emptyOrNullString()));
    }
}
