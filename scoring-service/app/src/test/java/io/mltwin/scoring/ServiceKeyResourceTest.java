package io.mltwin.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.testkit.TestPlatform;
import io.mltwin.testkit.TestVault;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deployments on ACI under a version of a customer's key. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ServiceKeyResourceTest {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final String SETS = "/_internal/disk-encryption-sets/";
    private static final String ACI = PlatformService.SCORING.objectId();

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    TestPlatform platform;

    private WorkspacePeers peers;
    private ScoringRequests requests;
    private ServedModel model;
    private TestVault vault;

    @BeforeEach
    void aVaultThatLetsContainerInstancesGetAndUnwrap() {
        String name = "keyed" + NAMES.incrementAndGet();
        peers = new WorkspacePeers("ws-" + name, name);
        requests = new ScoringRequests(service, issuer, peers);
        model = ServedModel.build(requests, peers, calls, decisions);
        vault = TestVault.play(platform, "cmk", name);
        vault.letIn(ACI);
        vault.refuseToWrap();
    }

    private String encryption() {
        String[] parts = vault.versionUri().split("/keys/|/(?=[0-9a-f]{32}$)");
        return encryption(parts[0], parts[1], parts[2]);
    }

    private static String encryption(String vault, String key, String version) {
        return """
        "encryptionProperties": {"vaultBaseUrl": "%s", "keyName": "%s", "keyVersion": "%s"}""".formatted(vault, key, version);
    }

    @Test
    void aDeploymentIsUnhealthyWhileItsKeyIsRevokedAndComesBackWithIt() {
        // Given
        String endpoint = model.deployed("svc-key", "\"authEnabled\": true, " + encryption());
        String key = model.send("POST", "/services/svc-key/listkeys", null)
                .statusCode(200)
                .extract()
                .path("primaryKey");
        requests.score(endpoint, "Bearer " + key, ServedModel.INPUT).statusCode(200);

        // When
        vault.enable(false);
        model.awaitState("svc-key", "Unhealthy");

        // Then
        model.send("GET", "/services/svc-key", null)
                .body("error.code", equalTo("EncryptionKeyNotUsable"))
                .body("error.message", containsString(vault.versionUri()));
        requests.score(endpoint, "Bearer " + key, ServedModel.INPUT).statusCode(503);
        model.send("POST", "/services/svc-key/listkeys", null)
                .statusCode(409)
                .body("details[0].code", equalTo("EncryptionKeyNotUsable"));
        model.send("PATCH", "/services/svc-key", "[]").statusCode(409);

        vault.enable(true);
        model.awaitState("svc-key", "Healthy");
        model.send("GET", "/services/svc-key", null).body("error", nullValue());
        requests.score(endpoint, "Bearer " + key, ServedModel.INPUT)
                .statusCode(200)
                .body("result[0]", equalTo("yes"));
    }

    @Test
    void callerShutOutOfTheVaultIsShutOutOfTheDeployment() {
        String endpoint = model.deployed("svc-out", encryption());
        vault.shutOut(ACI);
        model.awaitState("svc-out", "Unhealthy");
        requests.score(endpoint, null, ServedModel.INPUT).statusCode(503);
        model.send("DELETE", "/services/svc-out", null).statusCode(200);
    }

    @Test
    void theDataKeyOfADeploymentIsWrappedByTheNamedVersion() throws SQLException {
        // Given
        String version = vault.versionUri();
        model.deployed("svc-wrap", encryption());
        model.deployed("svc-own", "\"encryptionProperties\": {}");

        // When
        vault.rotate();

        // Then
        assertThat(dataKey("svc-wrap")).contains("\"kid\":\"" + version + "\"");
        assertThat(dataKey("svc-own")).doesNotContain("kid");
        String echoed = version.substring(version.lastIndexOf('/') + 1);
        model.send("GET", "/services/svc-wrap", null)
                .body("encryptionProperties.keyVersion", equalTo(echoed))
                .body("state", equalTo("Healthy"));
        model.send("GET", "/services/svc-own", null).body("encryptionProperties", nullValue());
    }

    @Test
    void noContainerStartsOnAClusterWhoseKeyIsRevoked() {
        // Given
        decisions.allowAll("50000000-0000-4000-8000-000000000009");
        calls.answer("compute", "POST", SETS + "uses", PeerAnswer.status(204));
        calls.answer("compute", "GET", SETS + "key", PeerAnswer.status(204));
        requests.arm("PUT", WorkspacePeers.ENCRYPTED_CLUSTER, """
                        {"location": "eastus", "properties": {
                          "dnsPrefix": "scoring", "kubernetesVersion": "1.17.3",
                          "diskEncryptionSetID": "%s/providers/Microsoft.Compute/diskEncryptionSets/des1",
                          "agentPoolProfiles": [{"name": "pool1", "vmSize": "Standard_D3_v2"}],
                          "servicePrincipalProfile": {"clientId": "c1"}}}""".formatted(WorkspacePeers.GROUP))
                .statusCode(201);
        model.operation(
                model.deploy("svc-disks", "AKS", "\"computeName\": \"aks-encrypted\", \"authEnabled\": false"),
                "Succeeded");
        String endpoint = model.endpoint("svc-disks");
        requests.score(endpoint, null, ServedModel.INPUT).statusCode(200);

        // When
        calls.answer(
                "compute",
                "GET",
                SETS + "key",
                PeerAnswer.error(409, "KeyVaultAccessForbidden", "the key is disabled"));
        model.awaitState("svc-disks", "Unhealthy");

        // Then
        requests.score(endpoint, null, ServedModel.INPUT).statusCode(503);
        model.send("GET", "/services/svc-disks", null).body("error.message", containsString("the key is disabled"));
        calls.answer("compute", "GET", SETS + "key", PeerAnswer.status(204));
        model.awaitState("svc-disks", "Healthy");
        requests.score(endpoint, null, ServedModel.INPUT).statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({
        "two of three, InvalidEncryptionProperties",
        "vault left out, InvalidEncryptionProperties",
        "name left out, InvalidEncryptionProperties",
        "on AKS, InvalidEncryptionProperties",
        "no vault, InvalidEncryptionProperties",
        "no version, InvalidEncryptionProperties",
        "unknown vault, EncryptionKeyNotUsable",
        "unknown key, EncryptionKeyNotUsable",
        "unknown version, EncryptionKeyNotUsable",
        "no access, EncryptionKeyNotUsable",
        "disabled, EncryptionKeyNotFit",
        "no purge protection, EncryptionKeyNotFit"
    })
    void aKeyThatCannotServeIsRefusedAndLeavesNoService(String what, String code) {
        // Given
        String version = vault.versionUri().substring(vault.versionUri().lastIndexOf('/') + 1);
        String other = version.replace(version.charAt(0), version.charAt(0) == '0' ? '1' : '0');
        String name = peers.registryName();
        String given = switch (what) {
            case "two of three" -> encryption(vault.uri(), name, "");
            case "vault left out" -> encryption("", name, version);
            case "name left out" -> encryption(vault.uri(), "", version);
            case "no vault" -> encryption("https://example.com/", name, version);
            case "no version" -> encryption(vault.uri(), name, "newest");
            case "unknown vault" -> encryption(vault.uri().replace("cmk", "another"), name, version);
            case "unknown key" -> encryption(vault.uri(), name + "x", version);
            case "unknown version" -> encryption(vault.uri(), name, other);
            default -> encryption(vault.uri(), name, version);
        };
        switch (what) {
            case "no access" -> vault.shutOut(ACI);
            case "disabled" -> vault.enable(false);
            case "no purge protection" -> vault.recoveryLevel("Recoverable+Purgeable");
            default -> assertThat(what).isNotEmpty();
        }

        // When, Then
        String target = what.equals("on AKS") ? "AKS" : "ACI";
        model.deploy("svc-none", target, "\"computeName\": \"aks1\", " + given)
                .statusCode(400)
                .body("details[0].code", equalTo(code));
        model.send("GET", "/services/svc-none", null).statusCode(404);
    }

    private String dataKey(String name) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement rows = connection.prepareStatement(
                        "select data_key from web_service where name = ? and workspace_key = ?")) {
            rows.setString(1, name);
            rows.setString(2, ArmResourceId.parse(peers.workspace()).key());
            try (ResultSet row = rows.executeQuery()) {
                assertThat(row.next()).isTrue();
                return new String(row.getBytes(1), StandardCharsets.ISO_8859_1);
            }
        }
    }
}
