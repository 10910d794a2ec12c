package io.mltwin.workspace.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.workspace.arm.ArmCaller;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Encryption scopes through Azure Resource Manager's pipeline. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class StorageScopesResourceTest {

    private static final String READER = UUID.randomUUID().toString();
    private static final String VERSION = "?api-version=2023-01-01";
    private static final AtomicInteger NAMES = new AtomicInteger();

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    private ArmCaller arm;
    private String account;

    @BeforeEach
    void createAnAccount() {
        arm = ArmCaller.ofNewSubscription(service, issuer, decisions);
        decisions.allow(READER, "Microsoft.Storage/storageAccounts/encryptionScopes/read", arm.subscription());
        String group = arm.group("scopes", "{}");
        account = group + "/providers/Microsoft.Storage/storageAccounts/scoped" + NAMES.incrementAndGet();
        arm.asOwner().body("""
                        {
                          "location": "eastus",
                          "kind": "StorageV2",
                          "sku": {"name": "Standard_LRS"}
                        }""").put(account + VERSION).then().statusCode(200);
    }

    private String uri(String scope) {
        return account + "/encryptionScopes/" + scope + VERSION;
    }

    private Response put(String scope, String properties) {
        return arm.asOwner()
                .body("{\"properties\":{" + properties.replace('\'', '"') + "}}")
                .put(uri(scope));
    }

    @Test
    void aScopeIsMadeChangedAndShown() {
        arm.asOwner()
                .body("{}")
                .put(uri("ward-7"))
                .then()
                .statusCode(201)
                .body("id", equalTo(account + "/encryptionScopes/ward-7"))
                .body("type", equalTo("Microsoft.Storage/storageAccounts/encryptionScopes"))
                .body("properties.source", equalTo("Microsoft.Storage"))
                .body("properties.state", equalTo("Enabled"))
                .body("properties.creationTime", notNullValue())
                .body("properties.keyVaultProperties", nullValue());
        put("ward-7", "'state':'Disabled'").then().statusCode(200).body("properties.state", equalTo("Disabled"));
        arm.asOwner()
                .body("{\"properties\":{\"state\":\"Enabled\"}}")
                .patch(uri("ward-7"))
                .then()
                .statusCode(200);
        arm.asOwner()
                .get(uri("ward-7"))
                .then()
                .statusCode(200)
                .body("properties.state", equalTo("Enabled"))
                .body("properties.requireInfrastructureEncryption", equalTo(false));
        assertThat(arm.asOwner().delete(uri("ward-7")).statusCode()).isEqualTo(405);
        put("twice", "'requireInfrastructureEncryption':true")
                .then()
                .statusCode(201)
                .body("properties.requireInfrastructureEncryption", equalTo(true));
    }

    @Test
    void missingScopeIsNotFound() {
        arm.asOwner().get(uri("none")).then().statusCode(404);
        arm.asOwner()
                .body("{\"properties\":{\"state\":\"Disabled\"}}")
                .patch(uri("none"))
                .then()
                .statusCode(404)
                .body("error.code", equalTo("ResourceNotFound"));
        assertThat(arm.asOwner()
                        .body("{}")
                        .put(uri("scope").replace("/scoped", "/other"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void readerMayNotWrite() {
        put("scope", "").then().statusCode(201);

        assertThat(arm.as(READER).get(uri("scope")).statusCode()).isEqualTo(200);
        assertThat(arm.as(READER).get(account + "/encryptionScopes" + VERSION).statusCode())
                .isEqualTo(200);
        assertThat(arm.as(READER).body("{}").put(uri("scope")).statusCode()).isEqualTo(403);
        assertThat(arm.as(READER).body("{}").patch(uri("scope")).statusCode()).isEqualTo(403);
        assertThat(service.given("management").get(uri("scope")).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "Ward", "a--b", "-ab", "ab-", "a_b"})
    void aNameIsLowerCaseWithSingleHyphens(String name) {
        put(name, "").then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'state':'Off'",
                "'source':'Microsoft.Vault'",
                "'source':'Microsoft.KeyVault'",
                "'keyVaultProperties':{'keyUri':'https://v.vault.azure.net/keys/k'}",
                "'source':'Microsoft.Storage','keyVaultProperties':{'keyUri':'https://v.vault.azure.net/keys/k'}",
                "'source':'Microsoft.KeyVault','keyVaultProperties':{'keyUri':'https://elsewhere.example/keys/k'}",
                "'source':'Microsoft.KeyVault','keyVaultProperties':{'keyUri':'no address'}",
                "'state':7,'source':[]"
            })
    void whatIsNoScopeIsRefusedAndNotKept(String properties) {
        put("bad", properties).then().statusCode(400);
        arm.asOwner().get(uri("bad")).then().statusCode(404);
    }

    @Test
    void aSecondLayerIsSaidWhenTheScopeIsMade() {
        put("scope", "").then().statusCode(201);

        put("scope", "'requireInfrastructureEncryption':true").then().statusCode(400);
        put("scope", "'requireInfrastructureEncryption':false").then().statusCode(200);
    }

    @Test
    void theListIsPagedAndFiltered() {
        for (String name : List.of("cc1", "aa2", "bb1", "aa1", "aa3")) {
            put(name, name.equals("aa2") ? "'state':'Disabled'" : "").then().statusCode(201);
        }
        assertThat(all("")).containsExactly("aa1", "aa2", "aa3", "bb1", "cc1");
        assertThat(all("&$maxpagesize=2")).containsExactly("aa1", "aa2", "aa3", "bb1", "cc1");
        assertThat(all("&$maxpagesize=2&$filter=aa&$include=Enabled")).containsExactly("aa1", "aa3");
        assertThat(all("&$filter=startswith(name,%20'bb')")).containsExactly("bb1");
        assertThat(all("&$include=Disabled&$maxpagesize=1")).containsExactly("aa2");
        arm.asOwner()
                .get(account + "/encryptionScopes" + VERSION + "&$maxpagesize=2")
                .then()
                .body("value.name", contains("aa1", "aa2"))
                .body("nextLink", notNullValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$maxpagesize=0",
                "$maxpagesize=5001",
                "$maxpagesize=many",
                "$include=Some",
                "$filter=name%20eq%20'a'",
                "$skiptoken=%25"
            })
    void aListIsAskedForAsAzureHasIt(String query) {
        arm.asOwner()
                .get(account + "/encryptionScopes" + VERSION + "&" + query)
                .then()
                .statusCode(400);
    }

    private List<String> all(String query) {
        List<String> names = new ArrayList<>();
        String next = account + "/encryptionScopes" + VERSION + query;
        for (int page = 0; next != null && page < 10; page++) {
            Response answer = arm.asOwner().get(next);
            answer.then().statusCode(200);
            names.addAll(answer.jsonPath().getList("value.name", String.class));
            String link = answer.path("nextLink");
            next = link == null ? null : relative(URI.create(link));
        }
        return names;
    }

    private static String relative(URI link) {
        return link.getRawPath() + "?" + link.getRawQuery();
    }

    @Test
    void aContainerShowsTheScopeItWasMadeWith() {
        put("scope", "").then().statusCode(201);
        String container = account + "/blobServices/default/containers/con" + VERSION;
        arm.asOwner()
                .body("""
                        {
                          "properties": {
                            "defaultEncryptionScope": "scope",
                            "denyEncryptionScopeOverride": true
                          }
                        }""")
                .put(container)
                .then()
                .statusCode(201)
                .body("properties.defaultEncryptionScope", equalTo("scope"));
        arm.asOwner()
                .get(container)
                .then()
                .body("properties.defaultEncryptionScope", equalTo("scope"))
                .body("properties.denyEncryptionScopeOverride", equalTo(true));
        arm.asOwner()
                .body("{\"properties\":{\"metadata\":{\"k\":\"v\"}}}")
                .put(container)
                .then()
                .statusCode(200);
        for (String method : List.of("PUT", "PATCH")) {
            arm.asOwner().body("""
                            {
                              "properties": {
                                "defaultEncryptionScope": "scope",
                                "denyEncryptionScopeOverride": false
                              }
                            }""").request(method, container).then().statusCode(400);
        }
        arm.asOwner().get(container).then().body("properties.defaultEncryptionScope", equalTo("scope"));
        String other = container.replace("/con?", "/other?");
        arm.asOwner().body("""
                        {
                          "properties": {
                            "defaultEncryptionScope": "none",
                            "denyEncryptionScopeOverride": false
                          }
                        }""").put(other).then().statusCode(404);
        arm.asOwner()
                .body("{\"properties\":{\"defaultEncryptionScope\":\"scope\"}}")
                .put(other)
                .then()
                .statusCode(400)
                .body("error.code", equalTo("ContainerOperationFailure"));
        arm.asOwner().get(other).then().statusCode(404);
    }
}
