package io.mltwin.keyvault.certificates.x509;

import static io.mltwin.encoding.Absence.isBlank;
import static io.mltwin.keyvault.objects.ObjectErrors.badParameter;
import static io.mltwin.keyvault.objects.ObjectErrors.badParameterIf;

import io.mltwin.armweb.AzureException;
import io.mltwin.keyvault.keys.material.KeyMaterial;
import io.mltwin.keyvault.secrets.ManagedSecretService;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/** Reads and writes certificates with their private halves as PKCS#12 and PEM. */
public final class CertificateFiles {

    private static final String BEGIN = "-----BEGIN";
    private static final char[] NO_PASSWORD = new char[0];
    private static final Base64.Encoder LINES =
            Base64.getMimeEncoder(64, "\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

    private CertificateFiles() {}

    /** A private key and the certificates that came with it, its own first. */
    public record Content(PrivateKey key, List<X509Certificate> chain) {
        @Override
        public String toString() {
            return "certificate with key";
        }
    }

    /**
     * Reads an imported file.
     *
     * @throws AzureException 400 {@code BadParameter}
     */
    public static Content read(String value, String password) {
        badParameterIf(isBlank(value), "The parameter value must be specified.");
        try {
            String pem = pemOrNull(value);
            Content content = pem == null ? pkcs12(value, password) : pem(pem);
            badParameterIf(
                    content.key() == null || content.chain().isEmpty(),
                    "The certificate's content needs a private key and a certificate.");
            return content;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw badParameter("The specified PKCS#12 or PEM content can not be read: wrong form or password.");
        }
    }

    /**
     * Returns the PEM text of an import, or null. Clients send it as it is or, like Azure's own for
     * Python and {@code az}, in base64.
     *
     * @return null for PKCS#12
     */
    public static String pemOrNull(String value) {
        if (value.contains(BEGIN)) {
            return value;
        }
        try {
            String decoded =
                    new String(Base64.getMimeDecoder().decode(value), java.nio.charset.StandardCharsets.ISO_8859_1);
            return decoded.contains(BEGIN) ? decoded : null;
        } catch (IllegalArgumentException noBase64) {
            return null;
        }
    }

    private static Content pkcs12(String value, String password) throws IOException, GeneralSecurityException {
        char[] secret = password == null ? NO_PASSWORD : password.toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(Base64.getMimeDecoder().decode(value)), secret);
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                List<X509Certificate> chain = new ArrayList<>();
                for (Certificate certificate : store.getCertificateChain(alias)) {
                    chain.add((X509Certificate) certificate);
                }
                return new Content((PrivateKey) store.getKey(alias, secret), chain);
            }
        }
        return new Content(null, List.of());
    }

    private static Content pem(String value) throws IOException, GeneralSecurityException {
        PrivateKey key = null;
        List<X509Certificate> chain = new ArrayList<>();
        JcaPEMKeyConverter converter = new JcaPEMKeyConverter().setProvider(KeyMaterial.BOUNCY_CASTLE);
        try (PEMParser parser = new PEMParser(new StringReader(value))) {
            for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
                if (part instanceof PrivateKeyInfo info) {
                    key = converter.getPrivateKey(info);
                } else if (part instanceof PEMKeyPair pair) {
                    key = converter.getKeyPair(pair).getPrivate();
                } else if (part instanceof X509CertificateHolder holder) {
                    chain.add(parse(holder.getEncoded()));
                }
            }
        }
        return new Content(key, chain);
    }

    public static X509Certificate parse(byte[] der) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    /** Returns the public key of a request (PKCS#10), X.509. */
    public static byte[] publicKey(byte[] request) {
        try {
            return new PKCS10CertificationRequest(request)
                    .getSubjectPublicKeyInfo()
                    .getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("a stored request cannot be read", e);
        }
    }

    /**
     * Writes the certificate's secret, with the private half unless the policy forbids to export
     * it.
     *
     * @param key null when it is not exportable
     */
    public static ManagedSecretService.Content write(String contentType, PrivateKey key, List<X509Certificate> chain) {
        try {
            String value =
                    contentType.equals(CertificatePolicyValidator.PEM) ? toPem(key, chain) : toPkcs12(key, chain);
            return new ManagedSecretService.Content(value, contentType);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("a certificate's secret cannot be written", e);
        }
    }

    private static String toPkcs12(PrivateKey key, List<X509Certificate> chain)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        if (key == null) {
            store.setCertificateEntry("1", chain.get(0));
        } else {
            store.setKeyEntry("1", key, NO_PASSWORD, chain.toArray(new Certificate[0]));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(out, NO_PASSWORD);
        return Base64.getEncoder().encodeToString(out.toByteArray());
    }

    private static String toPem(PrivateKey key, List<X509Certificate> chain) throws GeneralSecurityException {
        StringBuilder text = new StringBuilder();
        if (key != null) {
            block(text, "PRIVATE KEY", key.getEncoded());
        }
        for (X509Certificate certificate : chain) {
            block(text, "CERTIFICATE", certificate.getEncoded());
        }
        return text.toString();
    }

    private static void block(StringBuilder text, String label, byte[] der) {
        text.append("-----BEGIN ")
                .append(label)
                .append("-----\n")
                .append(LINES.encodeToString(der))
                .append("\n-----END ")
                .append(label)
                .append("-----\n");
    }
}
