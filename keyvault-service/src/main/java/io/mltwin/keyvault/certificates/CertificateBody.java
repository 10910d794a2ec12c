package io.mltwin.keyvault.certificates;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.mltwin.keyvault.certificates.x509.CertificatePolicyBody;
import io.mltwin.keyvault.objects.Attributes;
import java.util.List;
import java.util.Map;

/**
 * A version of a certificate in answers (API 7.4); {@code kid} and {@code sid} are key and secret
 * of the same name and version. Of one that is not made yet there is neither, nor {@code x5t} and
 * {@code cer}.
 *
 * @param cer DER, base64
 * @param pending null when there is no order
 */
public record CertificateBody(
        String id,
        String kid,
        String sid,
        String x5t,
        String cer,
        Attributes attributes,
        Map<String, String> tags,
        CertificatePolicyBody policy,
        Pending pending) {

    /** The URL of the order. */
    public record Pending(String id) {}

    /** The request for a new version. */
    public record Create(CertificatePolicyBody policy, Attributes attributes, Map<String, String> tags) {}

    /**
     * The request for an import.
     *
     * @param value PKCS#12 in base64, or PEM
     */
    public record Import(
            String value,
            @JsonProperty("pwd") String password,
            CertificatePolicyBody policy,
            Attributes attributes,
            Map<String, String> tags) {
        @Override
        public String toString() {
            return "certificate to import";
        }
    }

    /** The changes of an update; null changes nothing. */
    public record Update(CertificatePolicyBody policy, Attributes attributes, Map<String, String> tags) {}

    /**
     * The certificates that an authority issued for an order, the ordered one first, DER in base64.
     */
    public record Merge(@JsonProperty("x5c") List<String> chain, Attributes attributes, Map<String, String> tags) {}

    /** An item of a list. */
    public record Item(String id, String x5t, Attributes attributes, Map<String, String> tags) {}

    /** A soft-deleted certificate. */
    public record Deleted(
            String recoveryId,
            Long deletedDate,
            Long scheduledPurgeDate,
            String id,
            String kid,
            String sid,
            String x5t,
            String cer,
            Attributes attributes,
            Map<String, String> tags,
            CertificatePolicyBody policy) {}

    /**
     * Shows an order and its status: {@code inProgress}, {@code completed} or {@code cancelled}.
     */
    public record Order(
            String id,
            CertificatePolicyBody.Issuer issuer,
            String csr,
            @JsonProperty("cancellation_requested") Boolean cancellationRequested,
            String status,
            @JsonProperty("status_details") String statusDetails,
            String target,
            @JsonProperty("request_id") String requestId) {}
}
