package io.mltwin.scoring.models.certificates;

import static io.mltwin.scoring.models.certificates.CertificatePem.invalidCertificate;
import static io.mltwin.scoring.models.certificates.CertificatePem.invalidCname;
import static io.mltwin.scoring.models.certificates.CertificatePem.notInForce;
import static io.mltwin.scoring.models.certificates.CertificatePem.notItsName;
import static io.mltwin.scoring.models.certificates.CertificatePem.otherKey;

import io.mltwin.encoding.AsciiCase;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A certificate of a customer's own with its key and the name that a web service answers at: {@code
 * sslCertificate}, {@code sslKey} and {@code cname} of model management
 * (how-to-secure-web-service).
 *
 * @param cname as it was given
 * @param chain the certificate itself first
 */
public record ServiceCertificate(String cname, List<X509Certificate> chain, PrivateKey key) {

    private static final Pattern COMMON_NAME = Pattern.compile("(?:^|,)CN=([^,]+)");
    private static final Pattern CNAME =
            Pattern.compile("(?=.{3,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final int DNS_NAME = 2;
    private static final int LEAST_RSA_BITS = 2048;
    private static final Set<String> ALGORITHMS = Set.of("RSA", "EC");
    private static final byte[] PROBE = {1, 2, 3, 4, 5, 6, 7, 8};

    /**
     * Reads what a client sent.
     *
     * @throws io.mltwin.armweb.AzureException 400 for what is no certificate or key, and for a key
     *     that is another certificate's
     */
    public static ServiceCertificate read(String cname, String certificatePem, String keyPem) {
        List<X509Certificate> chain = CertificatePem.chain(certificatePem);
        PublicKey subject = chain.get(0).getPublicKey();
        if (!ALGORITHMS.contains(subject.getAlgorithm())) {
            throw invalidCertificate("its key is of " + subject.getAlgorithm() + ", and must be of RSA or EC.");
        }
        if (subject instanceof RSAKey rsa && rsa.getModulus().bitLength() < LEAST_RSA_BITS) {
            throw invalidCertificate("its RSA key has less than 2048 bits.");
        }
        PrivateKey key = CertificatePem.key(keyPem, subject.getAlgorithm());
        if (!belongTogether(subject, key)) {
            throw otherKey();
        }
        return new ServiceCertificate(cname, chain, key);
    }

    private static boolean belongTogether(PublicKey subject, PrivateKey key) {
        String algorithm = "SHA256with" + (key.getAlgorithm().equals("RSA") ? "RSA" : "ECDSA");
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(subject);
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException otherAlgorithm) {
            return false;
        }
    }

    /**
     * Refuses with 400 a certificate that clients would refuse: not in force, not for its name, or
     * followed by certificates that did not issue it; and a name that is none of the customer's.
     *
     * @param platform domain of the platform's own names
     */
    public void validate(Instant now, String platform) {
        validateName(platform);
        X509Certificate own = chain.get(0);
        Instant from = own.getNotBefore().toInstant();
        if (now.isBefore(from) || now.isAfter(expires())) {
            throw notInForce(from, expires());
        }
        if (names(own).stream().noneMatch(name -> covers(AsciiCase.lower(name), host()))) {
            throw notItsName(cname);
        }
        for (int i = 1; i < chain.size(); i++) {
            requireIssuer(chain.get(i - 1), chain.get(i));
        }
    }

    private void validateName(String platform) {
        if (!CNAME.matcher(host()).matches()
                || host().equals(platform)
                || host().endsWith("." + platform)
                || host().endsWith(".localhost")) {
            throw invalidCname(cname);
        }
    }

    private static void requireIssuer(X509Certificate certificate, X509Certificate issuer) {
        try {
            certificate.verify(issuer.getPublicKey());
        } catch (GeneralSecurityException other) {
            throw invalidCertificate("each must be followed by the one that issued it, and '"
                    + issuer.getSubjectX500Principal().getName()
                    + "' did not.");
        }
    }

    private static List<String> names(X509Certificate certificate) {
        Collection<List<?>> alternatives;
        try {
            alternatives = certificate.getSubjectAlternativeNames();
        } catch (CertificateParsingException malformed) {
            throw invalidCertificate("its names cannot be read.");
        }
        if (alternatives != null) {
            return alternatives.stream()
                    .filter(name -> name.get(0).equals(DNS_NAME))
                    .map(name -> (String) name.get(1))
                    .toList();
        }
        Matcher common =
                COMMON_NAME.matcher(certificate.getSubjectX500Principal().getName());
        return common.find() ? List.of(common.group(1)) : List.of();
    }

    /** Returns whether a name of a certificate, which may begin with {@code *.}, is this host's. */
    private static boolean covers(String name, String host) {
        return name.startsWith("*.")
                ? host.indexOf('.') > 0 && host.substring(host.indexOf('.')).equals(name.substring(1))
                : name.equals(host);
    }

    /** Returns the name as hosts are compared: in lower case. */
    public String host() {
        return AsciiCase.lower(cname);
    }

    public Instant expires() {
        return expires(chain);
    }

    /** Returns when the first certificate of a PEM expires. */
    public static Instant expires(String certificatePem) {
        return expires(CertificatePem.chain(certificatePem));
    }

    private static Instant expires(List<X509Certificate> chain) {
        return chain.get(0).getNotAfter().toInstant();
    }

    @Override
    public String toString() {
        return "certificate of " + cname;
    }
}
