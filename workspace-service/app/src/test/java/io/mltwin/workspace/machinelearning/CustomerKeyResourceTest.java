package io.mltwin.workspace.machinelearning;

import static io.mltwin.workspace.machinelearning.CustomerVault.assertRefused;
import static io.mltwin.workspace.machinelearning.WorkspacePeers.CREATOR;
import static io.mltwin.workspace.machinelearning.WorkspacePeers.MACHINE_LEARNING;
import static io.mltwin.workspace.machinelearning.WorkspacePeers.VERSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.platform.Addresses;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Workspaces under a customer-managed key: what is made and taken away, and what stays. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class CustomerKeyResourceTest {

    private static final String DENIALS = WorkspacePeers.DENIALS.replace("*", "");

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    ServiceUnderTest service;

    @Inject
    Addresses addresses;

    private WorkspacePeers peers;
    private CustomerVault vault;

    @BeforeEach
    void aVaultWithAKey() throws Exception {
        peers = new WorkspacePeers(issuer, decisions, calls, service);
        decisions.allow(MACHINE_LEARNING, "*", peers.subscription());
        vault = new CustomerVault(peers, addresses);
    }

    @Test
    void theManagedGroupComesAndGoesWithTheWorkspace() {
        String id = vault.workspace("ws-key");
        assertThat(peers.end(vault.create(id))).isEqualTo("Succeeded");

        Response made = peers.as(CREATOR).get(id + VERSION);
        made.then()
                .statusCode(200)
                .body("properties.encryption.status", equalTo("Enabled"))
                .body("properties.encryption.keyVaultProperties.keyVaultArmId", equalTo(vault.id()))
                .body("properties.encryption.keyVaultProperties.keyIdentifier", equalTo(vault.keyUri()));
        String name = made.path("properties.serviceProvisionedResourceGroup");
        String group = peers.subscription() + "/resourceGroups/" + name;
        assertThat(group).startsWith(peers.group());
        UUID.fromString(group.substring(peers.group().length()));
        peers.as(CREATOR).get(group + VERSION).then().body("managedBy", equalTo(id));
        peers.as(CREATOR)
                .get(group + "/resources" + VERSION)
                .then()
                .body(
                        "value.type",
                        hasItems(
                                "Microsoft.DocumentDB/databaseAccounts",
                                "Microsoft.Storage/storageAccounts",
                                "Microsoft.Search/searchServices"))
                .body("value", hasSize(3));
        String accounts = group + "/providers/Microsoft.DocumentDB/databaseAccounts";
        peers.as(CREATOR)
                .get(accounts + VERSION)
                .then()
                .body("value", hasSize(1))
                .body(
                        "value[0].properties.keyVaultKeyUri",
                        equalTo(vault.keyUri().substring(0, vault.keyUri().lastIndexOf('/'))))
                .body("value[0].properties.provisioningState", equalTo("Succeeded"));
        JsonNode denial = calls.received("identity").stream()
                .filter(request -> request.path().startsWith(DENIALS))
                .filter(request -> request.method().equals("PUT"))
                .map(request -> request.json().path("properties"))
                .filter(properties -> properties.path("scope").asText().equals(group))
                .findFirst()
                .orElseThrow();
        assertThat(denial.path("permissions").path(0).path("notActions").path(0).asText())
                .isEqualTo("*/read");
        assertThat(denial.path("excludePrincipals").findValuesAsText("id"))
                .containsExactlyInAnyOrder(MACHINE_LEARNING, CustomerVault.COSMOS);
        service.given()
                .header(
                        "Authorization",
                        "Bearer " + issuer.service("compute", "workspace").sign())
                .get("/_internal/workspaces?id=" + id)
                .then()
                .body("customerKey.keyVaultId", equalTo(vault.id()))
                .body("customerKey.keyIdentifier", equalTo(vault.keyUri()));

        assertThat(peers.end(peers.as(CREATOR).delete(id + VERSION))).isEqualTo("Succeeded");

        peers.as(CREATOR).get(group + VERSION).then().statusCode(404);
        peers.as(CREATOR).get(vault.id() + VERSION).then().statusCode(200);
        assertThat(calls.received("identity"))
                .anyMatch(request ->
                        request.method().equals("DELETE") && request.path().startsWith(DENIALS));
    }

    @Test
    void theKeyStays() {
        String id = vault.workspace("ws-stays");
        peers.end(vault.create(id));
        String changed = """
                {
                  "location": "eastus",
                  "properties": {
                    "encryption": {
                      "status": "%s",
                      "keyVaultProperties": {
                        "keyVaultArmId": "%s",
                        "keyIdentifier": "%s"
                      }
                    }
                  }
                }""";
        String otherVersion = vault.keyUri().replace(CustomerVault.KEY_VERSION, "0".repeat(32));

        for (String body : List.of(
                changed.formatted("Disabled", vault.id(), vault.keyUri()),
                changed.formatted("Enabled", vault.id(), otherVersion),
                changed.formatted("Enabled", vault.id() + "x", vault.keyUri()))) {
            for (String method : List.of("PUT", "PATCH")) {
                assertRefused(
                        peers.as(CREATOR).body(body).request(method, id + VERSION),
                        400,
                        "ValidationError",
                        "cannot be changed");
            }
        }
        peers.as(CREATOR)
                .body(vault.body(vault.id(), vault.keyUri()))
                .put(id + VERSION)
                .then()
                .statusCode(200)
                .body("properties.encryption.status", equalTo("Enabled"));
    }

    @Test
    void aWorkspaceUnderMicrosoftsKeysStaysThere() {
        String id = vault.workspace("ws-plain");
        peers.end(peers.create(id));

        assertRefused(vault.create(id), 400, "ValidationError", "encryption.status");
        peers.as(CREATOR)
                .get(id + VERSION)
                .then()
                .body("properties.encryption", nullValue())
                .body("properties.serviceProvisionedResourceGroup", nullValue());
    }

    @Test
    void failedCreationIsTakenUpByTheSamePut() {
        calls.answer(
                "identity",
                "PUT",
                WorkspacePeers.DENIALS,
                PeerAnswer.error(400, "InvalidRequestContent", "not this one"));
        String id = vault.workspace("ws-half");
        assertThat(peers.end(vault.create(id))).isEqualTo("Failed");
        String group = peers.as(CREATOR).get(id + VERSION).path("properties.serviceProvisionedResourceGroup");

        calls.answer("identity", "PUT", WorkspacePeers.DENIALS, PeerAnswer.json(200, "{}"));
        assertThat(peers.end(vault.create(id))).isEqualTo("Succeeded");

        peers.as(CREATOR).get(id + VERSION).then().body("properties.serviceProvisionedResourceGroup", equalTo(group));
    }

    @Test
    void oneVaultCanHoldTheKeyAndTheWorkspacesSecrets() {
        vault.properties().put("vaultUri", "https://" + WorkspacePeers.VAULT_HOST + "/");
        vault.show();
        String id = vault.workspace("ws-one-vault");
        String body = """
                {
                  "location": "eastus",
                  "properties": {
                    "keyVault": "%s",
                    "encryption": {
                      "status": "Enabled",
                      "keyVaultProperties": {
                        "keyVaultArmId": "%s",
                        "keyIdentifier": "%s"
                      }
                    }
                  }
                }""";

        Response started = peers.as(CREATOR)
                .body(body.formatted(vault.id(), vault.id(), vault.keyUri()))
                .put(id + VERSION);

        assertThat(peers.end(started)).isEqualTo("Succeeded");
        peers.as(CREATOR).get(id + VERSION).then().body("properties.keyVault", equalTo(vault.id()));
        peers.as(CREATOR)
                .get(peers.group() + "/resources" + VERSION)
                .then()
                .body("value.findAll { it.type == 'Microsoft.KeyVault/vaults' }.id", equalTo(List.of(vault.id())));
    }

    @Test
    void theSubscriptionsThroughputMustSuffice() {
        String greedy = peers.group() + "/providers/Microsoft.DocumentDB/databaseAccounts/greedy" + vault.name();
        peers.as(CREATOR).body("""
                        {
                          "location": "eastus",
                          "properties": {
                            "databaseAccountOfferType": "Standard",
                            "locations": [{"locationName": "eastus"}],
                            "capacity": {"totalThroughputLimit": 900000}
                          }
                        }""").put(greedy + VERSION).then().statusCode(200);
        try {
            String other = greedy.replace("greedy", "second");
            peers.as(CREATOR)
                    .body("""
                            {
                              "location": "eastus",
                              "properties": {
                                "databaseAccountOfferType": "Standard",
                                "locations": [{"locationName": "eastus"}],
                                "capacity": {"totalThroughputLimit": 100001}
                              }
                            }""")
                    .put(other + VERSION)
                    .then()
                    .statusCode(400)
                    .body("error.code", equalTo("QuotaExceeded"));
        } finally {
            peers.as(CREATOR).delete(greedy + VERSION).then().statusCode(204);
        }
    }
}
