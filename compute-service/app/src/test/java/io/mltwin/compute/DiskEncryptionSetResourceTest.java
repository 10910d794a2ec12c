package io.mltwin.compute;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.mltwin.testkit.AssertedArm;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.testkit.TestPlatform;
import io.mltwin.testkit.TestVault;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Disk encryption sets behind Azure Resource Manager, and the disks that lie under them. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class DiskEncryptionSetResourceTest {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final String GROUP = "/subscriptions/20000000-0000-4000-8000-000000000001/resourceGroups/rg1";
    private static final String SETS = GROUP + "/providers/Microsoft.Compute/diskEncryptionSets";
    private static final String DISKS = GROUP + "/providers/Microsoft.Compute/disks";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    ServiceUnderTest service;

    @FromPlatform
    TestPlatform platform;

    private AssertedArm arm;
    private TestVault vault;
    private String set;
    private String cluster;

    @BeforeEach
    void aKeyOfAVault() {
        String name = "disks" + NAMES.incrementAndGet();
        arm = new AssertedArm(service, issuer, UUID.randomUUID().toString());
        vault = TestVault.play(platform, "diskvault", name);
        set = SETS + "/" + name;
        cluster = GROUP + "/providers/Microsoft.ContainerService/managedClusters/" + name;
    }

    private String body(String key, boolean rotates) {
        return """
        {'location': 'East US', 'identity': {'type': 'SystemAssigned'}, 'properties': {
          'activeKey': {'sourceVault': {'id': '%s/providers/Microsoft.KeyVault/vaults/diskvault'}, 'keyUrl': '%s'},
          'rotationToLatestKeyVersionEnabled': %s}}""".formatted(GROUP, key, rotates);
    }

    private String made(String key, boolean rotates) {
        String principal = arm.send("PUT", set, body(key, rotates))
                .statusCode(201)
                .body("identity.principalId", notNullValue())
                .body("properties.activeKey.keyUrl", equalTo(key))
                .body("properties.encryptionType", equalTo("EncryptionAtRestWithCustomerKey"))
                .body("properties.provisioningState", equalTo("Succeeded"))
                .extract()
                .path("identity.principalId");
        vault.letIn(principal);
        return principal;
    }

    private RequestSpecification scoring() {
        return service.given()
                .header(
                        "Authorization",
                        "Bearer " + issuer.service("scoring", "compute").sign());
    }

    private ValidatableResponse use() {
        return scoring()
                .contentType("application/json")
                .body("""
                        {"set": "%s", "cluster": "%s", "location": "eastus", "disks": [
                          {"name": "%3$s-0-os", "os": true, "sizeGb": 128},
                          {"name": "%3$s-0-data", "os": false, "sizeGb": 64}]}""".formatted(set, cluster, name()))
                .post("/_internal/disk-encryption-sets/uses")
                .then();
    }

    private String name() {
        return set.substring(set.lastIndexOf('/') + 1);
    }

    private ValidatableResponse key() {
        return scoring().get("/_internal/disk-encryption-sets/key?id=" + set).then();
    }

    @Test
    void theDisksOfAClusterNameTheSetThatEncryptsThem() {
        // Given
        made(vault.versionUri(), false);

        // When
        use().statusCode(204);

        // Then
        arm.send("GET", DISKS + "/" + name() + "-0-os", null)
                .statusCode(200)
                .body("properties.encryption.diskEncryptionSetId", equalTo(set))
                .body("properties.encryption.type", equalTo("EncryptionAtRestWithCustomerKey"))
                .body("properties.diskSizeGB", equalTo(128))
                .body("managedBy", equalTo(cluster));
        arm.send("GET", DISKS + "/" + name() + "-0-data", null)
                .statusCode(200)
                .body("properties.encryption.diskEncryptionSetId", equalTo(set));
        arm.send("GET", DISKS, null).statusCode(200).body("value.name", hasItem(name() + "-0-os"));
        arm.send("DELETE", set, null)
                .statusCode(409)
                .body("error.code", equalTo("OperationNotAllowed"))
                .body("error.message", containsString(cluster));
        scoring()
                .delete("/_internal/disk-encryption-sets/uses?cluster=" + cluster)
                .then()
                .statusCode(204);
        arm.send("GET", DISKS + "/" + name() + "-0-os", null).statusCode(404);
        arm.send("DELETE", set, null).statusCode(202);
        arm.send("DELETE", set, null).statusCode(204);
    }

    @Test
    void aRevokedKeyClosesTheDisksUntilItIsBack() {
        made(vault.versionUri(), false);
        use().statusCode(204);
        key().statusCode(204);
        vault.enable(false);
        key().statusCode(409).body("error.code", equalTo("KeyVaultAccessForbidden"));
        vault.enable(true);
        key().statusCode(204);
    }

    @Test
    void newerVersionsTakeOverWhereTheyAreAskedFor() {
        // Given
        made(vault.keyUri(), true);
        use().statusCode(204);

        // When
        vault.rotate();
        key().statusCode(204);

        // Then
        arm.send("GET", set, null)
                .statusCode(200)
                .body("properties.activeKey.keyUrl", equalTo(vault.versionUri()))
                .body("properties.lastKeyRotationTimestamp", notNullValue());
        arm.send("GET", SETS, null).body("value.id", hasItem(set));
    }

    @Test
    void aPatchWrapsByAnotherKeyWhichThenCounts() {
        // Given
        made(vault.versionUri(), false);
        use().statusCode(204);
        vault.rotate();

        // When
        arm.send(
                        "PATCH",
                        set,
                        "{'tags': {'a': 'b'}, 'properties': {'activeKey': {'keyUrl': '" + vault.versionUri() + "'}}}")
                .statusCode(200)
                .body("properties.activeKey.keyUrl", equalTo(vault.versionUri()))
                .body("tags.a", equalTo("b"));

        // Then
        key().statusCode(204);
        vault.enable(false);
        key().statusCode(409);
        arm.send("GET", set, null).body("properties.previousKeys", hasSize(0));
    }

    @ParameterizedTest
    @CsvSource({
        "no access, 400, KeyVaultAccessForbidden",
        "disabled, 400, KeyVaultKeyNotFit",
        "no purge protection, 400, KeyVaultKeyNotFit",
        "no set, 404, ResourceNotFound"
    })
    void aClusterIsNotPutUnderAKeyThatCannotServe(String what, int status, String code) {
        if (!what.equals("no set")) {
            String principal = made(vault.versionUri(), false);
            switch (what) {
                case "no access" -> vault.shutOut(principal);
                case "disabled" -> vault.enable(false);
                default -> vault.recoveryLevel("Recoverable+Purgeable");
            }
        }
        use().statusCode(status).body("error.code", equalTo(code));
        arm.send("GET", DISKS + "/" + name() + "-0-os", null).statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'type': 'SystemAssigned' | 'type': 'None' | 400 | InvalidParameter",
                "/vaults/diskvault | /vaults/other | 400 | InvalidParameter",
                "/providers/Microsoft.KeyVault | /providers/Microsoft.Storage | 400 | InvalidParameter",
                "https:// | http:// | 400 | InvalidParameter",
                "'activeKey' | 'anyKey' | 400 | InvalidParameter",
                "'activeKey' | 'encryptionType': 'None', 'activeKey' | 400 | InvalidParameter",
                "'activeKey' | 'encryptionType': 'ConfidentialVmEncryptedWithCustomerKey', 'activeKey' | 501 | NotImplemented",
                "'location': 'East US', |  | 400 | LocationRequired"
            })
    void whatIsNoSetIsRefusedAndLeavesNothing(String part, String instead, int status, String code) {
        arm.send("PUT", set, body(vault.versionUri(), false).replace(part, instead == null ? "" : instead))
                .statusCode(status)
                .body("error.code", equalTo(code));
        arm.send("GET", set, null).statusCode(404);
    }

    @Test
    void aKeyWithoutVersionNeedsRotation() {
        arm.send("PUT", set, body(vault.keyUri(), false))
                .statusCode(400)
                .body("error.target", equalTo("properties.activeKey.keyUrl"));
    }

    @Test
    void onlyScoringServiceAsks() {
        service.given()
                .header(
                        "Authorization",
                        "Bearer " + issuer.service("telemetry", "compute").sign())
                .get("/_internal/disk-encryption-sets/key?id=" + set)
                .then()
                .statusCode(403);
        arm.send("PUT", DISKS + "/d", "{'location': 'eastus'}").statusCode(501);
    }
}
