package io.mltwin.identity.directory;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Reads RSA public keys of applications, from PEM and from the database. */
public final class PublicKeys {

    private static final int SMALLEST = 2048;

    private PublicKeys() {}

    /** Returns the certificate as DER; null for a {@code PUBLIC KEY} block, which has none. */
    public static byte[] certificateOf(String pem) {
        if (!pem.contains("BEGIN CERTIFICATE")) {
            return null;
        }
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw invalid();
        }
    }

    /** Returns the key of a certificate or of a {@code PUBLIC KEY} block. */
    public static PublicKey fromPem(String pem) {
        try {
            PublicKey key = pem.contains("BEGIN CERTIFICATE")
                    ? CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                            .getPublicKey()
                    : decode(Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", "")));
            if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= SMALLEST) {
                return key;
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw invalid();
        }
        throw invalid();
    }

    public static PublicKey decode(byte[] stored) {
        try {
            return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(stored));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no RSA public key", e);
        }
    }

    private static RuntimeException invalid() {
        return invalidRequestContent(
                "The key must be PEM of an X.509 certificate or public key, RSA with 2048 bits or more.");
    }
}
