package io.mltwin.scoring.models.certificates;

import io.mltwin.local.trust.CertificateAuthority;
import io.mltwin.local.trust.Pem;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;

/** A customer's own authority, and the certificates that it issues. */
public final class TestCertificates {

    private final CertificateAuthority authority;

    public TestCertificates(Clock clock) {
        try {
            authority = CertificateAuthority.create(keys("EC", 256), clock, new SecureRandom());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A certificate in PEM, its key in PEM. */
    public record Issued(X509Certificate certificate, KeyPair keys, String pem, String key) {}

    public X509Certificate authority() {
        return authority.certificate();
    }

    /** A certificate for these names with a new key. */
    public Issued issue(String algorithm, int bits, String... names) {
        try {
            KeyPair keys = keys(algorithm, bits);
            X509Certificate certificate = authority.server("a service", keys.getPublic(), List.of(names), List.of());
            return new Issued(certificate, keys, Pem.of(certificate), Pem.of(keys.getPrivate()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public String authorityPem() {
        try {
            return Pem.of(authority.certificate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys(String algorithm, int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair();
    }
}
