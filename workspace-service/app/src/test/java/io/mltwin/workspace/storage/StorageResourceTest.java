package io.mltwin.workspace.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.testkit.TestPlatform;
import io.mltwin.testkit.TestVault;
import io.mltwin.workspace.arm.ArmCaller;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Storage accounts through Azure Resource Manager's pipeline. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class StorageResourceTest {

    private static final String STRANGER = UUID.randomUUID().toString();
    private static final String VERSION = "?api-version=2023-01-01";
    private static final String BODY =
            "{\"location\":\"eastus\",\"kind\":\"StorageV2\",\"sku\":{\"name\":\"Standard_LRS\"},\"properties\":{%s}}";
    private static final String WITH_IDENTITY =
            BODY.replace("{\"location", "{\"identity\":{\"type\":\"SystemAssigned\"},\"location");
    private static final String IDENTITIES = "/_internal/managed-identities";
    private static final String PRINCIPAL = "identity.principalId";
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

    private ArmCaller arm;
    private String name;
    private String account;

    @BeforeEach
    void createAnAccount() {
        arm = ArmCaller.ofNewSubscription(service, issuer, decisions);
        String group = arm.group("storage", "{}");
        name = "armaccount" + NAMES.incrementAndGet();
        account = group + "/providers/Microsoft.Storage/storageAccounts/" + name;
        arm.asOwner().body(BODY.formatted("")).put(account + VERSION).then().statusCode(200);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "PUT, '', 200",
        "GET, '', 200",
        "PATCH, '', 200",
        "POST, /listKeys, 200",
        "POST, /regenerateKey, 200",
        "PUT, /encryptionScopes/scope, 201",
        "GET, /encryptionScopes, 200",
        "PUT, /blobServices/default/containers/con, 201",
        "GET, /blobServices/default/containers, 200",
        "PUT, /fileServices/default/shares/share, 201",
        "GET, /blobServices/default, 200",
        "PUT, /blobServices/default, 200",
        "GET, /fileServices/default/shares, 200",
        "DELETE, '', 200"
    })
    void withoutTokenWithoutRoleWithRole(String method, String path, int status) {
        String body = method.equals("POST") ? "{\"keyName\":\"key2\"}" : path.isEmpty() ? BODY.formatted("") : "{}";
        String uri = account + path + VERSION;

        assertThat(service.given("management")
                        .contentType(ContentType.JSON)
                        .body(body)
                        .request(method, uri)
                        .statusCode())
                .isEqualTo(401);
        arm.as(STRANGER)
                .body(body)
                .request(method, uri)
                .then()
                .statusCode(403)
                .body("error.code", equalTo("AuthorizationFailed"));
        assertThat(arm.asOwner().body(body).request(method, uri).statusCode()).isEqualTo(status);
    }

    @Test
    void twoPutsAtOnceGiveAnAccountOneIdentityThatWorks() throws Exception {
        String twice = account + "twice";
        FutureTask<Response> first = startPut(arm, twice);
        FutureTask<Response> second = startPut(arm, twice);

        String principal = first.get().then().statusCode(200).extract().path(PRINCIPAL);
        second.get().then().statusCode(200).body(PRINCIPAL, equalTo(principal));

        TestVault vault = TestVault.play(platform, "twice", "k-" + name);
        vault.letIn(principal);
        arm.asOwner()
                .body(WITH_IDENTITY.formatted(encryption(vault)))
                .put(twice + VERSION)
                .then()
                .statusCode(200);
        assertThat(vault.wrappedBy()).isEqualTo(vault.versionUri());
    }

    @ParameterizedTest
    @CsvSource({"true, StorageAccountInAnotherResourceGroup", "false, StorageAccountAlreadyTaken"})
    void ofTwoPutsOfANameAtOnceOneIsRefusedBeforeItGetsAnIdentity(boolean sameSubscription, String code)
            throws Exception {
        // Given
        ArmCaller other = sameSubscription ? arm : ArmCaller.ofNewSubscription(service, issuer, decisions);
        String here = account + "both";
        String there = other.group("storage2", "{}") + here.substring(here.indexOf("/providers/"));
        CountDownLatch bothRegister = new CountDownLatch(2);
        calls.answer("identity", "POST", IDENTITIES, request -> {
            bothRegister.countDown();
            await(bothRegister);
            return null;
        });

        // When
        FutureTask<Response> first = startPut(arm, here);
        FutureTask<Response> second = startPut(other, there);

        // Then
        assertThat(List.of(first.get().statusCode(), second.get().statusCode())).containsExactlyInAnyOrder(200, 409);
        Response refused = first.get().statusCode() == 409 ? first.get() : second.get();
        refused.then().body("error.code", equalTo(code));
        assertThat(calls.received("identity", "POST", IDENTITIES))
                .filteredOn(request -> request.text().contains("/" + name + "both"))
                .hasSize(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String encryption(TestVault vault) {
        return "\"encryption\":{\"keySource\":\"Microsoft.Keyvault\",\"keyvaultproperties\":{\"keyname\":\"k-%s\",\"keyvaulturi\":\"%s\"}}"
                .formatted(name, vault.uri());
    }

    private static FutureTask<Response> startPut(ArmCaller caller, String id) {
        RequestSpecification request = caller.asOwner().body(WITH_IDENTITY.formatted(""));
        FutureTask<Response> put = new FutureTask<>(() -> request.put(id + VERSION));
        new Thread(put).start();
        return put;
    }

    @Test
    void anAccountShowsItsEndpointsAndThatItIsEncrypted() {
        arm.asOwner()
                .get(account + VERSION)
                .then()
                .statusCode(200)
                .body("id", equalTo(account))
                .body("sku.tier", equalTo("Standard"))
                .body("properties.primaryEndpoints.blob", startsWith("https://" + name + ".blob.core."))
                .body("properties.primaryEndpoints.file", startsWith("https://" + name + ".file.core."))
                .body("properties.encryption.keySource", equalTo("Microsoft.Storage"))
                .body("properties.encryption.services.blob.enabled", equalTo(true))
                .body("properties.supportsHttpsTrafficOnly", equalTo(true));
    }

    @Test
    void aNameIsGlobalAndTakenOnce() {
        String elsewhere = account.replace("/resourceGroups/storage/", "/resourceGroups/storage2/");
        arm.asOwner()
                .body("{\"location\":\"eastus\"}")
                .put(elsewhere.substring(0, elsewhere.indexOf("/providers")) + VERSION);

        arm.asOwner()
                .body(BODY.formatted(""))
                .put(elsewhere + VERSION)
                .then()
                .statusCode(409)
                .body("error.code", equalTo("StorageAccountInAnotherResourceGroup"));
        arm.asOwner()
                .body("""
                        {"name": "%s", "type": "Microsoft.Storage/storageAccounts"}""".formatted(name))
                .post(below("/checkNameAvailability"))
                .then()
                .statusCode(200)
                .body("nameAvailable", equalTo(false))
                .body("reason", equalTo("AlreadyExists"));
    }

    private String below(String path) {
        return arm.subscription() + "/providers/Microsoft.Storage" + path + VERSION;
    }

    @Test
    void namesUsagesSkusAndConnectionsAreRead() {
        String reader = UUID.randomUUID().toString();
        decisions.allow(reader, "Microsoft.Storage/checkNameAvailability/read", arm.subscription());
        arm.as(reader)
                .body("""
                        {"name": "A-", "type": "Microsoft.Storage/storageAccounts"}""")
                .post(below("/checkNameAvailability"))
                .then()
                .statusCode(200)
                .body("reason", equalTo("AccountNameInvalid"));
        arm.as(STRANGER)
                .body("{\"name\":\"a\"}")
                .post(below("/checkNameAvailability"))
                .then()
                .statusCode(403);

        int before = arm.asOwner().get(below("/locations/EastUS/usages")).path("value[0].currentValue");
        arm.asOwner()
                .body(BODY.formatted("").replace("eastus", "westus"))
                .put(account + "w" + VERSION)
                .then()
                .statusCode(200);
        arm.asOwner()
                .get(below("/locations/eastus/usages"))
                .then()
                .statusCode(200)
                .body("value[0].name.value", equalTo("StorageAccounts"))
                .body("value[0].unit", equalTo("Count"))
                .body("value[0].currentValue", equalTo(before));
        arm.asOwner().delete(account + VERSION).then().statusCode(200);
        arm.asOwner().get(below("/locations/eastus/usages")).then().body("value[0].currentValue", equalTo(before - 1));
        arm.asOwner()
                .get(below("/locations/mars/usages"))
                .then()
                .statusCode(400)
                .body("error.code", equalTo("LocationNotAvailableForResourceType"));

        arm.asOwner()
                .get(below("/skus"))
                .then()
                .statusCode(200)
                .body("value.find { it.kind == 'FileStorage' && it.name == 'Premium_LRS' }.tier", equalTo("Premium"))
                .body("value.find { it.kind == 'BlobStorage' && it.name == 'Premium_LRS' }", nullValue());

        String connections = account + "w/privateEndpointConnections";
        arm.asOwner().get(connections + VERSION).then().statusCode(200).body("value", empty());
        arm.asOwner().get(connections + "/none" + VERSION).then().statusCode(404);
        arm.asOwner()
                .get(account + "/privateEndpointConnections" + VERSION)
                .then()
                .statusCode(404);
    }

    @Test
    void aSettingThatNothingEnforcesIsRefusedNotKept() {
        arm.asOwner()
                .body(BODY.formatted("\"networkAcls\":{\"virtualNetworkRules\":[{\"id\":\"subnet\"}]}"))
                .put(account + VERSION)
                .then()
                .statusCode(501)
                .body("error.message", containsString("networkAcls"));
    }

    @Test
    void aRegeneratedKeyReplacesOneOfTheTwo() {
        String keys = account + "/listKeys" + VERSION;
        String first = arm.asOwner().post(keys).path("keys[0].value");
        String second = arm.asOwner().post(keys).path("keys[1].value");

        arm.asOwner()
                .body("{\"keyName\":\"key1\"}")
                .post(account + "/regenerateKey" + VERSION)
                .then()
                .statusCode(200)
                .body("keys", hasSize(2))
                .body("keys[0].value", not(equalTo(first)))
                .body("keys[1].value", equalTo(second));
        arm.asOwner()
                .body("{\"keyName\":\"key3\"}")
                .post(account + "/regenerateKey" + VERSION)
                .then()
                .statusCode(400);
    }

    @Test
    void aDeletedAccountIsGoneAndItsNameFree() {
        arm.asOwner().delete(account + VERSION).then().statusCode(200);

        arm.asOwner().get(account + VERSION).then().statusCode(404).body("error.code", equalTo("ResourceNotFound"));
        arm.asOwner().delete(account + VERSION).then().statusCode(204);
        arm.asOwner().body(BODY.formatted("")).put(account + VERSION).then().statusCode(200);
    }
}
