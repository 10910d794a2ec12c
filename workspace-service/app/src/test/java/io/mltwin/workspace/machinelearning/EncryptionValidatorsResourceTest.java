package io.mltwin.workspace.machinelearning;

import static io.mltwin.workspace.machinelearning.CustomerVault.assertRefused;
import static io.mltwin.workspace.machinelearning.CustomerVault.policy;
import static io.mltwin.workspace.machinelearning.WorkspacePeers.CREATOR;
import static io.mltwin.workspace.machinelearning.WorkspacePeers.MACHINE_LEARNING;
import static io.mltwin.workspace.machinelearning.WorkspacePeers.VERSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What must be so before a workspace is made under a customer-managed key, in both kinds of vaults.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class EncryptionValidatorsResourceTest {

    private static final ObjectMapper JSON = new ObjectMapper();

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

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "- | KEY | keyVaultArmId is missing",
                "VAULT | - | keyIdentifier is missing",
                "- | - | keyVaultArmId is missing",
                "/subscriptions/x | KEY | is not the resource id of a key vault",
                "not-an-id | KEY | is not the resource id of a key vault",
                "STORAGE | KEY | is not the resource id of a key vault",
                "VAULT | https://HOST/keys/k | is not the URI of a key with its version",
                "VAULT | https://HOST/keys/k/ | is not the URI of a key with its version",
                "VAULT | https://HOST/secrets/k/VERSION | is not the URI of a key with its version",
                "VAULT | http://HOST/keys/k/VERSION | is not the URI of a key with its version",
                "VAULT | https://HOST/keys/k/123 | is not the URI of a key with its version",
                "VAULT | https://elsewhere.vault.azure.net/keys/k/VERSION | does not lie in the key" + " vault",
                "OTHER | https://OTHERHOST/keys/k/VERSION | does not exist",
                "FOREIGN | KEY | it must lie in the workspace's",
                "VAULT | https://HOST/keys/another/VERSION | does not exist"
            })
    void whatIsSaidOfVaultAndKeyIsChecked(String vaultGiven, String keyGiven, String why) {
        String other = vault.id().replace(vault.name(), "nowhere");
        String vaultArmId = vaultGiven == null
                ? null
                : vaultGiven
                        .replace("VAULT", vault.id())
                        .replace("STORAGE", vault.id().replace("KeyVault/vaults", "Storage/storageAccounts"))
                        .replace("OTHER", other)
                        .replace(
                                "FOREIGN",
                                vault.id().replace(peers.subscription(), "/subscriptions/" + UUID.randomUUID()));
        String uri = keyGiven == null
                ? null
                : keyGiven.replace("KEY", vault.keyUri())
                        .replace("OTHERHOST", addresses.vaultHost("nowhere"))
                        .replace("HOST", addresses.vaultHost(vault.name()))
                        .replace("VERSION", CustomerVault.KEY_VERSION);
        String id = vault.workspace("ws-said");

        assertRefused(
                peers.as(CREATOR).body(vault.body(vaultArmId, uri)).put(id + VERSION), 400, "ValidationError", why);

        peers.as(CREATOR).get(id + VERSION).then().statusCode(404);
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "location | 'westus' | 400 | lies in region 'westus'",
                "properties.enableSoftDelete | false | 400 | has no soft delete",
                "properties.enablePurgeProtection | null | 400 | has no purge protection",
                "key.attributes.enabled | false | 400 | is disabled",
                "key.attributes.exp | 1 | 400 | is not in its time of validity",
                "key.kty | 'EC' | 400 | is not an RSA key",
                "key.keySize | 1024 | 400 | is not an RSA key",
                "policy.COSMOS | 'get' | 400 | the key permissions wrapKey, unwrapKey",
                "policy.CREATOR | 'get' | 403 | the key permissions create, delete, purge"
            },
            quoteCharacter = '`')
    void theVaultAndTheKeyMustBeFit(String what, String value, int status, String why) throws Exception {
        JsonNode wanted = JSON.readTree(value.replace('\'', '"'));
        switch (what.substring(0, what.indexOf('.') < 0 ? what.length() : what.indexOf('.'))) {
            case "location" -> vault.json().set("location", wanted);
            case "properties" -> vault.properties().set(what.substring("properties.".length()), wanted);
            case "policy" ->
                vault.properties()
                        .set(
                                "accessPolicies",
                                JSON.readTree(("["
                                                + policy(CustomerVault.COSMOS, what.endsWith("COSMOS") ? "get" : "all")
                                                + ","
                                                + policy(CREATOR, what.endsWith("CREATOR") ? "get" : "all")
                                                + "]")
                                        .replace('\'', '"')));
            default -> {
                ObjectNode at = (ObjectNode) vault.key().path("properties");
                String name = what.substring(what.lastIndexOf('.') + 1);
                (what.contains("attributes") ? (ObjectNode) at.path("attributes") : at).set(name, wanted);
            }
        }
        vault.show();

        assertRefused(
                vault.create(vault.workspace("ws-unfit")),
                status,
                status == 403 ? "AuthorizationFailed" : "ValidationError",
                why);
    }

    @Test
    void aVaultUnderRbacIsJudgedByDataActions() throws Exception {
        vault.properties().put("enableRbacAuthorization", true);
        vault.show();
        assertRefused(
                vault.create(vault.workspace("ws-rbac")),
                400,
                "ValidationError",
                "the key permissions get, wrapKey, unwrapKey");

        for (String action : List.of("read", "wrap/action", "unwrap/action")) {
            decisions.allow(CustomerVault.COSMOS, "Microsoft.KeyVault/vaults/keys/" + action, vault.id());
        }

        assertThat(vault.create(vault.workspace("ws-rbac")).statusCode()).isEqualTo(202);
        assertThat(decisions.asked())
                .filteredOn(asked -> asked.principalId().equals(CustomerVault.COSMOS))
                .isNotEmpty()
                .allMatch(asked -> asked.data() && asked.scope().equals(vault.id() + "/keys/k"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Microsoft.DocumentDB", "Microsoft.MachineLearningServices"})
    void theProvidersOfWhatIsMadeMustBeRegistered(String namespace) {
        String provider = peers.subscription() + "/providers/" + namespace + "/";
        peers.as(CREATOR).post(provider + "unregister" + VERSION).then().statusCode(200);
        try {
            assertRefused(
                    vault.create(vault.workspace("ws-unregistered")),
                    409,
                    "MissingSubscriptionRegistration",
                    namespace);
        } finally {
            peers.as(CREATOR).post(provider + "register" + VERSION).then().statusCode(200);
        }
    }

    @Test
    void azureMachineLearningMustBeContributor() {
        decisions.revoke(MACHINE_LEARNING);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertRefused(
                        vault.create(vault.workspace("ws-contributor")),
                        403,
                        "AuthorizationFailed",
                        "must be Contributor of the subscription"));
    }

    @Test
    void callerWithoutReadOfTheVaultIsToldSo() {
        String colleague = UUID.randomUUID().toString();
        decisions.allow(colleague, "Microsoft.MachineLearningServices/workspaces/write", peers.group());

        assertRefused(
                peers.as(colleague)
                        .body(vault.body(vault.id(), vault.keyUri()))
                        .put(vault.workspace("ws-linked") + VERSION),
                403,
                "LinkedAuthorizationFailed",
                "Microsoft.KeyVault/vaults/read");
    }

    @Test
    void aVaultThatCannotBeAskedIsNoConsent() {
        calls.answer("keyvault", "GET", vault.id() + "*", PeerAnswer.error(503, "ServiceUnavailable", "not now"));

        assertThat(vault.create(vault.workspace("ws-away")).statusCode()).isEqualTo(503);
        peers.as(CREATOR).get(vault.workspace("ws-away") + VERSION).then().statusCode(404);
    }
}
