package io.mltwin.keyvault.certificates.x509;

import static io.mltwin.encoding.Absence.orEmpty;
import static io.mltwin.keyvault.objects.ObjectErrors.badParameter;
import static io.mltwin.keyvault.objects.ObjectErrors.badParameterIf;

import io.mltwin.keyvault.certificates.x509.CertificatePolicyBody.Names;
import io.mltwin.keyvault.certificates.x509.CertificatePolicyBody.X509Properties;
import io.mltwin.keyvault.keys.material.Curve;
import io.mltwin.keyvault.keys.material.KeyMaterial;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** Builds certificates, and requests for certificates, from a policy. */
public final class CertificateBuilder {

    /** Azure's certificates begin ten minutes before they are made. */
    private static final int EARLIER_SECONDS = 600;

    private static final int SERIAL_BITS = 127;
    private static final ASN1ObjectIdentifier UPN = new ASN1ObjectIdentifier("1.3.6.1.4.1.311.20.2.3");
    private static final Map<String, Integer> USAGES = Map.of(
            "digitalSignature", KeyUsage.digitalSignature,
            "nonRepudiation", KeyUsage.nonRepudiation,
            "keyEncipherment", KeyUsage.keyEncipherment,
            "dataEncipherment", KeyUsage.dataEncipherment,
            "keyAgreement", KeyUsage.keyAgreement,
            "keyCertSign", KeyUsage.keyCertSign,
            "cRLSign", KeyUsage.cRLSign,
            "encipherOnly", KeyUsage.encipherOnly,
            "decipherOnly", KeyUsage.decipherOnly);

    private CertificateBuilder() {}

    /**
     * Checks what would go into a certificate.
     *
     * @throws io.mltwin.armweb.AzureException 400 {@code BadParameter}
     */
    public static void check(X509Properties wanted) {
        subject(wanted);
        try {
            extensions(wanted).generate();
        } catch (IOException | IllegalArgumentException e) {
            throw badParameter("The x509_props cannot be encoded: " + e.getMessage());
        }
    }

    /** Returns the start of validity of a certificate that is made now. */
    public static Instant notBefore(Instant now) {
        return now.minusSeconds(EARLIER_SECONDS);
    }

    /** Returns the end of validity of a certificate that is made now. */
    public static Instant notAfter(Instant now, X509Properties wanted) {
        return now.atOffset(ZoneOffset.UTC).plusMonths(wanted.validityMonths()).toInstant();
    }

    /**
     * Builds a certificate that its own key signs, DER.
     *
     * @throws io.mltwin.armweb.AzureException 400 {@code BadParameter} without a subject, which is
     *     its issuer too
     */
    public static byte[] selfSigned(X509Properties wanted, KeyMaterial key, Instant now, SecureRandom random) {
        Instant from = notBefore(now);
        Instant until = notAfter(now, wanted);
        X500Name subject = subject(wanted);
        badParameterIf(
                subject.getRDNs().length == 0, "A certificate of the issuer Self needs a subject in x509_props.");
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    subject,
                    new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE),
                    Date.from(from),
                    Date.from(until),
                    subject,
                    key.publicKey());
            var all = extensions(wanted).generate();
            for (ASN1ObjectIdentifier id : all.getExtensionOIDs()) {
                builder.addExtension(all.getExtension(id));
            }
            JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(key.publicKey()));
            builder.addExtension(
                    Extension.authorityKeyIdentifier, false, identifiers.createAuthorityKeyIdentifier(key.publicKey()));
            return builder.build(signer(key)).getEncoded();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("a certificate cannot be made", e);
        }
    }

    /** Builds a request for a certificate (PKCS#10), DER. */
    public static byte[] request(X509Properties wanted, KeyMaterial key) {
        try {
            return new JcaPKCS10CertificationRequestBuilder(subject(wanted), key.publicKey())
                    .addAttribute(
                            PKCSObjectIdentifiers.pkcs_9_at_extensionRequest,
                            extensions(wanted).generate())
                    .build(signer(key))
                    .getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("a request cannot be made", e);
        }
    }

    private static ContentSigner signer(KeyMaterial key) {
        Curve curve = key.shape().curve();
        String algorithm = curve == null
                ? "SHA256withRSA"
                : switch (curve) {
                    case P_384 -> "SHA384withECDSA";
                    case P_521 -> "SHA512withECDSA";
                    default -> "SHA256withECDSA";
                };
        try {
            JcaContentSignerBuilder builder = new JcaContentSignerBuilder(algorithm);
            if (curve == Curve.P_256K) {
                builder.setProvider(KeyMaterial.BOUNCY_CASTLE);
            }
            return builder.build(key.privateKey());
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("a certificate cannot be signed", e);
        }
    }

    private static X500Name subject(X509Properties wanted) {
        try {
            return new X500Name(wanted.subject());
        } catch (IllegalArgumentException malformed) {
            throw badParameter("The subject '%s' is no X.500 name.", wanted.subject());
        }
    }

    private static ExtensionsGenerator extensions(X509Properties wanted) throws IOException {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        int usage = 0;
        for (String name : wanted.keyUsages()) {
            Integer bit = USAGES.get(name);
            if (bit == null) {
                throw new IllegalArgumentException("key_usage '" + name + "'");
            }
            usage |= bit;
        }
        if (usage != 0) {
            extensions.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
        }
        if (!wanted.extendedKeyUsages().isEmpty()) {
            KeyPurposeId[] purposes = wanted.extendedKeyUsages().stream()
                    .map(id -> KeyPurposeId.getInstance(new ASN1ObjectIdentifier(id)))
                    .toArray(KeyPurposeId[]::new);
            extensions.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
        }
        List<GeneralName> names = names(wanted.alternativeNames());
        if (!names.isEmpty()) {
            extensions.addExtension(
                    Extension.subjectAlternativeName,
                    wanted.subject().isEmpty(),
                    new GeneralNames(names.toArray(GeneralName[]::new)));
        }
        return extensions;
    }

    private static List<GeneralName> names(Names given) {
        List<GeneralName> names = new ArrayList<>();
        if (given != null) {
            orEmpty(given.dnsNames()).forEach(name -> names.add(new GeneralName(GeneralName.dNSName, name)));
            orEmpty(given.emails()).forEach(name -> names.add(new GeneralName(GeneralName.rfc822Name, name)));
            orEmpty(given.upns()).forEach(name -> names.add(upn(name)));
        }
        return names;
    }

    private static GeneralName upn(String name) {
        return new GeneralName(GeneralName.otherName, new DERSequence(new org.bouncycastle.asn1.ASN1Encodable[] {
            UPN, new DERTaggedObject(true, 0, new DERUTF8String(name))
        }));
    }
}
