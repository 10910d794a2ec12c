package io.mltwin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.exception.ResourceNotFoundException;
import com.azure.core.util.polling.SyncPoller;
import com.azure.security.keyvault.certificates.CertificateClient;
import com.azure.security.keyvault.certificates.models.CertificateContentType;
import com.azure.security.keyvault.certificates.models.CertificateKeyCurveName;
import com.azure.security.keyvault.certificates.models.CertificateKeyType;
import com.azure.security.keyvault.certificates.models.CertificateOperation;
import com.azure.security.keyvault.certificates.models.CertificatePolicy;
import com.azure.security.keyvault.certificates.models.ImportCertificateOptions;
import com.azure.security.keyvault.certificates.models.KeyVaultCertificateWithPolicy;
import com.azure.security.keyvault.keys.KeyClient;
import com.azure.security.keyvault.keys.cryptography.CryptographyClient;
import com.azure.security.keyvault.keys.cryptography.models.EncryptionAlgorithm;
import com.azure.security.keyvault.keys.cryptography.models.KeyWrapAlgorithm;
import com.azure.security.keyvault.keys.cryptography.models.SignatureAlgorithm;
import com.azure.security.keyvault.keys.models.CreateEcKeyOptions;
import com.azure.security.keyvault.keys.models.CreateRsaKeyOptions;
import com.azure.security.keyvault.keys.models.JsonWebKey;
import com.azure.security.keyvault.keys.models.KeyCurveName;
import com.azure.security.keyvault.keys.models.KeyOperation;
import com.azure.security.keyvault.keys.models.KeyRotationLifetimeAction;
import com.azure.security.keyvault.keys.models.KeyRotationPolicy;
import com.azure.security.keyvault.keys.models.KeyRotationPolicyAction;
import com.azure.security.keyvault.keys.models.KeyVaultKey;
import com.azure.security.keyvault.secrets.SecretClient;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Azure's own clients of keys and certificates for Java, unmodified, in a vault of their own. */
@TestInstance(Lifecycle.PER_CLASS)
class VaultSdkTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final byte[] SECRET = "a data key".getBytes(StandardCharsets.UTF_8);
    private static final Duration POLL = Duration.ofMillis(100);

    private SdkVault vault;
    private KeyClient keys;
    private CertificateClient certificates;
    private SecretClient secrets;

    @BeforeAll
    void aVault() throws Exception {
        vault = SdkVault.create(PLATFORM, "sdkvault2", Map.of());
        keys = vault.keys("owner");
        certificates = vault.certificates("owner");
        secrets = vault.secrets("owner");
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
    void rsaKeysWrapEncryptAndSign() throws Exception {
        KeyVaultKey key = keys.createRsaKey(new CreateRsaKeyOptions("rsa").setKeySize(2048));
        CryptographyClient crypto =
                keys.getCryptographyClient("rsa", key.getProperties().getVersion());

        assertThat(key.getKey().getD()).isNull();
        for (KeyWrapAlgorithm algorithm :
                List.of(
                        KeyWrapAlgorithm.RSA_OAEP,
                        KeyWrapAlgorithm.RSA_OAEP_256,
                        KeyWrapAlgorithm.RSA1_5)) {
            byte[] wrapped = crypto.wrapKey(algorithm, SECRET).getEncryptedKey();
            assertThat(crypto.unwrapKey(algorithm, wrapped).getKey()).isEqualTo(SECRET);
        }
        byte[] cipher = crypto.encrypt(EncryptionAlgorithm.RSA_OAEP_256, SECRET).getCipherText();
        assertThat(crypto.decrypt(EncryptionAlgorithm.RSA_OAEP_256, cipher).getPlainText())
                .isEqualTo(SECRET);
        for (SignatureAlgorithm algorithm :
                List.of(
                        SignatureAlgorithm.RS256,
                        SignatureAlgorithm.RS384,
                        SignatureAlgorithm.RS512,
                        SignatureAlgorithm.PS256,
                        SignatureAlgorithm.PS384,
                        SignatureAlgorithm.PS512)) {
            byte[] signature = crypto.signData(algorithm, SECRET).getSignature();
            assertThat(crypto.verifyData(algorithm, SECRET, signature).isValid())
                    .as("%s", algorithm)
                    .isTrue();
        }
        KeyClient contributor = vault.keys("contributor");
        assertStatus(403, () -> contributor.getKey("rsa"));
    }

    @Test
    void ellipticKeysSignForAnyoneToVerify() throws Exception {
        Map<KeyCurveName, SignatureAlgorithm> curves =
                Map.of(
                        KeyCurveName.P_256, SignatureAlgorithm.ES256,
                        KeyCurveName.P_384, SignatureAlgorithm.ES384,
                        KeyCurveName.P_521, SignatureAlgorithm.ES512);
        for (Map.Entry<KeyCurveName, SignatureAlgorithm> curve : curves.entrySet()) {
            String name = "ec-" + curve.getKey();
            KeyVaultKey key =
                    keys.createEcKey(new CreateEcKeyOptions(name).setCurveName(curve.getKey()));
            byte[] signature =
                    keys.getCryptographyClient(name)
                            .signData(curve.getValue(), SECRET)
                            .getSignature();
            Signature check =
                    Signature.getInstance(
                            "SHA"
                                    + curve.getValue().toString().substring(2)
                                    + "withECDSAinP1363Format");
            check.initVerify(key.getKey().toEc().getPublic());
            check.update(SECRET);
            assertThat(check.verify(signature)).as("%s", curve).isTrue();
        }
    }

    @Test
    void aKeyOfTheJdkIsImported() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();

        keys.importKey("brought", JsonWebKey.fromRsa(pair));

        byte[] signature =
                keys.getCryptographyClient("brought")
                        .signData(SignatureAlgorithm.RS256, SECRET)
                        .getSignature();
        Signature check = Signature.getInstance("SHA256withRSA");
        check.initVerify(pair.getPublic());
        check.update(SECRET);
        assertThat(check.verify(signature)).isTrue();
    }

    @Test
    void versionsAttributesAndRotation() {
        KeyVaultKey first =
                keys.createEcKey(
                        new CreateEcKeyOptions("turning")
                                .setKeyOperations(KeyOperation.SIGN, KeyOperation.VERIFY)
                                .setTags(Map.of("a", "b")));
        keys.updateKeyRotationPolicy(
                "turning",
                new KeyRotationPolicy()
                        .setExpiresIn("P1Y")
                        .setLifetimeActions(
                                List.of(
                                        new KeyRotationLifetimeAction(
                                                        KeyRotationPolicyAction.ROTATE)
                                                .setTimeAfterCreate("P90D"))));
        assertThat(keys.getKeyRotationPolicy("turning").getExpiresIn()).isEqualTo("P1Y");
        KeyVaultKey second = keys.rotateKey("turning");

        assertThat(second.getProperties().getExpiresOn()).isAfter(OffsetDateTime.now());
        assertThat(second.getProperties().getTags()).containsEntry("a", "b");
        assertThat(keys.getKey("turning").getId()).isEqualTo(second.getId());
        assertThat(keys.listPropertiesOfKeyVersions("turning").stream()).hasSize(2);
        keys.updateKeyProperties(first.getProperties().setEnabled(false));
        assertThat(
                        keys.getKey("turning", first.getProperties().getVersion())
                                .getProperties()
                                .isEnabled())
                .isFalse();
        assertThat(keys.listPropertiesOfKeys().stream().map(item -> item.getName()))
                .contains("turning");
        assertStatus(
                403,
                () ->
                        keys.getCryptographyClient("turning", first.getProperties().getVersion())
                                .sign(SignatureAlgorithm.ES256, new byte[32]));
    }

    @Test
    void keysAreBackedUpDeletedRecoveredAndPurged() {
        keys.createEcKey(new CreateEcKeyOptions("mortal"));
        byte[] backup = keys.backupKey("mortal");

        delete("mortal");
        assertStatus(404, () -> keys.getKey("mortal"));
        assertThat(keys.getDeletedKey("mortal").getScheduledPurgeDate()).isNotNull();
        assertStatus(409, () -> keys.createEcKey(new CreateEcKeyOptions("mortal")));
        keys.beginRecoverDeletedKey("mortal").setPollInterval(POLL).waitForCompletion();
        assertThat(keys.getKey("mortal").getName()).isEqualTo("mortal");
        delete("mortal");
        keys.purgeDeletedKey("mortal");
        assertThatThrownBy(() -> keys.getDeletedKey("mortal"))
                .isInstanceOf(ResourceNotFoundException.class);

        assertThat(keys.restoreKeyBackup(backup).getName()).isEqualTo("mortal");
    }

    private void delete(String name) {
        keys.beginDeleteKey(name).setPollInterval(POLL).waitForCompletion();
    }

    @Test
    void certificatesAreMadeImportedAndDeleted() throws Exception {
        CertificatePolicy policy =
                CertificatePolicy.getDefault()
                        .setKeyType(CertificateKeyType.EC)
                        .setKeyCurveName(CertificateKeyCurveName.P_256)
                        .setContentType(CertificateContentType.PKCS12)
                        .setValidityInMonths(3);
        SyncPoller<CertificateOperation, KeyVaultCertificateWithPolicy> order =
                certificates.beginCreateCertificate("scoring", policy).setPollInterval(POLL);
        order.waitForCompletion();
        KeyVaultCertificateWithPolicy made = order.getFinalResult();

        X509Certificate certificate =
                (X509Certificate)
                        CertificateFactory.getInstance("X.509")
                                .generateCertificate(new ByteArrayInputStream(made.getCer()));
        certificate.verify(certificate.getPublicKey());
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=DefaultPolicy");
        assertThat(made.getPolicy().getValidityInMonths()).isEqualTo(3);
        assertThat(keys.getKey("scoring").getProperties().isManaged()).isTrue();
        String value = secrets.getSecret("scoring").getValue();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(Base64.getDecoder().decode(value)), new char[0]);
        assertThat(store.size()).isEqualTo(1);

        KeyVaultCertificateWithPolicy copy =
                certificates.importCertificate(
                        new ImportCertificateOptions("copy", Base64.getDecoder().decode(value)));
        assertThat(copy.getCer()).isEqualTo(made.getCer());
        assertThat(certificates.getCertificatePolicy("copy").getIssuerName()).isEqualTo("Unknown");
        assertThat(certificates.listPropertiesOfCertificates().stream().map(item -> item.getName()))
                .contains("scoring", "copy");
        certificates.updateCertificateProperties(made.getProperties().setEnabled(false));
        assertStatus(403, () -> secrets.getSecret("scoring"));

        certificates.beginDeleteCertificate("copy").setPollInterval(POLL).waitForCompletion();
        assertStatus(404, () -> keys.getKey("copy"));
        certificates
                .beginRecoverDeletedCertificate("copy")
                .setPollInterval(POLL)
                .waitForCompletion();
        assertThat(keys.getKey("copy").getName()).isEqualTo("copy");
        certificates.beginDeleteCertificate("copy").setPollInterval(POLL).waitForCompletion();
        certificates.purgeDeletedCertificate("copy");
        assertStatus(404, () -> certificates.getDeletedCertificate("copy"));
    }
}
