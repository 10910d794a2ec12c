package io.mltwin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.azure.core.exception.HttpResponseException;
import com.azure.security.keyvault.certificates.CertificateClient;
import com.azure.security.keyvault.certificates.models.CertificateContact;
import com.azure.security.keyvault.certificates.models.CertificateIssuer;
import com.azure.security.keyvault.certificates.models.CertificateKeyType;
import com.azure.security.keyvault.certificates.models.CertificatePolicy;
import com.azure.security.keyvault.certificates.models.IssuerProperties;
import com.azure.security.keyvault.keys.KeyClient;
import com.azure.security.keyvault.keys.cryptography.CryptographyClient;
import com.azure.security.keyvault.keys.cryptography.CryptographyClientBuilder;
import com.azure.security.keyvault.keys.cryptography.models.EncryptionAlgorithm;
import com.azure.security.keyvault.keys.cryptography.models.KeyWrapAlgorithm;
import com.azure.security.keyvault.keys.cryptography.models.SignatureAlgorithm;
import com.azure.security.keyvault.keys.models.CreateEcKeyOptions;
import com.azure.security.keyvault.keys.models.ImportKeyOptions;
import com.azure.security.keyvault.keys.models.JsonWebKey;
import com.azure.security.keyvault.keys.models.KeyCurveName;
import com.azure.security.keyvault.keys.models.KeyOperation;
import com.azure.security.keyvault.keys.models.KeyVaultKey;
import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.models.DeletedSecret;
import com.azure.security.keyvault.secrets.models.KeyVaultSecret;
import com.azure.security.keyvault.secrets.models.SecretProperties;
import io.mltwin.local.client.PlatformClient.Call;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.layout.PlatformService;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * What Azure's own clients for Java do with secrets, with keys that the JDK made, and with what
 * belongs to certificates, in a vault of their own.
 */
