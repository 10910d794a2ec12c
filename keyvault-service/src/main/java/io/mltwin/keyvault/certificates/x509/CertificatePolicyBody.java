package io.mltwin.keyvault.certificates.x509;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.mltwin.keyvault.objects.Attributes;
import java.util.List;

/**
 * The policy by which a certificate and its key are made (API 7.4); also stored in the policy's
 * column.
 */
public record CertificatePolicyBody(
        String id,
        @JsonProperty("key_props") KeyProperties key,
        @JsonProperty("secret_props") SecretProperties secret,
        @JsonProperty("x509_props") X509Properties x509,
        @JsonProperty("lifetime_actions") List<LifetimeAction> lifetimeActions,
        Issuer issuer,
        Attributes attributes) {

    /** The key pair. */
    public record KeyProperties(
            Boolean exportable,
            String kty,
            @JsonProperty("key_size") Integer size,
            @JsonProperty("reuse_key") Boolean reuse,
            @JsonProperty("crv") String curve) {}

    /** The form of the secret that holds the certificate with its private half. */
    public record SecretProperties(String contentType) {}

    /** The content of the certificate. */
    public record X509Properties(
            String subject,
            @JsonProperty("sans") Names alternativeNames,
            @JsonProperty("ekus") List<String> extendedKeyUsages,
            @JsonProperty("key_usage") List<String> keyUsages,
            @JsonProperty("validity_months") Integer validityMonths) {}

    /** Subject alternative names. */
    public record Names(@JsonProperty("dns_names") List<String> dnsNames, List<String> emails, List<String> upns) {}

    /** An action before the certificate expires. */
    public record LifetimeAction(Trigger trigger, Action action) {}

    /** The moment of an action: one of the two is given. */
    public record Trigger(
            @JsonProperty("lifetime_percentage") Integer lifetimePercentage,
            @JsonProperty("days_before_expiry") Integer daysBeforeExpiry) {}

    /** AutoRenew or EmailContacts. */
    public record Action(@JsonProperty("action_type") String type) {}

    /** Self, Unknown, or the name of an issuer. */
    public record Issuer(
            String name,
            String cty,
            @JsonProperty("cert_transparency") Boolean transparency) {}

    public CertificatePolicyBody with(String policyId, Attributes shown) {
        return new CertificatePolicyBody(policyId, key, secret, x509, lifetimeActions, issuer, shown);
    }
}
