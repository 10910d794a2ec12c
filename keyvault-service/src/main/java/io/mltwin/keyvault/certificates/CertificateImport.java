package io.mltwin.keyvault.certificates;

import static io.mltwin.encoding.Absence.isFalse;
import static io.mltwin.keyvault.objects.ObjectErrors.badParameter;
import static io.mltwin.keyvault.objects.ObjectErrors.badParameterIf;

import io.mltwin.keyvault.certificates.x509.CertificateFiles;
import io.mltwin.keyvault.certificates.x509.CertificateFiles.Content;
import io.mltwin.keyvault.certificates.x509.CertificatePolicyBody;
import io.mltwin.keyvault.certificates.x509.CertificatePolicyBody.Issuer;
import io.mltwin.keyvault.certificates.x509.CertificatePolicyBody.KeyProperties;
import io.mltwin.keyvault.certificates.x509.CertificatePolicyBody.SecretProperties;
import io.mltwin.keyvault.certificates.x509.CertificatePolicyBody.X509Properties;
import io.mltwin.keyvault.certificates.x509.CertificatePolicyValidator;
import io.mltwin.keyvault.keys.material.KeyMaterial;
import io.mltwin.keyvault.keys.material.KeyShape;
import io.mltwin.keyvault.keys.material.SignatureAlgorithm;
import java.security.PublicKey;
import java.security.interfaces.RSAKey;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;

/** Derives key pair and policy from an imported certificate. */
final class CertificateImport {

    private CertificateImport() {}

    /**
     * Returns both halves, which must belong together.
     *
     * @throws io.mltwin.armweb.AzureException 400 {@code BadParameter}
     */
    static KeyMaterial pair(Content content, boolean premium) {
        PublicKey publicKey = content.chain().get(0).getPublicKey();
        KeyShape shape = shape(publicKey, premium);
        KeyMaterial key =
                KeyMaterial.decode(shape, publicKey.getEncoded(), content.key().getEncoded());
        SignatureAlgorithm algorithm = SignatureAlgorithm.of(
                shape.isRsa()
                        ? "RS256"
                        : switch (shape.curve()) {
                            case P_256 -> "ES256";
                            case P_384 -> "ES384";
                            case P_521 -> "ES512";
                            case P_256K -> "ES256K";
                        },
                shape);
        byte[] digest = new byte[algorithm.digestBytes()];
        badParameterIf(
                !algorithm.verify(key, digest, algorithm.sign(key, digest)),
                "The private key does not belong to the first certificate.");
        return key;
    }

    private static KeyShape shape(PublicKey key, boolean premium) {
        if (key instanceof RSAKey rsa) {
            return KeyShape.of("RSA", null, rsa.getModulus().bitLength(), premium);
        }
        SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(key.getEncoded());
        if (info.getAlgorithm().getParameters() instanceof ASN1ObjectIdentifier id) {
            String name = String.valueOf(ECNamedCurveTable.getName(id));
            String curve = switch (name) {
                case "prime256v1", "secp256r1" -> "P-256";
                case "secp384r1" -> "P-384";
                case "secp521r1" -> "P-521";
                case "secp256k1" -> "P-256K";
                default -> name;
            };
            return KeyShape.of("EC", curve, null, premium);
        }
        throw badParameter("The certificate's key is neither RSA nor EC.");
    }

    /** Returns the policy that the request gives, completed from the certificate. */
    static CertificatePolicyBody policy(CertificateBody.Import body, Content content, KeyShape shape) {
        CertificatePolicyBody given = body.policy();
        boolean exportable =
                given == null || given.key() == null || !isFalse(given.key().exportable());
        String type = given == null || given.secret() == null
                ? CertificateFiles.pemOrNull(body.value()) == null
                        ? CertificatePolicyValidator.PKCS12
                        : CertificatePolicyValidator.PEM
                : given.secret().contentType();
        return new CertificatePolicyBody(
                null,
                new KeyProperties(
                        exportable,
                        shape.kty(),
                        shape.size(),
                        false,
                        shape.isRsa() ? null : shape.curve().text()),
                new SecretProperties(type),
                new X509Properties(
                        content.chain().get(0).getSubjectX500Principal().getName(), null, List.of(), List.of(), null),
                given == null ? null : given.lifetimeActions(),
                given == null || given.issuer() == null
                        ? new Issuer(CertificatePolicyValidator.UNKNOWN, null, null)
                        : given.issuer(),
                null);
    }

    /** Returns the present policy with the parts that a change names replaced. */
    static CertificatePolicyBody merged(CertificatePolicyBody present, CertificatePolicyBody change) {
        if (change == null) {
            return present;
        }
        return new CertificatePolicyBody(
                null,
                change.key() == null ? present.key() : change.key(),
                change.secret() == null ? present.secret() : change.secret(),
                change.x509() == null ? present.x509() : change.x509(),
                change.lifetimeActions() == null ? present.lifetimeActions() : change.lifetimeActions(),
                change.issuer() == null ? present.issuer() : change.issuer(),
                null);
    }
}
