package io.mltwin.e2e.sdk;

import static io.mltwin.e2e.sdk.SdkSuite.POLL;
import static io.mltwin.e2e.sdk.SdkSuite.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.security.keyvault.secrets.SecretAsyncClient;
import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.models.DeletedSecret;
import com.azure.security.keyvault.secrets.models.KeyVaultSecret;
import com.azure.security.keyvault.secrets.models.SecretProperties;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import reactor.core.publisher.Flux;

/** Secrets: {@code azure-security-keyvault-secrets}, blocking and asynchronous. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class SecretCases {
    private static final int MORE_THAN_A_PAGE = 27;

    private SecretClient secrets;
    private SecretAsyncClient async;

    @BeforeAll
    void connect() throws Exception {
        secrets = SdkSuite.get().vault.secrets("owner").buildClient();
        async = SdkSuite.get().vault.secrets("owner").buildAsyncClient();
    }

    @Test
    void haveVersionsAttributesAndTags() {
        OffsetDateTime expires = OffsetDateTime.of(2099, 1, 2, 3, 4, 5, 0, ZoneOffset.UTC);
        KeyVaultSecret wanted = new KeyVaultSecret("text", "first")
                .setProperties(new SecretProperties()
                        .setContentType("text/plain")
                        .setExpiresOn(expires)
                        .setNotBefore(expires.minusYears(90))
                        .setTags(Map.of("a", "b")));
        KeyVaultSecret first = secrets.setSecret(wanted);
        KeyVaultSecret second = secrets.setSecret("text", "second");
        String version = first.getProperties().getVersion();

        assertThat(secrets.getSecret("text").getValue()).isEqualTo("second");
        KeyVaultSecret old = secrets.getSecret("text", version);
        assertThat(old.getId()).isEqualTo(SdkSuite.get().vault.url() + "/secrets/text/" + version);
        assertThat(old.getValue()).isEqualTo("first");
        assertThat(old.getProperties().getExpiresOn()).isEqualTo(expires);
        assertThat(old.getProperties().getContentType()).isEqualTo("text/plain");
        assertThat(old.getProperties().getTags()).containsEntry("a", "b");
        assertThat(old.getProperties().getRecoveryLevel()).isEqualTo("Recoverable+Purgeable");
        assertThat(secrets.listPropertiesOfSecretVersions("text").stream())
                .extracting(SecretProperties::getVersion)
                .containsExactlyInAnyOrder(version, second.getProperties().getVersion());
        SecretProperties changed = secrets.updateSecretProperties(
                old.getProperties().setEnabled(false).setTags(Map.of("c", "d")));
        assertThat(changed.getTags()).containsOnlyKeys("c");
        assertStatus(403, () -> secrets.getSecret("text", version));
        secrets.updateSecretProperties(changed.setEnabled(true));
        assertThat(secrets.getSecret("text", version).getValue()).isEqualTo("first");
        assertStatus(404, () -> secrets.getSecret("text", "0".repeat(32)));
    }

    @Test
    void areBackedUpDeletedRecoveredAndPurged() {
        secrets.setSecret("mortal", "one");
        secrets.setSecret("mortal", "two");
        byte[] backup = secrets.backupSecret("mortal");
        assertStatus(409, () -> secrets.restoreSecretBackup(backup));

        delete("mortal");
        assertStatus(404, () -> secrets.getSecret("mortal"));
        DeletedSecret deleted = secrets.getDeletedSecret("mortal");
        assertThat(deleted.getRecoveryId()).endsWith("/deletedsecrets/mortal");
        assertStatus(409, () -> secrets.setSecret("mortal", "three"));
        assertThat(secrets.listDeletedSecrets().stream().map(DeletedSecret::getName))
                .contains("mortal");
        secrets.beginRecoverDeletedSecret("mortal").setPollInterval(POLL).waitForCompletion();
        assertThat(secrets.getSecret("mortal").getValue()).isEqualTo("two");
        delete("mortal");
        secrets.purgeDeletedSecret("mortal");
        assertStatus(404, () -> secrets.getDeletedSecret("mortal"));
        secrets.restoreSecretBackup(backup);

        assertThat(secrets.listPropertiesOfSecretVersions("mortal").stream()).hasSize(2);
        assertThat(secrets.getSecret("mortal").getValue()).isEqualTo("two");
        byte[] torn = Arrays.copyOf(backup, backup.length - 1);
        assertStatus(400, () -> secrets.restoreSecretBackup(torn));
    }

    private void delete(String name) {
        secrets.beginDeleteSecret(name).setPollInterval(POLL).waitForCompletion();
    }

    @Test
    void areListedOverPages() {
        Flux.range(0, MORE_THAN_A_PAGE)
                .flatMap(i -> async.setSecret("many-" + i, "v"))
                .concatWith(Flux.range(1, MORE_THAN_A_PAGE - 1).concatMap(i -> async.setSecret("many-0", "v" + i)))
                .blockLast();

        assertThat(secrets.listPropertiesOfSecrets().stream()
                        .map(SecretProperties::getName)
                        .filter(name -> name.startsWith("many-")))
                .doesNotHaveDuplicates()
                .hasSize(MORE_THAN_A_PAGE);
        assertThat(secrets.listPropertiesOfSecrets().streamByPage().count()).isGreaterThan(1);
        assertThat(async.listPropertiesOfSecretVersions("many-0").collectList().block())
                .hasSize(MORE_THAN_A_PAGE);
    }
}