@TestInstance(Lifecycle.PER_CLASS)
class VaultObjectsSdkTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final byte[] DATA = "a data key".getBytes(StandardCharsets.UTF_8);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int MORE_THAN_A_PAGE = 27;

    private SdkVault vault;
    private SecretClient secrets;
    private KeyClient keys;
    private CertificateClient certificates;

    @BeforeAll
    void aVault() throws Exception {
        vault = SdkVault.create(PLATFORM, "sdkvault3", Map.of());
        secrets = vault.secrets("owner");
        keys = vault.keys("owner");
        certificates = vault.certificates("owner");
    }

    private static void assertStatus(
            int status, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        HttpResponseException.class,
                        refused ->
                                assertThat(refused.getResponse().getStatusCode())
                                        .isEqualTo(status));
    }

    @Test
    void secretsHaveVersionsAttributesAndTags() {
        OffsetDateTime expires = OffsetDateTime.of(2099, 1, 2, 3, 4, 5, 0, ZoneOffset.UTC);
        KeyVaultSecret wanted =
                new KeyVaultSecret("text", "first")
                        .setProperties(
                                new SecretProperties()
                                        .setContentType("text/plain")
                                        .setExpiresOn(expires)
                                        .setNotBefore(expires.minusYears(1))
                                        .setTags(Map.of("a", "b")));
        KeyVaultSecret first = secrets.setSecret(wanted);
        KeyVaultSecret second = secrets.setSecret("text", "second");
        String version = first.getProperties().getVersion();

        assertThat(secrets.getSecret("text").getValue()).isEqualTo("second");
        KeyVaultSecret old = secrets.getSecret("text", version);
        assertThat(old.getValue()).isEqualTo("first");
        assertThat(old.getProperties().getExpiresOn()).isEqualTo(expires);
        assertThat(old.getProperties().getContentType()).isEqualTo("text/plain");
        assertThat(old.getProperties().getTags()).containsEntry("a", "b");
        assertThat(old.getProperties().getRecoveryLevel()).isEqualTo("Recoverable+Purgeable");
        assertThat(secrets.listPropertiesOfSecretVersions("text").stream())
                .extracting(SecretProperties::getVersion)
                .containsExactlyInAnyOrder(version, second.getProperties().getVersion());
        SecretProperties changed =
                secrets.updateSecretProperties(
                        old.getProperties().setEnabled(false).setTags(Map.of("c", "d")));
        assertThat(changed.getTags()).containsOnlyKeys("c");
        assertStatus(403, () -> secrets.getSecret("text", version));
        secrets.updateSecretProperties(changed.setEnabled(true));
        assertThat(secrets.getSecret("text", version).getValue()).isEqualTo("first");
        assertStatus(404, () -> secrets.getSecret("text", "0".repeat(32)));
    }

    @Test
    void secretsAreBackedUpDeletedRecoveredAndPurged() {
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
    void listsGoOverPages() {
        for (int i = 0; i < MORE_THAN_A_PAGE; i++) {
            secrets.setSecret("many-" + i, "v");
            keys.createEcKey(new CreateEcKeyOptions("many-" + i));
            if (i > 0) {
                secrets.setSecret("many-0", "v" + i);
            }
        }
        Set<String> found =
                secrets.listPropertiesOfSecrets().stream()
                        .map(SecretProperties::getName)
                        .filter(name -> name.startsWith("many-"))
                        .collect(Collectors.toSet());
        assertThat(found).hasSize(MORE_THAN_A_PAGE);
        assertThat(secrets.listPropertiesOfSecrets().streamByPage().count()).isGreaterThan(1);
        assertThat(secrets.listPropertiesOfSecretVersions("many-0").stream())
                .hasSize(MORE_THAN_A_PAGE);
        assertThat(
                        keys.listPropertiesOfKeys().stream()
                                .filter(item -> item.getName().startsWith("many-"))
                                .count())
                .isEqualTo(MORE_THAN_A_PAGE);
    }

    @Test
    void whatTheVaultDoesTheLocalClientAndTheJdkUndo() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        JsonWebKey whole =
                JsonWebKey.fromRsa(pair)
                        .setKeyOps(
                                List.of(
                                        KeyOperation.ENCRYPT,
                                        KeyOperation.DECRYPT,
                                        KeyOperation.WRAP_KEY,
                                        KeyOperation.UNWRAP_KEY,
                                        KeyOperation.SIGN,
                                        KeyOperation.VERIFY));
        KeyVaultKey imported =
                keys.importKey(new ImportKeyOptions("jdk-rsa", whole).setHardwareProtected(false));
        CryptographyClient remote =
                keys.getCryptographyClient("jdk-rsa", imported.getProperties().getVersion());
        CryptographyClient local = new CryptographyClientBuilder().jsonWebKey(whole).buildClient();

        for (KeyWrapAlgorithm algorithm :
                List.of(KeyWrapAlgorithm.RSA1_5, KeyWrapAlgorithm.RSA_OAEP)) {
            byte[] here = local.wrapKey(algorithm, DATA).getEncryptedKey();
            assertThat(remote.unwrapKey(algorithm, here).getKey()).isEqualTo(DATA);
            byte[] there = remote.wrapKey(algorithm, DATA).getEncryptedKey();
            assertThat(local.unwrapKey(algorithm, there).getKey()).isEqualTo(DATA);
        }
        for (EncryptionAlgorithm algorithm :
                List.of(EncryptionAlgorithm.RSA1_5, EncryptionAlgorithm.RSA_OAEP)) {
            byte[] cipher = remote.encrypt(algorithm, DATA).getCipherText();
            assertThat(local.decrypt(algorithm, cipher).getPlainText()).isEqualTo(DATA);
            byte[] here = local.encrypt(algorithm, DATA).getCipherText();
            assertThat(remote.decrypt(algorithm, here).getPlainText()).isEqualTo(DATA);
        }
        for (SignatureAlgorithm algorithm :
                List.of(
                        SignatureAlgorithm.RS256,
                        SignatureAlgorithm.RS384,
                        SignatureAlgorithm.RS512)) {
            byte[] signature = remote.signData(algorithm, DATA).getSignature();
            Signature check =
                    Signature.getInstance("SHA" + algorithm.toString().substring(2) + "withRSA");
            check.initVerify(pair.getPublic());
            check.update(DATA);
            assertThat(check.verify(signature)).as("%s", algorithm).isTrue();
            check.initSign(pair.getPrivate());
            check.update(DATA);
            assertThat(remote.verifyData(algorithm, DATA, check.sign()).isValid()).isTrue();
        }
    }

    @Test
    void ellipticKeysOfTheJdkSignAlike() throws Exception {
        Map<KeyCurveName, String> curves =
                Map.of(
                        KeyCurveName.P_256, "secp256r1",
                        KeyCurveName.P_384, "secp384r1",
                        KeyCurveName.P_521, "secp521r1");
        for (Map.Entry<KeyCurveName, String> curve : curves.entrySet()) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", "SunEC");
            generator.initialize(new ECGenParameterSpec(curve.getValue()));
            KeyPair pair = generator.generateKeyPair();
            String name = "jdk-" + curve.getKey();
            keys.importKey(
                    name,
                    JsonWebKey.fromEc(
                            pair,
                            pair.getPublic().getAlgorithm().equals("EC") ? provider() : null));
            int bits = curve.getKey() == KeyCurveName.P_521 ? 512 : bits(curve.getKey());
            SignatureAlgorithm algorithm = SignatureAlgorithm.fromString("ES" + bits);
            byte[] signature =
                    keys.getCryptographyClient(name).signData(algorithm, DATA).getSignature();
            Signature check = Signature.getInstance("SHA" + bits + "withECDSAinP1363Format");
            check.initVerify(pair.getPublic());
            check.update(DATA);
            assertThat(check.verify(signature)).as("%s", curve).isTrue();
        }
    }

    private static java.security.Provider provider() {
        return java.security.Security.getProvider("SunEC");
    }

    private static int bits(KeyCurveName curve) {
        return Integer.parseInt(curve.toString().substring(2));
    }

    @Test
    void timeBindsWhatProtectsAnew() {
        OffsetDateTime past = OffsetDateTime.of(2001, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
        keys.createRsaKey(
                new com.azure.security.keyvault.keys.models.CreateRsaKeyOptions("old")
                        .setKeySize(2048));
        CryptographyClient crypto = keys.getCryptographyClient("old");
        byte[] cipher = crypto.encrypt(EncryptionAlgorithm.RSA_OAEP, DATA).getCipherText();
        keys.updateKeyProperties(
                keys.getKey("old").getProperties().setExpiresOn(past.plusYears(1)));

        assertThat(crypto.decrypt(EncryptionAlgorithm.RSA_OAEP, cipher).getPlainText())
                .isEqualTo(DATA);
        CryptographyClient fresh = keys.getCryptographyClient("old");
        assertThatThrownBy(() -> fresh.sign(SignatureAlgorithm.RS256, new byte[32]))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void certificatesHaveIssuersContactsAndBackups() {
        certificates.setContacts(List.of(new CertificateContact().setEmail("a@b.c"))).stream()
                .forEach(contact -> assertThat(contact.getEmail()).isEqualTo("a@b.c"));
        assertThat(certificates.listContacts().stream()).hasSize(1);
        assertThat(certificates.deleteContacts().stream()).hasSize(1);
        certificates.createIssuer(
                new CertificateIssuer("ca1", "DigiCert").setAccountId("acc").setPassword("pwd-x"));
        CertificateIssuer issuer = certificates.getIssuer("ca1");
        assertThat(issuer.getAccountId()).isEqualTo("acc");
        assertThat(issuer.getPassword()).isNull();
        assertThat(certificates.updateIssuer(issuer.setEnabled(false)).isEnabled()).isFalse();
        assertThat(certificates.listPropertiesOfIssuers().stream().map(IssuerProperties::getName))
                .containsExactly("ca1");
        certificates.deleteIssuer("ca1");
        assertStatus(404, () -> certificates.getIssuer("ca1"));

        CertificatePolicy policy = CertificatePolicy.getDefault().setKeyType(CertificateKeyType.EC);
        policy.setKeyCurveName(
                com.azure.security.keyvault.certificates.models.CertificateKeyCurveName.P_256);
        certificates
                .beginCreateCertificate("kept", policy)
                .setPollInterval(POLL)
                .waitForCompletion();
        byte[] cer = certificates.getCertificate("kept").getCer();
        byte[] backup = certificates.backupCertificate("kept");
        certificates.beginDeleteCertificate("kept").setPollInterval(POLL).waitForCompletion();
        assertThat(certificates.listDeletedCertificates().stream().map(item -> item.getName()))
                .contains("kept");
        certificates.purgeDeletedCertificate("kept");
        assertThat(certificates.restoreCertificateBackup(backup).getCer()).isEqualTo(cer);
        assertThat(secrets.getSecret("kept").getProperties().isManaged()).isTrue();
        assertThat(
                        certificates
                                .updateCertificatePolicy(
                                        "kept",
                                        certificates
                                                .getCertificatePolicy("kept")
                                                .setValidityInMonths(24))
                                .getValidityInMonths())
                .isEqualTo(24);
        assertThat(certificates.listPropertiesOfCertificateVersions("kept").stream()).hasSize(1);
    }

    @Test
    void theFirewallShutsClientsOut() throws Exception {
        SdkVault shut =
                SdkVault.create(
                        PLATFORM,
                        "sdkvault4",
                        Map.of("networkAcls", Map.of("defaultAction", "Deny")));
        SecretClient client = shut.secrets("owner");
        assertThatThrownBy(() -> client.setSecret("s", "v"))
                .hasMessageContaining("Client address is not authorized");

        shut.put(
                Map.of(
                        "networkAcls",
                        Map.of(
                                "defaultAction",
                                "Deny",
                                "ipRules",
                                List.of(Map.of("value", "0.0.0.0/0")))));

        assertThat(client.setSecret("s", "v").getValue()).isEqualTo("v");
    }

    @Test
    void microsoftsVaultOpensToNeitherOwnerNorGlobalAdministrator() throws Exception {
        Colleague global = Colleague.join(PLATFORM, true);
        Azure azure = PLATFORM.azure();
        String uri =
                PLATFORM.host("aml-ssh-credentials.vault", PlatformService.KEYVAULT)
                        + "/secrets?api-version=7.4";
        PLATFORM.flowClient().get(uri, azure.token("owner", "https://vault.azure.net")).expect(401);
        PLATFORM.flowClient().get(uri, global.token("https://vault.azure.net")).expect(401);
    }

    @Test
    void whatClientsDoIsOnRecord() throws Exception {
        secrets.setSecret("audited", "not-on-record");
        assertStatus(404, () -> secrets.getSecret("audited-not"));
        Call call =
                Call.of(
                                "GET",
                                PLATFORM.port(PlatformService.TELEMETRY),
                                "/_mltwin/audit?vault=" + vault.id())
                        .as(PLATFORM.tokens().administrator());

        await().pollInterval(POLL)
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () ->
                                assertThat(PLATFORM.client().send(call).body().toString())
                                        .contains("SecretSet")
                                        .contains("/secrets/audited?api-version=")
                                        .contains("/secrets/audited-not/?api-version=")
                                        .contains("Not Found")
                                        .doesNotContain("not-on-record"));
    }
}
