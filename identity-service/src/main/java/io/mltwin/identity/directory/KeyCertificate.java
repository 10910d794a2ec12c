package io.mltwin.identity.directory;

import static io.mltwin.identity.directory.DirectoryErrors.invalidCertificate;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;

/** The certificate of a client's key: X.509, RSA with 2048 bits or more. */
record KeyCertificate(byte[] der, RSAPublicKey publicKey, Instant expiresOn) {

    private static final int SMALLEST = 2048;

    /**
     * @param bytes DER or PEM
     */
    static KeyCertificate read(byte[] bytes) {
        try {
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
            if (certificate.getPublicKey() instanceof RSAPublicKey key
                    && key.getModulus().bitLength() >= SMALLEST) {
                return new KeyCertificate(
                        certificate.getEncoded(), key, certificate.getNotAfter().toInstant());
            }
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("what was read can be written", e);
        } catch (CertificateException e) {
            throw invalidCertificate("it is no X.509 certificate");
        }
        throw invalidCertificate("it must be RSA with 2048 bits or more");
    }
}
