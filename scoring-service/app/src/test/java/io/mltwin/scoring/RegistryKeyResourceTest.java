package io.mltwin.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.testkit.TestPlatform;
import io.mltwin.testkit.TestVault;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Registries under a customer-managed key: images come back whole, or not at all. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class RegistryKeyResourceTest {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";
    private static final String SCOPE = "repository:a/b:pull,push";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestPlatform platform;

    @FromPlatform
    ServiceUnderTest service;

    @FromPlatform
    TestDatabase database;

    private WorkspacePeers peers;
    private ScoringRequests requests;
    private TestVault vault;
    private String principal;
    private byte[] layer;

    @BeforeEach
    void aPremiumRegistryWithAnIdentity() {
        peers = new WorkspacePeers("unused", "keyregistry" + NAMES.incrementAndGet());
        requests = new ScoringRequests(service, issuer, peers);
        requests.newRegistry();
        vault = TestVault.play(platform, "cmk", peers.registryName());
        principal = requests.arm("PATCH", peers.registry(), """
                                {
                                  "sku": {"name": "Premium"},
                                  "identity": {"type": "SystemAssigned"}
                                }""")
                .statusCode(200)
                .body("identity.type", equalTo("SystemAssigned"))
                .extract()
                .path("identity.principalId");
        vault.letIn(principal);
        layer = new byte[100_000];
        new Random(NAMES.get()).nextBytes(layer);
    }

    private static String encryption(String keyIdentifier) {
        return """
        {
          "properties": {
            "encryption": {
              "status": "enabled",
              "keyVaultProperties": {
                "keyIdentifier": "%s"
              }
            }
          }
        }""".formatted(keyIdentifier);
    }

    private RequestSpecification data() {
        return service.given(peers.registryName() + ".azurecr")
                .header("Authorization", "Bearer " + requests.adminToken(SCOPE));
    }

    private static String digest(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private int push(byte[] blob) {
        Response started = data().post("/v2/a/b/blobs/uploads/");
        if (started.statusCode() != 202) {
            started.then().body("errors[0].code", equalTo("DENIED"));
            return started.statusCode();
        }
        return data().contentType("application/octet-stream")
                .body(blob)
                .put(started.header("Location") + "?digest=" + digest(blob))
                .statusCode();
    }

    private String pushImage(String tag) {
        byte[] config = "{}".getBytes(StandardCharsets.UTF_8);
        assertThat(push(config)).isEqualTo(201);
        assertThat(push(layer)).isEqualTo(201);
        String manifest = """
                {
                  "schemaVersion": 2,
                  "mediaType": "%s",
                  "config": {"digest": "%s", "size": 2},
                  "layers": [{"digest": "%s", "size": %d}]
                }""".formatted(MANIFEST_TYPE, digest(config), digest(layer), layer.length);
        data().contentType(MANIFEST_TYPE)
                .body(manifest.getBytes(StandardCharsets.UTF_8))
                .put("/v2/a/b/manifests/" + tag)
                .then()
                .statusCode(201);
        return digest(manifest.getBytes(StandardCharsets.UTF_8));
    }

    private void assertWhole(String tag, String manifestDigest) {
        byte[] manifest = data().get("/v2/a/b/manifests/" + tag).asByteArray();
        assertThat(digest(manifest)).isEqualTo(manifestDigest);
        assertThat(data().get("/v2/a/b/blobs/" + digest(layer)).asByteArray()).isEqualTo(layer);
    }

    private String versionInForce() {
        return requests.arm("GET", peers.registry(), null)
                .body("properties.encryption.status", equalTo("enabled"))
                .extract()
                .path("properties.encryption.keyVaultProperties.versionedKeyIdentifier");
    }

    @Test
    void imagesComeBackWholeAfterSwitchingRotatingAndRevoking() {
        String before = pushImage("before");
        requests.arm("PATCH", peers.registry(), encryption(vault.keyUri())).statusCode(200);
        assertThat(versionInForce()).isEqualTo(vault.versionUri());
        String during = pushImage("during");
        vault.rotate();
        assertWhole("before", before);
        assertThat(versionInForce()).isEqualTo(vault.versionUri());
        assertWhole("during", during);

        vault.enable(false);
        data().get("/v2/a/b/manifests/before").then().statusCode(403).body("errors[0].code", equalTo("DENIED"));
        data().get("/v2/a/b/blobs/" + digest(layer)).then().statusCode(403);
        assertThat(push(layer)).isEqualTo(403);
        anotherRegistryGoesOn();

        vault.enable(true);
        assertWhole("before", before);
        assertWhole("during", during);
    }

    @Test
    void aRegistryIsNotLockedWhileIdentityServiceIsAsked() {
        // Given
        List<Integer> found = new CopyOnWriteArrayList<>();
        platform.calls().answer("identity", "DELETE", "/_internal/managed-identities", request -> {
            found.add(lockedAtOnce());
            return null;
        });

        // When
        requests.arm("PATCH", peers.registry(), "{\"identity\":{\"type\":\"None\"}}")
                .statusCode(200)
                .body("identity", nullValue());

        // Then
        assertThat(found).containsExactly(1);
        platform.calls().reset();
    }

    /** How many rows of the registry another transaction can lock without waiting. */
    private int lockedAtOnce() {
        try (Connection connection = database.connect();
                PreparedStatement rows =
                        connection.prepareStatement("select 1 from registry where arm_key = ? for update nowait")) {
            rows.setString(1, ArmResourceId.parse(peers.registry()).key());
            int found = 0;
            for (ResultSet row = rows.executeQuery(); row.next(); ) {
                found++;
            }
            return found;
        } catch (SQLException locked) {
            throw new IllegalStateException(locked);
        }
    }

    private void anotherRegistryGoesOn() {
        WorkspacePeers these = peers;
        peers = new WorkspacePeers("unused", "keyregistry" + NAMES.incrementAndGet());
        requests = new ScoringRequests(service, issuer, peers);
        requests.newRegistry();
        assertWhole("other", pushImage("other"));
        peers = these;
        requests = new ScoringRequests(service, issuer, peers);
    }

    @Test
    void aVersionThatIsNamedStaysUntilAnotherIs() {
        String first = vault.versionUri();
        requests.arm("PATCH", peers.registry(), encryption(first)).statusCode(200);
        String digest = pushImage("a");
        vault.rotate();
        assertWhole("a", digest);
        assertThat(versionInForce()).isEqualTo(first);
        requests.arm("PATCH", peers.registry(), encryption(vault.versionUri())).statusCode(200);
        assertThat(versionInForce()).isEqualTo(vault.versionUri());
        assertWhole("a", digest);
        requests.arm("PATCH", peers.registry(), "{\"properties\":{\"encryption\":{\"status\":\"disabled\"}}}")
                .statusCode(400)
                .body("error.code", equalTo("EncryptionCannotBeDisabled"));
    }

    @ParameterizedTest
    @CsvSource({
        "Basic, SkuNotSupported",
        "no identity, EncryptionIdentityNeeded",
        "no access, EncryptionKeyNotUsable",
        "no purge protection, EncryptionKeyNotFit",
        "disabled, EncryptionKeyNotFit",
        "no key identifier, InvalidRequestContent"
    })
    void aKeyThatCannotServeIsRefusedAndNothingChanges(String what, String code) {
        String digest = pushImage("a");
        String key = vault.keyUri();
        switch (what) {
            case "Basic" ->
                requests.arm("PATCH", peers.registry(), "{\"sku\":{\"name\":\"Basic\"}}")
                        .statusCode(200);
            case "no identity" ->
                requests.arm("PATCH", peers.registry(), "{\"identity\":{\"type\":\"None\"}}")
                        .statusCode(200);
            case "no access" -> vault.shutOut(principal);
            case "no purge protection" -> vault.recoveryLevel("Recoverable+Purgeable");
            case "disabled" -> vault.enable(false);
            default -> key = "https://example.com/keys/k";
        }
        requests.arm("PATCH", peers.registry(), encryption(key)).statusCode(400).body("error.code", equalTo(code));
        requests.arm("GET", peers.registry(), null).body("properties.encryption.status", equalTo("disabled"));
        assertWhole("a", digest);
    }
}
