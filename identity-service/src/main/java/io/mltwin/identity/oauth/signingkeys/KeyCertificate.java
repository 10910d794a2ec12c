package io.mltwin.identity.oauth.signingkeys;

import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The self-signed certificate of a signing key, as Azure AD publishes one with each. */
final class KeyCertificate {

    private static final X500Name ISSUER = new X500Name("CN=accounts.accesscontrol.windows.net");
    private static final int YEARS = 5;
    private static final int SERIAL_BITS = 120;

    private KeyCertificate() {}

    /** Returns the certificate as DER. */
    static byte[] of(KeyPair pair, Instant createdOn, SecureRandom random) {
        Instant start = createdOn.truncatedTo(ChronoUnit.SECONDS);
        try {
            return new JcaX509v3CertificateBuilder(
                            ISSUER,
                            new BigInteger(SERIAL_BITS, random),
                            Date.from(start),
                            Date.from(start.plus(365L * YEARS, ChronoUnit.DAYS)),
                            ISSUER,
                            pair.getPublic())
                    .build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate()))
                    .getEncoded();
        } catch (OperatorCreationException | IOException e) {
            throw new IllegalStateException("no certificate for a signing key", e);
        }
    }
}
