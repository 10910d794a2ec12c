package io.mltwin.keyvault.certificates.x509;

import static io.mltwin.encoding.Absence.isBlank;
import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.encoding.Absence.isTrue;
import static io.mltwin.encoding.Absence.orEmpty;
import static io.mltwin.keyvault.objects.ObjectErrors.badParameterIf;
import static java.util.Objects.requireNonNullElse;

import io.mltwin.armweb.AzureException;
import io.mltwin.keyvault.certificates.x509.CertificatePolicyBody.Action;
import io.mltwin.keyvault.certificates.x509.CertificatePolicyBody.Issuer;
import io.mltwin.keyvault.certificates.x509.CertificatePolicyBody.KeyProperties;
import io.mltwin.keyvault.certificates.x509.CertificatePolicyBody.LifetimeAction;
import io.mltwin.keyvault.certificates.x509.CertificatePolicyBody.SecretProperties;
import io.mltwin.keyvault.certificates.x509.CertificatePolicyBody.Trigger;
import io.mltwin.keyvault.certificates.x509.CertificatePolicyBody.X509Properties;
import io.mltwin.keyvault.keys.material.KeyShape;
import io.mltwin.keyvault.vaults.Vault;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Checks policies of certificates as Azure does, and completes them with its defaults. */
public final class CertificatePolicyValidator {

    public static final String PKCS12 = "application/x-pkcs12";
    public static final String PEM = "application/x-pem-file";
    public static final String SELF = "Self";
    public static final String UNKNOWN = "Unknown";
    public static final String AUTO_RENEW = "AutoRenew";

    private static final int LONGEST_MONTHS = 1200;

    private CertificatePolicyValidator() {}

    /**
     * Checks a policy and completes it.
     *
     * @throws AzureException 400 {@code BadParameter}
     */
    public static CertificatePolicyBody validate(CertificatePolicyBody given, Vault vault) {
        badParameterIf(given == null, "The parameter policy must be specified.");
        KeyProperties key = key(given.key(), vault);
        return new CertificatePolicyBody(
                null,
                key,
                secret(given.secret()),
                x509(given.x509()),
                actions(given.lifetimeActions()),
                issuer(given.issuer()),
                null);
    }

    private static KeyProperties key(KeyProperties given, Vault vault) {
        KeyProperties asked = given == null ? new KeyProperties(null, null, null, null, null) : given;
        String kty = requireNonNullElse(asked.kty(), "RSA");
        Integer size = kty.startsWith("EC") ? null : asked.size();
        KeyShape shape = KeyShape.of(kty, asked.curve(), size, vault.premium());
        badParameterIf(shape.isSymmetric(), "A certificate's key is of type RSA or EC.");
        return new KeyProperties(
                asked.exportable() == null || asked.exportable(),
                kty,
                shape.isRsa() ? shape.size() : asked.size(),
                isTrue(asked.reuse()),
                shape.isRsa() ? null : shape.curve().text());
    }

    public static KeyShape shape(CertificatePolicyBody policy, Vault vault) {
        KeyProperties key = policy.key();
        return KeyShape.of(key.kty(), key.curve(), key.curve() == null ? key.size() : null, vault.premium());
    }

    private static SecretProperties secret(SecretProperties given) {
        String type = given == null || given.contentType() == null ? PKCS12 : given.contentType();
        badParameterIf(
                !Set.of(PKCS12, PEM).contains(type),
                "The content type of a certificate's secret is %s or %s.",
                PKCS12,
                PEM);
        return new SecretProperties(type);
    }

    private static X509Properties x509(X509Properties given) {
        boolean named = given != null && (!isBlank(given.subject()) || given.alternativeNames() != null);
        badParameterIf(!named, "The policy needs x509_props with a subject or alternative names.");
        int months = requireNonNullElse(given.validityMonths(), 12);
        badParameterIf(months < 1 || months > LONGEST_MONTHS, "validity_months must be from 1 to %s.", LONGEST_MONTHS);
        X509Properties checked = new X509Properties(
                orEmpty(given.subject()),
                given.alternativeNames(),
                given.extendedKeyUsages() == null
                        ? List.of("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2")
                        : given.extendedKeyUsages(),
                given.keyUsages() == null ? List.of("digitalSignature", "keyEncipherment") : given.keyUsages(),
                months);
        refuseNone("key_usage", checked.keyUsages());
        refuseNone("ekus", checked.extendedKeyUsages());
        if (checked.alternativeNames() != null) {
            refuseNone("dns_names", checked.alternativeNames().dnsNames());
            refuseNone("emails", checked.alternativeNames().emails());
            refuseNone("upns", checked.alternativeNames().upns());
        }
        CertificateBuilder.check(checked);
        return checked;
    }

    private static void refuseNone(String member, List<String> given) {
        badParameterIf(given != null && given.stream().anyMatch(Objects::isNull), "A member of %s is null.", member);
    }

    private static List<LifetimeAction> actions(List<LifetimeAction> given) {
        if (isEmpty(given)) {
            return List.of(new LifetimeAction(new Trigger(80, null), new Action(AUTO_RENEW)));
        }
        for (LifetimeAction action : given) {
            boolean valid = action != null
                    && action.trigger() != null
                    && action.action() != null
                    && Set.of(AUTO_RENEW, "EmailContacts")
                            .contains(String.valueOf(action.action().type()))
                    && (action.trigger().lifetimePercentage() == null)
                            != (action.trigger().daysBeforeExpiry() == null)
                    && isBetween(1, action.trigger().lifetimePercentage(), 99)
                    && isBetween(1, action.trigger().daysBeforeExpiry(), LONGEST_MONTHS * 27);
            badParameterIf(!valid, "A lifetime action is AutoRenew or EmailContacts with one trigger.");
        }
        return given;
    }

    private static Issuer issuer(Issuer given) {
        badParameterIf(given == null || given.name() == null, "The policy needs an issuer: Self or Unknown.");
        return given;
    }

    /** Returns whether an issuer is an authority that the vault must know by name. */
    public static boolean isOfAuthority(Issuer issuer) {
        return !Set.of(SELF, UNKNOWN).contains(issuer.name());
    }

    private static boolean isBetween(int least, Integer number, int most) {
        return number == null || number >= least && number <= most;
    }
}
