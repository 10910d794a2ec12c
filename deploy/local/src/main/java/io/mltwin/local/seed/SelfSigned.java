package io.mltwin.local.seed;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate of an application, as its owner makes one and uploads it to Azure AD. */
final class SelfSigned {
    private static final Duration LIFE = Duration.ofDays(3650);
    private static final Duration BACKDATED = Duration.ofDays(1);

    private SelfSigned() {}

    static X509Certificate of(String name, KeyPair keys, Instant now) throws GeneralSecurityException {
        X500Name subject = new X500Name("CN=" + name);
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(new JcaX509v3CertificateBuilder(
                                    subject,
                                    BigInteger.valueOf(now.toEpochMilli()),
                                    Date.from(now.minus(BACKDATED)),
                                    Date.from(now.plus(LIFE)),
                                    subject,
                                    keys.getPublic())
                            .build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate())));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException("The certificate cannot be signed.", e);
        }
    }
}
