package io.mltwin.e2e.sdk;

import static io.mltwin.e2e.sdk.SdkSuite.POLL;
import static io.mltwin.e2e.sdk.SdkSuite.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.security.keyvault.keys.KeyAsyncClient;
import com.azure.security.keyvault.keys.KeyClient;
import com.azure.security.keyvault.keys.cryptography.models.SignatureAlgorithm;
import com.azure.security.keyvault.keys.models.CreateEcKeyOptions;
import com.azure.security.keyvault.keys.models.CreateRsaKeyOptions;
import com.azure.security.keyvault.keys.models.DeletedKey;
import com.azure.security.keyvault.keys.models.KeyCurveName;
import com.azure.security.keyvault.keys.models.KeyOperation;
import com.azure.security.keyvault.keys.models.KeyProperties;
import com.azure.security.keyvault.keys.models.KeyRotationLifetimeAction;
import com.azure.security.keyvault.keys.models.KeyRotationPolicy;
import com.azure.security.keyvault.keys.models.KeyRotationPolicyAction;
import com.azure.security.keyvault.keys.models.KeyVaultKey;
import java.security.interfaces.RSAPublicKey;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

/** Keys: {@code KeyClient} of {@code azure-security-keyvault-keys}, blocking and asynchronous. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class KeyCases {
    private static final int MORE_THAN_A_PAGE = 27;

    private KeyClient keys;
    private KeyAsyncClient async;

    @BeforeAll
    void connect() throws Exception {
        keys = SdkSuite.get().vault.keys("owner").buildClient();
        async = SdkSuite.get().vault.keys("owner").buildAsyncClient();
    }

    @ParameterizedTest
    @ValueSource(ints = {2048, 3072, 4096})
    void ofRsaHaveASize(int bits) {
        KeyVaultKey key = keys.createRsaKey(new CreateRsaKeyOptions("rsa-" + bits).setKeySize(bits));

        RSAPublicKey made = (RSAPublicKey) key.getKey().toRsa().getPublic();
        assertThat(made.getModulus().bitLength()).isEqualTo(bits);
        assertThat(key.getKey().getD()).isNull();
        assertThat(key.getKeyOperations()).contains(KeyOperation.WRAP_KEY, KeyOperation.SIGN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"P-256", "P-384", "P-521", "P-256K"})
    void onCurvesHaveACurve(String curve) {
        KeyCurveName named = KeyCurveName.fromString(curve);

        KeyVaultKey key = async.createEcKey(new CreateEcKeyOptions("ec-" + curve).setCurveName(named))
                .block();

        assertThat(key.getKey().getCurveName()).isEqualTo(named);
        assertThat(key.getKey().getD()).isNull();
        assertThat(key.getKeyOperations()).containsOnly(KeyOperation.SIGN, KeyOperation.VERIFY);
    }

    @Test
    void haveVersionsAttributesAndRotation() throws Exception {
        KeyVaultKey first = keys.createEcKey(new CreateEcKeyOptions("turning")
                .setCurveName(KeyCurveName.P_256)
                .setKeyOperations(KeyOperation.SIGN, KeyOperation.VERIFY)
                .setTags(Map.of("a", "b")));
        keys.updateKeyRotationPolicy(
                "turning",
                new KeyRotationPolicy()
                        .setExpiresIn("P1Y")
                        .setLifetimeActions(List.of(new KeyRotationLifetimeAction(KeyRotationPolicyAction.ROTATE)
                                .setTimeAfterCreate("P90D"))));
        assertThat(keys.getKeyRotationPolicy("turning").getExpiresIn()).isEqualTo("P1Y");
        KeyVaultKey second = keys.rotateKey("turning");

        assertThat(second.getProperties().getExpiresOn()).isAfter(OffsetDateTime.now());
        assertThat(second.getProperties().getTags()).containsEntry("a", "b");
        assertThat(keys.getKey("turning").getId()).isEqualTo(second.getId());
        assertThat(keys.listPropertiesOfKeyVersions("turning").stream()).hasSize(2);
        String version = first.getProperties().getVersion();
        keys.updateKeyProperties(first.getProperties().setEnabled(false));
        assertThat(keys.getKey("turning", version).getProperties().isEnabled()).isFalse();
        assertStatus(
                403, () -> keys.getCryptographyClient("turning", version).sign(SignatureAlgorithm.ES256, new byte[32]));
        KeyClient contributor = SdkSuite.get().vault.keys("contributor").buildClient();
        assertStatus(403, () -> contributor.getKey("turning"));
    }

    @Test
    void areListedOverPages() {
        Flux.range(0, MORE_THAN_A_PAGE)
                .flatMap(i -> async.createEcKey(new CreateEcKeyOptions("many-" + i)))
                .blockLast();

        assertThat(keys.listPropertiesOfKeys().stream()
                        .map(KeyProperties::getName)
                        .filter(name -> name.startsWith("many-")))
                .doesNotHaveDuplicates()
                .hasSize(MORE_THAN_A_PAGE);
        assertThat(async.listPropertiesOfKeys().byPage().count().block()).isGreaterThan(1);
    }

    @Test
    void areBackedUpDeletedRecoveredAndPurged() {
        keys.createEcKey(new CreateEcKeyOptions("mortal").setCurveName(KeyCurveName.P_384));
        byte[] backup = keys.backupKey("mortal");
        assertStatus(409, () -> keys.restoreKeyBackup(backup));

        delete("mortal");
        assertStatus(404, () -> keys.getKey("mortal"));
        assertThat(keys.getDeletedKey("mortal").getScheduledPurgeDate()).isNotNull();
        assertThat(keys.listDeletedKeys().stream().map(DeletedKey::getName)).contains("mortal");
        assertStatus(409, () -> keys.createEcKey(new CreateEcKeyOptions("mortal")));
        keys.beginRecoverDeletedKey("mortal").setPollInterval(POLL).waitForCompletion();
        assertThat(keys.getKey("mortal").getName()).isEqualTo("mortal");
        delete("mortal");
        keys.purgeDeletedKey("mortal");
        assertStatus(404, () -> keys.getDeletedKey("mortal"));

        assertThat(keys.restoreKeyBackup(backup).getName()).isEqualTo("mortal");
        byte[] torn = Arrays.copyOf(backup, backup.length - 1);
        assertStatus(400, () -> keys.restoreKeyBackup(torn));
    }

    private void delete(String name) {
        keys.beginDeleteKey(name).setPollInterval(POLL).waitForCompletion();
    }
}
