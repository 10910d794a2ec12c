package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import io.mltwin.platform.clock.ClockStore;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestVault;
import io.mltwin.workspace.storage.accounts.StorageAccountRequest;
import io.mltwin.workspace.storage.encryption.EncryptionScopeBody;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Encryption scopes whose data key lies under the customer's key. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ScopeVaultKeyResourceTest extends WithEncryptionScopes {

    private static final String NO_KEY = "KeyVaultEncryptionKeyNotFound";
    private static final byte[] LARGE = random(200_000);

    @Inject
    ClockStore clock;

    private TestVault vault() throws Exception {
        String principal = patch(new com.fasterxml.jackson.databind.ObjectMapper()
                        .readValue("{\"identity\":{\"type\":\"SystemAssigned\"}}", StorageAccountRequest.class))
                .identity()
                .principalId();
        TestVault vault = TestVault.play(platform, "scv", "k-" + name);
        vault.letIn(principal);
        return vault;
    }

    @Test
    void aScopesVaultKeyIsRevokedForThatScopeAlone() throws Exception {
        TestVault vault = vault();
        TestScopes.upload(blob, "before");
        EncryptionScopeBody body = scopes.scope("one", "Microsoft.KeyVault", vault.keyUri());
        assertThat(body.properties().keyVaultProperties().keyUri()).isEqualTo(vault.keyUri());
        assertThat(body.properties().keyVaultProperties().currentVersionedKeyIdentifier())
                .isEqualTo(vault.versionUri());
        assertThat(bare.downloadContent()).hasToString("before");
        con.getBlobClient("large")
                .getEncryptionScopeClient("one")
                .upload(new ByteArrayInputStream(LARGE), LARGE.length);
        TestScopes.upload(con.getBlobClient("other").getEncryptionScopeClient("two"), "two");

        vault.enable(false);
        for (ThrowingCallable refused : List.<ThrowingCallable>of(
                bare::downloadContent,
                bare::getProperties,
                () -> bare.setMetadata(Map.of()),
                () -> con.getBlobClient("large").downloadContent(),
                () -> TestScopes.upload(con.getBlobClient("n").getEncryptionScopeClient("one"), "n"))) {
            assertRefused(403, NO_KEY, refused);
        }
        assertThat(con.getBlobClient("other").downloadContent()).hasToString("two");
        assertThatThrownBy(() -> scopes.scope("one", "Microsoft.Storage", null))
                .isInstanceOfSatisfying(
                        AzureException.class,
                        fault -> assertThat(fault.status() + " " + fault.code()).isEqualTo("400 " + NO_KEY));

        vault.enable(true);
        vault.rotate();
        assertThat(con.getBlobClient("large").downloadContent().toBytes()).isEqualTo(LARGE);
        assertThat(scopes.get("one").properties().keyVaultProperties().currentVersionedKeyIdentifier())
                .isEqualTo(vault.versionUri());
        scopes.scope("one", "Microsoft.Storage", null);
        vault.enable(false);
        assertThat(bare.downloadContent()).hasToString("before");
    }

    @Test
    void theScopesVaultIsAskedOnceForEachRequest() throws Exception {
        TestVault vault = vault();
        TestScopes.upload(blob, "x");
        scopes.scope("one", "Microsoft.KeyVault", vault.keyUri());
        int before = platform.calls().received("keyvault").size();

        as(WRITER, AUDIENCE).get("/con/b").then().statusCode(200);
        assertThat(platform.calls().received("keyvault")).hasSize(before + 1);
        as(WRITER, AUDIENCE).head("/con/b").then().statusCode(200);
        assertThat(platform.calls().received("keyvault")).hasSize(before + 2);
    }

    @Test
    void aRevocationCountsAfterTheDelayOfAnHour() throws Exception {
        TestVault vault = vault();
        System.setProperty("mltwin.delay.key", "PT1H");
        try {
            scopes.scope("one", "Microsoft.KeyVault", vault.keyUri());
            TestScopes.upload(blob, "x");
            vault.enable(false);
            clock.move(Duration.ofMinutes(59).toSeconds());
            assertThat(bare.downloadContent()).hasToString("x");
            clock.move(Duration.ofMinutes(61).toSeconds());
            assertRefused(403, NO_KEY, bare::downloadContent);
        } finally {
            System.clearProperty("mltwin.delay.key");
            clock.move(0);
        }
    }

    @Test
    void aKeyMustBeUsable() throws Exception {
        TestVault vault = vault();
        vault.enable(false);
        assertThatThrownBy(() -> scopes.scope("three", "Microsoft.KeyVault", vault.keyUri()))
                .isInstanceOf(AzureException.class);
        vault.enable(true);
        vault.recoveryLevel("Recoverable+Purgeable");
        assertThatThrownBy(() -> scopes.scope("three", "Microsoft.KeyVault", vault.keyUri()))
                .isInstanceOfSatisfying(
                        AzureException.class, fault -> assertThat(fault.code()).isEqualTo("KeyVaultPolicyError"));
        assertThatThrownBy(() -> scopes.get("three"))
                .isInstanceOfSatisfying(
                        AzureException.class,
                        fault -> assertThat(fault.status()).isEqualTo(404));
        vault.recoveryLevel("Recoverable");
        assertThat(scopes.scope("three", "Microsoft.KeyVault", vault.versionUri())
                        .properties()
                        .source())
                .isEqualTo("Microsoft.KeyVault");
    }
}
