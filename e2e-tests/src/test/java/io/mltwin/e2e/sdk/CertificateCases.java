package io.mltwin.e2e.sdk;

import static io.mltwin.e2e.sdk.SdkSuite.POLL;
import static io.mltwin.e2e.sdk.SdkSuite.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.polling.SyncPoller;
import com.azure.security.keyvault.certificates.CertificateClient;
import com.azure.security.keyvault.certificates.models.CertificateContact;
import com.azure.security.keyvault.certificates.models.CertificateContentType;
import com.azure.security.keyvault.certificates.models.CertificateIssuer;
import com.azure.security.keyvault.certificates.models.CertificateKeyCurveName;
import com.azure.security.keyvault.certificates.models.CertificateKeyType;
import com.azure.security.keyvault.certificates.models.CertificateOperation;
import com.azure.security.keyvault.certificates.models.CertificatePolicy;
import com.azure.security.keyvault.certificates.models.DeletedCertificate;
import com.azure.security.keyvault.certificates.models.ImportCertificateOptions;
import com.azure.security.keyvault.certificates.models.IssuerProperties;
import com.azure.security.keyvault.certificates.models.KeyVaultCertificateWithPolicy;
import com.azure.security.keyvault.certificates.models.MergeCertificateOptions;
import com.azure.security.keyvault.keys.KeyClient;
import com.azure.security.keyvault.secrets.SecretClient;
import io.mltwin.e2e.clients.SdkVault;
import io.mltwin.local.trust.CertificateAuthority;
import io.mltwin.local.trust.Pem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Certificates: {@code azure-security-keyvault-certificates}, blocking and asynchronous. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class CertificateCases {
    private CertificateClient certificates;
    private KeyClient keys;
    private SecretClient secrets;

    @BeforeAll
    void connect() throws Exception {
        SdkVault vault = SdkSuite.get().vault;
        certificates = vault.certificates("owner").buildClient();
        keys = vault.keys("owner").buildClient();
        secrets = vault.secrets("owner").buildClient();
    }

    private static CertificatePolicy elliptic(String issuer) {
        return new CertificatePolicy(issuer, "CN=scoring")
                .setKeyType(CertificateKeyType.EC)
                .setKeyCurveName(CertificateKeyCurveName.P_256)
                .setContentType(CertificateContentType.PKCS12)
                .setValidityInMonths(3);
    }

    private KeyVaultCertificateWithPolicy make(String name, CertificatePolicy policy) {
        SyncPoller<CertificateOperation, KeyVaultCertificateWithPolicy> order =
                certificates.beginCreateCertificate(name, policy).setPollInterval(POLL);
        order.waitForCompletion();
        return order.getFinalResult();
    }

    private static X509Certificate parse(byte[] der) throws Exception {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    @Test
    void areMadeWithKeyAndSecret() throws Exception {
        KeyVaultCertificateWithPolicy made = make("scoring", elliptic("Self"));

        X509Certificate certificate = parse(made.getCer());
        certificate.verify(certificate.getPublicKey());
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=scoring");
        assertThat(made.getPolicy().getValidityInMonths()).isEqualTo(3);
        assertThat(keys.getKey("scoring").getProperties().isManaged()).isTrue();
        assertThat(secrets.getSecret("scoring").getProperties().isManaged()).isTrue();
        KeyStore store = KeyStore.getInstance("PKCS12");
        byte[] content = Base64.getDecoder().decode(secrets.getSecret("scoring").getValue());
        store.load(new ByteArrayInputStream(content), new char[0]);
        assertThat(store.getKey(store.aliases().nextElement(), new char[0])).isNotNull();

        KeyVaultCertificateWithPolicy next = make("scoring", elliptic("Self"));
        assertThat(certificates.listPropertiesOfCertificateVersions("scoring").stream())
                .hasSize(2);
        assertThat(certificates.getCertificate("scoring").getCer()).isEqualTo(next.getCer());
        assertThat(certificates
                        .getCertificateVersion("scoring", made.getProperties().getVersion())
                        .getCer())
                .isEqualTo(made.getCer());
        certificates.updateCertificateProperties(next.getProperties().setEnabled(false));
        assertStatus(403, () -> secrets.getSecret("scoring"));
        CertificatePolicy longer = certificates.getCertificatePolicy("scoring").setValidityInMonths(24);
        assertThat(certificates.updateCertificatePolicy("scoring", longer).getValidityInMonths())
                .isEqualTo(24);
    }

    @Test
    void areMadeOfRsaByTheAsynchronousClient() throws Exception {
        KeyVaultCertificateWithPolicy made = SdkSuite.get()
                .vault
                .certificates("owner")
                .buildAsyncClient()
                .beginCreateCertificate(
                        "plain",
                        CertificatePolicy.getDefault()
                                .setKeyType(CertificateKeyType.RSA)
                                .setKeySize(2048))
                .setPollInterval(POLL)
                .last()
                .flatMap(done -> done.getFinalResult())
                .block();

        assertThat(parse(made.getCer()).getPublicKey().getAlgorithm()).isEqualTo("RSA");
    }

    @Test
    void ofAnotherAuthorityAreMergedOrGivenUp() throws Exception {
        CertificateAuthority authority =
                CertificateAuthority.create(generate("EC", 256), Clock.systemUTC(), new SecureRandom());
        certificates.beginCreateCertificate("ordered", elliptic("Unknown"));
        CertificateOperation order =
                certificates.getCertificateOperation("ordered").poll().getValue();
        assertThat(order.getStatus()).isEqualTo("inProgress");
        byte[] spki = new PKCS10CertificationRequest(order.getCsr())
                .getSubjectPublicKeyInfo()
                .getEncoded();
        PublicKey asked = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(spki));
        X509Certificate issued = authority.server("scoring", asked, List.of("scoring"), List.of());
        byte[] foreign = authority
                .server("other", generate("EC", 256).getPublic(), List.of("o"), List.of())
                .getEncoded();
        assertStatus(
                400, () -> certificates.mergeCertificate(new MergeCertificateOptions("ordered", List.of(foreign))));

        certificates.mergeCertificate(new MergeCertificateOptions("ordered", List.of(issued.getEncoded())));
        assertThat(certificates.getCertificate("ordered").getCer()).isEqualTo(issued.getEncoded());

        certificates.beginCreateCertificate("given-up", elliptic("Unknown"));
        assertThat(certificates.cancelCertificateOperation("given-up").getCancellationRequested())
                .isTrue();
        assertThat(certificates.deleteCertificateOperation("given-up").getStatus())
                .isEqualTo("cancelled");
    }

    private static KeyPair generate(String algorithm, int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    @Test
    void ofTheJdkAreImported() throws Exception {
        CertificateAuthority authority =
                CertificateAuthority.create(generate("EC", 256), Clock.systemUTC(), new SecureRandom());
        KeyPair pair = generate("RSA", 2048);
        X509Certificate leaf = authority.server("brought", pair.getPublic(), List.of("brought"), List.of());
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        char[] password = "of the file".toCharArray();
        store.setKeyEntry("brought", pair.getPrivate(), password, new Certificate[] {leaf});
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        store.store(file, password);

        assertStatus(
                400,
                () -> certificates.importCertificate(
                        new ImportCertificateOptions("pkcs12", file.toByteArray()).setPassword("another")));
        KeyVaultCertificateWithPolicy ofFile = certificates.importCertificate(
                new ImportCertificateOptions("pkcs12", file.toByteArray()).setPassword("of the file"));
        assertThat(ofFile.getCer()).isEqualTo(leaf.getEncoded());
        assertThat(certificates.getCertificatePolicy("pkcs12").getIssuerName()).isEqualTo("Unknown");
        String pem = Pem.of(pair.getPrivate()) + Pem.of(leaf);
        KeyVaultCertificateWithPolicy ofText = certificates.importCertificate(new ImportCertificateOptions(
                        "pem", pem.getBytes(StandardCharsets.UTF_8))
                .setPolicy(new CertificatePolicy("Unknown", "CN=brought").setContentType(CertificateContentType.PEM)));
        assertThat(ofText.getCer()).isEqualTo(leaf.getEncoded());
        assertThat(secrets.getSecret("pem").getValue()).contains("BEGIN PRIVATE KEY");
        assertThat(keys.getKey("pkcs12").getKey().toRsa().getPublic()).isEqualTo(pair.getPublic());
    }

    @Test
    void areBackedUpDeletedRecoveredAndPurged() {
        byte[] cer = make("mortal-cert", elliptic("Self")).getCer();
        byte[] backup = certificates.backupCertificate("mortal-cert");

        delete("mortal-cert");
        assertStatus(404, () -> keys.getKey("mortal-cert"));
        assertThat(certificates.listDeletedCertificates().stream().map(DeletedCertificate::getName))
                .contains("mortal-cert");
        assertThat(certificates.getDeletedCertificate("mortal-cert").getRecoveryId())
                .endsWith("/deletedcertificates/mortal-cert");
        certificates
                .beginRecoverDeletedCertificate("mortal-cert")
                .setPollInterval(POLL)
                .waitForCompletion();
        assertThat(keys.getKey("mortal-cert").getName()).isEqualTo("mortal-cert");
        assertThat(certificates.listPropertiesOfCertificates().stream().map(one -> one.getName()))
                .contains("mortal-cert");
        delete("mortal-cert");
        certificates.purgeDeletedCertificate("mortal-cert");
        assertStatus(404, () -> certificates.getDeletedCertificate("mortal-cert"));

        assertThat(certificates.restoreCertificateBackup(backup).getCer()).isEqualTo(cer);
        byte[] torn = Arrays.copyOf(backup, backup.length - 1);
        assertStatus(400, () -> certificates.restoreCertificateBackup(torn));
    }

    private void delete(String name) {
        certificates.beginDeleteCertificate(name).setPollInterval(POLL).waitForCompletion();
    }

    @Test
    void haveIssuersAndContacts() {
        assertThat(certificates.setContacts(List.of(new CertificateContact().setEmail("a@b.c"))).stream()
                        .map(CertificateContact::getEmail))
                .containsExactly("a@b.c");
        assertThat(certificates.listContacts().stream()).hasSize(1);
        assertThat(certificates.deleteContacts().stream()).hasSize(1);
        assertStatus(404, () -> certificates.listContacts().stream().count());

        certificates.createIssuer(
                new CertificateIssuer("ca1", "DigiCert").setAccountId("acc").setPassword("pwd-x"));
        CertificateIssuer issuer = certificates.getIssuer("ca1");
        assertThat(issuer.getAccountId()).isEqualTo("acc");
        assertThat(issuer.getPassword()).isNull();
        assertThat(certificates.updateIssuer(issuer.setEnabled(false)).isEnabled())
                .isFalse();
        assertThat(certificates.listPropertiesOfIssuers().stream().map(IssuerProperties::getName))
                .containsExactly("ca1");
        certificates.deleteIssuer("ca1");
        assertStatus(404, () -> certificates.getIssuer("ca1"));
    }
}
